"""Accord's accounts API: a session that stays alive, around the operations in `accord_api`."""

from accord_client.accord import Accord, AsyncAccord
from accord_client.failures import NotModified, Refused, UnexpectedAnswer, unwrap
from accord_client.tokens import MemoryTokens, Tokens, TokenStore

__all__ = [
    "Accord",
    "AsyncAccord",
    "MemoryTokens",
    "NotModified",
    "Refused",
    "TokenStore",
    "Tokens",
    "UnexpectedAnswer",
    "unwrap",
]

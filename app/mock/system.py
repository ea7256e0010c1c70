"""The tag `system`: the keys that sign here. Its health is an example of the contract."""

from abc import ABC
from dataclasses import dataclass

from app import etags
from app.features.accounts.domain import Principal
from app.features.system.handler import to_metadata
from app.security.keys import KeySet
from generated import models
from generated.operations import SCOPES
from generated.routes.system import (
    GetAuthorizationServer200,
    GetAuthorizationServerResponse,
    GetJwks200,
    GetJwks304,
    GetJwksResponse,
    SystemHandler,
)


@dataclass(frozen=True, slots=True)
class System(SystemHandler[Principal], ABC):
    """What whoever verifies tokens needs to know."""

    keys: KeySet
    issuer: str

    async def get_jwks(self, *, if_none_match: str | None) -> GetJwksResponse:
        etag = f'"{self.keys.signing.kid}"'
        if etags.none_match(if_none_match, etag):
            return GetJwks304(etag=etag)
        return GetJwks200(body=models.JwkSet.model_validate(self.keys.public_jwks()), etag=etag)

    async def get_authorization_server(self) -> GetAuthorizationServerResponse:
        return GetAuthorizationServer200(body=to_metadata(self.issuer, tuple(SCOPES)))

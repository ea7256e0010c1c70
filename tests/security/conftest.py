"""The keys and tokens that every test of this room starts from."""

import pytest

from app.security.keys import KeySet
from app.security.tokens import AccessTokens
from tests.security.forge import NOW, Forge

_ES256 = KeySet.generate("ES256", NOW)
_RS256 = KeySet.generate("RS256", NOW)


@pytest.fixture
def es256_keys() -> KeySet:
    return _ES256


@pytest.fixture
def rs256_keys() -> KeySet:
    return _RS256


@pytest.fixture
def forge(es256_keys: KeySet) -> Forge:
    return Forge(es256_keys)


@pytest.fixture
def tokens(forge: Forge) -> AccessTokens:
    return forge.verifier()

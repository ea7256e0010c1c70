"""Under these conditions the known flaws of our libraries do not touch us: audits rely on them."""

import ast
from importlib import metadata
from pathlib import Path

import jose.backends
import pytest
from jose.backends import cryptography_backend as backend
from passlib import __version__ as passlib_version

from app.security.keys import KeySet
from tests.security.forge import Forge

ROOT = Path(__file__).parents[2]


def imports(path: Path) -> set[str]:
    """What a module imports, as dotted names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def importers_of(package: str) -> dict[str, set[str]]:
    """Which modules of the service import the package, and what of it."""
    found = {}
    for path in (ROOT / "app").rglob("*.py"):
        names = {name for name in imports(path) if name.split(".")[0] == package}
        if names:
            found[str(path.relative_to(ROOT))] = names
    return found


def test_passwords_are_hashed_by_libpass_and_passlib_is_not_installed() -> None:
    """Both own the folder `passlib/`: with both, the last one installed wins."""
    assert metadata.version("libpass") == passlib_version
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version("passlib")
    assert set(importers_of("passlib")) == {"app/security/passwords.py"}


def test_python_jose_signs_and_verifies_and_does_nothing_else() -> None:
    """No `jose.jwe` (open flaws), no `jose.jwk` or `jose.jwt`, which interpret bytes as keys."""
    assert importers_of("jose") == {
        "app/security/tokens.py": {
            "jose.jws",
            "jose.backends.cryptography_backend.CryptographyECKey",
            "jose.backends.cryptography_backend.CryptographyHMACKey",
            "jose.backends.cryptography_backend.CryptographyRSAKey",
        }
    }


def test_the_libraries_with_known_flaws_are_used_by_nobody() -> None:
    """`ecdsa` (CVE-2024-23342) and `rsa` come with python-jose; `cryptography` does their work."""
    assert not importers_of("ecdsa")
    assert not importers_of("rsa")
    assert jose.backends.ECKey is backend.CryptographyECKey
    assert jose.backends.RSAKey is backend.CryptographyRSAKey


@pytest.mark.parametrize("algorithm", ["ES256", "RS256"])
def test_a_verifier_is_one_typed_public_key_and_never_bytes(
    algorithm: str, es256_keys: KeySet, rs256_keys: KeySet
) -> None:
    """CVE-2026-85394 needs key bytes of which the token may choose the meaning."""
    keys = es256_keys if algorithm == "ES256" else rs256_keys
    verifiers = Forge(keys).verifier()._verifiers
    assert set(verifiers) == {keys.signing.kid}
    fixed_algorithm, key = verifiers[keys.signing.kid]
    assert fixed_algorithm == algorithm
    kinds = {"ES256": backend.CryptographyECKey, "RS256": backend.CryptographyRSAKey}
    assert type(key).__name__ == kinds[algorithm].__name__
    assert not hasattr(key.prepared_key, "private_numbers")

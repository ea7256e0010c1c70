"""The service itself on the wire."""

from dataclasses import dataclass

from app import etags
from app.features.accounts.domain import Principal
from app.features.system.service import SystemService
from generated import models
from generated.routes.system import (
    GetAuthorizationServer200,
    GetAuthorizationServerResponse,
    GetJwks200,
    GetJwks304,
    GetJwksResponse,
    GetLiveness200,
    GetLivenessResponse,
    GetReadiness200,
    GetReadinessResponse,
    SystemHandler,
)

_READY = models.Readiness(
    status="ready",
    checks=models.ReadinessChecks(database="ok", migrations="ok", keys="ok"),
)


@dataclass(frozen=True, slots=True)
class System(SystemHandler[Principal]):
    """Implements the tag `system` of the contract."""

    system: SystemService

    async def get_liveness(self) -> GetLivenessResponse:
        return GetLiveness200(body=models.Liveness(status="ok"))

    async def get_readiness(self) -> GetReadinessResponse:
        await self.system.check_readiness()
        return GetReadiness200(body=_READY)

    async def get_jwks(self, *, if_none_match: str | None) -> GetJwksResponse:
        etag = self.system.jwks_etag
        if etags.none_match(if_none_match, etag):
            return GetJwks304(etag=etag)
        return GetJwks200(body=models.JwkSet.model_validate(self.system.public_jwks), etag=etag)

    async def get_authorization_server(self) -> GetAuthorizationServerResponse:
        metadata = to_metadata(self.system.issuer, self.system.scopes)
        return GetAuthorizationServer200(body=metadata)


def to_metadata(issuer: str, scopes: tuple[str, ...]) -> models.AuthorizationServerMetadata:
    """RFC 8414 §2."""
    return models.AuthorizationServerMetadata(
        issuer=issuer,
        token_endpoint=f"{issuer}/api/v1/auth/token",
        revocation_endpoint=f"{issuer}/api/v1/auth/revoke",
        jwks_uri=f"{issuer}/.well-known/jwks.json",
        scopes_supported=list(scopes),
        response_types_supported=[],
        grant_types_supported=list(models.GrantType),
        token_endpoint_auth_methods_supported=["none"],
        revocation_endpoint_auth_methods_supported=["none"],
    )

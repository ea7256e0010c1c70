"""Whether the service can do its work, and what others need to know to trust its tokens."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from app.db import migrations
from app.db.database import Database
from app.errors import NotReady, ServiceUnavailable
from app.lifecycle import Lifecycle


@dataclass(frozen=True, slots=True)
class SystemService:
    """Health, public keys and metadata of this service."""

    database: Database
    issuer: str
    scopes: tuple[str, ...]
    public_jwks: Mapping[str, list[dict[str, str]]]
    lifecycle: Lifecycle
    jwks_etag: str = field(init=False)

    def __post_init__(self) -> None:
        digest = sha256(json.dumps(self.public_jwks, sort_keys=True).encode()).hexdigest()
        object.__setattr__(self, "jwks_etag", f'"{digest[:32]}"')

    async def check_readiness(self) -> None:
        """Raises `NotReady` while the database is away or not migrated, and before the end.

        There is always a key to sign with, since a service without one does not start; there need
        not be a public one (HS256, in development).
        """
        if self.lifecycle.is_stopping:
            raise NotReady("The service is stopping.")
        try:
            is_current = await self.database.read(migrations.is_at_head)
        except ServiceUnavailable as away:
            raise NotReady("The database does not answer.") from away
        if not is_current:
            raise NotReady("The database is not migrated to this version.")

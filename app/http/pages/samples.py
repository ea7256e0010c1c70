"""The contract as the documentation shows it: with code samples that work on this very server."""

import json

from app.http.pages.home import DemoAccount
from contract.samples import Sdk, annotated
from contract.samples.literals import TYPESCRIPT

# Optional, and better not left out.
_SHOWN = frozenset({"If-Match", "Idempotency-Key", "limit"})
_NOBODY = DemoAccount("you@example.org", "your password", "", frozenset())


def with_samples(
    contract: bytes, *, public_url: str, demo_accounts: tuple[DemoAccount, ...]
) -> bytes:
    """The contract with `x-codeSamples`; what is published stays without them."""

    def sign_in(scopes: tuple[str, ...]) -> str:
        able = (each for each in demo_accounts if each.scopes.issuperset(scopes))
        who = next(able, _NOBODY)
        email, password = TYPESCRIPT.text(who.email), TYPESCRIPT.text(who.password)
        return f"await accord.signIn({{ email: {email}, password: {password} }});"

    sdk = Sdk(
        package="accord-client",
        names=("createAccord", "unwrap"),
        opening=lambda origin: f"const accord = createAccord({{ origin: '{origin}' }});",
        sign_in=sign_in,
        client="accord.client",
    )
    document = annotated(json.loads(contract), origin=public_url, sdk=sdk, shown=_SHOWN)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()

"""A good token that was changed anywhere is refused, and never with another exception."""

import jwt
import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from app.security.encoding import encode_base64url
from app.security.keys import KeySet
from app.security.tokens import AccessTokens
from tests.security.forge import NOW, Forge
from tests.security.mutations.judges import faults, ours, pyjwt
from tests.security.mutations.mutator import Mutator
from tests.security.mutations.requests import REFUSALS, answers
from tests.support.service import Service

MUTANTS = 800


def test_both_verifiers_accept_what_nobody_has_changed(forge: Forge, tokens: AccessTokens) -> None:
    """Else every mutant would be refused for a reason of its own."""
    with time_machine.travel(NOW, tick=False):
        assert ours(tokens)(forge.token())
        assert pyjwt(forge.keys)(forge.token())


@pytest.mark.parametrize("seed", [1, 2])
def test_mutations_are_refused_unless_they_change_nothing(
    seed: int, forge: Forge, tokens: AccessTokens
) -> None:
    mutants = list(Mutator(forge, seed).mutants(MUTANTS))

    with time_machine.travel(NOW, tick=False):
        found = faults(ours(tokens), mutants) + faults(pyjwt(forge.keys), mutants)

    assert found == []


async def test_the_service_answers_every_mutant_with_401(service: Service) -> None:
    seen = await answers(service, 200, seed=1)

    assert sum(seen.values()) > 150
    assert seen.keys() <= REFUSALS


def test_every_kind_of_laxness_would_be_seen(forge: Forge, tokens: AccessTokens) -> None:
    """What PyJWT does when it is left alone: other spellings, header members and types pass."""
    mutants = list(Mutator(forge, 1).mutants(MUTANTS))
    key = jwt.PyJWK.from_dict(forge.keys.signing.public_jwk())

    def is_decoded(token: str) -> bool:
        jwt.decode(token, key, ["ES256"], options={"verify_aud": False})
        return True

    with time_machine.travel(NOW, tick=False):
        accepted = {
            fault.mutant.family for fault in faults(is_decoded, mutants) if fault.what == "accepted"
        }

    assert {"spelling", "header", "claims"} <= accepted
    assert not {"unsigned", "key", "signature"} & accepted


KEYS = KeySet.generate("ES256", NOW)
FORGE = Forge(KEYS)
IS_ACCEPTED = ours(FORGE.verifier())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None)
@given(st.text() | st.from_regex(r"[\w-]{0,40}(\.[\w-]{0,40}){0,5}"))
def test_any_text_is_refused(text: str) -> None:
    assert not IS_ACCEPTED(text)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=80), st.binary(max_size=80), st.binary(max_size=80))
def test_any_three_segments_are_refused(header: bytes, payload: bytes, signature: bytes) -> None:
    assert not IS_ACCEPTED(".".join(map(encode_base64url, (header, payload, signature))))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(FORGE.header())), JSON)
def test_any_other_header_value_is_refused_even_when_signed(name: str, value: object) -> None:
    if value != FORGE.header()[name]:
        assert not IS_ACCEPTED(FORGE.with_header(**{name: value}))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["iss", "aud", "sub", "sid", "iat", "exp", "auth_time"]), JSON)
def test_any_other_claim_value_is_refused_even_when_signed(name: str, value: object) -> None:
    is_early_sign_in = name == "auth_time" and type(value) is int and value >= 0
    if value != FORGE.payload()[name] and not is_early_sign_in:
        assert not IS_ACCEPTED(FORGE.with_claims(**{name: value}))

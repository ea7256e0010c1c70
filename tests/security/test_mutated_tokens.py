"""A good token that was changed anywhere is refused, and never with another exception."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.security.encoding import encode_base64url
from app.security.keys import KeySet
from app.security.tokens import AccessTokens, TokenRefused
from tests.security.forge import NOW, Forge

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\0é{}"
ROUNDS = 5000


Mutation = Callable[[str, str, random.Random], str]


def _cut(text: str, chance: random.Random) -> tuple[str, str, str]:
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.choice([1, 1, 2, 8, 200]))
    return text[:start], text[start:end], text[end:]


def _by_piece(change: Callable[[str, random.Random], str]) -> Mutation:
    def mutation(token: str, _: str, chance: random.Random) -> str:
        before, piece, after = _cut(token, chance)
        return before + change(piece, chance) + after

    return mutation


def _spliced(token: str, other: str, chance: random.Random) -> str:
    place = chance.randrange(len(token) + 1)
    return token[:place] + other[place:]


def _exchanged(token: str, other: str, chance: random.Random) -> str:
    """Segments of both tokens, mixed."""
    pairs = zip(token.split("."), other.split("."), strict=False)
    return ".".join(chance.choice(pair) for pair in pairs)


def _shuffled(token: str, _: str, chance: random.Random) -> str:
    parts = token.split(".")
    return ".".join(chance.sample(parts, len(parts)))


MUTATIONS: list[Mutation] = [
    _by_piece(lambda piece, chance: ""),
    _by_piece(lambda piece, chance: chance.choice(ALPHABET)),
    _by_piece(lambda piece, chance: chance.choice(ALPHABET) + piece),
    _by_piece(lambda piece, chance: piece * 2),
    _by_piece(lambda piece, chance: piece[::-1]),
    _by_piece(lambda piece, chance: piece.swapcase()),
    _spliced,
    _exchanged,
    _shuffled,
]


@pytest.mark.parametrize("seed", [1, 2])
def test_mutations_are_refused_unless_they_change_nothing(
    seed: int, forge: Forge, tokens: AccessTokens
) -> None:
    chance = random.Random(seed)
    token, other = forge.token(), forge.with_claims(jti="another", scope="admin")
    accepted = set()
    for _ in range(ROUNDS):
        mutated = token
        for _ in range(chance.choice([1, 1, 1, 2, 5])):
            mutated = chance.choice(MUTATIONS)(mutated, other, chance)
        if _is_accepted(tokens, mutated):
            accepted.add(mutated)
    assert accepted <= {token, other}


def _is_accepted(tokens: AccessTokens, token: str) -> bool:
    try:
        tokens.verify(token)
    except TokenRefused:
        return False
    return True


KEYS = KeySet.generate("ES256", NOW)
FORGE = Forge(KEYS)
VERIFIER = FORGE.verifier()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None)
@given(st.text() | st.from_regex(r"[\w-]{0,40}(\.[\w-]{0,40}){0,5}"))
def test_any_text_is_refused(text: str) -> None:
    assert not _is_accepted(VERIFIER, text)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=80), st.binary(max_size=80), st.binary(max_size=80))
def test_any_three_segments_are_refused(header: bytes, payload: bytes, signature: bytes) -> None:
    assert not _is_accepted(VERIFIER, ".".join(map(encode_base64url, (header, payload, signature))))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(FORGE.header())), JSON)
def test_any_other_header_value_is_refused_even_when_signed(name: str, value: object) -> None:
    if value != FORGE.header()[name]:
        assert not _is_accepted(VERIFIER, FORGE.with_header(**{name: value}))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["iss", "aud", "sub", "sid", "iat", "exp", "auth_time"]), JSON)
def test_any_other_claim_value_is_refused_even_when_signed(name: str, value: object) -> None:
    is_early_sign_in = name == "auth_time" and type(value) is int and value >= 0
    if value != FORGE.payload()[name] and not is_early_sign_in:
        assert not _is_accepted(VERIFIER, FORGE.with_claims(**{name: value}))

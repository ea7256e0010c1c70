"""Wrong values for the members of a header and of a payload: none of them may be let through."""

import random
from collections.abc import Callable, Mapping
from typing import Any

from tests.security.forge import ABSENT
from tests.security.mutations.texts import ALPHABET

_ALGORITHMS = ("none", "None", "", "HS256", "HS384", "HS512", "RS256", "PS256", "ES384", "ES256K")
_KEYS_TO_FETCH = ("jku", "x5u", "x5c", "x5t", "jwk", "crit", "b64", "zip", "cty", "enc", "url")
_ADDRESSED = ("iss", "aud", "sub", "sid")
_IN_THE_FUTURE = ("iat", "nbf", "auth_time")
CLAIMS = (*_ADDRESSED, *_IN_THE_FUTURE, "exp", "client_id", "jti", "scope", "scope_source")


def wrong_header(header: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """`header` with one member left out, replaced or added."""
    name = chance.choice([*header, *header, chance.choice(_KEYS_TO_FETCH), _text(chance)])
    choices: list[Any] = [*_junk(chance), _text(chance), chance.choice(_ALGORITHMS)]
    value = chance.choice([value for value in choices if value != header.get(name)])
    if value is ABSENT and name not in header:
        value = None
    return {**header, name: value}


def wrong_claims(payload: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """`payload` with up to three claims that are wrong, whoever signs it."""
    names = chance.sample(CLAIMS, chance.choice([1, 1, 1, 2, 3]))
    return {**payload, **{name: _wrong_claim(name, payload["iat"], chance) for name in names}}


def _wrong_claim(name: str, now: int, chance: random.Random) -> Any:
    junk = _junk(chance)
    if name in {"nbf", "scope_source"}:  # which may be missing
        junk.remove(ABSENT)
    return chance.choice([*junk, *_own_faults(name, now, chance)])


def _own_faults(name: str, now: int, chance: random.Random) -> list[Any]:
    faults: Mapping[str, Callable[[], list[Any]]] = {
        **dict.fromkeys(_ADDRESSED, lambda: [_text(chance), chance.randrange(2**64)]),
        **dict.fromkeys(_IN_THE_FUTURE, lambda: _wrong_times(now, chance)),
        "exp": lambda: [*_wrong_times(now + 900, chance), now - chance.randrange(31, 10**6)],
        "scope": lambda: ["a  b", " a", "a ", 'a"b', "a\\b", "a\n", "é"],
    }
    return faults.get(name, lambda: [chance.randrange(2**64), "" if name != "scope" else " "])()


def _wrong_times(latest: int, chance: random.Random) -> list[Any]:
    later = latest + chance.randrange(31, 10**6)
    return [later, float(latest), str(latest), -chance.randrange(1, 10**6), 10**30]


def _junk(chance: random.Random) -> list[Any]:
    """What is no text and no time."""
    return [None, True, False, chance.random() * 10**10, [], {}, [_text(chance)], {"a": 1}, ABSENT]


def _text(chance: random.Random) -> str:
    return "".join(chance.choices(ALPHABET, k=chance.randrange(1, 30)))

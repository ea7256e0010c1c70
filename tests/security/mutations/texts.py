"""Changes the text of a token without asking what it means."""

import random
from collections.abc import Callable

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\0é{}"
BASE64URL = ALPHABET[:64]

TextChange = Callable[[str, str, random.Random], str]


def changed(token: str, other: str, chance: random.Random) -> str:
    """`token` after one change or a few, some of which borrow from `other`."""
    for _ in range(chance.choice([1, 1, 1, 2, 5])):
        token = chance.choice(_CHANGES)(token, other, chance)
    return token


def respelled(segment: str, chance: random.Random) -> str:
    """A segment that a lax reader takes for the same bytes: padding, spare bits, what it skips."""
    last = BASE64URL.index(segment[-1])
    spare = {2: 15, 3: 3}.get(len(segment) % 4, 0)
    spellings = [
        segment + "=" * (-len(segment) % 4 or chance.randrange(1, 4)),
        segment[:-1] + BASE64URL[last ^ chance.randint(min(spare, 1), spare)],
        segment.replace("-", "+").replace("_", "/"),
        _with_junk(segment, chance.choice("=\n\r\t \0!%+é"), chance),
    ]
    return chance.choice([spelling for spelling in spellings if spelling != segment])


def _with_junk(text: str, junk: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + junk + text[place:]


def _by_piece(change: Callable[[str, random.Random], str]) -> TextChange:
    def of_a_piece(token: str, _: str, chance: random.Random) -> str:
        start = chance.randrange(len(token) + 1)
        end = min(len(token), start + chance.choice([1, 1, 2, 8, 200]))
        return token[:start] + change(token[start:end], chance) + token[end:]

    return of_a_piece


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


_CHANGES: list[TextChange] = [
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

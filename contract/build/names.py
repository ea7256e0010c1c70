"""Spells one name the way each reader wants it: snake_case, PascalCase, CONSTANT_CASE."""

import keyword
import re

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]*|[a-z]+|[0-9]+")


def words(name: str) -> list[str]:
    """`getMyETag2` → get, my, e, tag, 2; `If-None-Match` → if, none, match."""
    return [word.lower() for word in _WORDS.findall(name)]


def snake(name: str) -> str:
    spelled = "_".join(words(name))
    return f"{spelled}_" if keyword.iskeyword(spelled) else spelled


def header_attribute(name: str) -> str:
    """`ETag` is one word: the dashes of a header say where its words end, its capitals do not."""
    spelled = re.sub(r"[^a-z0-9]+", "_", name.lower())
    return f"{spelled}_" if keyword.iskeyword(spelled) else spelled


def argument(name: str, where: str) -> str:
    """What the handler calls a parameter."""
    return header_attribute(name) if where == "header" else snake(name)


def pascal(name: str) -> str:
    return "".join(word.capitalize() for word in words(name))


def constant(name: str) -> str:
    return "_".join(words(name)).upper()


def letters(name: str) -> str:
    """For comparing names that are spelled differently: `WWW-Authenticate` and WwwAuthenticate."""
    return re.sub(r"[^a-z0-9]", "", name.lower())

"""Values are written as literals that mean the same."""

import ast
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contract.samples.literals import PYTHON, TYPESCRIPT

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_python_reads_the_same_value(value: Any) -> None:
    assert ast.literal_eval(PYTHON.literal(value)) == value


def test_typescript_has_plain_names_and_single_quotes() -> None:
    value = {"display_name": "Ada", "If-Match": '"a-1"', "timezone": None, "tags": [True, "it's"]}

    assert TYPESCRIPT.literal(value) == (
        "{\n"
        "  display_name: 'Ada',\n"
        "  'If-Match': '\"a-1\"',\n"
        "  timezone: null,\n"
        "  tags: [\n"
        "    true,\n"
        '    "it\'s",\n'
        "  ],\n"
        "}"
    )


@given(TEXTS)
def test_a_text_in_double_quotes_is_json_but_for_single_quotes(text: str) -> None:
    written = TYPESCRIPT.text(text)

    if written.startswith('"'):
        assert json.loads(written) == text

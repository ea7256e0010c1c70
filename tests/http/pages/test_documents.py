"""Pages that show what the repository's documents say: advice on each problem, and changes."""

import re
from html import escape

import pytest

from app.http.pages.documents import advice_on, changes
from contract.runtime.problems import ProblemType
from generated.responses import PROBLEM_TYPES
from tests.support.server import ROOT
from tests.support.service import Service
from tests.support.serving import serving

COPIES = ROOT / "app" / "http" / "pages" / "documents"
AGAIN = "make docs-pages"


def test_the_copy_of_the_status_codes_is_current() -> None:
    source = (ROOT / "docs" / "status-codes.md").read_text()

    assert (COPIES / "status-codes.md").read_text() == source, AGAIN


def test_the_copy_of_the_changes_is_what_the_changelog_says_of_the_contract() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text()
    versions = re.findall(r"^(## [^\n]+)\n(.*?)(?=^## |\Z)", changelog, re.DOTALL | re.MULTILINE)
    said = {
        version: found[1]
        for version, text in versions
        if (found := re.search(r"^### Contract\n(.*?)(?=^### |\Z)", text, re.DOTALL | re.MULTILINE))
    }
    copied = (COPIES / "contract-changes.md").read_text()

    assert said
    assert copied == "".join(f"{version}\n{text}" for version, text in said.items()), AGAIN


@pytest.mark.parametrize("problem", PROBLEM_TYPES.values(), ids=lambda problem: problem.code)
async def test_a_problem_is_explained_to_all_who_meet_it(
    service: Service, problem: ProblemType
) -> None:
    advice = advice_on(problem.code)
    page = (await service.http.get(f"/problems/{problem.code}")).text
    text = re.sub(r"<[^>]+>", "", page)

    assert advice is not None
    for said in (advice.person, advice.developer, advice.operator):
        assert escape(re.sub(r"[`*]", "", said))[1:] in text


async def test_the_page_of_changes_has_them_all(service: Service) -> None:
    page = await service.http.get("/changes")
    items = [item for _, listed in changes() for item in listed]

    assert page.text.count("<li>") == len(items) > 0
    assert "<code>listUsers</code>" in page.text


async def test_without_docs_there_are_no_samples(service: Service) -> None:
    settings = service.application.settings.model_copy(update={"docs_enabled": False})
    async with serving(settings) as quiet:
        assert (await quiet.http.get("/docs/openapi.json")).status_code == 404
    assert (await service.http.get("/docs/openapi.json")).status_code == 200

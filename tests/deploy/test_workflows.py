"""A workflow runs verbs of the Makefile, and each of them is there."""

import re

from tests.support.server import ROOT


def _verbs() -> set[str]:
    """After `make`, and in the lists from which a job takes its verb."""
    found: set[str] = set()
    for workflow in (ROOT / ".github" / "workflows").glob("*.yml"):
        text = workflow.read_text()
        for line in re.findall(r"\bmake((?: +(?:--?)?[a-z][a-z-]*)+)", _without_comments(text)):
            found.update(word for word in line.split() if not word.startswith("-"))
        for listed in re.findall(r"verb: \[(.*)\]", text):
            found.update(listed.split(", "))
        for block in re.findall(r"verb:\n((?: +- .*\n)+)", text):
            found.update(re.findall(r"- ([a-z-]+)", block))
    return found


def _without_comments(text: str) -> str:
    return re.sub(r"(?m)^\s*(#|- name:|name:).*$", "", text)


def test_every_verb_that_a_workflow_runs_is_in_the_makefile() -> None:
    makefiles = [ROOT / "Makefile", *ROOT.glob("*/*.mk")]
    targets = set()
    for makefile in makefiles:
        for line in re.findall(r"(?m)^([a-z][a-z -]*):(?!=)", makefile.read_text()):
            targets.update(line.split())

    assert {"check", "test", "audit", "fuzz", "check-deploy"} <= _verbs()
    assert _verbs() - targets == set()

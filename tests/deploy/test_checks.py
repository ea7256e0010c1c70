"""No file under deploy/ or .github/ is there that nothing looks at."""

from pathlib import Path

from tests.deploy.mistakes import AGAINST_POLICY, MISTAKES
from tests.support.server import ROOT

# Make reads *.mk, `make lock` writes *.txt from *.in, tests/deploy runs nginx.conf.
SEEN_ELSEWHERE = ("deploy/*.mk", "deploy/**/*.in", "deploy/**/*.txt", "deploy/nginx.conf")
# `make check-image` and `make image-test` hold these to more than this.
OF_THE_IMAGE = ("deploy/image/*", "deploy/compose/*", "deploy/newcomer.sh")


def test_every_file_has_a_check_that_finds_a_mistake_in_it() -> None:
    files = {
        str(path.relative_to(ROOT))
        for folder in (".github", ".devcontainer", "deploy")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    elsewhere = {
        file
        for file in files
        if any(Path(file).match(pattern) for pattern in (*SEEN_ELSEWHERE, *OF_THE_IMAGE))
    }

    assert files - elsewhere == {mistake.file for mistake in [*MISTAKES, *AGAINST_POLICY]}

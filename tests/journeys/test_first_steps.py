"""The first steps of the README, command by command, against a server that was just started."""

import re
import subprocess
from pathlib import Path

from tests.support import machine
from tests.support.server import ROOT, Server, environment, serving

SCRIPT = Path(__file__).with_name("first_steps.sh")
EXPECTED = """\
register: 202
confirm: 204
read: 200
Ada
end: 204
phone: 401
logout: 204
laptop: 401
"""


def take_first_steps(server: Server) -> None:
    """Run them as they are written; they print what they must."""
    machine.program("curl", package="curl")
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", SCRIPT],
        cwd=server.folder,
        env=environment(API=f"{server.url}/api/v1", MAILBOX="var/mailbox"),
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert (ran.stdout, ran.returncode) == (EXPECTED, 0), ran.stderr


def test_the_first_steps_of_the_readme_work_as_they_are_written(
    tmp_path: Path, empty_url: str
) -> None:
    with serving(tmp_path, DATABASE_URL=empty_url) as server:
        take_first_steps(server)


def test_the_readme_shows_these_steps_and_what_they_print() -> None:
    readme = (ROOT / "README.md").read_text()

    assert f"```sh\n{SCRIPT.read_text()}```" in readme
    assert f"```\n{EXPECTED}```" in readme


def test_every_file_that_a_document_links_to_is_there() -> None:
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("migrations/*.md")]
    links = {
        (document.relative_to(ROOT), target)
        for document in documents
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text())
    }

    assert links
    assert {link for link in links if not (ROOT / link[0].parent / link[1]).exists()} == set()


def test_the_first_steps_need_nothing_but_curl_grep_and_sed() -> None:
    words = set(SCRIPT.read_text().split())

    assert not words & {"jq", "python", "python3", "node", "perl", "awk"}

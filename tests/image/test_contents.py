"""What is in the image, and what is not."""

import json
import re
from importlib.metadata import version
from pathlib import Path

from tests.image.container import Engine

REQUIREMENTS = Path(__file__).parents[2] / "requirements"
INSTALLED = """python -c '
from importlib.metadata import distributions
print(*(f"{one.name}=={one.version}" for one in distributions()))'"""


def _canonical(pins: set[str]) -> set[str]:
    return {re.sub(r"[-_.]+(?=.*==)", "-", pin).lower() for pin in pins}


def _locked() -> set[str]:
    locks = [(REQUIREMENTS / name).read_text() for name in ("run.txt", "tracing.txt")]
    pins = [pin for lock in locks for pin in re.findall(r"(?m)^[\w.-]\S*==[^\s;\\]+", lock)]
    return {re.sub(r"\[.*\]", "", pin) for pin in pins}


def test_it_has_what_is_locked_for_production_and_nothing_else(engine: Engine) -> None:
    installed = _canonical(set(engine.look(INSTALLED).split()))
    own = f"accord=={version('accord')}"
    assert own in installed
    assert {pin.partition("==")[0] for pin in installed} > {"fastapi", "asyncpg", "uvloop"}
    assert installed - {own} <= _canonical(_locked())


def test_its_inventory_is_what_is_installed(engine: Engine) -> None:
    inventory = json.loads(engine.look("cat /opt/accord/sbom.cdx.json"))
    parts = [inventory["metadata"]["component"], *inventory["components"]]
    listed = {f"{part['name']}=={part['version']}" for part in parts}
    assert inventory["bomFormat"] == "CycloneDX"
    assert _canonical(listed) == _canonical(set(engine.look(INSTALLED).split()))


def test_nothing_in_it_compiles_or_installs(engine: Engine) -> None:
    tools = "for each in cc gcc g++ clang ld make pip pip3 uv git curl; do command -v $each; done"
    assert engine.look(f"{tools}; command -v accord") == "/opt/accord/bin/accord"
    assert engine.look("python -m pip --version || echo none") == "none"


def test_it_runs_as_nobody_who_has_rights(engine: Engine) -> None:
    assert engine.look("id -u; id -g") == "10001\n10001"
    assert engine.look("grep CapEff /proc/self/status").split() == ["CapEff:", "0" * 16]
    setuid = "find / -xdev -perm -4000 -user accord 2>/dev/null"
    writable = "find / -xdev -type d -writable -not -path '/proc/*' 2>/dev/null"
    assert engine.look(setuid) == ""
    allowed = {"/var/lib/accord", "/tmp", "/var/tmp", "/run/lock", "/dev/shm"}
    assert set(engine.look(writable).splitlines()) <= allowed


def test_it_says_which_version_it_is(engine: Engine) -> None:
    labels = engine.inspect()["Labels"]
    assert isinstance(labels, dict)
    assert labels["org.opencontainers.image.version"] == version("accord")
    assert re.fullmatch("[0-9a-f]{40}", labels["org.opencontainers.image.revision"])

"""What deploy/ecs and deploy/eks set is what Accord has, takes in production, and can keep to."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.config import Settings, unsafe_in_production
from tests.support.server import ROOT

ECS, EKS = ROOT / "deploy" / "ecs", ROOT / "deploy" / "eks"
FROM_THE_STORE = {
    "DATABASE_URL": "postgresql://accord:secret@db.example.com/accord?sslmode=require",
    "SIGNING_KEYS": "a key set",
    "SMTP_PASSWORD": "secret",
}
PARAMETERS = {
    "PublicUrl": "https://accounts.example.com",
    "FrontendUrl": "https://www.example.com",
    "CorsOrigins": "https://www.example.com",
    "MailFrom": "Accord <accounts@example.com>",
    "SmtpHost": "smtp.example.com",
    "SmtpUsername": "accord",
}


class _Template(yaml.SafeLoader):
    """Reads `!Ref Name` as `Name`."""


_Template.add_multi_constructor("!", lambda _, __, node: node.value)


def _task(name: str) -> Any:
    template = yaml.load((ECS / "service.yaml").read_text(), _Template)  # noqa: S506
    return template["Resources"][name]["Properties"]["ContainerDefinitions"][0]


def _in_ecs(name: str) -> dict[str, str]:
    task = _task(name)
    values = {each["Name"]: each["Value"] for each in task["Environment"]}
    secrets = {each["Name"]: FROM_THE_STORE[each["Name"]] for each in task["Secrets"]}
    return {key: PARAMETERS.get(value, value) for key, value in values.items()} | secrets


def _in_eks() -> dict[str, str]:
    base: dict[str, str] = yaml.safe_load((EKS / "base" / "settings.yaml").read_text())["data"]
    example = yaml.safe_load((EKS / "example" / "kustomization.yaml").read_text())
    literals = example["configMapGenerator"][0]["literals"]
    return base | dict(line.split("=", 1) for line in literals) | FROM_THE_STORE


def _settings(values: dict[str, str]) -> Settings:
    """Raises if one of them is no setting, or not what it takes."""
    return Settings.model_validate({name.lower(): value for name, value in values.items()})


PLACES = [
    pytest.param(_in_ecs("ServerTask"), id="ECS server"),
    pytest.param(_in_ecs("WorkerTask"), id="ECS worker"),
    pytest.param(_in_eks(), id="EKS"),
]


@pytest.mark.parametrize("values", PLACES)
def test_production_takes_these_settings(values: dict[str, str]) -> None:
    assert unsafe_in_production(_settings(values)) == ()


@pytest.mark.parametrize("name", ["ServerTask", "WorkerTask", "MigrationTask"])
def test_a_task_may_do_no_more_than_it_must(name: str) -> None:
    task = _task(name)

    assert task["ReadonlyRootFilesystem"] is True
    assert task["User"] == "10001:10001"
    assert task["LinuxParameters"]["Capabilities"] == {"Drop": ["ALL"]}


def _pod(file: Path) -> Any:
    first, *_ = yaml.safe_load_all(file.read_text())
    return first["spec"]["template"]["spec"]


@pytest.mark.parametrize(
    ("values", "grace_seconds"),
    [
        (_in_ecs("ServerTask"), _task("ServerTask")["StopTimeout"]),
        (_in_eks(), _pod(EKS / "base" / "server.yaml")["terminationGracePeriodSeconds"]),
    ],
    ids=["ECS", "EKS"],
)
def test_nobody_kills_a_server_that_is_still_stopping(
    values: dict[str, str], grace_seconds: int
) -> None:
    """docs/operations.md: the delay, the time for requests in flight, and half a minute."""
    settings = _settings(values)

    assert settings.shutdown_delay_seconds >= 10  # two looks of a load balancer
    assert settings.shutdown_delay_seconds + settings.shutdown_timeout_seconds + 30 <= grace_seconds


@pytest.mark.parametrize(
    ("values", "balancer"),
    [
        (_in_ecs("ServerTask"), ECS / "foundation.yaml"),
        (_in_eks(), EKS / "example" / "ingress.yaml"),
    ],
    ids=["ECS", "EKS"],
)
def test_the_load_balancer_closes_idle_connections_first(
    values: dict[str, str], balancer: Path
) -> None:
    """Else it sends a request into a connection that Accord has just closed."""
    found = re.search(r"idle_timeout\.timeout_seconds(?:, Value: \"|=)(\d+)", balancer.read_text())

    assert found and int(found[1]) < _settings(values).idle_timeout_seconds

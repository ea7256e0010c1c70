"""The pipeline: read, lint, models, stubs. All of it in memory, so that a refused contract
changes nothing."""

import re
from pathlib import Path

from contract.build.bundle import Contract, read, to_json, to_yaml
from contract.build.emit import emit
from contract.build.findings import ContractRefused, Finding
from contract.build.format import formatted
from contract.build.lint import check
from contract.build.models import ModelsRun
from contract.build.read import read_api

# The schema validators that the model generator writes have one error of type; nothing else is let
# through.
MODELS_HEADER = '# mypy: disable-error-code="arg-type"\n'


def generate(entry: Path) -> dict[str, str]:
    """Path below the output folder → content. Raises ContractRefused."""
    contract = read(entry)
    document = to_json(contract.bundle)
    with ModelsRun(document) as run:
        check(contract)
        stubs = emit(read_api(contract.bundle))
        models = formatted(MODELS_HEADER + run.source())
    _require_classes(contract, models)
    yaml = to_yaml(contract.bundle)
    return {"openapi.json": document, "openapi.yaml": yaml, "models.py": models, **stubs}


def _require_classes(contract: Contract, models: str) -> None:
    """The stubs call each model by its component's name; the model generator renames on a
    collision with a name that it imports."""
    defined = set(re.findall(r"^class (\w+)", models, re.MULTILINE))
    taken = [
        Finding(
            contract.origins.find(("components", "schemas", name)),
            "model-name",
            f"The schema {name} became no class of this name.",
            "Rename the schema.",
        )
        for name, schema in contract.bundle["components"].get("schemas", {}).items()
        if schema.get("type") == "object" or {"oneOf", "enum"} & set(schema)
        if name not in defined
    ]
    if taken:
        raise ContractRefused(taken)

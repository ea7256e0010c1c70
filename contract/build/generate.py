"""The pipeline: read, lint, models, stubs. All of it in memory, so that a refused contract
changes nothing."""

import re
from pathlib import Path

from contract.build.bundle import read, to_json, to_yaml
from contract.build.document import Json
from contract.build.emit import emit
from contract.build.format import formatted
from contract.build.lint import check
from contract.build.models import ModelsFailed, ModelsRun
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
    _require_classes(contract.bundle, models)
    yaml = to_yaml(contract.bundle)
    return {"openapi.json": document, "openapi.yaml": yaml, "models.py": models, **stubs}


def _require_classes(bundle: Json, models: str) -> None:
    """The stubs call each model by its component's name; the model generator renames on a
    collision."""
    defined = set(re.findall(r"^class (\w+)", models, re.MULTILINE))
    shapes = ("object", "oneOf", "enum")
    for name, schema in bundle["components"].get("schemas", {}).items():
        is_class = schema.get("type") == "object" or any(word in schema for word in shapes)
        if is_class and name not in defined:
            raise ModelsFailed(
                f"The schema {name} became no class of this name; rename the schema."
            )

"""The wire models: datamodel-code-generator over the bundle's schemas, with every option that
fidelity needs.

The options live here and not in pyproject.toml: each was chosen by measuring the models against
JSON Schema, and belongs to the toolkit, whatever project uses it.
"""

import json
import subprocess  # nosec B404
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

# Formats whose pydantic types accept more than the format does; ours are exact.
_WIRE_TYPES = {
    name: "contract.runtime.wire"
    for name in ("AwareDatetime", "EmailStr", "StrEnum", "UUID", "date")
}

OPTIONS = (
    "--ignore-pyproject",
    *("--input-file-type", "openapi", "--schema-version", "3.1", "--schema-version-mode", "strict"),
    "--strict-refs",
    *("--openapi-scopes", "schemas"),
    *("--preset", "standard-py311-20261027"),
    *("--output-model-type", "pydantic_v2.BaseModel"),
    *("--target-python-version", "3.11", "--target-pydantic-version", "2.14"),
    *("--formatters", "builtin"),
    "--disable-timestamp",
    "--use-schema-description",
    # Absent, null and a value are three things in a merge patch.
    "--use-missing-sentinel",
    # uniqueItems, minProperties and their like are lost without it.
    "--generate-schema-validators",
    # Maps that may be null keep the type of their values.
    "--use-typed-nullable-map-values",
    # "5" is no integer.
    *("--strict-types", "int", "float", "bool"),
    *("--output-datetime-class", "AwareDatetime"),
    # The preset turns it on, and then {"first_name"} passes for "first-name".
    "--no-allow-population-by-field-name",
    # AnyUrl drops maxLength and rewrites the value; SecretStr drops the pattern, and with it the
    # ban on NUL.
    *("--type-mappings", "uri=string", "uri-reference=string", "password=string"),
    *("--import-overrides", json.dumps(_WIRE_TYPES)),
)


class ModelsFailed(Exception):
    """The model generator refused a document that passed lint, or dropped a part of it with a
    warning."""


class ModelsRun:
    """A run in a process of its own: it takes half of the whole time, and the other core is
    idle."""

    def __init__(self, bundle: str) -> None:
        self._folder = TemporaryDirectory()
        source, self._target = (
            Path(self._folder.name, name) for name in ("openapi.json", "models.py")
        )
        source.write_text(bundle, encoding="utf-8")
        self._complaint = Path(self._folder.name, "complaint.txt")
        # What is lost in generation is only a UserWarning there; here it is an error.
        command = [sys.executable, "-W", "error::UserWarning", "-m", "datamodel_code_generator"]
        command += [*OPTIONS, "--input", str(source), "--output", str(self._target)]
        with self._complaint.open("w") as complaint:
            self._process = subprocess.Popen(  # nosec B603 # our own interpreter and constants
                command, stdout=subprocess.DEVNULL, stderr=complaint
            )

    def __enter__(self) -> "ModelsRun":
        return self

    def __exit__(self, *raised: object) -> None:
        """A refused contract needs no models: stop."""
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()

    def source(self) -> str:
        """Wait for models.py."""
        if self._process.wait() != 0:
            raise ModelsFailed(self._complaint.read_text(encoding="utf-8").strip()[-2000:])
        return self._target.read_text(encoding="utf-8")

"""The contract as one file: what is served, fuzzed, compared and fed to the generators of
clients."""

import json
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import yaml

from contract.build.catalogue import catalogue_findings
from contract.build.document import Json
from contract.build.expand import Expander
from contract.build.findings import ContractRefused, Finding, Origins
from contract.build.link import Linker
from contract.build.structure import structural_findings


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract that was read: as it is written, as it is published, and where each part
    stands."""

    written: Json
    bundle: Json
    origins: Origins
    unread_files: tuple[str, ...]
    findings: tuple[Finding, ...]  # from linking and expanding; lint adds its own


def read(entry: Path) -> Contract:
    """Read, join and expand. Raises ContractRefused if it is no OpenAPI document at all."""
    linker = Linker(entry)
    linked = linker.link()
    if linker.findings:
        raise ContractRefused(linker.findings)
    written = deepcopy(linked)
    written["components"] = {
        kind: dict(items) for kind, items in written["components"].items() if items
    }
    broken = structural_findings(written, linker.origins)
    broken += catalogue_findings(written, linker.origins)
    if broken:
        raise ContractRefused(broken)
    expander = Expander(linker, linked)
    document = expander.expand()
    unread = tuple(linker.name_of(path) for path in linker.files_without_readers())
    findings = tuple(linker.findings + expander.findings)
    return Contract(written, document, linker.origins, unread, findings)


def bundle(entry: Path) -> Json:
    """The bundle of a contract, unchecked by lint."""
    contract = read(entry)
    if contract.findings:
        raise ContractRefused(list(contract.findings))
    return contract.bundle


def to_json(document: Json) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def to_yaml(document: Json) -> str:
    """The same document for people who read YAML; texts keep their line breaks."""
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


class _Dumper(yaml.CSafeDumper):
    """Writes every value out: anchors are hard to read, and some tools refuse them."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)

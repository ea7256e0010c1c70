"""Follows the references between the contract's files and joins them into one document with
lines."""

from pathlib import Path
from typing import Any

from contract.build.findings import ContractRefused, Finding, Location, Origins, Pointer
from contract.build.source import Source, load

COMPONENT_KINDS = (
    "schemas",
    "parameters",
    "headers",
    "requestBodies",
    "responses",
    "examples",
    "links",
    "securitySchemes",
)


class Linker:
    """Components keep their file's name and are referenced; every other file is put where it is
    named."""

    def __init__(self, entry: Path) -> None:
        self.entry = entry.resolve()
        self.folder = self.entry.parent
        self.origins = Origins()
        self.findings: list[Finding] = []
        self.components: dict[str, dict[str, Any]] = {kind: {} for kind in COMPONENT_KINDS}
        self._sources: dict[Path, Source] = {}
        self._open: list[Path] = []
        self._named: list[tuple[str, Location]] = []  # references that are already #/components/…

    def link(self) -> dict[str, Any]:
        """The whole description as one document; faults of reading raise, faults of linking are
        findings."""
        source = self._read(self.entry)
        if not isinstance(source.data, dict):
            place = source.location(())
            raise ContractRefused(
                [Finding(place, "syntax", "The contract is no mapping.", "See OpenAPI 3.1.")]
            )
        document: dict[str, Any] = self._copy(source, source.data, (), ())
        for kind, members in dict(document.get("components") or {}).items():
            self.components.setdefault(kind, {}).update(members)
        for target, location in self._named:
            kind, _, name = target.removeprefix("#/components/").partition("/")
            if kind not in self.components or not self.component(kind, name):
                self._report(location, f"There is no {target}.", "Correct the reference.")
        document["components"] = self.components
        return document

    def component(self, kind: str, name: str) -> bool:
        """Bring a component in by name, although no file refers to it; false if there is none."""
        if name in self.components[kind]:
            return True
        path = self.folder / "components" / kind / f"{name}.yaml"
        if not path.is_file():
            return False
        self._component(kind, name, path)
        return True

    def files_without_readers(self) -> list[Path]:
        every = [path for path in sorted(self.folder.rglob("*")) if path.is_file()]
        return [path for path in every if path not in self._sources]

    def name_of(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _read(self, path: Path) -> Source:
        if path not in self._sources:
            self._sources[path] = load(path, self.name_of(path))
        return self._sources[path]

    def _copy(self, source: Source, value: Any, inside: Pointer, at: Pointer) -> Any:
        self.origins.record(at, source.location(inside))
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                return self._reference(source, value, inside, at)
            copied = {
                key: self._copy(source, item, (*inside, key), (*at, key))
                for key, item in value.items()
            }
            if at[-2:] == ("discriminator", "mapping"):
                return self._mapping(source, copied, inside, at)
            return copied
        if isinstance(value, list):
            return [
                self._copy(source, item, (*inside, index), (*at, index))
                for index, item in enumerate(value)
            ]
        return value

    def _mapping(
        self, source: Source, mapping: dict[str, Any], inside: Pointer, at: Pointer
    ) -> Any:
        """A discriminator names files without the word $ref."""
        return {
            value: self._reference(source, {"$ref": target}, (*inside, value), (*at, value))["$ref"]
            for value, target in mapping.items()
        }

    def _reference(
        self, source: Source, value: dict[str, Any], inside: Pointer, at: Pointer
    ) -> Any:
        target: str = value["$ref"]
        written_at = (*inside, "$ref") if (*inside, "$ref") in source.lines else inside
        if target.startswith("#/components/"):
            self._named.append((target, source.location(written_at)))
            return value
        path = (source.path.parent / target).resolve()
        if "#" in target or not path.is_file() or not path.is_relative_to(self.folder):
            self._report(
                source.location(written_at),
                f"The reference {target!r} names no file of the contract.",
                "Refer to a file by its path relative to this one, without a fragment.",
            )
            return value if target.startswith("#") else {"$ref": f"#/missing/{target}"}
        kind, name = self._kind_of(path), path.stem
        if kind is None or at == ("components", kind, name):
            return self._inline(source, path, inside, at)
        self._component(kind, name, path)
        siblings = {
            key: self._copy(source, item, (*inside, key), (*at, key))
            for key, item in value.items()
            if key != "$ref"
        }
        return {"$ref": f"#/components/{kind}/{name}", **siblings}

    def _kind_of(self, path: Path) -> str | None:
        parts = path.relative_to(self.folder).parts
        if len(parts) == 3 and parts[0] == "components" and parts[1] in COMPONENT_KINDS:
            return parts[1]
        return None

    def _component(self, kind: str, name: str, path: Path) -> None:
        if name in self.components[kind]:
            return
        self.components[kind][name] = {}  # schemas may refer to themselves
        target = self._read(path)
        self.components[kind][name] = self._copy(
            target, target.data, (), ("components", kind, name)
        )

    def _inline(self, source: Source, path: Path, inside: Pointer, at: Pointer) -> Any:
        if path in self._open:
            self._report(
                source.location(inside),
                f"The file {self.name_of(path)} includes itself.",
                "Only components may refer to themselves.",
            )
            return {}
        target = self._read(path)
        self._open.append(path)
        try:
            return self._copy(target, target.data, (), at)
        finally:
            self._open.pop()
            if at[:1] == ("paths",) and len(at) == 2:  # a path is spelled where it is listed
                self.origins.record(at, source.location(inside))

    def _report(self, location: Location, what: str, way_out: str) -> None:
        self.findings.append(Finding(location, "reference", what, way_out))

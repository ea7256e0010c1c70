"""`python -m contract.sdk [--check] python typescript`: write what the generators make of the
contract, or say whether it is current.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from contract.build.document import Json
from contract.build.write import differences, write
from contract.sdk.document import for_generators
from contract.sdk.generators import NotGenerated, Places, python, typescript
from contract.sdk.refusals import refusals

GENERATORS: Mapping[str, Callable[[Places], Path]] = {"python": python, "typescript": typescript}


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    bundle = json.loads(options.contract.read_text(encoding="utf-8"))
    places = Places(
        document=options.work / "openapi.json",
        output=options.work,
        settings=options.settings,
        tools=options.tools,
    )
    places.output.mkdir(parents=True, exist_ok=True)
    places.document.write_text(json.dumps(for_generators(bundle)), encoding="utf-8")
    stale: list[str] = []
    for language in options.languages:
        try:
            files = _generated(language, places, bundle)
        except NotGenerated as reason:
            print(f"The {language} client is NOT generated: {reason}", file=sys.stderr)
            return 1
        folder = options.output / language
        if options.check:
            stale += [f"{folder}: {line}" for line in differences(files, folder)]
        else:
            write(files, folder)
    for line in stale:
        print(line, file=sys.stderr)
    return 1 if stale else 0


def _generated(language: str, places: Places, bundle: Json) -> dict[str, str]:
    """Path below the folder of the client → content."""
    folder = GENERATORS[language](places)
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    if language == "python":
        (package,) = folder.iterdir()
        files[f"{package.name}/refusals.py"] = refusals(bundle)
        files[f"{package.name}/py.typed"] = ""
    return files


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m contract.sdk", description=__doc__)
    parser.add_argument("languages", nargs="+", choices=sorted(GENERATORS), metavar="language")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if it differs")
    parser.add_argument("--contract", type=Path, default=Path("generated/openapi.json"))
    parser.add_argument("--output", type=Path, default=Path("generated/clients"))
    parser.add_argument("--settings", type=Path, default=Path("clients"))
    parser.add_argument("--work", type=Path, default=Path("var/clients"))
    parser.add_argument("--tools", type=Path, default=Path("var/tools/sdk/bin"))
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""Links: the paths that stateful fuzzing and readers walk from one operation to the next."""

from contract.build.lint.reading import Reading
from contract.build.lint.rules import Faults, rule


@rule("link-target", "Name an operationId, and parameters that this operation has.")
def link_target(reading: Reading) -> Faults:
    """A link to nowhere is skipped silently by the fuzzer, and with it the whole walk."""
    known = {operation.id: operation for operation in reading.operations}
    for operation in reading.operations:
        for status, response in operation.value["responses"].items():
            for name, written in response.get("links", {}).items():
                at = (*operation.pointer, "responses", status, "links", name)
                link = reading.resolve(written)
                target = known.get(link.get("operationId", ""))
                if target is None:
                    yield at, f"The link {name} names no operation of the contract."
                    continue
                names = {p["name"] for _, p in reading.parameters(target)}
                for parameter in link.get("parameters", {}):
                    if parameter.split(".", 1)[-1] not in names:
                        yield at, f"{target.id} has no parameter {parameter}."


@rule(
    "created-links", "Add `links` to the operations that read, change and delete what was created."
)
def created_links(reading: Reading) -> Faults:
    """Without them no tool knows that the new id can be read and deleted."""
    for operation in reading.operations:
        if "201" in operation.value["responses"] and not operation.value["responses"]["201"].get(
            "links"
        ):
            yield (*operation.pointer, "responses", "201"), "The response 201 has no links."

"""The bundle as generators of clients need it: what they read over is said in a way they see."""

import copy

from contract.build.document import Json, operations


def for_generators(bundle: Json) -> Json:
    """A copy with absolute paths below one server, and without what is no answer of its own.

    Both generators ignore the `servers` of a path, and would ask for `/api/v1/health/live`. A 304
    has no body: one of them reads over it, the other takes it for an answer that can be anything.
    """
    document = copy.deepcopy(bundle)
    absolute = {at.template: at.path for at in operations(document)}
    document["paths"] = {absolute[path]: item for path, item in document["paths"].items()}
    document["servers"] = [{"url": "/"}]
    for item in document["paths"].values():
        item.pop("servers", None)
    for at in operations(document):
        at.value["responses"].pop("304", None)
    return document

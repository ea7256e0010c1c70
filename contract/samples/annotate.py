"""The contract with `x-codeSamples` on each operation, as Redoc and others read them."""

import copy
from typing import Any

from contract.samples.languages import Sdk, python, shell, typescript
from contract.samples.requests import Json, sample_requests


def annotated(
    document: Json, *, origin: str, sdk: Sdk, shown: frozenset[str] = frozenset()
) -> Json:
    """A copy with samples for a server at `origin`.

    `shown` names the optional parameters that a sample should not leave out.
    """
    copied: Json = copy.deepcopy(document)
    for operation, request in sample_requests(copied, origin, shown):
        samples: Any = operation
        samples["x-codeSamples"] = [
            {"lang": "Shell", "label": "curl", "source": shell(request)},
            {"lang": "TypeScript", "label": "TypeScript", "source": typescript(request, sdk)},
            {"lang": "Python", "label": "Python", "source": python(request)},
        ]
    return copied

"""The sample with an operation that will go, and the faults that its dates can have."""

from tests.build.library import Edit
from tests.build.planted import HEALTH, PROBLEMS, Fault, fault

DATES = "  deprecated: true\n  x-deprecated-at: 2026-06-01\n  x-sunset: 2026-12-01\n"
GONE = Edit(
    PROBLEMS,
    "book_exists:\n",
    "gone:\n  status: 410\n  title: Gone\n  detail: It is gone.\n  retryable: false\n"
    "  when: After its sunset.\nbook_exists:\n",
)


DEPRECATED = (Edit(HEALTH, "  security: []\n", f"  security: []\n{DATES}"), GONE)


def deprecated(rule: str, old: str, new: str, line: str) -> Fault:
    """A fault in what an operation says of its end."""
    written = DATES.replace(old, new)
    return fault(rule, HEALTH, "  security: []\n", f"  security: []\n{written}", line, GONE)


FAULTS = [
    deprecated("deprecation-days", "  x-deprecated-at: 2026-06-01\n", "", "deprecated: true"),
    deprecated("deprecation-days", "  x-sunset: 2026-12-01\n", "", "deprecated: true"),
    deprecated("deprecation-day", "2026-12-01", "2026-13-01", "x-sunset"),
    deprecated("deprecation-day", "2026-12-01", "20261201", "x-sunset"),
    deprecated("deprecation-day", "2026-12-01", "'20261201'", "x-sunset"),
    deprecated("deprecation-day", "2026-12-01", "2026", "x-sunset"),
    deprecated("deprecation-day", "2026-06-01", "in June", "x-deprecated-at"),
    deprecated("sunset-order", "2026-12-01", "2026-06-01", "x-sunset"),
    deprecated("sunset-order", "2026-12-01", "2026-05-31", "x-sunset"),
    fault(
        "deprecation-flag",
        HEALTH,
        "  security: []\n",
        "  security: []\n  x-sunset: 2026-12-01\n",
        "x-sunset",
    ),
    fault("problem-codes", HEALTH, "  security: []\n", f"  security: []\n{DATES}", "get:"),
]

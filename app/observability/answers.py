"""What came of one request, in words that nobody outside can choose: for log, metrics and trace."""

from typing import Final, NamedTuple

_METHODS: Final = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


class Answer(NamedTuple):
    """How a request was answered, and by what; `route` is a template. Status 0: not at all."""

    operation: str | None
    method: str
    route: str | None
    status: int

    @property
    def known_method(self) -> str | None:
        """The method, if it is one that somebody may mean."""
        return self.method if self.method in _METHODS else None

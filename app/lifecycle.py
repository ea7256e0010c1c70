"""Whether this process still wants traffic: told by the server, asked by the readiness check."""


class Lifecycle:
    """One for each process."""

    __slots__ = ("is_stopping",)

    def __init__(self) -> None:
        self.is_stopping = False

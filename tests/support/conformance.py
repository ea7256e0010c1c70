"""Hears every answer of the service in process: what its contract does not declare is a failure."""

from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.support.verdict import PROTOCOL_CODES, Answer, faults_of, operation_of

Pair = tuple[str, int]


class NotConforming(AssertionError):
    """The service is not what its contract says."""


@dataclass
class Witness:
    """What the answers of a run have shown."""

    faults: list[str] = field(default_factory=list)
    pairs: set[Pair] = field(default_factory=set)

    def take_faults(self) -> list[str]:
        """The faults since the last time."""
        taken, self.faults = self.faults, []
        return taken


# Of this process: each test asks it for faults at its end, and the run for pairs.
WITNESS = Witness()


class Conformance:
    """ASGI middleware around everything: tells the witness, and raises at once."""

    def __init__(self, app: ASGIApp, witness: Witness = WITNESS) -> None:
        self._app = app
        self._witness = witness

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; only when it is answered, since the service would mend what it hears
        of in between."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = Answer(scope["method"], scope["path"])

        async def hear(message: Message) -> None:
            answer.add(message)
            await send(message)

        await self._app(scope, receive, hear)
        if answer.is_complete:
            self._judge(answer)

    def _judge(self, answer: Answer) -> None:
        operation = operation_of(answer.method, answer.path)
        is_own = answer.status not in PROTOCOL_CODES and answer.method != "HEAD"
        if operation is not None and is_own:
            self._witness.pairs.add((operation["operationId"], answer.status))
        faults = [f"{answer}: {fault}" for fault in faults_of(answer)]
        self._witness.faults += faults
        if faults:
            raise NotConforming("\n".join(faults))

"""Structured logs: one event a line, JSON for machines or coloured text for a terminal."""

import logging
import sys
from contextlib import suppress
from typing import Literal

import structlog
from structlog.processors import ExceptionRenderer
from structlog.typing import EventDict, Processor, WrappedLogger

from app.observability import context
from app.observability.exceptions import describe


def configure(*, level: str, log_format: Literal["console", "json"]) -> None:
    """Set up structlog for this process; logs go to standard error."""
    processors = _processors(log_format)
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=_Lines,
        cache_logger_on_first_use=True,
    )
    _adopt_libraries(processors)


def silence() -> None:
    """Log nothing yet: a verb that is run by hand says in one line of its own what went wrong."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
        cache_logger_on_first_use=False,
    )


class _Lines(structlog.PrintLogger):
    """Standard error; what cannot be written there is lost, and with it no answer to a request."""

    def __init__(self, *_: object) -> None:
        super().__init__(sys.stderr)

    def msg(self, message: str) -> None:
        with suppress(OSError):  # the disk is full, or nobody reads any more
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg


def _processors(log_format: Literal["console", "json"]) -> list[Processor]:
    is_kept = log_format == "json"  # a terminal shows a developer what an exception says, too
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if is_kept
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    return [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_request_id,
        structlog.processors.StackInfoRenderer(),
        ExceptionRenderer(describe) if is_kept else structlog.processors.format_exc_info,
        renderer,
    ]


def _adopt_libraries(processors: list[Processor]) -> None:
    """What libraries log, from warnings up, in our lines: a second format would be in none."""
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *processors[1:],
        ],
        foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def _add_request_id(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Every line of a request carries its id, so that one search finds them all."""
    request = context.current()
    if request.request_id != "none":
        event.setdefault("request_id", request.request_id)
    if request.trace_id is not None:
        event.setdefault("trace_id", request.trace_id)
    return event

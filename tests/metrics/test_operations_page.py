"""docs/operations.md names the metrics that there are, and knows what to do about each alert."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from structlog.testing import capture_logs

from app.mail.mailer import MailRefused
from tests.metrics.post import ABANDONED, PENDING, Post
from tests.support import sql
from tests.support.metrics import Reading, read_of
from tests.support.service import Service

PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
METRIC = r"\b(?:accord|process|python)_[a-z_]+[a-z]\b"
# What Prometheus itself puts on the series of a target.
OF_PROMETHEUS = {"job", "instance"}


def blocks(language: str) -> list[str]:
    """The code blocks of the page in that language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


RULES = [
    rule
    for block in blocks("yaml")
    for group in yaml.safe_load(block)["groups"]
    for rule in group["rules"]
]
QUERIES = [
    *(rule["expr"] for rule in RULES),
    *(line for block in blocks("promql") for line in block.splitlines()),
    *re.findall(r"`(sum by [^`]*)`", PAGE),
]


def selectors(query: str) -> Iterator[tuple[str, set[str]]]:
    """The metrics that a query reads, and the labels that it picks them by."""
    for name, picked in re.findall(rf"({METRIC})(?:\{{([^}}]*)\}})?", query):
        yield name, set(re.findall(r"([a-z_]+)\s*[=!]", re.sub(r'"[^"]*"', "", picked)))


def grouped(query: str) -> set[str]:
    """The labels that a query groups by."""
    return {label for group in re.findall(r"by \(([^)]*)\)", query) for label in group.split(", ")}


@pytest.fixture
async def reading(service: Service) -> Reading:
    """Everything that a process offers."""
    assert service.application.metrics is not None
    await service.http.get("/health/live")
    async with service.application.metrics.serving():
        return await asyncio.to_thread(read_of, service)


async def test_every_metric_on_the_page_exists(reading: Reading) -> None:
    histograms = {name.removesuffix("_bucket") for name in reading.names}

    assert set(re.findall(METRIC, PAGE)) - reading.names - histograms == set()


async def test_every_metric_of_ours_is_on_the_page(reading: Reading) -> None:
    ours = {name for name in reading.names if name.startswith("accord_")}
    named = {re.sub("_(bucket|count|sum)$", "", name) for name in ours}

    assert {name for name in named if f"| `{name}` |" not in PAGE} == set()


@pytest.mark.parametrize("query", QUERIES)
async def test_a_query_asks_for_metrics_by_labels_that_they_have(
    reading: Reading, query: str
) -> None:
    known: set[str] = set()
    for name, picked in selectors(query):
        labels, *_ = reading.labels(name)
        assert picked <= labels.keys() | OF_PROMETHEUS, name
        known |= labels.keys()

    assert grouped(query) <= known


def test_every_alert_has_its_paragraph_and_every_paragraph_its_alert() -> None:
    paragraphs = re.findall(r"^\*\*(Accord\w+)\.\*\*", PAGE, re.MULTILINE)

    assert [rule["alert"] for rule in RULES] == paragraphs
    assert set(re.findall(r"\bAccord[A-Z]\w+", PAGE)) == set(paragraphs)
    assert {rule["labels"]["severity"] for rule in RULES} == {"page", "ticket"}


async def test_the_statements_for_mails_that_were_given_up_do_what_the_page_says(
    post: Post,
) -> None:
    look, try_again = blocks("sql")
    await post.write()
    post.error = MailRefused("550 no such mailbox")
    with capture_logs():
        await post.dispatcher.drain()
    found = await sql.rows(post.database, look)
    assert [(row.kind, row.attempts) for row in found] == [("letter", 1)]
    assert "550" in found[0].last_error

    post.error = None
    await sql.execute(post.database, try_again)
    assert [(await post.read()).value(name) for name in (PENDING, ABANDONED)] == [1, 0]
    with capture_logs():
        assert await post.dispatcher.drain() == 1
    assert (await post.read()).value(PENDING) == 0

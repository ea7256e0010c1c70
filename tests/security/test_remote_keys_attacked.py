"""Another issuer's keys under attack: guesses, bad moments, rubbish, people who leave, a proxy."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import pytest

from app.security import remote_keys
from app.security.remote_keys import RemoteKeys
from tests.security.test_remote_keys import FAILURES, Watch, outcome
from tests.support import certificates
from tests.support.issuer import ADDRESS, Issuer, Key, answer
from tests.support.proxy import Proxy


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    async with Issuer().serving() as issuer:
        yield issuer


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def keys(issuer: Issuer, watch: Watch) -> AsyncIterator[RemoteKeys]:
    keys = RemoteKeys(issuer.url + ADDRESS, monotonic=watch)
    yield keys
    await keys.close()


async def until_asked(issuer: Issuer, times: int) -> None:
    while issuer.asked < times:
        await asyncio.sleep(0.001)


# --- guesses ---


async def test_a_name_that_is_guessed_before_its_key_is_made_is_not_refused_afterwards(
    keys: RemoteKeys, issuer: Issuer, watch: Watch
) -> None:
    """An issuer may name its keys by the month. And of its machines one may know a key later."""
    await keys.find("2026-11")
    assert await outcome(keys.find("2026-12")) == "none"
    watch.now += 10
    issuer.keys = [Key.make("2026-12")]

    assert await outcome(keys.find("2026-12")) == "wait 20"
    watch.now += 20
    assert await outcome(keys.find("2026-12")) == "found"


async def test_keys_that_were_taken_back_are_refused_also_in_a_pause(
    keys: RemoteKeys, issuer: Issuer
) -> None:
    issuer.rotate()
    await keys.find("first")
    gone = [key.kid for key in issuer.keys]
    issuer.rotate(keep=False)
    assert await outcome(keys.find(issuer.keys[0].kid)) == "found"
    assert await outcome(keys.find("made up")) == "none"
    asked = issuer.asked

    assert [await outcome(keys.find(kid)) for kid in gone] == ["none", "none"]
    assert await outcome(keys.find("made up")) == "wait 30"
    assert issuer.asked == asked


async def test_a_key_that_came_back_is_good_again(
    keys: RemoteKeys, issuer: Issuer, watch: Watch
) -> None:
    await keys.find("first")
    had, issuer.keys = issuer.keys, [Key.make("second")]
    watch.now += 601
    assert await outcome(keys.find("first")) == "none"
    issuer.keys = had
    watch.now += 30

    assert await outcome(keys.find("first")) == "found"
    assert await outcome(keys.find("second")) == "none"


# --- bad moments ---


async def test_a_rotation_during_the_first_fetch_is_noticed_by_who_came_for_it(
    keys: RemoteKeys, issuer: Issuer
) -> None:
    issuer.speaks.clear()
    issuer.answer = issuer.published()
    early = asyncio.create_task(outcome(keys.find("first")))
    await until_asked(issuer, 1)
    late = asyncio.create_task(outcome(keys.find(issuer.rotate().kid)))
    await asyncio.sleep(0)
    issuer.speaks.set()
    assert await early == "found"
    issuer.answer = None

    assert (await late, issuer.asked) == ("found", 2)


async def test_a_failure_of_long_ago_lets_no_key_through_that_was_taken_back(
    keys: RemoteKeys, issuer: Issuer, watch: Watch
) -> None:
    """The issuer was away for a moment, then nobody came for an hour: now it must be asked."""
    await keys.find("first")
    issuer.answer = FAILURES["an error"]
    assert await outcome(keys.find("second")) == "wait 5"
    issuer.answer, issuer.keys = None, [Key.make("second")]
    watch.now += 3600

    assert await outcome(keys.find("first")) == "none"


async def test_a_day_after_the_last_answer_what_is_being_fetched_is_waited_for(
    keys: RemoteKeys, issuer: Issuer, watch: Watch
) -> None:
    await keys.find("first")
    issuer.answer = FAILURES["an error"]
    watch.now += 86_399
    assert await outcome(keys.find("first")) == "found"
    watch.now += 5
    assert await outcome(keys.find("first")) == "wait 5"
    issuer.answer = None
    watch.now += 5

    assert await outcome(keys.find("first")) == "found"


# --- rubbish, and slowness ---

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n"


@contextmanager
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Patience of a quarter of a second, which must be all that it takes."""
    monkeypatch.setattr(remote_keys, "PATIENCE_SECONDS", 0.25)
    begun = time.perf_counter()
    yield
    assert time.perf_counter() - begun < 1.5


@asynccontextmanager
async def listening(speak: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[str]:
    """Host and port of somebody who takes one connection; in the end, it must be closed."""
    hung_up = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            await speak(writer)
            await reader.read(-1)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        hung_up.set()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await asyncio.wait_for(hung_up.wait(), 1)


@pytest.mark.parametrize("head", [b"", _HEAD], ids=["in the head", "in the body"])
async def test_an_answer_in_drops_takes_no_longer_than_one_that_does_not_come(
    monkeypatch: pytest.MonkeyPatch, head: bytes
) -> None:
    """No single read takes long, so a bound on reads would not end it."""

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for drop in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200:
            writer.write(bytes([drop]))
            await writer.drain()
            await asyncio.sleep(0.02)

    async with listening(drip) as address:
        with impatient(monkeypatch):
            keys = RemoteKeys(f"http://{address}{ADDRESS}")
            assert await outcome(keys.find("first")) == "wait 5"
            await keys.close()


async def test_who_takes_a_connection_and_says_nothing_of_tls_is_given_up_and_hung_up_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A socket that stayed open each time would be one of thousands a day."""

    async def say_nothing(_: asyncio.StreamWriter) -> None:
        """As its name says."""

    async with listening(say_nothing) as address:
        with impatient(monkeypatch):
            keys = RemoteKeys(f"https://{address}{ADDRESS}")
            assert await outcome(keys.find("first")) == "wait 5"
            await keys.close()


async def test_an_answer_in_thousands_of_chunks_stops_nobody(
    keys: RemoteKeys, issuer: Issuer
) -> None:
    """They come in a few reads, and each read would be one turn of the loop."""
    chunks = 3000
    issuer.answer = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"1\r\n \r\n" * chunks + b"2\r\n{}\r\n0\r\n\r\n"
    )  # fmt: skip
    fetching = asyncio.create_task(outcome(keys.find("first")))
    turns = 0
    while not fetching.done():
        await asyncio.sleep(0)
        turns += 1

    assert await fetching == "wait 5"
    assert turns > chunks


@pytest.mark.parametrize(
    "document",
    [b"[" * 60_000, b'{"keys": [' + b"9" * 60_000 + b"]}", b"\xff"],
    ids=["deep", "a long number", "no text"],
)
async def test_a_document_that_is_none_takes_no_key_away(
    keys: RemoteKeys, issuer: Issuer, watch: Watch, document: bytes
) -> None:
    await keys.find("first")
    issuer.answer = answer(document)

    assert await outcome(keys.find("second")) == "wait 5"
    assert await outcome(keys.find("first")) == "found"


# --- people who leave ---


async def test_a_fetch_goes_on_when_everybody_who_waited_has_gone(
    keys: RemoteKeys, issuer: Issuer
) -> None:
    issuer.speaks.clear()
    waiting = [asyncio.create_task(outcome(keys.find("first"))) for _ in range(3)]
    await until_asked(issuer, 1)
    for one in waiting:
        one.cancel()
    await asyncio.wait(waiting)
    issuer.speaks.set()

    assert (await outcome(keys.find("first")), issuer.asked) == ("found", 1)


async def test_after_the_end_nobody_begins_anything(issuer: Issuer) -> None:
    """Those who waited for one fetch would begin the next, which nobody would end."""
    issuer.speaks.clear()
    keys = RemoteKeys(issuer.url + ADDRESS)
    waiting = [asyncio.create_task(outcome(keys.find(f"key {n}"))) for n in range(10)]
    await until_asked(issuer, 1)
    before = asyncio.all_tasks()
    await keys.close()
    await asyncio.wait(waiting)

    assert {(await one).split()[0] for one in waiting} == {"wait"}
    assert await outcome(keys.find("first")) == "wait 1"
    assert issuer.asked == 1
    assert asyncio.all_tasks() <= before


# --- a proxy of the environment ---


@pytest.fixture
async def proxy(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Proxy]:
    """One that the environment names for everything."""
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    async with Proxy().serving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        yield proxy


async def test_what_is_fetched_in_the_clear_takes_no_way_over_a_proxy(
    proxy: Proxy, issuer: Issuer
) -> None:
    """It may be in the clear because it is on this machine; the proxy could write any keys."""
    keys = RemoteKeys(issuer.url + ADDRESS)
    assert await outcome(keys.find("first")) == "found"
    await keys.close()

    assert proxy.asked == []


async def test_what_is_fetched_over_tls_may_take_it_and_the_proxy_sees_no_more_than_the_host(
    proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certificates.localhost(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with Issuer().serving(certificate) as issuer:
        keys = RemoteKeys(issuer.url + ADDRESS)
        assert await outcome(keys.find("first")) == "found"
        await keys.close()

    assert proxy.asked == [f"CONNECT {issuer.url.removeprefix('https://')} HTTP/1.1"]


async def test_a_proxy_cannot_speak_for_the_issuer(
    proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It leads to somebody else, whose certificate nobody trusts."""
    async with Issuer().serving(certificates.localhost(tmp_path)) as issuer:
        keys = RemoteKeys(issuer.url + ADDRESS)
        assert await outcome(keys.find("first")) == "wait 5"
        await keys.close()

    assert (len(proxy.asked), issuer.asked) == (1, 0)

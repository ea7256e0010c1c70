"""Keys of another issuer: a rotation passes, a flood asks once, what fails signs out nobody."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.errors import IdentityProviderUnavailable
from app.security import remote_keys
from app.security.remote_keys import RemoteKeys
from tests.support import certificates
from tests.support.issuer import ADDRESS, Issuer, Key, answer
from tests.support.server import free_port


@dataclass
class Watch:
    """Stands still until a test moves it."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


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


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """For an issuer that says nothing: two seconds are long for a test."""
    monkeypatch.setattr(remote_keys, "PATIENCE_SECONDS", 0.5)


async def outcome(find: Coroutine[Any, Any, Any]) -> str:
    """What came of a search: the name of the key, `none`, or how long to wait."""
    try:
        key = await find
    except IdentityProviderUnavailable as away:
        return f"wait {away.retry_after_seconds}"
    return "found" if key is not None else "none"


# --- a key that is known ---


async def test_a_known_key_is_fetched_once(keys: RemoteKeys, issuer: Issuer) -> None:
    found = [await outcome(keys.find("first")) for _ in range(100)]

    assert (set(found), issuer.asked) == ({"found"}, 1)


async def test_a_hundred_who_come_first_wait_for_one_fetch(
    keys: RemoteKeys, issuer: Issuer
) -> None:
    found = await asyncio.gather(*(outcome(keys.find("first")) for _ in range(100)))

    assert (set(found), issuer.asked) == ({"found"}, 1)


async def test_after_ten_minutes_the_issuer_is_asked_again_and_a_key_that_is_gone_is_refused(
    keys: RemoteKeys, issuer: Issuer, watch: Watch
) -> None:
    await keys.find("first")
    issuer.keys = [Key.make("second")]
    watch.now += 599
    assert await outcome(keys.find("first")) == "found"
    watch.now += 1

    assert [await outcome(keys.find("first")) for _ in range(2)] == ["none", "none"]
    assert issuer.asked == 3


# --- rotation, and those who make names up ---


async def test_a_rotation_is_noticed_at_once(keys: RemoteKeys, issuer: Issuer) -> None:
    for _ in range(5):
        assert await outcome(keys.find(issuer.keys[0].kid)) == "found"
        issuer.rotate()

    assert await outcome(keys.find(issuer.keys[0].kid)) == "found"
    assert issuer.asked == 6


async def test_a_rotation_just_after_a_regular_fetch_is_noticed_at_once(
    keys: RemoteKeys, issuer: Issuer, watch: Watch
) -> None:
    await keys.find("first")
    watch.now += 601
    await keys.find("first")
    issuer.rotate()

    assert await outcome(keys.find(issuer.keys[0].kid)) == "found"


async def test_a_thousand_made_up_names_ask_once_in_thirty_seconds(
    keys: RemoteKeys, issuer: Issuer, watch: Watch
) -> None:
    await keys.find("first")
    for second in range(300):
        watch.now += 1
        outcomes = [await outcome(keys.find(f"made up {second} {n}")) for n in range(4)]
        assert "found" not in outcomes
        assert await outcome(keys.find("first")) == "found"

    assert issuer.asked <= 1 + 300 / 30 + 1


async def test_a_thousand_made_up_names_at_once_ask_twice(keys: RemoteKeys, issuer: Issuer) -> None:
    """The first fetch brings the keys, the second finds nothing new: then there is a pause."""
    names = (f"made up {n}" for n in range(1000))
    outcomes = await asyncio.gather(*(outcome(keys.find(name)) for name in names))

    assert (set(outcomes), issuer.asked) == ({"none"}, 2)


async def test_in_a_flood_a_token_by_a_new_key_is_told_to_come_back_and_never_refused(
    keys: RemoteKeys, issuer: Issuer, watch: Watch
) -> None:
    await keys.find("first")
    assert await outcome(keys.find("made up")) == "none"
    issuer.rotate()
    watch.now += 12

    assert await outcome(keys.find("made up")) == "wait 18"
    assert await outcome(keys.find(issuer.keys[0].kid)) == "wait 18"
    assert issuer.asked == 2
    watch.now += 18
    assert await outcome(keys.find(issuer.keys[0].kid)) == "found"


async def test_a_fetch_that_was_on_its_way_does_not_decide_about_a_key_made_meanwhile(
    keys: RemoteKeys, issuer: Issuer
) -> None:
    await keys.find("first")
    issuer.speaks.clear()
    issuer.answer = issuer.published()
    early = asyncio.create_task(outcome(keys.find("made up")))
    while issuer.asked < 2:
        await asyncio.sleep(0.001)
    late = asyncio.create_task(outcome(keys.find(issuer.rotate().kid)))
    await asyncio.sleep(0)
    issuer.speaks.set()

    assert await early == "none"
    assert (await late).startswith("wait ")


# --- an issuer that fails ---

FAILURES = {
    "an error": answer(b"{}", "500 Internal Server Error"),
    "not found": answer(b"{}", "404 Not Found"),
    "no content": answer(b"", "204 No Content"),
    "another place": answer(b"", "302 Found", Location="/elsewhere"),
    "a page": answer(b"<html>", Content_Type="text/html"),
    "too much": answer(b'{"keys": [], "more": "' + b"x" * 65_536 + b'"}'),
    "too much, in pieces": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    + b"10000\r\n" + b" " * 65_536 + b"\r\n2\r\n{}\r\n0\r\n\r\n",
    "compressed": answer(b"\x1f\x8b", Content_Encoding="gzip"),
    "half of it": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}",
    "no HTTP": b"SSH-2.0-OpenSSH\r\n",
    "nothing": b"",
}  # fmt: skip


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
async def test_what_is_no_answer_refuses_nobody_and_takes_no_key_away(
    keys: RemoteKeys, issuer: Issuer, watch: Watch, failure: bytes
) -> None:
    await keys.find("first")
    issuer.answer = failure

    assert await outcome(keys.find("second")) == "wait 5"
    assert await outcome(keys.find("third")) == "wait 5"
    assert issuer.asked == 2
    watch.now += 601
    assert await outcome(keys.find("first")) == "found"


async def test_it_recovers_by_itself(keys: RemoteKeys, issuer: Issuer, watch: Watch) -> None:
    issuer.answer = FAILURES["an error"]
    assert await outcome(keys.find("first")) == "wait 5"
    issuer.answer = None
    watch.now += 5

    assert await outcome(keys.find("first")) == "found"


@pytest.mark.parametrize("is_trusted", [False, True], ids=["stranger", "trusted"])
async def test_over_tls_it_must_be_whom_a_trusted_certificate_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_trusted: bool
) -> None:
    certificate = certificates.localhost(tmp_path)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with Issuer().serving(certificate) as issuer:
        for host, verdict in (("localhost", "found"), ("127.0.0.1", "wait 5")):
            keys = RemoteKeys(issuer.url.replace("localhost", host) + ADDRESS)
            assert await outcome(keys.find("first")) == (verdict if is_trusted else "wait 5")
            await keys.close()


async def test_nobody_listens(watch: Watch) -> None:
    keys = RemoteKeys(f"http://127.0.0.1:{free_port()}{ADDRESS}", monotonic=watch)

    assert await outcome(keys.find("first")) == "wait 5"
    await keys.close()


async def test_a_known_key_goes_on_for_a_day_and_no_longer(
    keys: RemoteKeys, issuer: Issuer, watch: Watch
) -> None:
    await keys.find("first")
    issuer.answer = FAILURES["an error"]
    for _ in range(24 * 60 - 1):
        watch.now += 60
        assert await outcome(keys.find("first")) == "found"
    watch.now += 61

    assert await outcome(keys.find("first")) == "wait 5"


@pytest.mark.usefixtures("impatient")
async def test_behind_an_issuer_that_hangs_a_known_key_does_not_wait_twice(
    keys: RemoteKeys, issuer: Issuer, watch: Watch
) -> None:
    await keys.find("first")
    issuer.speaks.clear()
    watch.now += 601
    assert await outcome(keys.find("first")) == "found"  # after it has waited
    watch.now += 6
    begun = time.perf_counter()
    for _ in range(100):
        assert await outcome(keys.find("first")) == "found"

    assert time.perf_counter() - begun < 0.5
    assert await outcome(keys.find("second")) == "wait 5"


@pytest.mark.usefixtures("impatient")
async def test_who_goes_away_takes_the_fetch_from_nobody(keys: RemoteKeys, issuer: Issuer) -> None:
    issuer.speaks.clear()
    gone, stays = (asyncio.create_task(outcome(keys.find("first"))) for _ in range(2))
    while not issuer.asked:
        await asyncio.sleep(0.001)
    gone.cancel()
    issuer.speaks.set()

    assert await stays == "found"
    assert issuer.asked == 1


async def test_the_loop_goes_on_while_the_issuer_hangs(keys: RemoteKeys, issuer: Issuer) -> None:
    """What a wait for the network must never be: a wait for everybody."""
    issuer.speaks.clear()
    waiting = [asyncio.create_task(outcome(keys.find(f"key {n}"))) for n in range(50)]
    turns, until = 0, time.perf_counter() + 0.5
    while time.perf_counter() < until:
        await asyncio.sleep(0.001)
        turns += 1
    issuer.speaks.set()

    assert turns > 20
    assert set(await asyncio.gather(*waiting)) == {"none"}


async def test_closing_breaks_off_what_is_being_fetched(issuer: Issuer) -> None:
    issuer.speaks.clear()
    keys = RemoteKeys(issuer.url + ADDRESS)
    waiting = asyncio.create_task(outcome(keys.find("first")))
    while not issuer.asked:
        await asyncio.sleep(0.001)
    await keys.close()

    assert (await waiting).startswith("wait ")

"""Passwords are compared exactly, hashed by the policy, and wrong in the same time for everyone."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable

import bcrypt
import pytest
from passlib.context import CryptContext
from passlib.hash import argon2
from pytest_mock import MockerFixture
from structlog.testing import capture_logs

from app.errors import ServiceUnavailable
from app.security.passwords import PasswordHasher, PasswordUnusable, Scheme, Verdict

ROUNDS = 4
PASSWORD = "correct horse battery staple"
RIGHT = Verdict(is_correct=True)
WRONG = Verdict(is_correct=False)

MakeHasher = Callable[..., PasswordHasher]


def made_by(scheme: str, **settings: int) -> str:
    """The password's hash as another program or an earlier policy made it."""
    named = {f"{scheme}__{name}": value for name, value in settings.items()}
    return CryptContext([scheme]).copy(**named).hash(PASSWORD)


@pytest.fixture
async def make_hasher() -> AsyncIterator[MakeHasher]:
    made: list[PasswordHasher] = []

    def make(scheme: Scheme = "bcrypt_sha256", rounds: int = ROUNDS) -> PasswordHasher:
        made.append(PasswordHasher(scheme=scheme, rounds=rounds, max_workers=1, max_waiting=4))
        return made[-1]

    yield make
    for hasher in made:
        await hasher.close()


@pytest.fixture
def hasher(make_hasher: MakeHasher) -> PasswordHasher:
    return make_hasher()


# --- exactly as received ---


@pytest.mark.parametrize("scheme", ["bcrypt_sha256", "argon2id"])
@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "x" * 72,
        "x" * 73,
        "x" * 128,
        " leading and trailing ",
        "nul\0inside it all",
        "😀😃😄😁" * 16,
        unicodedata.normalize("NFC", "pässwörd mit Ümläut"),
        unicodedata.normalize("NFD", "pässwörd mit Ümläut"),
        "😀" * 256,
        "",
    ],
    ids=lambda password: ascii(password[:12]) + f"x{len(password)}",
)
async def test_a_password_is_right_with_its_own_hash(
    scheme: Scheme, password: str, make_hasher: MakeHasher
) -> None:
    hasher = make_hasher(scheme)
    assert await hasher.verify(password, await hasher.hash(password)) == RIGHT


@pytest.mark.parametrize("scheme", ["bcrypt_sha256", "argon2id"])
@pytest.mark.parametrize(
    ("password", "other"),
    [
        ("x" * 72, "x" * 73),
        ("x" * 72 + "a", "x" * 72 + "b"),
        ("x" * 127 + "a", "x" * 127 + "b"),
        (PASSWORD, PASSWORD + " "),
        (PASSWORD, " " + PASSWORD),
        (PASSWORD, PASSWORD.capitalize()),
        (PASSWORD, PASSWORD + "\0"),
        ("nul\0inside", "nul\0outside"),
        ("nul\0inside", "nul"),
        (unicodedata.normalize("NFC", "ü" * 12), unicodedata.normalize("NFD", "ü" * 12)),
        ("ﬁancée ﬁancée", "fiancée fiancée"),
        ("😀" * 64, "😀" * 63 + "😁"),
    ],
    ids=ascii,
)
async def test_another_password_is_wrong_however_alike(
    scheme: Scheme, password: str, other: str, make_hasher: MakeHasher
) -> None:
    hasher = make_hasher(scheme)
    assert await hasher.verify(other, await hasher.hash(password)) == WRONG


async def test_two_hashes_of_one_password_differ(hasher: PasswordHasher) -> None:
    assert await hasher.hash(PASSWORD) != await hasher.hash(PASSWORD)


async def test_new_hashes_are_of_the_policy(make_hasher: MakeHasher) -> None:
    assert f"t=2b,r={ROUNDS}$" in await make_hasher().hash(PASSWORD)
    assert (await make_hasher().hash(PASSWORD)).startswith("$bcrypt-sha256$v=2,")
    assert (await make_hasher("argon2id").hash(PASSWORD)).startswith(
        "$argon2id$v=19$m=19456,t=2,p=1$"
    )


@pytest.mark.parametrize("password", ["x" * 1025, "😀" * 257, "\ud800" * 12, "abc\udfff" * 4])
async def test_what_cannot_be_a_password_is_wrong_and_gets_no_hash(
    password: str, hasher: PasswordHasher
) -> None:
    assert await hasher.verify(password, await hasher.hash(PASSWORD)) == WRONG
    assert await hasher.verify(password, None) == WRONG
    with pytest.raises(PasswordUnusable):
        await hasher.hash(password)


# --- the policy moves on ---


@pytest.mark.parametrize(
    ("stored_rounds", "policy_rounds", "is_upgraded"),
    [(10, 12, True), (12, 12, False), (14, 12, False), (4, 5, True), (5, 4, False)],
)
async def test_fewer_rounds_than_the_policy_are_raised_and_more_are_kept(
    stored_rounds: int,
    policy_rounds: int,
    is_upgraded: bool,
    make_hasher: MakeHasher,
    mocker: MockerFixture,
) -> None:
    cheap(mocker)
    stored = made_by("bcrypt_sha256", rounds=stored_rounds)
    hasher = make_hasher(rounds=policy_rounds)
    verdict = await hasher.verify(PASSWORD, stored)
    assert verdict.is_correct
    assert (verdict.upgraded_hash is not None) is is_upgraded
    if verdict.upgraded_hash:
        assert f"r={policy_rounds}$" in verdict.upgraded_hash
        assert await hasher.verify(PASSWORD, verdict.upgraded_hash) == RIGHT


def cheap(mocker: MockerFixture) -> None:
    """bcrypt that names its rounds and does the work of four: 14 rounds would take a second."""
    real = bcrypt.hashpw

    def hashpw(password: bytes, salt: bytes) -> bytes:
        cheapened = salt[:4] + b"04" + salt[6:]
        return salt[:6] + real(password, cheapened)[6:]

    mocker.patch.object(bcrypt, "hashpw", hashpw)


@pytest.mark.parametrize(
    ("scheme", "stored", "prefix"),
    [
        ("argon2id", made_by("bcrypt_sha256", rounds=ROUNDS), "$argon2id$"),
        ("argon2id", made_by("bcrypt", rounds=ROUNDS), "$argon2id$"),
        ("argon2id", made_by("argon2", time_cost=1, memory_cost=64), "$argon2id$"),
        ("bcrypt_sha256", made_by("bcrypt", rounds=ROUNDS), "$bcrypt-sha256$"),
        ("bcrypt_sha256", made_by("bcrypt", rounds=6), "$bcrypt-sha256$"),
        (
            "bcrypt_sha256",
            made_by("argon2", memory_cost=19456, time_cost=2, parallelism=1),
            "$bcrypt-sha256$",
        ),
    ],
    ids=["bcrypt_sha256", "bcrypt", "cheap argon2", "bcrypt for less", "more rounds", "argon2"],
)
async def test_a_hash_of_another_scheme_moves_to_the_policy_at_sign_in(
    scheme: Scheme, stored: str, prefix: str, make_hasher: MakeHasher
) -> None:
    hasher = make_hasher(scheme)
    verdict = await hasher.verify(PASSWORD, stored)
    assert verdict.is_correct
    assert verdict.upgraded_hash is not None
    assert verdict.upgraded_hash.startswith(prefix)
    assert await hasher.verify(PASSWORD, verdict.upgraded_hash) == RIGHT
    assert await hasher.verify("wrong " + PASSWORD, stored) == WRONG


async def test_plain_bcrypt_never_matches_what_lies_beyond_its_72_bytes(
    hasher: PasswordHasher,
) -> None:
    stored = bcrypt.hashpw(b"x" * 72, bcrypt.gensalt(ROUNDS)).decode()
    with capture_logs() as logs:
        assert (await hasher.verify("x" * 72, stored)).is_correct
        for password in ("x" * 73, "x" * 71, "é" * 37, "x" * 72 + "\0", "x" * 71 + "\0"):
            assert await hasher.verify(password, stored) == WRONG
    assert logs == []


# --- what is stored is broken ---


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "!",
        "*",
        PASSWORD,
        "$2b$",
        "$2b$04$short",
        made_by("bcrypt", rounds=4).replace("$04$", "$99$"),
        "$bcrypt-sha256$v=2,t=2b,r=4$",
        "$bcrypt-sha256$v=9,t=2b,r=4$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2",
        "$argon2id$v=19$m=19456,t=2,p=1$",
        "$argon2id$v=19$m=1,t=0,p=0$c2FsdA$aGFzaA",
        "$argon2x$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA",
        made_by("pbkdf2_sha256", rounds=1),
        "\ud800",
        "é",
        "\0",
        "$2b$04$" + "é" * 53,
        "x" * 100_000,
    ],
    ids=lambda stored: ascii(stored[:7]),
)
async def test_a_stored_hash_that_cannot_be_read_is_wrong_and_logged(
    stored: str, hasher: PasswordHasher
) -> None:
    with capture_logs() as logs:
        assert await hasher.verify(PASSWORD, stored) == WRONG
    (line,) = logs
    assert line["log_level"] == "error"
    assert line["event"] == "stored password hash cannot be read"
    assert PASSWORD not in str(logs)


# --- time tells nothing ---


@pytest.mark.parametrize("scheme", ["bcrypt_sha256", "argon2id"])
async def test_an_unknown_account_costs_as_many_hashes_as_a_wrong_password(
    scheme: Scheme, make_hasher: MakeHasher, mocker: MockerFixture
) -> None:
    hasher = make_hasher(scheme)
    stored = await hasher.hash(PASSWORD)
    computations = count_computations(mocker, scheme)
    costs = []
    for password, hash_ in [
        ("wrong password", stored),
        (PASSWORD, stored),
        ("wrong password", None),
        (PASSWORD, None),
        ("x" * 2000, stored),
        ("\ud800", None),
    ]:
        before = computations()
        await hasher.verify(password, hash_)
        costs.append(computations() - before)
    assert costs == [1] * 6


@pytest.mark.parametrize("rounds", [5, 6])
async def test_the_hash_of_an_unknown_account_takes_the_rounds_of_the_policy(
    make_hasher: MakeHasher, mocker: MockerFixture, rounds: int
) -> None:
    hasher = make_hasher(rounds=rounds)
    hashpw = mocker.spy(bcrypt, "hashpw")
    await hasher.verify(PASSWORD, None)
    (_, salt), _ = hashpw.call_args
    assert salt.startswith(b"$2b$%02d$" % rounds)


async def test_plain_bcrypt_and_broken_hashes_cost_one_hash_too(
    hasher: PasswordHasher, mocker: MockerFixture
) -> None:
    stored = made_by("bcrypt", rounds=ROUNDS)
    await hasher.hash(PASSWORD)
    hashpw = mocker.spy(bcrypt, "hashpw")
    for password, hash_ in (("x" * 73, stored), (PASSWORD, "!"), ("wrong password", stored)):
        hashpw.reset_mock()
        await hasher.verify(password, hash_)
        assert hashpw.call_count == 1


def count_computations(mocker: MockerFixture, scheme: Scheme) -> Callable[[], int]:
    if scheme == "bcrypt_sha256":
        hashpw = mocker.spy(bcrypt, "hashpw")
        return lambda: hashpw.call_count
    verify = mocker.spy(argon2, "verify")
    return lambda: verify.call_count


# --- many at once ---


async def test_beyond_the_queue_a_sign_in_is_refused_for_now(hasher: PasswordHasher) -> None:
    outcomes = await asyncio.gather(
        *(hasher.verify(PASSWORD, None) for _ in range(20)), return_exceptions=True
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, ServiceUnavailable)]
    assert len(refused) + outcomes.count(WRONG) == 20
    assert len(refused) >= 10
    assert all(refusal.retry_after_seconds > 0 for refusal in refused)
    assert await hasher.verify(PASSWORD, await hasher.hash(PASSWORD)) == RIGHT


async def test_a_closed_hasher_refuses(make_hasher: MakeHasher) -> None:
    hasher = make_hasher()
    await hasher.close()
    with pytest.raises(ServiceUnavailable):
        await hasher.verify(PASSWORD, None)

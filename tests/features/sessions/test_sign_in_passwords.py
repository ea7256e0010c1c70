"""createToken: passwords are compared to the last byte, and hashed anew when the policy moves."""

import unicodedata

import bcrypt
import pytest

from app.config import Settings
from tests.features.sessions.tokens import is_in, refusal
from tests.support import sql
from tests.support.hashing import recorded_work
from tests.support.service import PASSWORD, Service
from tests.support.serving import serving

ADA = "ada@example.com"
# 90 characters in no order that would be easy to guess; bcrypt alone would look at 72 of them.
LONG = "".join(chr(33 + place * 41 % 90) for place in range(90))
# 256 bytes.
SIXTY_FOUR_EMOJI = "".join(chr(0x1F400 + place * 37 % 64) for place in range(64))
ACCENTED = "naïve café fiancée"


async def stored_hash(service: Service) -> str:
    (row,) = await sql.rows(service.application.database, "SELECT password_hash FROM accounts")
    found: str = row.password_hash
    return found


@pytest.mark.parametrize(
    ("password", "alike"),
    [
        (LONG[:72], LONG[:73]),
        (LONG[:73], LONG[:72]),
        (LONG[:73], LONG[:72] + "x"),
        (PASSWORD, PASSWORD + " "),
        (PASSWORD + " ", PASSWORD),
        (PASSWORD, PASSWORD.title()),
        (PASSWORD, PASSWORD.replace(" ", "\u00a0")),
        (unicodedata.normalize("NFC", ACCENTED), unicodedata.normalize("NFD", ACCENTED)),
        (unicodedata.normalize("NFD", ACCENTED), unicodedata.normalize("NFC", ACCENTED)),
        ("ﬁne ﬁddles ﬁnish", "fine fiddles finish"),
        (SIXTY_FOUR_EMOJI, SIXTY_FOUR_EMOJI[:-1] + "🦊"),
        ("100% of seven+green=bicycles&more", "100% of seven green=bicycles&more"),
    ],
    ids=ascii,
)
async def test_only_the_very_password_signs_in_and_nothing_that_is_like_it(
    service: Service, password: str, alike: str
) -> None:
    await service.confirmed(ADA, password)

    assert refusal(await service.token(ADA, alike)) == "invalid_grant"
    assert (await service.token(ADA, password)).status_code == 200


async def test_a_guess_of_any_length_is_wrong_at_the_same_cost(service: Service) -> None:
    await service.confirmed(ADA)

    for guess in ("x", "x" * 129, "x" * 1024, "🦊" * 256, "🦊" * 1024):
        with recorded_work() as work:
            response = await service.token(ADA, guess)
        assert refusal(response) == "invalid_grant"
        assert work == ["_verify"]


# --- the policy moves ---


@pytest.mark.parametrize(
    ("policy", "prefix"),
    [
        ({"bcrypt_rounds": 5}, "$bcrypt-sha256$v=2,t=2b,r=5$"),
        ({"password_scheme": "argon2id"}, "$argon2id$"),
    ],
    ids=["rounds", "scheme"],
)
async def test_a_sign_in_brings_the_hash_up_to_the_policy(
    service: Service, settings: Settings, policy: dict[str, object], prefix: str
) -> None:
    settings = settings.model_copy(update=policy)
    ada = await service.person(ADA)
    etag = (await service.me(ada)).headers["etag"]
    old = await stored_hash(service)

    async with serving(settings) as later:
        assert refusal(await later.token(ADA, "a wrong password")) == "invalid_grant"
        untouched = await stored_hash(later)
        assert (await later.token(ADA)).status_code == 200
        new = await stored_hash(later)
        assert (await later.token(ADA)).status_code == 200

        assert old == untouched
        assert old.startswith("$bcrypt-sha256$v=2,t=2b,r=4$") and new.startswith(prefix)
        assert await stored_hash(later) == new
        # The password is the same: neither a new version of the account nor the end of sessions.
        assert (await later.me(ada)).headers["etag"] == etag


async def test_a_hash_above_the_policy_is_left_alone(service: Service, settings: Settings) -> None:
    async with serving(settings, bcrypt_rounds=5) as stricter:
        await stricter.confirmed(ADA)
        strong = await stored_hash(stricter)

    assert (await service.token(ADA)).status_code == 200
    assert await stored_hash(service) == strong


async def test_a_plain_bcrypt_hash_from_elsewhere_signs_in_and_is_replaced(
    service: Service,
) -> None:
    await service.confirmed(ADA)
    imported = bcrypt.hashpw(LONG[:72].encode(), bcrypt.gensalt(4)).decode()
    statement = "UPDATE accounts SET password_hash = :imported"
    await sql.execute(service.application.database, statement, imported=imported)

    longer = await service.token(ADA, LONG[:73])
    exact = await service.token(ADA, LONG[:72])

    assert (refusal(longer), exact.status_code) == ("invalid_grant", 200)
    assert (await stored_hash(service)).startswith("$bcrypt-sha256$")
    assert (await service.token(ADA, LONG[:73])).status_code == 400
    assert (await service.token(ADA, LONG[:72])).status_code == 200


async def test_a_hash_that_nobody_can_read_is_a_wrong_password(service: Service) -> None:
    ada = await service.person(ADA)
    await sql.execute(
        service.application.database, "UPDATE accounts SET password_hash = '$9$unreadable'"
    )

    with recorded_work() as work:
        response = await service.token(ADA)

    assert refusal(response) == "invalid_grant"
    assert work == ["_verify"]
    assert await is_in(service, ada)

"""Properties of accounts: merge patch as RFC 7396 defines it, tags, and which addresses are one."""

import json
import string
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app import etags
from app.errors import InvalidField
from app.features.accounts.domain import (
    PREFERENCES_MAX,
    Account,
    AccountStatus,
    Profile,
    ProfilePatch,
    Role,
    Suspension,
    changed_fields,
    normalize_email,
)
from app.features.accounts.wire import to_profile_patch, to_wire
from generated import models

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PATCHED = {"display_name", "locale", "timezone", "preferences"}

names = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
locales = st.sampled_from(["en", "de-CH", "pt-BR"])
zones = st.sampled_from(["UTC", "Europe/London"])
keys = st.sampled_from(["theme", "font", "week_start", "a", "b_1"])
values = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=10)
local_parts = st.text(string.ascii_letters + string.digits + "+_-", min_size=1, max_size=12)
domains = st.from_regex(r"[A-Za-z0-9]{1,8}\.[A-Za-z]{2,4}", fullmatch=True)

accounts = st.builds(
    Account,
    id=st.uuids(version=4),
    email=st.just("ada@example.com"),
    is_email_verified=st.booleans(),
    profile=st.builds(Profile, st.none() | names, st.none() | locales, st.none() | zones),
    preferences=st.dictionaries(keys, values, max_size=4),
    role=st.sampled_from(Role),
    status=st.sampled_from(AccountStatus),
    suspension=st.none() | st.just(Suspension("Cooling off.", NOW)),
    version=st.integers(1, 10**6),
    created_at=st.just(NOW),
    updated_at=st.just(NOW),
)
patches = st.fixed_dictionaries(
    {},
    optional={
        "display_name": st.none() | names,
        "locale": st.none() | locales,
        "timezone": st.none() | zones,
        "preferences": st.none() | st.dictionaries(keys, st.none() | values, max_size=4),
    },
)


def merged(target: object, patch: object) -> object:
    """The pseudocode of RFC 7396 §2, word for word."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def received(patch: dict[str, object]) -> ProfilePatch:
    """The patch as it comes over the wire."""
    return to_profile_patch(models.UserPatch.model_validate_json(json.dumps(patch)))


def as_document(account: Account) -> dict[str, object]:
    """The account as JSON in which null is the same as absent, as RFC 7396 sees it."""
    document = json.loads(to_wire(account).model_dump_json())
    return {name: value for name, value in document.items() if value is not None}


@given(accounts, patches)
def test_a_patch_does_what_rfc_7396_says(account: Account, patch: dict[str, object]) -> None:
    patched = as_document(received(patch).apply_to(account))

    expected = merged(as_document(account), patch)
    assert isinstance(expected, dict)
    # An account always has a map of preferences, be it empty.
    assert patched == {"preferences": {}, **expected}


@given(accounts, patches)
def test_a_patch_applied_twice_is_a_patch_applied_once(
    account: Account, patch: dict[str, object]
) -> None:
    once = received(patch).apply_to(account)

    assert received(patch).apply_to(once) == once


@given(accounts)
def test_an_empty_patch_changes_nothing(account: Account) -> None:
    assert received({}).apply_to(account) == account


@given(accounts, patches)
def test_a_patch_reaches_nothing_but_the_profile(
    account: Account, patch: dict[str, object]
) -> None:
    patched = to_wire(received(patch).apply_to(account)).model_dump(exclude=PATCHED)

    assert patched == to_wire(account).model_dump(exclude=PATCHED)


@given(accounts, st.integers(0, PREFERENCES_MAX))
def test_preferences_are_counted_as_they_will_be_kept(account: Account, old: int) -> None:
    full = {f"p{number}": "x" for number in range(PREFERENCES_MAX)}
    before = account._replace(preferences=dict(list(full.items())[:old]))

    assert ProfilePatch(preferences=full).apply_to(before).preferences == full
    with pytest.raises(InvalidField) as refused:
        ProfilePatch(preferences={**full, "one_more": "x"}).apply_to(before)
    assert (refused.value.pointer, refused.value.rule) == ("/preferences", "too_long")
    assert refused.value.explanation == "At most 32 preferences can be kept."
    swapped = ProfilePatch(preferences={**full, "p0": None, "one_more": "x"}).apply_to(before)
    assert set(swapped.preferences) == {*full, "one_more"} - {"p0"}


@given(accounts, accounts)
def test_two_versions_or_two_accounts_never_share_an_etag(one: Account, other: Account) -> None:
    assume((one.id, one.version) != (other.id, other.version))
    # The tag holds the last 48 bits of the id, all of which are random.
    assume(one.id == other.id or one.id.hex[-12:] != other.id.hex[-12:])

    assert one.etag != other.etag


@given(accounts)
def test_an_etag_is_strong_and_matches_itself_alone(account: Account) -> None:
    assert account.etag.startswith('"') and account.etag.endswith('"')
    assert etags.match(account.etag, account.etag)
    assert etags.none_match(account.etag, account.etag)
    assert not etags.match(f"W/{account.etag}", account.etag)


ETAG = '"000000000001-4"'


@pytest.mark.parametrize("around", ["garbage{}", "{}garbage", '"a" {} "b', "'{}'", "{} | {}"])
def test_what_is_no_list_of_tags_matches_nothing(around: str) -> None:
    header = around.replace("{}", ETAG)

    assert not etags.match(header, ETAG)
    assert not etags.none_match(header, ETAG)


@pytest.mark.parametrize("around", ['"a", {}', '{},"a"', ' {}\t,W/"b"', ", {} ,"])
def test_one_tag_of_a_list_is_enough(around: str) -> None:
    header = around.replace("{}", ETAG)

    assert etags.match(header, ETAG)
    assert etags.none_match(header, ETAG)


def test_the_etag_does_not_move_with_what_has_no_version() -> None:
    account = Account(
        UUID(int=1),
        "a@b.c",
        True,
        False,
        Profile(),
        {},
        Role.USER,
        AccountStatus.ACTIVE,
        None,
        4,
        NOW,
        NOW,
    )

    assert account.etag == ETAG


@given(local_parts, domains)
def test_an_address_is_the_same_in_any_case(local: str, domain: str) -> None:
    email = f"{local}@{domain}"

    assert normalize_email(email.upper()) == normalize_email(email.lower())
    assert normalize_email(normalize_email(email)) == normalize_email(email)


@given(local_parts, local_parts, domains)
def test_addresses_that_differ_in_more_than_case_stay_different(
    one: str, other: str, domain: str
) -> None:
    assume(one.lower() != other.lower())

    assert normalize_email(f"{one}@{domain}") != normalize_email(f"{other}@{domain}")
    assert normalize_email(f"{one}+x@{domain}") != normalize_email(f"{one}@{domain}")
    assert normalize_email(f"a.{one}@{domain}") != normalize_email(f"a{one}@{domain}")


@given(accounts, st.sampled_from(["display_name", "locale", "timezone"]))
def test_a_part_of_the_profile_that_changed_is_named_as_in_the_contract(
    account: Account, name: str
) -> None:
    profile = account.profile._replace(**{name: "another than any of these"})

    assert changed_fields(account, account._replace(profile=profile)) == [name]

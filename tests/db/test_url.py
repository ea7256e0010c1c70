"""Addresses as people paste them."""

import ssl
from pathlib import Path

import pytest

from app.db.postgres import driver_arguments
from app.db.url import InvalidDatabaseUrl, PostgresUrl, SqliteUrl, parse

HOST = "postgresql://ada:s3cret@db.example.com/accord"


def postgres(text: str) -> PostgresUrl:
    address = parse(text)
    assert isinstance(address, PostgresUrl)
    return address


@pytest.mark.parametrize(
    "text, path",
    [
        ("sqlite:///var/accord.db", Path.cwd() / "var/accord.db"),
        ("sqlite:////srv/accord.db", Path("/srv/accord.db")),
        ("sqlite+aiosqlite:///accord.db", Path.cwd() / "accord.db"),
    ],
)
def test_sqlite_addresses_name_a_file(text: str, path: Path) -> None:
    assert parse(text) == SqliteUrl(path)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_spelling_of_postgresql_is_accepted(scheme: str) -> None:
    address = postgres(f"{scheme}://ada:s3cret@db.example.com:5433/accord")

    assert address.url.render_as_string(hide_password=False) == (
        "postgresql+asyncpg://ada:s3cret@db.example.com:5433/accord"
    )
    assert address.tls is None
    assert address.server_settings == {"application_name": "accord"}


def test_a_hosted_address_is_verified_although_it_only_says_require() -> None:
    address = postgres(f"{HOST}?sslmode=require&channel_binding=require")

    assert isinstance(address.tls, ssl.SSLContext)
    assert (address.tls.verify_mode, address.tls.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert address.url.query == {}


def test_verify_ca_checks_the_certificate_and_not_the_name() -> None:
    tls = postgres(f"{HOST}?sslmode=verify-ca").tls

    assert isinstance(tls, ssl.SSLContext)
    assert (tls.verify_mode, tls.check_hostname) == (ssl.CERT_REQUIRED, False)


@pytest.mark.parametrize("mode, tls", [("disable", False), ("prefer", None), ("allow", None)])
def test_weaker_modes_are_what_they_say(mode: str, tls: bool | None) -> None:
    assert postgres(f"{HOST}?sslmode={mode}").tls is tls


def test_a_socket_folder_stays_in_the_address() -> None:
    assert postgres("postgresql:///accord?host=/run/pg").url.query == {"host": "/run/pg"}


def test_several_hosts_have_their_ports() -> None:
    address = postgres("postgresql://ada@/accord?host=one,two&port=1,2")

    arguments = driver_arguments(address)
    assert (arguments["host"], arguments["port"]) == (["one", "two"], [1, 2])


@pytest.mark.parametrize(
    "text, is_pooled",
    [
        (HOST, False),
        (f"{HOST}?pgbouncer=true", True),
        ("postgresql://ada@ep-calm-sea-a1-pooler.eu.example.com/accord", True),
        ("postgresql://ada@ep-calm-sea-a1-pooler.eu.example.com/accord?pgbouncer=false", False),
    ],
)
def test_a_pooler_is_recognised(text: str, is_pooled: bool) -> None:
    assert postgres(text).is_pooled is is_pooled


def test_options_become_settings_of_the_server() -> None:
    address = postgres(
        f"{HOST}?options=-c%20search_path%3Daccord%20-cwork_mem%3D8MB%20endpoint%3Dep-1"
        "&application_name=api"
    )

    assert address.server_settings == {
        "application_name": "api",
        "search_path": "accord",
        "work_mem": "8MB",
    }


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "not a URL"),
        ("accord.db", "not a URL"),
        ("mysql://ada:s3cret@localhost/accord", "must start with"),
        ("sqlite://", "in memory is not supported"),
        ("sqlite:///", "in memory is not supported"),
        ("sqlite:///:memory:", "in memory is not supported"),
        ("sqlite+aiosqlite:///:memory:", "in memory is not supported"),
        ("sqlite:///file:x?mode=memory&cache=shared&uri=true", "without parameters"),
        ("sqlite://var/accord.db", "three slashes"),
        ("postgresql://ada:s3cret@localhost", "does not name a database"),
        (f"{HOST}?sslmode=strict", "sslmode must be one of"),
        (f"{HOST}?sslmode=verify-full&sslrootcert=/no/such/file", "sslrootcert"),
        (f"{HOST}?sslmode=require&sslmode=disable", "more than once"),
        (f"{HOST}?connection_limit=5&schema=x", "connection_limit, schema"),
        (f"{HOST}?options=nonsense", "-c name=value"),
        (f"{HOST}?options=colour%3Dred", "colour is not supported"),
        ("postgresql://ada:s3cret@one,two/accord", "several hosts"),
        ("postgresql://ada:s3cret@/accord?host=one,two", "several hosts"),
        ("postgresql://ada:s3cret@/accord?host=one:5432,two:5432", "several hosts"),
        ("postgresql://ada:s3cret@/accord?host=one&port=1,2", "port"),
        (f"{HOST}?port=pg", "port"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason_and_without_the_address(
    text: str, reason: str
) -> None:
    with pytest.raises(InvalidDatabaseUrl) as caught:
        parse(text)

    assert reason in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None

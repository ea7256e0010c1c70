"""REDIS_URL: what is taken, and what is refused without being repeated."""

import pytest
from pydantic import ValidationError

from app.config import Settings


@pytest.mark.parametrize(
    "url",
    [
        "redis://127.0.0.1",
        "redis://127.0.0.1:6379/0",
        "redis://:password@cache.example:6380",
        "redis://user:pass%2Fword@[::1]:6379/",
        "rediss://user:password@cache.example/1",
        "valkey://cache.example",
        "valkeys://cache.example",
    ],
)
def test_it_takes(url: str) -> None:
    settings = Settings(redis_url=url)
    assert settings.redis_url == url
    assert url not in repr(settings)


@pytest.mark.parametrize(
    "url",
    [
        "127.0.0.1:6379",
        "http://cache.example",
        "redis://",
        "redis://:s3cret@",
        "redis://:pass/word@cache.example",
        "redis://cache.example:s3cret",
        "redis://cache.example:0",
        "redis://cache.example/name",
        "redis://cache.example/0?ssl_cert_reqs=none",
        "redis://cache.example/0#s3cret",
        "unix:///run/s3cret.sock",
        "redis://[::1:s3cret",
    ],
)
def test_it_refuses(url: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(redis_url=url)

    (message,) = (
        error["msg"] for error in refused.value.errors() if error["loc"] == ("redis_url",)
    )
    assert "must be of the form redis://" in message
    assert "s3cret" not in str(refused.value)

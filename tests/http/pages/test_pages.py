"""The pages work with no network, under a strict policy, and never break on what they are given."""

import json
import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser

import httpx
import pytest
from fastapi import FastAPI

from app.http.pages import DemoAccount, pages_router
from contract.runtime.problems import ProblemType
from generated.operations import OPERATIONS
from generated.responses import PROBLEM_TYPES

CONTRACT = json.dumps({"openapi": "3.1.1", "paths": {}, "padding": "x" * 2000}).encode()
PAGES = [
    "/",
    "/docs",
    "/redoc",
    "/problems",
    "/problems/rate_limited",
    "/problems/nonsense",
    "/changes",
]
DEMO = DemoAccount("demo@example.com", "a quote' and a space", "Demo <user>")


def _app(*, has_docs: bool = True, demo: tuple[DemoAccount, ...] = ()) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    router = pages_router(
        public_url="https://accounts.example.org",
        contract_json=CONTRACT,
        contract_yaml=b"openapi: 3.1.1\n",
        operations=OPERATIONS,
        problem_types=PROBLEM_TYPES,
        has_docs=has_docs,
        demo_accounts=demo,
    )
    app.include_router(router)
    return app


def _client(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(
        transport=transport, base_url="http://testserver", headers={"Accept-Encoding": "identity"}
    )


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with _client(_app(demo=(DEMO,))) as client:
        yield client


class _Page(HTMLParser):
    """Collects addresses, inline code and text of a page."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._open.append(tag)
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        self.ids += [given["id"]] if "id" in given else []
        if "src" in given:
            self.loaded.append(given["src"])
        if "href" in given:
            (self.loaded if tag == "link" else self.linked).append(given["href"])

    def handle_data(self, data: str) -> None:
        if self._open[-1:] in (["script"], ["style"]) and data.strip():
            self.inline.append(data)
        self.text += data


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_needs_nothing_from_elsewhere_and_nothing_inline(
    http: httpx.AsyncClient, path: str
) -> None:
    response = await http.get(path)
    assert response.status_code == (404 if path.endswith("nonsense") else 200)
    page = _Page(response.text)
    assert page.inline == []
    assert page.loaded != []
    for address in page.loaded:
        assert address.startswith("/assets/")
        loaded = await http.get(address)
        assert loaded.status_code == 200, address
        assert "immutable" in loaded.headers["Cache-Control"]


@pytest.mark.parametrize("path", PAGES)
async def test_every_link_of_a_page_stays_on_this_server(
    http: httpx.AsyncClient, path: str
) -> None:
    served_elsewhere = ("/health/", "/.well-known/", "#")
    for address in _Page((await http.get(path)).text).linked:
        if not address.startswith(served_elsewhere):
            assert (await http.get(address)).status_code == 200, address


@pytest.mark.parametrize("path", PAGES)
async def test_the_policy_allows_no_inline_script(http: httpx.AsyncClient, path: str) -> None:
    policy = (await http.get(path)).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert ("'unsafe-inline'" in policy) == ("blob:" in policy) == (path == "/redoc")
    assert "unsafe-eval" not in policy


async def test_no_asset_calls_another_host_by_itself(http: httpx.AsyncClient) -> None:
    """ReDoc would load its maker's logo. (Addresses that are only names or links are fine.)"""
    script = (await http.get("/assets/redoc.standalone.js")).text
    assert "cdn.redoc" not in script
    for name in ("pages.css", "docs.css", "swagger-ui.css"):
        sheet = (await http.get(f"/assets/{name}")).text
        fetched = re.findall(r"url\(\s*[\"']?([^\"')]{0,40})", sheet)
        assert [address for address in fetched if not address.startswith("data:")] == []
        assert "@import" not in sheet


async def test_swagger_ui_never_asks_the_public_validator(http: httpx.AsyncClient) -> None:
    assert "validatorUrl: null" in (await http.get("/assets/docs.js")).text


@pytest.mark.parametrize("problem", PROBLEM_TYPES.values(), ids=lambda problem: problem.code)
async def test_every_problem_has_its_page(http: httpx.AsyncClient, problem: ProblemType) -> None:
    """`type` of a problem document leads here."""
    response = await http.get(f"/problems/{problem.code}")
    assert response.status_code == 200
    page = _Page(response.text)
    assert problem.title in page.text
    assert str(problem.status) in page.text
    assert problem.when.replace("`", "") in " ".join(page.text.split())
    assert f"/problems/{problem.code}" in _Page((await http.get("/problems")).text).linked


async def test_an_unknown_problem_is_repeated_as_text_only(http: httpx.AsyncClient) -> None:
    response = await http.get("/problems/<script>alert(1)<%2Fscript>")
    assert response.status_code == 404
    assert "<script>alert" not in response.text


async def test_the_home_page_gives_commands_that_a_shell_understands(
    http: httpx.AsyncClient,
) -> None:
    page = _Page((await http.get("/")).text)
    assert "https://accounts.example.org/api/v1/auth/token" in page.text
    assert """--data-urlencode 'password=a quote'"'"' and a space'""" in page.text
    assert "Demo <user>" in page.text


async def test_without_demo_accounts_no_password_is_shown() -> None:
    async with _client(_app()) as http:
        text = _Page((await http.get("/")).text).text
    assert "Demo accounts" not in text
    assert "password=your password" in text


async def test_docs_can_be_switched_off_and_the_contract_stays() -> None:
    async with _client(_app(has_docs=False)) as http:
        for path in ("/docs", "/redoc"):
            assert (await http.get(path)).status_code == 404
        assert (await http.get("/api/v1/openapi.json")).content == CONTRACT


async def test_the_contract_is_revalidated_by_its_etag(http: httpx.AsyncClient) -> None:
    first = await http.get("/api/v1/openapi.json")
    etag = first.headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', etag)
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = await http.get("/api/v1/openapi.json", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == etag
    changed = await http.get("/api/v1/openapi.json", headers={"If-None-Match": '"other"'})
    assert changed.content == CONTRACT


async def test_compressed_bytes_have_an_etag_of_their_own(http: httpx.AsyncClient) -> None:
    plain = await http.get("/api/v1/openapi.json")
    compressed = await http.get("/api/v1/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert compressed.content == plain.content, "httpx unpacks it"
    assert int(compressed.headers["Content-Length"]) < len(plain.content)
    assert compressed.headers["ETag"] != plain.headers["ETag"]
    assert compressed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


async def test_an_asset_without_its_hash_is_asked_for_again(http: httpx.AsyncClient) -> None:
    """Otherwise an upgrade would show the old page for a year."""
    for query in ("", "?v=old"):
        response = await http.get(f"/assets/docs.js{query}")
        assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["nothing.js", "..%2Frouter.py", "%2e%2e%2frouter.py", "__init__"])
async def test_only_the_listed_files_are_served(http: httpx.AsyncClient, name: str) -> None:
    assert (await http.get(f"/assets/{name}")).status_code == 404


async def test_pages_answer_head(http: httpx.AsyncClient) -> None:
    for path in ("/", "/docs", "/api/v1/openapi.json"):
        assert (await http.head(path)).status_code == 200


async def test_answering_twice_repeats_no_header(http: httpx.AsyncClient) -> None:
    first, second = await http.get("/"), await http.get("/")
    assert first.headers.multi_items() == second.headers.multi_items()

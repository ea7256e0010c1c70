"""The addresses of all pages, and of the contract itself as bytes."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import cache, partial
from typing import Final

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.http.pages.assets import Document, asset_response, document_response
from app.http.pages.changes import changes_page
from app.http.pages.home import DemoAccount, home_page
from app.http.pages.html import REDOC_POLICY, Page, fill, html_page, script, stylesheet
from app.http.pages.problems import no_such_problem, problem_index, problem_page
from app.http.pages.samples import with_samples
from app.observability import context
from contract.runtime.operations import Operation
from contract.runtime.problems import ProblemType

CONTRACT_PATH: Final = "/api/v1/openapi"
# The same with code samples, for the pages that show it.
SAMPLES_PATH: Final = "/docs/openapi.json"

_Endpoint = Callable[[Request], Awaitable[Response]]


def pages_router(
    *,
    public_url: str,
    contract_json: bytes,
    contract_yaml: bytes,
    operations: Iterable[Operation],
    problem_types: Mapping[str, ProblemType],
    has_docs: bool = True,
    demo_accounts: tuple[DemoAccount, ...] = (),
) -> APIRouter:
    """All pages, outside of the contract: none of them appears in it, and none needs a token."""
    router = APIRouter(redirect_slashes=False)

    def add(path: str, endpoint: _Endpoint) -> None:
        router.add_route(path, _noting(path, endpoint), methods=["GET"], include_in_schema=False)

    add("/", _page(partial(home_page, public_url=public_url, demo_accounts=demo_accounts)))
    add("/docs", _page(_swagger_ui if has_docs else _docs_off))
    add("/redoc", _page(_redoc if has_docs else _docs_off))
    if has_docs:
        add(SAMPLES_PATH, _samples(contract_json, public_url, demo_accounts))
    add("/changes", _page(changes_page))
    add("/problems", _page(partial(problem_index, problem_types)))
    add("/problems/{code}", _problems(problem_types, tuple(operations)))
    add("/assets/{name}", _in_thread(asset_response))
    add(f"{CONTRACT_PATH}.json", _contract(contract_json, "application/json"))
    add(f"{CONTRACT_PATH}.yaml", _contract(contract_yaml, "application/yaml"))
    return router


def _noting(path: str, endpoint: _Endpoint) -> _Endpoint:
    """`endpoint`, which notes its template: for the access log only the contract names one."""

    async def answer(request: Request) -> Response:
        context.current().notes.page = path
        return await endpoint(request)

    return answer


def _in_thread(endpoint: Callable[[Request], Response]) -> _Endpoint:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(endpoint, request)

    return answer


def _page(make: Callable[[], Page]) -> _Endpoint:
    """Made when somebody first looks: few processes ever show one, and its files are large."""
    page = cache(make)
    return _in_thread(lambda _: page().response())


def _contract(content: bytes, media_type: str) -> _Endpoint:
    document = Document.of(content, media_type)

    def answer(request: Request) -> Response:
        return document_response(request, document, "public, max-age=60, must-revalidate")

    return _in_thread(answer)


def _samples(contract: bytes, public_url: str, demo_accounts: tuple[DemoAccount, ...]) -> _Endpoint:
    @cache
    def document() -> Document:
        content = with_samples(contract, public_url=public_url, demo_accounts=demo_accounts)
        return Document.of(content, "application/json")

    def answer(request: Request) -> Response:
        return document_response(request, document(), "no-cache")

    return _in_thread(answer)


def _problems(types: Mapping[str, ProblemType], operations: tuple[Operation, ...]) -> _Endpoint:
    @cache
    def page(problem: ProblemType) -> Page:
        return problem_page(problem, operations)

    def answer(request: Request) -> Response:
        code = request.path_params["code"]
        shown = page(types[code]) if code in types else no_such_problem(code)
        return shown.response()

    return _in_thread(answer)


def _swagger_ui() -> Page:
    head = "\n".join(
        (
            stylesheet("swagger-ui.css"),
            stylesheet("docs.css"),
            script("swagger-ui-bundle.js"),
            script("samples.js"),
            script("docs.js"),
        )
    )
    body = fill("docs", contract=f"{CONTRACT_PATH}.json", samples=SAMPLES_PATH)
    return html_page(body, title="API documentation · Accord", head=head)


def _redoc() -> Page:
    head = "\n".join((stylesheet("docs.css"), script("redoc.standalone.js"), script("redoc.js")))
    body = fill("redoc", contract=f"{CONTRACT_PATH}.json", samples=SAMPLES_PATH)
    return html_page(body, title="API reference · Accord", head=head, policy=REDOC_POLICY)


def _docs_off() -> Page:
    body = fill("docs_off", contract=f"{CONTRACT_PATH}.json")
    return html_page(body, title="Switched off · Accord", status=404)

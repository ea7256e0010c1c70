"""`/problems/{code}`: what a problem means, whether to try again, and where it can occur."""

import json
from collections.abc import Iterable, Mapping
from html import escape

from app.http.pages.documents import Advice, advice_on
from app.http.pages.html import Page, fill, html_page, prose
from contract.runtime.operations import Operation
from contract.runtime.problems import ProblemType


def problem_index(types: Mapping[str, ProblemType]) -> Page:
    """All codes, by status."""
    ordered = sorted(types.values(), key=lambda problem: problem.status)
    return html_page(
        fill("problems", rows="\n".join(map(_row, ordered))), title="Problems · Accord"
    )


def problem_page(problem: ProblemType, operations: Iterable[Operation]) -> Page:
    """One code, explained."""
    body = fill(
        "problem",
        title=escape(problem.title),
        code=escape(problem.code),
        status=str(problem.status),
        when=prose(problem.when),
        retry=_retry(problem),
        advice=_advice(advice_on(problem.code)),
        oauth=_oauth(problem),
        example=escape(_example(problem)),
        operations=_operations(problem, operations),
    )
    return html_page(body, title=f"{problem.title} · Accord")


def no_such_problem(code: str) -> Page:
    body = fill("no_such_problem", code=escape(code[:80]))
    return html_page(body, title="No such problem · Accord", status=404)


def _is_oauth_only(problem: ProblemType) -> bool:
    """RFC 6749's own codes never leave as a problem document."""
    return problem.oauth_error == problem.code


def _row(problem: ProblemType) -> str:
    code, title = escape(problem.code), escape(problem.title)
    link = f'<a href="/problems/{code}">{title}</a><br><code>{code}</code>'
    return f'<tr><td class="status">{problem.status}</td><td>{link}</td></tr>'


def _retry(problem: ProblemType) -> str:
    if problem.retryable:
        return "Yes, later. Where the answer has <code>Retry-After</code>, wait that many seconds."
    return "No: the same request gets the same answer. Something has to change first."


def _oauth(problem: ProblemType) -> str:
    if problem.oauth_error is None or _is_oauth_only(problem):
        return ""
    return (
        "<dt>As an OAuth error</dt><dd>Where OAuth prescribes the format (RFC 6749 §5.2), it is"
        f" <code>{escape(problem.oauth_error)}</code> with status {problem.oauth_status}.</dd>"
    )


def _example(problem: ProblemType) -> str:
    if _is_oauth_only(problem):
        return json.dumps({"error": problem.code, "error_description": problem.detail}, indent=2)
    members: dict[str, object] = {
        "type": f"/problems/{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "instance": "/api/v1/…",
        "code": problem.code,
        "request_id": "…",
    }
    if problem.code == "validation_failed":
        error = {"pointer": "/email", "code": "email_format", "detail": "…"}
        members["errors"] = [error]
    return json.dumps(members, indent=2, ensure_ascii=False)


def _advice(advice: Advice | None) -> str:
    """What each of those does who meet the problem."""
    if advice is None:
        return ""
    return fill(
        "advice",
        person=prose(_sentence(advice.person)),
        developer=prose(_sentence(advice.developer)),
        operator=prose(_sentence(advice.operator)),
    )


def _sentence(cell: str) -> str:
    """What a cell of a table says, outside of a table."""
    return f"{cell[:1].upper()}{cell[1:].rstrip('.')}."


def _operations(problem: ProblemType, operations: Iterable[Operation]) -> str:
    names = sorted(operation.id for operation in operations if problem.code in operation.problems)
    if not names:
        return "Any request, before an operation is found."
    return ", ".join(f"<code>{escape(name)}</code>" for name in names)

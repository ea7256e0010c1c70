"""HTML pages: templates filled with escaped text, under the strictest policy they work with."""

import re
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources
from string import Template
from typing import Final

from starlette.responses import HTMLResponse, Response

from app.http.pages.assets import asset_url

# Everything from here and nothing from elsewhere, no inline code, no frames.
STRICT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'none'",
    )
)
# ReDoc writes <style> elements and searches in a worker made from a blob: on its own page only.
REDOC_POLICY: Final = (
    STRICT_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    + "; worker-src blob:"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page. Each answer is a response of its own: middleware writes into its headers."""

    markup: str
    policy: str
    status: int

    def response(self) -> Response:
        headers = {"Content-Security-Policy": self.policy, "Cache-Control": "no-cache"}
        return HTMLResponse(self.markup, self.status, headers)


def html_page(
    content: str,
    *,
    title: str,
    head: str = "",
    policy: str = STRICT_POLICY,
    status: int = 200,
) -> Page:
    """A whole page around `content` and `head`, which are markup; `title` is text."""
    markup = fill(
        "shell",
        title=escape(title),
        head=head,
        content=content,
        pages_css=asset_url("pages.css"),
        favicon=asset_url("favicon.svg"),
    )
    return Page(markup, policy, status)


def fill(template: str, **markup: str) -> str:
    """The template of that name, filled. Every value is markup: escape what is text."""
    return _template(template).substitute(markup)


@cache
def _template(name: str) -> Template:
    file = resources.files("app.http.pages") / "templates" / f"{name}.html"
    return Template(file.read_text(encoding="utf-8"))


def stylesheet(name: str) -> str:
    return f'<link rel="stylesheet" href="{asset_url(name)}">'


def script(name: str) -> str:
    return f'<script src="{asset_url(name)}" defer></script>'


def prose(text: str) -> str:
    """Text as the contract and the documents write it, escaped, with `code` and *stress*."""
    stressed = re.sub(r"\*([a-z]+)\*", r"<em>\1</em>", escape(text))
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", stressed)

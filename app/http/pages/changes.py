"""`/changes`: what each version of the contract brought."""

from html import escape

from app.http.pages.documents import changes
from app.http.pages.html import Page, fill, html_page, prose


def changes_page() -> Page:
    """All versions, the newest first."""
    versions = "\n".join(_version(version, items) for version, items in changes())
    return html_page(fill("changes", versions=versions), title="Changes · Accord")


def _version(version: str, items: list[str]) -> str:
    lines = "\n".join(f"<li>{prose(item)}</li>" for item in items)
    return f'<h2>{escape(version)}</h2>\n<ul class="changes">\n{lines}\n</ul>'

"""Pages for people: what this is, the documentation of the API, and what each problem means."""

from app.http.pages.home import DemoAccount
from app.http.pages.router import pages_router

__all__ = ["DemoAccount", "pages_router"]

"""Databases for the tests in this folder, of both kinds."""

from tests.fixtures_database import empty_url, postgres_leftovers

__all__ = ["empty_url", "postgres_leftovers"]

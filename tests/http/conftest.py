"""Databases for the tests in this folder that need both kinds."""

from tests.fixtures_database import database_url, postgres_leftovers

__all__ = ["database_url", "postgres_leftovers"]

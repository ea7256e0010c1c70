"""Databases for the tests in this folder."""

from tests.fixtures_database import database, database_url, postgres_leftovers

__all__ = ["database", "database_url", "postgres_leftovers"]

"""Databases for the tests in this folder that need one which was never migrated."""

from tests.fixtures_database import empty_url, postgres_leftovers

__all__ = ["empty_url", "postgres_leftovers"]

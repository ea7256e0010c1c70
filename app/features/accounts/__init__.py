"""Accounts: registration and the profile."""

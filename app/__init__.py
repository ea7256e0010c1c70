"""Accord: the part of the service that people write."""

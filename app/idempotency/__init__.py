"""Idempotency keys: the answer of a POST, kept so that a retry gets it again."""

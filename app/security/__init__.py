"""Crypto without HTTP or SQL: password hashes, access tokens, signing keys, opaque secrets."""

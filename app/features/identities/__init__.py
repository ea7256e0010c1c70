"""Identities: whom another issuer knows, and whose account here is theirs."""

"""The servers themselves; each runs in an environment of its own, never in Accord's."""

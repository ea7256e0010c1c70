"""The people that every contestant knows: the same number, with the same addresses."""

COUNT = 10_000
PASSWORD = "seven green bicycles"
ADMIN = "admin@example.com"


def address(number: int) -> str:
    """Of one of them, counted from 1."""
    return f"person{number}@example.com"

"""`accord`: one program, whose verbs are the roles of the service."""

import gc


def main() -> None:
    """Entry point."""
    # Loading makes 130,000 objects, which live as long as the process. To look for garbage among
    # them, again and again meanwhile and once more afterwards, was a fifth of a start.
    gc.disable()
    from app.cli.program import run

    gc.freeze()
    gc.enable()
    run()

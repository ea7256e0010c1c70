"""What a server must not load: it would cost each process memory, and each start time."""

import json
import subprocess
import sys

LOADED = "import json, sys, app.cli.program, app.db.direct; print(json.dumps(list(sys.modules)))"


def test_a_server_loads_neither_the_orm_nor_what_migrates() -> None:
    printed = subprocess.check_output([sys.executable, "-c", LOADED], text=True)
    loaded = set(json.loads(printed))

    assert "sqlalchemy.engine" in loaded
    assert not loaded & {"sqlalchemy.orm", "sqlalchemy.ext.asyncio", "alembic"}

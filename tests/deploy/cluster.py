"""Two replicas of the service on one PostgreSQL, behind nginx as we ship its configuration."""

import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests import fixtures_postgres
from tests.support import certificates, machine
from tests.support.server import ROOT, UNLIMITED, Server, free_port, run, serving

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
# Where nginx would write as the Debian package has it, and a test may not.
_TEMPORARY = "".join(
    f"{kind}_temp_path {kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
)
_FOREGROUND = "daemon off; pid nginx.pid;"


@dataclass(frozen=True)
class Cluster:
    """What stands behind one address."""

    url: str
    port: int
    trust: ssl.SSLContext
    replicas: tuple[Server, ...]
    database_url: str

    def client(self) -> httpx.Client:
        """Somebody who trusts the proxy's certificate."""
        return httpx.Client(base_url=self.url, verify=self.trust, timeout=15)


@contextmanager
def cluster(folder: Path, **settings: str) -> Iterator[Cluster]:
    """Two replicas that are ready, and nginx before them; skips without the programs."""
    program = machine.program("nginx", package="nginx")
    assert run("rotate-keys", folder=folder).returncode == 0
    shared = {
        "RATE_LIMITS": UNLIMITED,
        "SIGNING_KEYS_FILE": str(folder / "var" / "keys.json"),
        "PUBLIC_URL": "https://accounts.example",
        "TRUSTED_PROXY_COUNT": "1",
        "OUTBOX_IN_PROCESS": "false",
    }
    with fixtures_postgres.migrated_database() as url, ExitStack() as stack:
        starting = [
            serving(_made(folder / name), **(shared | settings), DATABASE_URL=url)
            for name in ("one", "other")
        ]
        with ThreadPoolExecutor(2) as pool:
            replicas = tuple(pool.map(stack.enter_context, starting))
        port, trust = stack.enter_context(proxy(program, [each.port for each in replicas]))
        yield Cluster(f"https://localhost:{port}", port, trust, replicas, url)


@contextmanager
def proxy(program: Path, ports: list[int]) -> Iterator[tuple[int, ssl.SSLContext]]:
    """nginx before two ports of this machine: its own port, and what to trust."""
    folder, port = machine.unprivileged_folder("accord-nginx-"), free_port()
    certificate = certificates.localhost(folder)
    certificate.chmod(0o644)
    trust = ssl.create_default_context(cafile=certificate)
    (folder / "nginx.conf").write_text(_adapted(certificate, port, ports))
    command: list[str | Path] = [
        program,
        "-p",
        folder,
        "-c",
        "nginx.conf",
        "-e",
        "stderr",
        "-g",
        _FOREGROUND,
    ]
    with machine.running(command, folder) as process:
        machine.await_up(process, folder, (folder / "nginx.pid").exists)
        yield port, trust


def _adapted(certificate: Path, port: int, ports: list[int]) -> str:
    """The file that we ship, with places of this machine, and with times that a test can wait."""
    text = CONFIGURATION.read_text()
    changes = {
        "http {": f"http {{ {_TEMPORARY}",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "/etc/accord/tls/certificate.pem": str(certificate),
        "/etc/accord/tls/key.pem": str(certificate),
        "/var/log/nginx/error.log ": "stderr ",
        "127.0.0.1:8001 ": f"127.0.0.1:{ports[0]} ",
        "127.0.0.1:8002 ": f"127.0.0.1:{ports[1]} ",
        "client_header_timeout 5s": "client_header_timeout 1s",
        "client_body_timeout 10s": "client_body_timeout 1s",
        "\n    keepalive_timeout 30s": "\n    keepalive_timeout 1s",
    }
    for shipped, adapted in changes.items():
        assert text.count(shipped) == 1, shipped
        text = text.replace(shipped, adapted)
    return text


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder

"""A server of PostgreSQL behind a proxy that can hang, or lose a connection without a word."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import make_url


@dataclass
class Proxy:
    """Passes bytes on between clients and a server, until it is frozen."""

    host: str
    is_socket: bool
    port: int
    is_frozen: bool = False
    # The next word that is passed on finds nobody.
    is_dead: bool = False
    # The last word of a server arrives, and its end not yet.
    hides_ends: bool = False
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_socket:
            path = f"{self.host}/.s.PGSQL.{self.port}"
            upstream, server = await asyncio.open_unix_connection(path)
        else:
            upstream, server = await asyncio.open_connection(self.host, self.port)
        self.writers += [writer, server]
        await asyncio.gather(self.pass_on(reader, server), self.pass_on(upstream, writer))

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                while self.is_frozen:
                    await asyncio.sleep(0.05)
                if self.is_dead:
                    self.is_dead = False
                    break
                writer.write(data)
        except OSError:
            pass
        finally:
            while self.hides_ends:
                await asyncio.sleep(0.05)
            writer.close()

    def drop_connections(self) -> None:
        for writer in self.writers:
            writer.close()


@asynccontextmanager
async def frozen_on_demand(url: str) -> AsyncIterator[tuple[str, Proxy]]:
    address = make_url(url)
    folder = address.query.get("host")
    proxy = Proxy(str(folder or address.host), folder is not None, address.port or 5432)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    proxied = address.set(host="127.0.0.1", port=port, query={"sslmode": "disable"})
    try:
        yield proxied.render_as_string(hide_password=False), proxy
    finally:
        proxy.drop_connections()
        server.close()
        await asyncio.sleep(0.1)

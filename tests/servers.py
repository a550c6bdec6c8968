"""Ports of this machine that no other process takes meanwhile, and a mail server on one of them."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from aiosmtpd.controller import Controller


@contextmanager
def held_port() -> Iterator[int]:
    """A port at which nobody listens. It stays bound: only a server that shares it on purpose can listen there."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


@contextmanager
def mail_server(handler: object, *, port: int | None = None) -> Iterator[int]:
    """A real mail server that hands what it takes to the handler, on a held port or on one of its own; its port."""
    with ExitStack() as until_done:
        served = until_done.enter_context(held_port()) if port is None else port
        server = _Server(handler, hostname="127.0.0.1", port=served)
        server.start()
        until_done.callback(server.stop)
        yield served


class _Server(Controller):
    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, host=self.hostname, port=self.port, reuse_port=True)

"""A notice to send, and a mail server on this machine that behaves well or badly."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tocsin.model import (
    Attempt,
    Contact,
    Line,
    Notice,
    NoticeKind,
    NoticeStatus,
    Program,
    Tlp,
)

AT = datetime(2024, 3, 7, 18, 30, tzinfo=UTC)
BODY = "EXERCISE\n\nAvoid large gatherings in Moscow.\n.a line that opens with a dot\nИзбегайте скоплений людей.\n"


NOTICE = Notice(
    kind=NoticeKind.BRIEFING, incident="i" * 64, decision="d" * 64, recipient="embassy", contacts=(),
    language="en", status=NoticeStatus.EXERCISE, marking=Tlp.AMBER, headline="Threat to concerts in Moscow",
    above=(), below=(Line(text="Avoid large gatherings."), Line(text="Watch the news.")), disclosures=(),
    media_type="text/plain", body=BODY, sent=AT, expires=AT.replace(day=9), identifier="x-1",
)  # fmt: skip


@pytest.fixture
def notice() -> Notice:
    return NOTICE


@pytest.fixture
def alert(notice: Notice) -> Notice:
    return replace(notice, kind=NoticeKind.ALERT, media_type="application/cap+xml", body="<alert>é</alert>")


def attempt(notice: Notice, address: str = "desk@embassy.example", *, channel: str = "mail") -> Attempt:
    contact = Contact(channel=channel, address=address)
    return Attempt(notice=notice.id, contact=contact, number=1, by=Program(name="tocsin", version="0"), at=AT)


@dataclass(slots=True)
class Server:
    """A server that says what its script says to each command, and keeps what it was sent.

    A list in the script is said one after the other, "" in it being what is usual, as is what comes after its end.
    """

    script: dict[str, str | list[str | None] | None]
    port: int = 0
    heard: list[str] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)
    conversations: int = 0

    @property
    def text(self) -> bytes:
        """The last text."""
        return self.texts[-1]

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hold one conversation."""
        self.conversations += 1
        try:
            await self._talk(reader, writer)
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not await self._say(writer, self._answer("greeting", "220 ready")):
            return
        while line := await reader.readline():
            verb = line.split()[0].decode().upper() if line.split() else ""
            self.heard.append(verb)
            if verb == "QUIT":
                return
            said = self._answer(verb, "354 go on" if verb == "DATA" else "250 2.0.0 ok")
            if not await self._say(writer, said):
                return
            if verb == "DATA" and said is not None and said.startswith("354"):
                self.texts.append(await reader.readuntil(b"\r\n.\r\n"))
                if not await self._say(writer, self._answer("text", "250 2.6.0 taken")):
                    return

    def _answer(self, step: str, usual: str) -> str | None:
        answer = self.script.get(step, usual)
        if isinstance(answer, list):
            answer = answer.pop(0) if answer else ""
        return usual if answer == "" else answer

    async def _say(self, writer: asyncio.StreamWriter, answer: str | None) -> bool:
        """Answer; None hangs up, "stall" says nothing for long."""
        if answer is None:
            return False
        if answer == "stall":
            await asyncio.sleep(1.5)
            return False
        writer.write(answer.encode() + b"\r\n")
        await writer.drain()
        return True


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start a server with a script; all are stopped at the end."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    servers: list[asyncio.Server] = []

    def start(**script: str | list[str | None] | None) -> Server:
        server = Server({step: list(said) if isinstance(said, list) else said for step, said in script.items()})

        async def listen() -> Any:
            return await asyncio.start_server(server.talk, "127.0.0.1", 0)

        running = asyncio.run_coroutine_threadsafe(listen(), loop).result()
        servers.append(running)
        server.port = running.sockets[0].getsockname()[1]
        return server

    yield start

    async def stop() -> None:
        for server in servers:
            server.close()
        others = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    asyncio.run_coroutine_threadsafe(stop(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()

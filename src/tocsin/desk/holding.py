"""Checkpoints are handed to second holders when their time has come, and each handing-on is put on record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tocsin import ledger
from tocsin.casebook.act import Act
from tocsin.desk.program import TOCSIN
from tocsin.dispatch import Channel, Sent
from tocsin.model import (
    Attempt,
    Checkpoint,
    Contact,
    Delivery,
    HandedOn,
    Line,
    Notice,
    NoticeKind,
    NoticeStatus,
    Tlp,
)

if TYPE_CHECKING:
    from tocsin.casebook import Casebook

AGAIN = timedelta(hours=1)
"""How long whoever watches waits before a holder who could not be reached is tried again."""
TAKEN = frozenset({Delivery.ACCEPTED, Delivery.DELIVERED, Delivery.ACKNOWLEDGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody else who keeps our checkpoints: by a contact, or in a folder, every so often."""

    name: str
    every: timedelta
    contact: Contact | None = None
    folder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How it stands with a holder: what was last taken, what was last tried, and since when one is due."""

    holder: Holder
    taken: HandedOn | None
    tried: HandedOn | None
    due: datetime | None

    def late(self, at: datetime) -> bool:
        """Whether one is due now."""
        return self.due is None or self.due <= at

    @property
    def failed(self) -> bool:
        """Whether the last try was not taken."""
        return self.tried is not None and self.tried.outcome not in TAKEN


def standing(holders: tuple[Holder, ...], *, book: "Casebook") -> tuple[Held, ...]:
    """How it stands with each holder, by the record."""
    found = []
    for holder in holders:
        mine = book.all(HandedOn, parent=holder.name)
        taken = next((h for h in reversed(mine) if h.outcome in TAKEN), None)
        due = taken.at + holder.every if taken else None
        found.append(Held(holder=holder, taken=taken, tried=mine[-1] if mine else None, due=due))
    return tuple(found)


def hand_on(
    holders: tuple[Holder, ...], *, book: "Casebook", key: Ed25519PrivateKey, origin: str, folder: Path,
    channels: Mapping[str, Channel], status: NoticeStatus, at: datetime, pause: timedelta = timedelta(0),
) -> Iterator[HandedOn]:  # fmt: skip
    """Seal the record once, and hand the checkpoint to every holder for whom one is due.

    One whose last try failed is tried again after `pause`.

    Raises:
        RecordBroken: the record does not hold, and is not sealed.
    """
    late = [
        each.holder
        for each in standing(holders, book=book)
        if each.late(at) and not (each.tried and each.failed and at < each.tried.at + pause)
    ]
    if not late:
        return
    sealed = book.seal(key, origin=origin, at=at)
    for holder in late:
        sent = _handed(holder, sealed, folder=folder, channels=channels, status=status, at=at)
        word = HandedOn(
            holder=holder.name, size=sealed.size, root=sealed.root, outcome=sent.outcome, because=sent.because,
            by=TOCSIN, at=at,
        )  # fmt: skip
        book.record(Act(kind="handing-on", subject=sealed.root, words=(word,), by=TOCSIN, at=at))
        yield word


def _handed(
    holder: Holder, sealed: Checkpoint, *, folder: Path, channels: Mapping[str, Channel], status: NoticeStatus,
    at: datetime,
) -> Sent:  # fmt: skip
    if holder.contact is None:
        return _laid(folder / holder.folder, sealed)
    channel = channels.get(holder.contact.channel)
    if channel is None:
        return Sent(outcome=Delivery.FAILED, because=f"this desk has no channel called {holder.contact.channel}")
    notice = _notice(holder, sealed, status=status, at=at)
    attempt = Attempt(notice=notice.id, contact=holder.contact, number=1, by=TOCSIN, at=at)
    try:
        return channel.send(notice, contact=holder.contact, attempt=attempt)
    except Exception as error:  # noqa: BLE001 - one channel's fault must not keep the other holders waiting
        return Sent(outcome=Delivery.UNKNOWN, because=f"the channel broke: {type(error).__name__}")


def _laid(folder: Path, sealed: Checkpoint) -> Sent:
    """Lay the note into a folder, never over another one."""
    path = folder / f"{sealed.size}-{sealed.root[:12]}.note"
    try:
        path.write_text(ledger.note(sealed), "utf-8", newline="")
    except OSError as error:
        return Sent(outcome=Delivery.FAILED, because=f"the folder did not take it: {error.strerror}")
    return Sent(outcome=Delivery.ACCEPTED, because="it lies in the folder")


def _notice(holder: Holder, sealed: Checkpoint, *, status: NoticeStatus, at: datetime) -> Notice:
    """The note in the shape that channels send: its text is the body, to the letter. It warns nobody."""
    text = ledger.note(sealed)
    headline = f"Checkpoint of {sealed.origin} at {sealed.size} entries; please keep it"
    return Notice(
        kind=NoticeKind.BRIEFING, incident="", decision="", recipient=holder.name, contacts=(), language="en",
        status=status, marking=Tlp.CLEAR, headline=headline, above=(), below=(Line(text=text),), disclosures=(),
        media_type="text/plain", body=text, sent=at, expires=at + holder.every, identifier=sealed.root[:16],
    )  # fmt: skip

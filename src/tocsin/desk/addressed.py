"""Where the next version of a notice goes: to whoever the register has by now, and to whoever holds an earlier one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from tocsin.casebook.port import Book
from tocsin.desk.current import in_care, register_of
from tocsin.desk.office import Office
from tocsin.model import Contact, Erasure, NotAllowed, NotFound, Notice, NoticeKind, Protected, Register


def entry_of(notice: Notice, *, book: Book, office: Office) -> Protected | None:
    """The entry of the register that a briefing is for, as it stands, or as the record last had it.

    Raises:
        NotFound: neither knows it.
    """
    if notice.kind is NoticeKind.ALERT:
        return None
    for register in (register_of(book, office), *reversed(book.all(Register))):
        for entry in register.entries:
            if entry.id == notice.recipient:
                return entry
    raise NotFound(where=notice.recipient, what="no register on record has it", now="put it back, then try again")


def addressed(made: Notice, *, book: Book, office: Office, at: datetime) -> Notice:
    """The next version of a notice, with the ways by which the register reaches its reader by now.

    Whoever it no longer has, or reaches in no way, keeps those of the version before. To be asked in a transaction.
    """
    entry = next((e for e in in_care(book, office).entries if e.id == made.recipient), None)
    if made.kind is NoticeKind.ALERT or entry is None or not entry.ways:
        return made
    return book.apart(replace(made, contacts=entry.ways), at=at)


def still_cleared(notice: Notice, *, book: Book, office: Office) -> None:
    """Refuse words that their reader, as the register has them by now, may not see.

    Raises:
        NotAllowed: they bear a stricter marking than the entry is cleared for, or are for a group that it left. The
            word that a notice holds no longer tells nothing of it, and may go to whoever had it.
    """
    entry = next((e for e in in_care(book, office).entries if e.id == notice.recipient), None)
    what = "" if entry is None or _asks_nothing(notice) else _above(notice, entry)
    if what:
        now = "rule again: that draws up what may be told; what they hold can be cancelled"
        raise NotAllowed(where=f"notice {notice.id[:12]}", what=what, now=now)


def kept_from(notice: Notice, contact: Contact, *, book: Book, care: Mapping[str, Protected]) -> str:
    """Why by the register as it stands an approved notice does not go to a contact; "" where it goes.

    Its reader may not see so much by now, or is reached there no longer. Whoever is not in the register any more is
    warned as approved: that is no ruling not to warn them. An address that was erased is no longer told here.
    """
    entry = care.get(notice.recipient)
    if entry is None or _asks_nothing(notice):
        return ""
    address = book.told(contact.address)
    if isinstance(address, Erasure) or any(_is_one(replace(contact, address=address), way) for way in entry.ways):
        return _above(notice, entry)
    return _above(notice, entry) or f"by the register {entry.id} is not reached by this {contact.channel} any more"


def _is_one(left: Contact, right: Contact) -> bool:
    """Whether both are one way: of a mail address small and capital letters are the same mailbox."""
    fold = str.casefold if left.channel == "mail" else str
    return left.channel == right.channel and fold(left.address) == fold(right.address)


def _asks_nothing(notice: Notice) -> bool:
    """Whether the register has no say: everybody may see it, or it says only that something holds no longer."""
    return notice.kind is NoticeKind.ALERT or notice.cancels


def _above(notice: Notice, entry: Protected) -> str:
    """Why an entry may not see what a notice says."""
    if not notice.marking.reaches(entry.clearance):
        return f"it is TLP:{notice.marking}, and {entry.id} is cleared only for TLP:{entry.clearance} by now"
    left = sorted(set(notice.groups) - set(entry.groups))
    return f"it is for {', '.join(left)}, and {entry.id} is none of these by now" if left else ""


def also(made: Notice, *, holding: Iterable[Contact]) -> Notice:
    """The word that a notice holds no longer, for all who hold it; where one of them moved, for where they are, too."""
    held = sorted(holding, key=lambda c: (c.channel, c.address))
    moved = any(contact not in made.contacts for contact in held)
    ways = (c for c in made.contacts if moved or c in held)
    return replace(made, contacts=tuple(dict.fromkeys((*ways, *held))) or made.contacts)


def told_of(before: Notice, made: Notice, *, book: Book, office: Office) -> Iterator[str]:
    """What whoever extends or cancels a notice must know of where its next version goes."""
    if made.kind is NoticeKind.ALERT:
        return
    if all(entry.id != made.recipient for entry in in_care(book, office).entries):
        yield f"{made.recipient} is no longer in the register: it goes by the ways that they last had"
    elif not set(made.contacts) <= set(before.contacts):
        more = ", too" if made.cancels else ""
        yield f"{made.recipient} is reached by other ways since: it goes there{more}"

"""Who in the register could not be reached tonight, or only badly: found while there is time to mend it."""

from collections.abc import Callable, Collection, Iterable, Iterator

from tocsin.model import Concern, Contact, Protected, Register

RESERVED = frozenset({"example", "invalid", "test", "localhost", "example.com", "example.net", "example.org"})
"""Domains in which nobody lives (RFC 2606): what is sent there reaches nobody."""


def concerns(
    register: Register, *, channels: Collection[str], written: Collection[str],
    barred: Callable[[Contact], str] = lambda _: "",
) -> tuple[Concern, ...]:  # fmt: skip
    """What stands between the office and those in its care; what reaches nobody at all first.

    `channels` are those that the office has set up, `written` the languages (ISO 639-1) in which it has words, and
    `barred` says why a channel would refuse a contact as it is set up, or "". Nothing is sent to find out.
    """
    found = [c for entry in register.entries for c in _of(entry, channels=channels, written=written, barred=barred)]
    return tuple(sorted(found, key=lambda c: not c.grave))


def _of(
    entry: Protected, *, channels: Collection[str], written: Collection[str], barred: Callable[[Contact], str]
) -> Iterator[Concern]:
    dead = {
        contact: why for contact in entry.ways if (why := _dead(contact, entry, channels=channels) or barred(contact))
    }
    grave = len(dead) == len(set(entry.ways))
    if not entry.ways:
        what = "nobody can be reached: neither it nor a protector has a contact"
        yield Concern(entry=entry.id, what=what, now="give it or a protector a contact", grave=True)
    for contact, why in dead.items():
        yield Concern(
            entry=entry.id, what=f"{contact.channel} {contact.address}: {why}",
            now="give it a way that reaches somebody" if grave else "it has another way; mend or remove this one",
            grave=grave,
        )  # fmt: skip
    for protector in entry.protectors:
        if not protector.contacts:
            what = f"{protector.name} ({protector.role}) protects it and cannot be reached"
            yield Concern(entry=entry.id, what=what, now="give the protector a contact", grave=False)
    if not set(entry.languages) & set(written):
        what = f"nobody here writes {_either(entry.languages)}"
        yield Concern(
            entry=entry.id, what=what, now="find somebody now who does; what is sent is in English", grave=False
        )


def _dead(contact: Contact, entry: Protected, *, channels: Collection[str]) -> str:
    """Why a contact reaches nobody; "" where nothing speaks against it. Invented people live in reserved domains."""
    if contact.channel not in channels:
        return f"the office has set up no {contact.channel}"
    if contact.channel == "mail" and not entry.invented:
        domain = contact.address.rpartition("@")[2].casefold()
        if domain in RESERVED or domain.rpartition(".")[2] in RESERVED:
            return f"nobody lives at {domain}"
    return ""


def _either(words: Iterable[str]) -> str:
    return " or ".join(words)

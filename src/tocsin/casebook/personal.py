"""Personal data apart: names, addresses and words of those who are told, answer or are rung lie beside the record.

So do the reasons that people give for a mark, a judgement, an assessment, a correction and an extension. Why somebody
was not warned, or no longer, stays in it (decision 0034).

In the record stands a commitment instead, "personal:" and SHA-256 over a random key of the item's own and its value.
Nobody can try names against it without the key. Key and value lie in one row of a table of their own. Once that row is
erased nobody can tell what was committed to, and the record verifies as before. What a person signs is made of
commitments already, so that the signature verifies, too.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from typing import Any, Protocol

from django.db import connections

from tocsin.casebook import view
from tocsin.casebook.act import Act
from tocsin.casebook.port import APART, BY_LINK, BY_MOUTH, JUDGED, MARKED, NOTED
from tocsin.ledger import Failure
from tocsin.model import (
    Account,
    Assessment,
    Attribution,
    Consultation,
    Contact,
    Correction,
    CorrectionHow,
    Delivery,
    Erasure,
    Extension,
    Grade,
    Link,
    Notice,
    Outcome,
    Person,
    Protected,
    Protector,
    Receipt,
    Register,
    Relay,
    Rung,
    Weighing,
    digest,
)

PREFIX = "personal:"
PUBLIC = "public"
"""Whoever reads a notice to the public is nobody in particular."""
_OURS = frozenset({"", BY_MOUTH, BY_LINK, JUDGED, MARKED, NOTED, *(f"the report was {how}" for how in CorrectionHow)})
_DIGEST = re.compile("[0-9a-f]{64}")
_KEY_SIZE = 32
_FIND = "SELECT item FROM tocsin_personal WHERE hashed = %s AND value = %s"
_KEEP = "INSERT INTO tocsin_personal (item, key, hashed, value, kind, about, since) VALUES (%s, %s, %s, %s, %s, %s, %s)"
_VALUE = "SELECT value FROM tocsin_personal WHERE item = %s"
_ALL = "SELECT item, key, value, kind, about, since FROM tocsin_personal ORDER BY since, item"
_ERASE = "DELETE FROM tocsin_personal WHERE item = %s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One personal item that is kept: its commitment, what it is, of whom or what, and since when."""

    id: str
    value: str
    kind: str
    about: str
    since: datetime
    opens: bool


def recorded(alias: str, act: Act, *, chance: Callable[[int], bytes] | None) -> Act:
    """The act as it goes on record: each of its words `veiled`, and whoever answered."""
    words = tuple(veiled(alias, word, at=act.at, chance=chance) for word in act.words)
    answered = next((w.by for o, w in zip(act.words, words, strict=True) if _answer(o) and o.by == act.by), act.by)
    return act if words == act.words else replace(act, words=words, by=answered)


def veiled(alias: str, word: Any, *, at: datetime, chance: Callable[[int], bytes] | None) -> Any:
    """The word as it goes on record: with a commitment where a name, an address or the words of somebody stood.

    `chance` gives so many bytes, from the system where it is None.
    """

    def veil(value: str, *, kind: str, about: str) -> str:
        if APART.fullmatch(value):
            return value
        return _item(alias, value, kind=kind, about=about, at=at, chance=chance)

    if isinstance(word, Account):
        return _account(word, veil, entries={e.id for r in view.words(alias, Register) for e in r.entries})
    return _veiled(word, veil)


def shown(alias: str, word: Any) -> Any:
    """A word as it is read: the names in a register and of whoever answered are told, or that they were erased.

    Contacts of notices, attempts and rings, what an account, a consultation, a relay or a weighing says, and a person's
    reasons stay commitments, since ids and signatures are made of these; see `told`.
    """
    if isinstance(word, Register):
        entries = tuple(_bare(entry, lambda value: told(alias, value)) for entry in word.entries)
        return replace(word, entries=entries)
    if _answer(word):
        by, because = (str(told(alias, value)) for value in (word.by.name, word.because))
        return replace(word, by=Person(name=by), because=because)
    return word


def told(alias: str, value: str) -> str | Erasure:
    """What a commitment commits to, or by whom it was erased; anything else as it is."""
    if not APART.fullmatch(value):
        return value
    name = value.removeprefix(PREFIX)
    with connections[alias].cursor() as cursor:
        cursor.execute(_VALUE, (name,))
        found = cursor.fetchone()
    return found[0] if found else view.word_at(alias, Erasure, name) or value


def items(alias: str) -> Iterator[Item]:
    """Every item that is kept, the oldest first."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_ALL)
        for item, key, value, kind, about, since in cursor.fetchall():
            opens = commitment(bytes(key), value) == item
            yield Item(id=item, value=value, kind=kind, about=about, since=datetime.fromisoformat(since), opens=opens)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the personal items stand to the record, in the words of a verdict."""

    holds: tuple[str, ...]
    unproved: tuple[str, ...]
    failures: tuple[Failure, ...]


def standing(alias: str) -> Standing:
    """How many are kept and open their commitments, and how many were erased."""
    kept, wrong = 0, []
    for item in items(alias):
        kept += 1
        if not item.opens:
            wrong.append(Failure(where=f"personal item {item.id[:12]}", what="it is not what the record commits to"))
    gone = len(view.words(alias, Erasure))
    whole = f"{kept} names, addresses and sayings kept apart are what the record commits to"
    erased = f"what {gone} names, addresses or sayings were: they were erased, each by an entry that says why"
    return Standing(
        holds=(whole,) if kept and not wrong else (), unproved=(erased,) if gone else (), failures=tuple(wrong)
    )


def erase(alias: str, item: str) -> None:
    """Erase key and value; the database lets this happen to nothing whose erasure is not on record."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_ERASE, (item,))


def commitment(key: bytes, value: str) -> str:
    """What stands in the record for a value."""
    return sha256(key + value.encode("utf-8", "surrogatepass")).hexdigest()


class Veil(Protocol):
    """What stands in the record for a value."""

    def __call__(self, value: str, *, kind: str, about: str) -> str:
        """The commitment to it."""
        ...


def _veiled(word: Any, veil: Veil) -> Any:
    if isinstance(word, Notice) and word.recipient != PUBLIC:
        contacts = tuple(_contact(c, lambda v: veil(v, kind="address", about=word.recipient)) for c in word.contacts)
        return replace(word, contacts=contacts)
    if isinstance(word, Register):
        return replace(word, entries=tuple(_hidden(entry, veil) for entry in word.entries))
    if isinstance(word, Rung) and word.contact is not None:
        return replace(word, contact=_contact(word.contact, lambda v: veil(v, kind="address", about=word.role)))
    if isinstance(word, Consultation):
        about = f"talk of {word.proposal[:12]}"
        whom, because = veil(word.whom, kind="name", about=about), veil(word.because, kind="words", about=about)
        return replace(word, whom=whom, because=because)
    if isinstance(word, Weighing):
        return replace(word, because=veil(word.because, kind="words", about=f"weighing of {word.proposal[:12]}"))
    if isinstance(word, Relay):
        about = f"relay of {word.notice[:12]}"
        to, because = veil(word.to, kind="name", about=about), veil(word.because, kind="words", about=about)
        confirms = veil(word.confirms, kind="name", about=about) if word.confirms else ""
        return replace(word, to=to, because=because, confirms=confirms)
    if _answer(word):
        about = f"answer to {word.notice[:12]}"
        because = _reason(word.because, veil, about=about)
        return replace(word, by=Person(name=veil(word.by.name, kind="name", about=about)), because=because)
    if isinstance(word, Assessment) and isinstance(word.by, Person):
        about = f"assessment of {word.incident[:12]}"
        rivals = tuple(_signed(a, veil, about=about) for a in word.attributions)
        return replace(word, attributions=rivals, note=_reason(word.note, veil, about=about))
    about = _reasoned(word)
    return replace(word, because=_reason(word.because, veil, about=about)) if about else word


def _reasoned(word: Any) -> str:
    """Of what a person gave a reason that lies apart; "" of anything else."""
    match word:
        case Link(by=Person()):
            return f"judgement of {word.left[:12]}"
        case Grade(by=Person()):
            return f"mark of {word.statement[:12]}"
        case Correction(by=Person()):
            return f"correction of {word.report[:12]}"
        case Outcome():
            return f"outcome of {word.incident[:12]}"
        case Extension():
            return f"extension of {word.notice[:12]}"
        case _:
            return ""


def _reason(said: str, veil: Veil, *, about: str) -> str:
    return said if said in _OURS else veil(said, kind="words", about=about)


def _signed(attribution: Attribution, veil: Veil, *, about: str) -> Attribution:
    """Only a person's own words lie apart; why a program proposes something names nobody but whom a report does."""
    if attribution.signed is None:
        return attribution
    return replace(attribution, because=_reason(attribution.because, veil, about=about))


def _account(word: Account, veil: Veil, *, entries: Collection[str]) -> Account:
    """An account without what it says of anybody; the id of an entry or of a report is nobody's name."""
    about = f"account of {word.incident[:12]}"
    clear = word.recipient == PUBLIC or word.recipient in entries
    return replace(
        word, who=veil(word.who, kind="name", about=about), words=veil(word.words, kind="words", about=about),
        recipient=word.recipient if clear else veil(word.recipient, kind="name", about=about),
        source=word.source if _DIGEST.fullmatch(word.source) else veil(word.source, kind="words", about=about),
    )  # fmt: skip


def _hidden(entry: Protected, veil: Veil) -> Protected:
    def name(value: str) -> str:
        return veil(value, kind="name", about=entry.id)

    def address(value: str) -> str:
        return veil(value, kind="address", about=entry.id)

    return _each(entry, name=name, address=address)


def _bare(entry: Protected, tell: Callable[[str], str | Erasure]) -> Protected:
    def address(value: str) -> str:
        found = tell(value)
        return found if isinstance(found, str) else value

    return _each(entry, name=lambda value: str(tell(value)), address=address)


def _each(entry: Protected, *, name: Callable[[str], str], address: Callable[[str], str]) -> Protected:
    """An entry of a register with other names and addresses."""

    def protector(one: Protector) -> Protector:
        return replace(one, name=name(one.name), contacts=tuple(_contact(c, address) for c in one.contacts))

    return replace(
        entry, name=name(entry.name), contacts=tuple(_contact(c, address) for c in entry.contacts),
        protectors=tuple(map(protector, entry.protectors)),
    )  # fmt: skip


def _contact(contact: Contact, address: Callable[[str], str]) -> Contact:
    return replace(contact, address=address(contact.address))


def _answer(word: Any) -> bool:
    return isinstance(word, Receipt) and word.outcome is Delivery.ACKNOWLEDGED and isinstance(word.by, Person)


def _item(
    alias: str, value: str, *, kind: str, about: str, at: datetime, chance: Callable[[int], bytes] | None
) -> str:  # fmt: skip
    """The commitment to a value: one that is kept for the same value, or a new one."""
    hashed = digest(value)
    with connections[alias].cursor() as cursor:
        cursor.execute(_FIND, (hashed, value))
        found = cursor.fetchone()
        if found:
            return f"{PREFIX}{found[0]}"
        key = (chance or token_bytes)(_KEY_SIZE)
        item = commitment(key, value)
        cursor.execute(_KEEP, (item, key, hashed, value, kind, about, at.isoformat()))
    return PREFIX + item

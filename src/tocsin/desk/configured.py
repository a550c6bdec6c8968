"""`tocsin.toml` into an office: every table is checked for what it may hold before it is used, as a register's is."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tocsin import duty, release
from tocsin.desk.holding import Holder
from tocsin.desk.office import NOBODY, Office
from tocsin.desk.reader import Together
from tocsin.dispatch import Retry, Terms
from tocsin.duty.tables import check, parse, rows, words
from tocsin.model import BadInput, Contact, Policy, Register, Reliability, Source

if TYPE_CHECKING:
    from tocsin.reading import Reader

Row = Mapping[str, Any]

_FILE: Mapping[str, type] = {
    "office": dict, "issuer": dict, "source": list, "channels": dict, "delivery": dict, "role": list, "people": dict,
    "personal": dict, "holders": list, "timestamps": dict,
}  # fmt: skip
_MAY: Mapping[str, Mapping[str, type]] = {
    "office": {
        "name": str, "casebook": str, "register": str, "policies": list, "key": str, "alert_key": str, "reader": str,
        "weights": str,
    },
    "issuer": {
        "sender": str, "name": str, "authorised": bool, "web": str, "contact": str, "languages": list, "oid": str,
    },
    "delivery": {"escalate_minutes": int, "lease_seconds": int, "batch": int, "retry": dict, "links": str},
    "people": {"keys": str},
    "personal": {"review_days": int},
    "timestamps": {"url": str, "certificate": str},
}  # fmt: skip
"""What may stand in each table. In `channels` each way out looks for itself what it was given."""
_RETRY: Mapping[str, type] = {"first_seconds": int, "longest_seconds": int, "limit": int, "jitter": float}
_HOLDER: Mapping[str, type] = {"folder": str, "channel": str, "address": str, "every_hours": int}
_LONGEST_HOURS = 24 * 366
_LINK = re.compile(r"https?://[!-?A-\[\]-~]+/")


def load_office(toml: str, *, name: str, opened: Callable[[str], str]) -> Office:
    """The office that a `tocsin.toml` describes; `opened` gives the text of a file it names.

    Raises:
        BadInput: it is no TOML, has an unknown table or key, or names a policy that is not sound. What is unsound in
            the register is left out of it.
    """
    data = check(parse(toml, name=name), where=name, needs={}, may=_FILE)

    def table(key: str) -> tuple[Row, str]:
        where = f"{name}, [{key}]"
        return check(data.get(key, {}), where=where, needs={}, may=_MAY[key]), where

    office, where = table("office")
    sound, left_out = _register(office.get("register", ""), opened=opened)
    links = _links(*table("delivery"))
    authority, certificate = _authority(*table("timestamps"))
    sources = [_source(row, where=f"{name}, source {n}") for n, row in enumerate(rows(data, "source", where=name), 1)]
    given = {key: office[key] for key in ("casebook", "key", "alert_key", "weights") if key in office}
    return Office(
        name=office.get("name", name), register=sound, left_out=left_out,
        policies=_policies(words(office, "policies", where=where), opened=opened, where=where),
        reader=_reader(office.get("reader", "rules"), where=where),
        issuer=_issuer(*table("issuer"), links=bool(links)),
        sources={source.id: source for source, _ in sources},
        reliability={source.id: mark for source, mark in sources if mark is not None},
        channels=data.get("channels", {}), terms=_terms(*table("delivery")), links=links,
        all_sign=_all_sign(*table("people")), review=_review(*table("personal")),
        authority=authority, certificate=certificate,
        holders=_holders(rows(data, "holders", where=name), where=name),
        roles=_roles(rows(data, "role", where=name), where=name),
        **given,
    )  # fmt: skip


def _register(name: str, *, opened: Callable[[str], str]) -> tuple[Register, tuple[duty.LeftOut, ...]]:
    """What is sound of the register of that name; one that cannot be opened is left out as a whole."""
    if not name:
        return NOBODY, ()
    try:
        return duty.sound_register(opened(name), name=name)
    except BadInput as error:
        return NOBODY, (duty.LeftOut(fault=error, everything=True),)


def _policies(names: Iterable[str], *, opened: Callable[[str], str], where: str) -> tuple[Policy, ...]:
    """The policies of these names and files; two that are called alike would be taken for one by whoever rules."""
    found = tuple(_policy(each, opened=opened) for each in names)
    twice = sorted({p.id for p in found if sum(p.id == other.id for other in found) > 1})
    if twice:
        what = f"two policies are called {', '.join(twice)}"
        raise BadInput(where=where, what=what, now="give the changed one another id, or name one of them alone")
    return found


def _policy(word: str, *, opened: Callable[[str], str]) -> Policy:
    return duty.load_policy(opened(word), name=word) if word.endswith(".toml") else duty.shipped_policy(word)


def _reader(word: str, *, where: str) -> "Reader | None":
    """The reader that is named; None for the rules, which are loaded by whoever reads."""
    if word not in {"rules", "both"}:
        raise BadInput(where=where, what=f"no reader is called {word!r}", now='write reader = "rules" or "both"')
    return Together() if word == "both" else None


def _issuer(row: Row, where: str, *, links: bool) -> release.Issuer:
    languages = words(row, "languages", where=where) or ("en",)
    return release.Issuer(**{**row, "languages": languages, "links": links})


def _terms(row: Row, where: str) -> Terms:
    """How the office sends: `retry` holds a table for each channel, and "usual" for the others."""
    made = {name: _retry(each, where=f"{where}, retry {name}") for name, each in row.get("retry", {}).items()}
    try:
        return Terms(
            usual=made.pop("usual", Retry()), retry=made, batch=row.get("batch", 1),
            escalate=timedelta(minutes=row.get("escalate_minutes", 0)) or None,
            lease=timedelta(seconds=row.get("lease_seconds", 300)),
        )  # fmt: skip
    except (ValueError, OverflowError) as error:
        raise BadInput(where=where, what=f"it cannot be used: {error}", now="see docs/delivery.md") from error


def _retry(table: object, *, where: str) -> Retry:
    row = check(table, where=where, needs={}, may=_RETRY)
    try:
        return Retry(
            first=timedelta(seconds=row.get("first_seconds", 60)),
            longest=timedelta(seconds=row.get("longest_seconds", 3600)),
            limit=row.get("limit", 12), jitter=float(row.get("jitter", 0.25)),
        )  # fmt: skip
    except (ValueError, OverflowError) as error:
        raise BadInput(where=where, what=f"it cannot be used: {error}", now="see docs/delivery.md") from error


def _links(row: Row, where: str) -> str:
    """What stands before the token of an acknowledgement link."""
    found: str = row.get("links", "")
    if found and not _LINK.fullmatch(found):
        raise BadInput(where=where, what="links is no address that a token can follow", now="write https://host/path/")
    return found


def _all_sign(row: Row, where: str) -> bool:
    """Whether everybody must sign what they rule and approve, or only those who have a key."""
    found = row.get("keys", "optional")
    if found not in ("optional", "required"):
        raise BadInput(where=where, what=f"keys is {found!r}", now='write keys = "required" or keys = "optional"')
    return bool(found == "required")


def _authority(row: Row, where: str) -> tuple[str, str]:
    """Whom checkpoints are shown to for a time stamp, and the file of the certificates that its answers end in."""
    if bool(row.get("url")) != bool(row.get("certificate")):
        raise BadInput(where=where, what="one is missing", now='write url = "https://..." and certificate = "FILE"')
    return row.get("url", ""), row.get("certificate", "")


def _review(row: Row, where: str) -> timedelta | None:
    """After how long a personal item is to be looked at again."""
    try:
        return timedelta(days=row.get("review_days", 0)) if row.get("review_days", 0) > 0 else None
    except OverflowError as error:
        raise BadInput(where=where, what=f"it cannot be used: {error}", now="write review_days = 365") from error


def _holders(found: Sequence[object], *, where: str) -> tuple[Holder, ...]:
    """Who else keeps our checkpoints, each by a folder or by a channel and an address."""
    made: list[Holder] = []
    for n, each in enumerate(found, 1):
        here = f"{where}, holders {n}"
        row = check(each, where=here, needs={"name": str}, may=_HOLDER)
        hours, ways = row.get("every_hours", 24), set(row) - {"name", "every_hours"}
        sound = 0 < hours <= _LONGEST_HOURS and ways in ({"folder"}, {"channel", "address"})
        if not sound or row["name"] in {holder.name for holder in made}:
            now = 'write name = "..." (once), every_hours = 24, and folder = "..." or channel and address'
            raise BadInput(where=here, what="it cannot be used", now=now)
        contact = Contact(channel=row["channel"], address=row["address"]) if "channel" in row else None
        every = timedelta(hours=hours)
        made.append(Holder(name=row["name"], every=every, contact=contact, folder=row.get("folder", "")))
    return tuple(made)


def _roles(found: Sequence[object], *, where: str) -> Mapping[str, tuple[Contact, ...]]:
    """The contacts of each role, in the order in which they are rung."""
    made: dict[str, tuple[Contact, ...]] = {}
    for n, each in enumerate(found, 1):
        here = f"{where}, role {n}"
        row = check(each, where=here, needs={"id": str, "contacts": list}, may={})
        if not row["contacts"] or row["id"] in made:
            now = 'write id = "duty-officer" (once) and contacts = [{ channel = "...", address = "..." }]'
            raise BadInput(where=here, what="it cannot be used", now=now)
        made[row["id"]] = tuple(
            _contact(contact, where=f"{here}, contact {m}") for m, contact in enumerate(row["contacts"], 1)
        )
    return made


def _contact(row: object, *, where: str) -> Contact:
    return Contact(**check(row, where=where, needs={"channel": str, "address": str}, may={}))


def _source(each: object, *, where: str) -> tuple[Source, Reliability | None]:
    may: Mapping[str, type] = {"owner": str, "reliability": str, "invented": bool}
    row = check(each, where=where, needs={"id": str, "name": str, "kind": str}, may=may)
    try:
        source = Source(id=row["id"], name=row["name"], kind=row["kind"], family=row.get("owner", ""))
        return source, Reliability(row["reliability"]) if "reliability" in row else None
    except ValueError as error:
        now = "it needs id, name and kind; reliability is a letter A to F"
        raise BadInput(where=where, what=f"this row cannot be used: {error}", now=now) from error

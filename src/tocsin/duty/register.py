"""The register of those in our care, from TOML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any

from tocsin.duty.tables import check, parse, rows, shown, wholesome, words
from tocsin.model import (
    BadInput,
    Contact,
    PlacePrecision,
    Protected,
    ProtectedKind,
    Protector,
    Register,
    TimePrecision,
    Tlp,
    When,
    Where,
    digest,
)

CHANNELS = ("mail", "folder", "screen", "webhook", "apprise")
PUBLIC = "public"
"""The recipient of what everybody may read: no entry may be called so."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ADDRESS = re.compile(r"[^@\s,;:<>()\[\]\\\"]+@[^@\s,;:<>()\[\]\\\"]+\.[^@\s,;:<>()\[\]\\\".]+")
_WEB = re.compile(r"https?://[!-?A-\[\]-~]+")
_FOLDER = re.compile(r"(?!\.)[^/\\]+")
_FARTHEST_KM = 20_038.0
"""Half the way round the Earth."""
_RADIUS_KM = {
    PlacePrecision.POINT: 1.0, PlacePrecision.VENUE: 1.0, PlacePrecision.CITY: 15.0,
    PlacePrecision.DISTRICT: 15.0, PlacePrecision.REGION: 150.0,
}  # fmt: skip
_NEEDS: Mapping[str, type] = {
    "id": str, "name": str, "kind": str, "languages": list, "clearance": str, "place": dict,
}  # fmt: skip
_MAY: Mapping[str, type] = {"contacts": list, "invented": bool, "groups": list, "protectors": list, "stays": list}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What of a register is unsound, and so left out: a contact of an entry, a whole entry (by its id), or everything.

    `entry` is empty where no id can be read; `contact` is whether the entry itself stands, and `last` whether nothing
    is left by which to reach it.
    """

    fault: BadInput
    entry: str = ""
    contact: bool = False
    last: bool = False
    everything: bool = False

    def __str__(self) -> str:
        """What is wrong, and what follows while it is not mended."""
        named = self.entry or "it"
        follows = f"{named.upper()} IS LEFT OUT until that is mended: only what the record has of it is used"
        if self.everything:
            follows = "THE REGISTER IS NOT READ until that is mended: whoever the record last had is in our care"
        elif self.contact:
            follows = f"NOTHING GOES THAT WAY until it is mended; {named} stays in our care"
            if self.last:
                follows += ". It has no other way: THE LAST THAT THE RECORD HAS is used, if there is one"
        return f"{self.fault.where}: {self.fault.what}\n  {follows}"


def sound_register(toml: str, *, name: str) -> tuple[Register, tuple[LeftOut, ...]]:
    """What is sound of the register that a TOML text holds, and what is left out of it.

    One typing error must not keep a warning from anybody else: a contact that cannot be reached costs that contact, any
    other fault its row.
    """
    try:
        data = check(
            parse(toml, name=name), where=name, needs={"protected": list},
            may={"title": str, "version": str, "exercise": bool},
        )  # fmt: skip
        listed = rows(data, "protected", where=name)
    except BadInput as error:
        return Register(name=name, digest=digest(toml), entries=()), (LeftOut(fault=error, everything=True),)
    found: dict[str, Protected] = {}
    out: list[LeftOut] = []
    for n, row in enumerate(listed, 1):
        wrong: list[BadInput] = []
        try:
            entry = _entry(row, where=f"{name}, entry {n}", wrong=wrong)
        except BadInput as error:
            id_ = row.get("id", "") if isinstance(row, Mapping) else ""
            out.append(LeftOut(fault=error, entry=id_ if isinstance(id_, str) and _ID.fullmatch(id_) else ""))
            continue
        out += [LeftOut(fault=error, entry=entry.id, contact=True, last=not entry.ways) for error in wrong]
        if entry.id in found:
            twice = f"two entries are called {entry.id}, and the first stands"
            out.append(LeftOut(fault=BadInput(where=f"{name}, entry {n}", what=twice, now="give each its own id")))
        found.setdefault(entry.id, entry)
    if not listed:
        nobody = BadInput(where=name, what="nobody is in it", now="a register of nobody would find no duty anywhere")
        out.append(LeftOut(fault=nobody, everything=True))
    return Register(name=str(data.get("title", name)), digest=digest(toml), entries=tuple(found.values())), tuple(out)


def load_register(toml: str, *, name: str) -> Register:
    """The register that a TOML text holds; `name` is said in errors.

    Raises:
        BadInput: a row is unsound, two share an id, or a contact has no form in which it could be reached.
            An unreachable contact is found here, not on the night when it is needed.
    """
    found, out = sound_register(toml, name=name)
    if out:
        first = out[0].fault
        more = f"; {len(out) - 1} more entries are unsound, see: tocsin register check" if len(out) > 1 else ""
        raise BadInput(where=first.where, what=f"{first.what}{more}", now=first.now)
    return found


def faults(toml: str, *, name: str) -> tuple[BadInput, ...]:
    """All for which a register is refused, not the first alone."""
    return tuple(each.fault for each in sound_register(toml, name=name)[1])


def unreachable(contact: Contact) -> str | None:
    """Why a contact cannot be reached, as far as its form shows; None where nothing speaks against it."""
    if contact.channel not in CHANNELS:
        return f"no channel is called {contact.channel!r}; there are {', '.join(CHANNELS)}"
    if not contact.address.strip():
        return "it has no address"
    if contact.channel == "mail" and not _ADDRESS.fullmatch(contact.address):
        return f"{contact.address!r} is no mail address"
    if not wholesome(contact.address):
        return "its address holds a control character"
    if contact.channel == "webhook" and not _WEB.fullmatch(contact.address):
        return "its address is no https address"
    if contact.channel == "apprise" and not _ID.fullmatch(contact.address):
        return "it is no name of a service; the address itself stands in the office's configuration"
    if contact.channel == "folder" and not _FOLDER.fullmatch(contact.address):
        return f"{contact.address!r} is no name of a folder"
    return None


def _entry(row: object, *, where: str, wrong: list[BadInput]) -> Protected:
    """The entry of a row; what is wrong with its contacts goes to `wrong`, and they are left out.

    One with no contact at all stands: it has duties, and `concerns` names it.
    """
    data = check(row, where=where, needs=_NEEDS, may=_MAY)
    where = f"{where} ({shown(data['id'])})"
    if not _ID.fullmatch(data["id"]) or data["id"] == PUBLIC:
        raise BadInput(
            where=where, what="this id cannot be used", now=f'lower case, digits and hyphens; not "{PUBLIC}"'
        )
    protectors = tuple(_protector(p, where=f"{where}, protector", wrong=wrong) for p in data.get("protectors", []))
    contacts = _contacts(data.get("contacts", []), where=where, wrong=wrong)
    languages = words(data, "languages", where=where)
    if not languages or not _listed("languages.txt").issuperset(languages):
        raise BadInput(where=where, what=f"languages is {shown(data['languages'])}", now='use ISO 639-1, as "ru"')
    return Protected(
        id=data["id"],
        name=data["name"],
        kind=_one_of(ProtectedKind, data["kind"], where=where),
        place=_place(data["place"], where=f"{where}, place"),
        languages=languages,
        contacts=contacts,
        protectors=protectors,
        clearance=_one_of(Tlp, data["clearance"].upper(), where=where),
        groups=words(data, "groups", where=where),
        invented=bool(data.get("invented", False)),
        stays=tuple(_stay(row, where=f"{where}, stay") for row in data.get("stays", [])),
    )


def _stay(row: object, *, where: str) -> When:
    """The days, first and last, on which somebody is at their place."""
    data = check(row, where=where, needs={"first": date, "last": date}, may={})
    if any(isinstance(day, datetime) for day in data.values()) or data["first"] > data["last"]:
        raise BadInput(
            where=where, what=f"these are no days: {shown(data['first'])}, {shown(data['last'])}",
            now="write first = 2024-03-08, last = 2024-03-10",
        )  # fmt: skip
    return When(start=data["first"], end=data["last"], precision=TimePrecision.DAY, anchor="register")


def _protector(row: object, *, where: str, wrong: list[BadInput]) -> Protector:
    data = check(row, where=where, needs={"name": str, "role": str}, may={"contacts": list})
    contacts = _contacts(data.get("contacts", []), where=where, wrong=wrong)
    return Protector(name=data["name"], role=data["role"], contacts=contacts)


def _contacts(listed: list[Any], *, where: str, wrong: list[BadInput]) -> tuple[Contact, ...]:
    found = []
    for row in listed:
        try:
            data = check(row, where=f"{where}, contact", needs={"channel": str, "address": str}, may={})
        except BadInput as error:
            wrong.append(error)
            continue
        contact = Contact(channel=data["channel"], address=data["address"])
        why = unreachable(contact)
        if why is None:
            found.append(contact)
        else:
            what = f"it cannot be reached: {why}"
            wrong.append(BadInput(where=f"{where}, contact", what=what, now="mend or remove it"))
    return tuple(found)


def _place(row: object, *, where: str) -> Where:
    data = check(
        row, where=where,
        needs={"name": str, "country": str, "precision": str},
        may={"region": str, "latitude": float, "longitude": float, "radius_km": float},
    )  # fmt: skip
    if data["country"] not in _listed("countries.txt"):
        raise BadInput(
            where=where, what=f"{shown(data['country'])} is no country code", now="use ISO 3166-1, as RU (GB, not UK)"
        )
    precision = _one_of(PlacePrecision, data["precision"], where=where)
    radius = _number(data, "radius_km", most=_FARTHEST_KM, where=where)
    found = Where(
        name=data["name"],
        country=data["country"],
        latitude=_number(data, "latitude", most=90.0, where=where),
        longitude=_number(data, "longitude", most=180.0, where=where),
        precision=precision,
        radius_km=_RADIUS_KM.get(precision) if radius is None else radius,
        within=(data["region"],) if "region" in data else (),
    )
    return _findable(found, where=where)


def _findable(place: Where, *, where: str) -> Where:
    """The place, if a threat near it could be told to be near: by a point, or by its country where no more is known."""
    if (place.latitude is None) != (place.longitude is None):
        raise BadInput(where=where, what="half a point is no point", now="give latitude and longitude, in degrees")
    if place.latitude is None and place.precision is not PlacePrecision.COUNTRY:
        raise BadInput(
            where=where,
            what=f"it has no coordinates, so no threat near {place.name} would be found",
            now='give latitude and longitude, or precision = "country"',
        )
    if (place.radius_km is not None and place.radius_km <= 0) or (
        place.radius_km is None and place.precision is PlacePrecision.WIDER
    ):
        raise BadInput(where=where, what="how far it reaches is not said", now="give radius_km, more than 0")
    return place


def _number(row: Mapping[str, Any], key: str, *, most: float, where: str) -> float | None:
    value = row.get(key)
    if value is None:
        return None
    if not -most <= value <= most:  # false for "not a number", too
        raise BadInput(where=where, what=f"{key} is {shown(value)}", now=f"it runs to {most:g}")
    return float(value)


@cache
def _listed(name: str) -> frozenset[str]:
    """The codes of one of our lists."""
    text = (resources.files("tocsin.duty") / name).read_text("utf-8")
    return frozenset(code for line in text.splitlines() if not line.startswith("#") for code in line.split())


def _one_of(scale: Any, word: str, *, where: str) -> Any:
    try:
        return scale(word)
    except ValueError as error:
        choices = ", ".join(member.value for member in scale)
        raise BadInput(where=where, what=f"{shown(word)} is not known here", now=f"use one of {choices}") from error

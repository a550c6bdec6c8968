"""The register of those in our care, from TOML."""

import re
from collections.abc import Mapping
from typing import Any

from tocsin.duty.tables import check, parse, rows
from tocsin.model import (
    BadInput,
    Contact,
    PlacePrecision,
    Protected,
    ProtectedKind,
    Protector,
    Register,
    Tlp,
    Where,
    digest,
)

CHANNELS = ("mail", "folder", "screen")
_ADDRESS = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f]+")
_RADIUS_KM = {
    PlacePrecision.POINT: 1.0, PlacePrecision.VENUE: 1.0, PlacePrecision.CITY: 15.0,
    PlacePrecision.DISTRICT: 10.0, PlacePrecision.REGION: 150.0,
}  # fmt: skip
_NEEDS: Mapping[str, type] = {
    "id": str, "name": str, "kind": str, "languages": list, "clearance": str, "place": dict,
    "contacts": list,
}  # fmt: skip
_MAY: Mapping[str, type] = {"invented": bool, "groups": list, "protectors": list}


def load_register(toml: str, *, name: str) -> Register:
    """The register that a TOML text holds; `name` is said in errors.

    Raises:
        BadInput: a row is unsound, two share an id, or an entry has no contact that could be reached.
            An unreachable contact is found here, not on the night when it is needed.
    """
    data = check(
        parse(toml, name=name), where=name, needs={"protected": list},
        may={"title": str, "version": str, "exercise": bool},
    )  # fmt: skip
    entries = tuple(
        _entry(row, where=f"{name}, entry {n}") for n, row in enumerate(rows(data, "protected", where=name), 1)
    )
    ids = [entry.id for entry in entries]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise BadInput(where=name, what=f"two entries are called {', '.join(twice)}", now="give each its own id")
    return Register(name=str(data.get("title", name)), digest=digest(toml), entries=entries)


def unreachable(contact: Contact) -> str | None:
    """Why a contact cannot be reached, as far as its form shows; None where nothing speaks against it."""
    if contact.channel not in CHANNELS:
        return f"no channel is called {contact.channel!r}; there are {', '.join(CHANNELS)}"
    if not contact.address.strip():
        return "it has no address"
    if contact.channel == "mail" and not _ADDRESS.fullmatch(contact.address):
        return f"{contact.address!r} is no mail address"
    if any(ord(letter) < ord(" ") for letter in contact.address):
        return "its address holds a control character"
    return None


def _entry(row: object, *, where: str) -> Protected:
    data = check(row, where=where, needs=_NEEDS, may=_MAY)
    where = f"{where} ({data['id']})"
    protectors = tuple(_protector(p, where=f"{where}, protector") for p in data.get("protectors", []))
    contacts = _contacts(data["contacts"], where=where)
    if not contacts and not any(p.contacts for p in protectors):
        raise BadInput(where=where, what="nobody can be reached", now="give it or a protector a contact")
    languages = _words(data["languages"], where=f"{where}, languages")
    if not languages:
        raise BadInput(where=where, what="it has no language", now='give at least one, as "ru"')
    return Protected(
        id=data["id"],
        name=data["name"],
        kind=_one_of(ProtectedKind, data["kind"], where=where),
        place=_place(data["place"], where=f"{where}, place"),
        languages=languages,
        contacts=contacts,
        protectors=protectors,
        clearance=_one_of(Tlp, data["clearance"].upper(), where=where),
        groups=_words(data.get("groups", []), where=f"{where}, groups"),
        invented=bool(data.get("invented", False)),
    )


def _protector(row: object, *, where: str) -> Protector:
    data = check(row, where=where, needs={"name": str, "role": str}, may={"contacts": list})
    return Protector(name=data["name"], role=data["role"], contacts=_contacts(data.get("contacts", []), where=where))


def _contacts(listed: list[Any], *, where: str) -> tuple[Contact, ...]:
    found = []
    for row in listed:
        data = check(row, where=f"{where}, contact", needs={"channel": str, "address": str}, may={})
        contact = Contact(channel=data["channel"], address=data["address"])
        why = unreachable(contact)
        if why is not None:
            raise BadInput(where=f"{where}, contact", what=f"it cannot be reached: {why}", now="mend or remove it")
        found.append(contact)
    return tuple(found)


def _place(row: object, *, where: str) -> Where:
    data = check(
        row, where=where,
        needs={"name": str, "country": str, "precision": str},
        may={"region": str, "latitude": float, "longitude": float, "radius_km": float},
    )  # fmt: skip
    precision = _one_of(PlacePrecision, data["precision"], where=where)
    latitude, longitude = data.get("latitude"), data.get("longitude")
    if (latitude is None) != (longitude is None) or abs(latitude or 0) > 90 or abs(longitude or 0) > 180:  # noqa: PLR2004 - degrees
        raise BadInput(where=where, what="its coordinates are no point on Earth", now="give both, in degrees")
    if not re.fullmatch(r"[A-Z]{2}", data["country"]):
        raise BadInput(where=where, what=f"{data['country']!r} is no country code", now="use ISO 3166-1, as RU")
    return Where(
        name=data["name"],
        country=data["country"],
        latitude=None if latitude is None else float(latitude),
        longitude=None if longitude is None else float(longitude),
        precision=precision,
        radius_km=float(data["radius_km"]) if "radius_km" in data else _RADIUS_KM.get(precision),
        within=(data["region"],) if "region" in data else (),
    )


def _words(value: object, *, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise BadInput(where=where, what=f"{value!r} must be a list of words")
    return tuple(value)


def _one_of(scale: Any, word: str, *, where: str) -> Any:
    try:
        return scale(word)
    except ValueError as error:
        choices = ", ".join(member.value for member in scale)
        raise BadInput(where=where, what=f"{word!r} is not known here", now=f"use one of {choices}") from error

"""The other names of actors and places, as the tables have them."""

from functools import cache

from tocsin.model import Actor, PlacePrecision, Where
from tocsin.reading.lexicon import Row, table


def other_names(each: Actor | Where) -> tuple[str, ...]:
    """What else an actor or a place is called: aliases, and of a country also its people and its government."""
    if isinstance(each, Actor):
        return _of_actor(each.id)
    if each.precision is PlacePrecision.COUNTRY and each.country:
        return _of_country(each.country)
    return _of_region(each.name)


@cache
def _of_actor(id_: str) -> tuple[str, ...]:
    if id_.startswith("country:"):
        return _of_country(id_.removeprefix("country:"))
    rows = (*table("groups")["group"], *table("institutions")["institution"])
    return tuple(n for row in rows if row["id"] == id_ for n in (row["name"], *row["aliases"], *row.get("weak", ())))


@cache
def _of_country(code: str) -> tuple[str, ...]:
    rows: tuple[Row, ...] = table("countries")["country"]
    return tuple(
        n for row in rows if row["iso2"] == code
        for n in (row["name"], *row["aliases"], *row["demonyms"], *row["metonyms"])
    )  # fmt: skip


@cache
def _of_region(name: str) -> tuple[str, ...]:
    return tuple(n for row in table("regions")["region"] if row["name"] == name for n in row.get("aliases", ()))

"""The scene of the leak vectors: what is kept back and what is told, as statements."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.scene import mention, on, says
from tocsin.model import Actor, ActorKind, Kind, PlacePrecision, Stage, Statement, Where
from tocsin.release.leaks import Held, hold

VECTORS = Path(__file__).parents[1] / "conformance" / "tearline"
LEAKS = json.loads((VECTORS / "leaks.json").read_text("utf-8"))
INNOCENT = json.loads((VECTORS / "innocent.json").read_text("utf-8"))["innocent"]
SCENE = LEAKS["scene"]


def statement(row: Mapping[str, Any]) -> Statement:
    """The statement that a row of the scene spells."""
    places = [
        mention(name, Where(name=name, country=rest[0], latitude=rest[1], longitude=rest[2],
                            precision=PlacePrecision.CITY) if rest else None)
        for name, *rest in row.get("places", ())
    ]  # fmt: skip
    said = says(
        row["sentence"], Kind(row["kind"]), report=row["id"], targets=row.get("targets", ()), places=places,
        speakers=row.get("speakers", ()), stage=Stage.PLANNED if row["kind"] == "plot" else None,
        times=[on(date.fromisoformat(a), date.fromisoformat(b)) for a, b in row.get("times", ())],
    )  # fmt: skip
    actors = [
        mention(name, Actor(id=id_, name=name, kind=ActorKind.GROUP) if id_ else None)
        for id_, name in row.get("actors", ())
    ]
    instruments = [mention(name, None) for name in row.get("instruments", ())]
    return _with(said, actor=tuple(actors), instrument=tuple(instruments))


def _with(said: Statement, **roles: Any) -> Statement:
    return replace(said, roles=replace(said.roles, **roles))


KEPT = {row["id"]: statement(row) for row in SCENE["kept"]}
TOLD = {row["id"]: statement(row) for row in SCENE["told"]}


@cache
def held() -> Held:
    """What is searched with."""

    def names(each: Actor | Where) -> list[str]:
        return SCENE["names"].get(each.id if isinstance(each, Actor) else each.name, [])

    return hold(
        {s.id: "marked TLP:RED" for s in KEPT.values()}, statements=(*KEPT.values(), *TOLD.values()),
        form=SCENE["form"], names=names,
        sources={row["id"]: row["sources"] for row in SCENE["kept"] if "sources" in row},
    )  # fmt: skip

"""Policies as data, from TOML: rules, grounds for silence, and the clock."""

from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any, TypeVar

from tocsin.duty.criteria import CRITERIA
from tocsin.duty.harms import HARMS
from tocsin.duty.tables import check, parse, rows, shown
from tocsin.model import BadInput, Ground, Harm, NotFound, Policy, Ring, Rule, digest

_NEEDS: Mapping[str, type] = {
    "id": str, "title": str, "version": str, "source": str, "hours": int, "hours_source": str,
    "needed": str, "in_doubt": str, "speech_needs": str, "rule": list,
}  # fmt: skip
_MAY: Mapping[str, type] = {
    "hours_verified": bool, "approvers": int, "ring": list, "harm": list, "waiver": list, "definition": list,
    "practice": list, "note": str, "relay_minutes": int, "relay_source": str, "relay_verified": bool,
}  # fmt: skip
_ONLY = {"needed": "all", "in_doubt": "warn", "speech_needs": "a named person"}
MOST_HOURS = 24 * 31
"""A month: a clock slower than that is no clock."""
MOST_APPROVERS = 2
_SHIPPED = resources.files("tocsin.duty") / "policies"
_ROW: Mapping[str, type] = {"id": str, "text": str, "source": str, "verified": bool}


def load_policy(toml: str, *, name: str) -> Policy:
    """The policy that a TOML text holds; `name` is said in errors.

    Raises:
        BadInput: a table or key is unknown or missing, a rule names a test that this room does not have,
            there is no rule at all, doubt would resolve towards silence, or
            speech would need no name.
    """
    data = check(parse(toml, name=name), where=name, needs=_NEEDS, may=_MAY)
    rules, grounds = _each(data, "rule", _rule, where=name), _each(data, "waiver", _ground, where=name)
    if not rules:
        raise BadInput(where=name, what="it has no rule", now="an empty policy would find no duty anywhere")
    _sound(data, where=name)
    for kind in ("definition", "practice"):
        _each(data, kind, _told, where=name)
    harms = _each(data, "harm", _harm, where=name)
    _once([*(r.id for r in rules), *(h.id for h in harms)], where=name)  # no harm may be named in place of a rule
    _once([ground.id for ground in grounds], where=name)
    return Policy(
        id=data["id"], title=data["title"], version=data["version"], source=data["source"], hours=data["hours"],
        hours_source=data["hours_source"], rules=rules, grounds=grounds, digest=digest(toml), harms=harms,
        approvers=data.get("approvers", 1), relay_minutes=data.get("relay_minutes"),
        relay_source=data.get("relay_source", ""), rings=_each(data, "ring", _ring, where=name),
    )  # fmt: skip


Made = TypeVar("Made")


def _each(data: Mapping[str, Any], key: str, made: Callable[..., Made], *, where: str) -> tuple[Made, ...]:
    """What the rows of [[key]] stand for, each error with the number of its row."""
    return tuple(made(row, where=f"{where}, {key} {n}") for n, row in enumerate(rows(data, key, where=where), 1))


def _sound(data: Mapping[str, Any], *, where: str) -> None:
    """Refuse doubt that resolves towards silence, speech without a name, and a clock that is none."""
    for key, only in _ONLY.items():
        if data[key] != only:
            now = f"only {only!r} is known: in doubt, inform"
            raise BadInput(where=where, what=f"{key} is {shown(data[key])}", now=now)
    if not 0 <= data["hours"] <= MOST_HOURS:
        now = f"give the hours from aware to decided, 0 to {MOST_HOURS}"
        raise BadInput(where=where, what=f"hours is {shown(data['hours'])}", now=now)
    if not 1 <= data.get("approvers", 1) <= MOST_APPROVERS:
        now = f"write 1 to {MOST_APPROVERS}, or leave it out"
        raise BadInput(where=where, what=f"approvers is {shown(data['approvers'])}", now=now)
    _relayed(data, where=where)


def _told(row: object, *, where: str) -> Mapping[str, Any]:
    """What a policy says besides, for whoever reads it: it must be whole, and decides nothing."""
    return check(row, where=where, needs=_ROW, may={"note": str})


def shipped_policy(name: str) -> Policy:
    """One of the policies that come with Tocsin, by its id.

    Raises:
        NotFound: none is called that.
    """
    return load_policy(shipped_text(name), name=f"{name}.toml")


def shipped_text(name: str) -> str:
    """The TOML of one of the policies that come with Tocsin, with what its comments say of each key.

    Raises:
        NotFound: none is called that.
    """
    shipped = shipped_policies()
    if name not in shipped:
        raise NotFound(where=f"policy {name}", what="no such policy is shipped", now=f"there are {', '.join(shipped)}")
    return (_SHIPPED / f"{name}.toml").read_text("utf-8")


def shipped_policies() -> tuple[str, ...]:
    """The ids of the policies that come with Tocsin."""
    return tuple(sorted(f.name.removesuffix(".toml") for f in _SHIPPED.iterdir() if f.name.endswith(".toml")))


def _rule(row: object, *, where: str) -> Rule:
    data = check(row, where=where, needs={**_ROW, "test": str}, may={"note": str})
    if data["test"] not in CRITERIA:
        raise BadInput(
            where=where, what=f"no test is called {shown(data['test'])}", now=f"there are {', '.join(CRITERIA)}"
        )
    return Rule(id=data["id"], test=data["test"], text=data["text"], source=data["source"], verified=data["verified"])


def _harm(row: object, *, where: str) -> Harm:
    needs: Mapping[str, type] = {"id": str, "test": str, "question": str, "source": str, "verified": bool}
    data = check(row, where=where, needs=needs, may={"note": str})
    if data["test"] not in HARMS:
        raise BadInput(
            where=where,
            what=f"no question of harm is called {shown(data['test'])}",
            now=f"there are {', '.join(HARMS)}",
        )
    return Harm(**{key: data[key] for key in needs})


def _ground(row: object, *, where: str) -> Ground:
    data: Mapping[str, Any] = check(row, where=where, needs={**_ROW, "per": str}, may={"note": str})
    if data["per"] != "recipient":
        raise BadInput(
            where=where, what=f"per is {shown(data['per'])}", now="silence is decided for one recipient at a time"
        )
    return Ground(id=data["id"], text=data["text"], source=data["source"], verified=data["verified"])


def _ring(row: object, *, where: str) -> Ring:
    data = check(row, where=where, needs={"role": str, "minutes": int}, may={"note": str})
    if abs(data["minutes"]) > MOST_HOURS * 60 or not data["role"].strip():
        now = f"give a role, and minutes after it is due, {-MOST_HOURS * 60} to {MOST_HOURS * 60}"
        raise BadInput(where=where, what=f"it cannot be used: {shown(data['role'])}, {data['minutes']}", now=now)
    return Ring(role=data["role"], minutes=data["minutes"])


def _relayed(data: Mapping[str, Any], *, where: str) -> None:
    """Refuse a time for messengers that nobody set, or that is no time."""
    minutes, source = data.get("relay_minutes"), data.get("relay_source", "")
    if minutes is None and not source and "relay_verified" not in data:
        return
    if minutes is None or not source.strip():
        what = "a time for whoever is asked to pass a warning on, and who set it, go together"
        raise BadInput(where=where, what=what, now="give relay_minutes and relay_source, or leave both out")
    if not 1 <= minutes <= MOST_HOURS * 60:
        now = f"give the minutes in which they are to say that they did, 1 to {MOST_HOURS * 60}"
        raise BadInput(where=where, what=f"relay_minutes is {shown(minutes)}", now=now)


def _once(ids: list[str], *, where: str) -> None:
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise BadInput(where=where, what=f"{', '.join(twice)} stands twice", now="give each its own id")

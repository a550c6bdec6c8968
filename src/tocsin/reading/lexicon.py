"""The tables of the reading room, and one matcher that finds many names in one pass over a text."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Generic, NamedTuple, TypeVar

from tocsin.model import Actor, ActorKind, PlacePrecision, Where

Row = dict[str, Any]
Item = TypeVar("Item")


@cache
def table(name: str) -> dict[str, tuple[Row, ...]]:
    """The rows of data/<name>.toml by kind of row ("country", "former")."""
    data = tomllib.loads((files("tocsin.reading") / "data" / f"{name}.toml").read_text("utf-8"))
    return {kind: tuple(rows) for kind, rows in data.items()}


# ---- words and names

WORD = re.compile(r"(?:[^\W_]\.){2,}|[^\W_]+")
_APART = re.compile(r"[\s’'ʼ`.\-‐‑–—/“”\"]*\(?")
_FAR = 4


class Token(NamedTuple):
    """One word of a text: its characters, and its key (lower case, dots of initials dropped)."""

    start: int
    end: int
    key: str


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of a stretch of text."""
    found = WORD.finditer(text, start, len(text) if end is None else end)
    return [Token(m.start(), m.end(), m[0].replace(".", "").casefold()) for m in found]


@dataclass(frozen=True, slots=True)
class Name(Generic[Item]):
    """One way to write an item; `exact` where case counts (all capitals: "ETA", "IS")."""

    written: str
    keys: tuple[str, ...]
    item: Item
    weak: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Hit(Generic[Item]):
    """A name found in a text: its characters, and all the items that bear it."""

    start: int
    end: int
    names: tuple[Name[Item], ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The items that bear the name, each once, in the order of the table."""
        return tuple(dict.fromkeys(name.item for name in self.names))

    @property
    def weak(self) -> bool:
        """Whether the name counts only where the context names its item."""
        return all(name.weak for name in self.names)


def name(written: str, item: Item, *, weak: bool = False, exact: bool | None = None) -> Name[Item]:
    """A name of an item, ready to be matched."""
    keys = tuple(token.key for token in tokens(written))
    letters = [c for c in written if c.isalpha()]
    capitals = bool(letters) and all(c.isupper() for c in letters)
    return Name(written, keys, item, weak, capitals if exact is None else exact)


Spelt = tuple[tuple[str, ...], tuple[Name[Item], ...]]
"""A name's words, and the names that are written so."""


class Matcher(Generic[Item]):
    """Finds the longest of many names at each place; the first two words are looked up, so size costs nothing."""

    def __init__(self, names: Iterable[Name[Item]]) -> None:
        spelt: dict[tuple[str, ...], list[Name[Item]]] = {}
        for each in names:
            if each.keys:
                spelt.setdefault(each.keys, []).append(each)
        self._ones: dict[str, Spelt[Item]] = {}
        self._longer: dict[str, dict[str, list[Spelt[Item]]]] = {}
        for keys, same in sorted(spelt.items(), key=lambda kv: -len(kv[0])):
            if len(keys) == 1:
                self._ones[keys[0]] = (keys, tuple(same))
            else:
                self._longer.setdefault(keys[0], {}).setdefault(keys[1], []).append((keys, tuple(same)))
        self._firsts = self._ones.keys() | self._longer.keys()

    def find(self, text: str, words: list[Token]) -> Iterator[Hit[Item]]:
        """The names in a text, longest first, none overlapping another."""
        shouting = is_shouted(text)
        after = 0
        for at in [at for at, word in enumerate(words) if word.key in self._firsts]:
            if at < after:
                continue
            for keys, names in self._spelt(words, at):
                hit = _hit(text, words, at, keys, names, shouting=shouting)
                if hit:
                    yield hit
                    after = at + len(keys)
                    break

    def _spelt(self, words: list[Token], at: int) -> Iterator[Spelt[Item]]:
        """The names that the words at a place may be, longest first."""
        first = words[at].key
        longer = self._longer.get(first)
        if longer and at + 1 < len(words):
            second = words[at + 1].key
            yield from longer.get(second, ())
            if second.endswith(_GLUED_ENDS):
                yield from (each for key in _unglued(second) for each in longer.get(key, ()) if len(each[0]) == 2)  # noqa: PLR2004
        one = self._ones.get(first)
        if one:
            yield one


def _hit(
    text: str, words: list[Token], at: int, keys: tuple[str, ...], names: tuple[Name[Item], ...], *, shouting: bool
) -> Hit[Item] | None:
    end = _end_of(text, words, at, keys)
    if not end:
        return None
    start = words[at].start
    written = text[start:end]
    fitting = tuple(n for n in names if _cased(n, written, shouting=shouting))
    return Hit(start, end, fitting) if fitting else None


def _end_of(text: str, words: list[Token], at: int, keys: tuple[str, ...]) -> int:
    """Where a name that begins at a word ends, or 0: the last word may run into the next one."""
    last = at + len(keys) - 1
    if last >= len(words):
        return 0
    for offset in range(1, len(keys)):
        token, before = words[at + offset], words[at + offset - 1]
        if offset < len(keys) - 1 and token.key != keys[offset]:
            return 0
        if token.start - before.end > _FAR or not _APART.fullmatch(text, before.end, token.start):
            return 0
    if words[last].key == keys[-1]:
        return _closed(text, words[at].start, words[last].end)
    if len(keys) > 1:
        return glued(text, words[last], keys[-1])
    return 0


def _closed(text: str, start: int, end: int) -> int:
    """The end of a name, with the bracket that closes one opened in it ("Communist Party of India (Maoist)")."""
    return end + (text.startswith(")", end) and "(" in text[start:end])


_GLUED = frozenset(
    "known one which who whose where when that the and with after but including according also said was were has had "
    "have from they their this those these its some two three both while because although though led based called "
    "formerly another".split()
)
_GLUED_LEAST = 4
_GLUED_ENDS = tuple(_GLUED)


def _unglued(key: str) -> Iterator[str]:
    """What a word may be to which another was run."""
    return (key.removesuffix(end) for end in _GLUED_ENDS if key.endswith(end))


def glued(text: str, token: Token, key: str) -> int:
    """Where a word ends that another was run into ("Khorasanknown"), or 0."""
    if len(key) < _GLUED_LEAST or not token.key.startswith(key) or token.key[len(key) :] not in _GLUED:
        return 0
    end = token.start + len(key)
    return end if text[end].islower() else 0


def is_glued(text: str, at: int) -> bool:
    """Whether a span may end at `at` inside a word, because another word was run into it there."""
    rest = WORD.match(text, at)
    return rest is not None and rest[0].casefold() in _GLUED


def _cased(each: Name[Any], written: str, *, shouting: bool) -> bool:
    """Whether the case fits: a name in capitals stands in capitals, any other with a capital."""
    if shouting:
        return True
    if each.exact:
        return written.replace(".", "") == each.written.replace(".", "") or written == each.written
    return each.written[0].islower() or any(c.isupper() for c in written)


_SHOUTED_LETTERS = 40


@lru_cache(maxsize=16)
def is_shouted(text: str) -> bool:
    """Whether a text is in upper case throughout, as radio reports are, so that case says nothing."""
    sample = text[:4000]
    upper, lower = sum(map(str.isupper, sample)), sum(map(str.islower, sample))
    return upper + lower >= _SHOUTED_LETTERS and upper > 9 * lower


# ---- groups and institutions


@dataclass(frozen=True, slots=True)
class Group:
    """An armed group of data/groups.toml, with where it is active."""

    actor: Actor
    active: tuple[str, ...]


@cache
def groups() -> dict[str, Group]:
    """Every armed group by id."""
    return {
        row["id"]: Group(
            Actor(
                id=row["id"], name=row["name"], kind=ActorKind.GROUP,
                part_of=row.get("part_of"), home=tuple(row["home"]),
            ),
            tuple(row.get("active", ())),
        )
        for row in table("groups")["group"]
    }  # fmt: skip


@cache
def branches(parent: str) -> tuple[Actor, ...]:
    """The groups that are directly part of a group."""
    return tuple(g.actor for g in groups().values() if g.actor.part_of == parent)


@cache
def branches_at(parent: str, where: str) -> tuple[Actor, ...]:
    """The branches of a group that a place names: by the words of their own names, else by their home country."""
    wanted = {token.key for token in tokens(where)} - {"province", "branch", "islamic", "state"}
    rows = [row for row in table("groups")["group"] if row.get("part_of") == parent]
    by_name = [
        row["id"] for row in rows
        if any(wanted <= {t.key for t in tokens(n)} for n in (row["name"], *row["aliases"], *row.get("weak", ())))
    ]  # fmt: skip
    codes = {code for hit in area_matcher().find(where, tokens(where)) for a in hit.items for code in a.countries}
    codes |= {code for hit in demonym_matcher().find(where, tokens(where)) for code in hit.items}
    by_home = [row["id"] for row in rows if codes & set(row["home"])] if len(codes) == 1 else []
    return tuple(groups()[i].actor for i in (by_name if wanted and by_name else by_home))


@cache
def institutions() -> dict[str, Actor]:
    """Every institution by id; `home` holds its country where it has one."""
    return {
        row["id"]: Actor(
            id=row["id"], name=row["name"], kind=ActorKind.INSTITUTION, part_of=row.get("part_of"),
            home=(row["country"],) if row.get("country") else (),
        )
        for row in table("institutions")["institution"]
    }  # fmt: skip


@cache
def state(code: str) -> Actor:
    """The state of an ISO 3166-1 alpha-2 code, as an actor."""
    return Actor(id=f"country:{code}", name=countries()[code].name, kind=ActorKind.STATE, home=(code,))


@cache
def actor_matcher() -> Matcher[Actor]:
    """Finds armed groups, institutions and the metonyms of governments."""
    names = [
        name(written, groups()[row["id"]].actor, weak=weak)
        for row in table("groups")["group"]
        for weak, each in ((False, (row["name"], *row["aliases"])), (True, row.get("weak", ())))
        for written in each
    ]
    names += [
        name(written, institutions()[row["id"]])
        for row in table("institutions")["institution"]
        for written in (row["name"], *row["aliases"])
    ]
    names += [name(written, state(row["iso2"])) for row in table("countries")["country"] for written in row["metonyms"]]
    return Matcher(names)


# ---- countries and regions


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory of data/countries.toml."""

    code: str
    name: str
    capital: str
    where: Where
    wider: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    """Every country by its ISO 3166-1 alpha-2 code."""
    return {
        row["iso2"]: Country(
            row["iso2"], row["name"], row["capital"],
            Where(
                name=row["name"], country=row["iso2"], latitude=row["lat"], longitude=row["lon"],
                precision=PlacePrecision.COUNTRY, within=tuple(row["wider"]),
            ),
            tuple(row["wider"]),
        )
        for row in table("countries")["country"]
    }  # fmt: skip


@cache
def demonym_matcher() -> Matcher[str]:
    """Finds demonyms ("Russian", "Afghans"), each with the code of its country."""
    return Matcher(
        name(written, row["iso2"], exact=False) for row in table("countries")["country"] for written in row["demonyms"]
    )


_PRECISION = {
    "region": PlacePrecision.REGION, "district": PlacePrecision.DISTRICT, "venue": PlacePrecision.VENUE,
    "city": PlacePrecision.CITY, "wider": PlacePrecision.WIDER, "sea": PlacePrecision.WIDER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """A place that is no city: a country, a former state, or a row of data/regions.toml."""

    id: str
    where: Where
    countries: tuple[str, ...]


@cache
def areas() -> tuple[tuple[Area, tuple[str, ...]], ...]:
    """Every area with its names: countries first, then states that are gone, then regions."""
    out: list[tuple[Area, tuple[str, ...]]] = []
    for row in table("countries")["country"]:
        area = Area(f"country:{row['iso2']}", countries()[row["iso2"]].where, (row["iso2"],))
        out.append((area, (row["name"], *row["aliases"])))
    for row in table("countries").get("former", ()):
        where = Where(
            name=row["name"], country=None, latitude=row["lat"], longitude=row["lon"],
            precision=PlacePrecision.COUNTRY, within=tuple(row["wider"]),
        )  # fmt: skip
        out.append((Area(row["id"], where, tuple(row["successors"])), (row["name"], *row["aliases"])))
    for row in table("regions")["region"]:
        code, bare = row["country"] or None, row["name"].split(" (")[0]
        where = Where(
            name=bare, country=code, latitude=row["lat"], longitude=row["lon"],
            precision=_PRECISION[row["kind"]], radius_km=float(row["radius_km"]),
            within=(countries()[code].name,) if code else (),
        )  # fmt: skip
        codes = (code,) if code else tuple(row.get("countries", ()))
        out.append((Area(row["id"], where, codes), (bare, *row["aliases"])))
    return tuple(out)


@cache
def regions_of(code: str) -> tuple[Area, ...]:
    """The regions, districts and venues of a country."""
    return tuple(area for area, _ in areas() if area.countries == (code,) and not area.id.startswith("country:"))


@cache
def area_matcher() -> Matcher[Area]:
    """Finds countries and regions by their names."""
    return Matcher(name(written, area) for area, names in areas() for written in names)


# ---- offices, weapons, targets


@dataclass(frozen=True, slots=True)
class Office:
    """An office that names a person, or a body that speaks together (`collective`), and its standing."""

    name: str
    role: str
    collective: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """A weapon or a target: its name in the table, and its class (GTD)."""

    name: str
    sort: str


@cache
def office_matcher() -> Matcher[Office]:
    """Finds offices ("the foreign minister") and collective speakers ("U.S. officials")."""
    return Matcher(
        name(written, Office(row["name"], row["role"], kind == "collective"))
        for kind, rows in table("offices").items()
        for row in rows
        for written in _written(row)
    )


def _things(kind: str) -> Matcher[Thing]:
    return Matcher(
        name(written, Thing(row["name"], row["class"])) for row in table(f"{kind}s")[kind] for written in _written(row)
    )


def _written(row: Row) -> tuple[str, ...]:
    return tuple(dict.fromkeys((row["name"], *((row["plural"],) if row.get("plural") else ()), *row["forms"])))


@cache
def weapon_matcher() -> Matcher[Thing]:
    """Finds weapons and instruments ("a car bomb")."""
    return _things("weapon")


@cache
def target_matcher() -> Matcher[Thing]:
    """Finds what is attacked or threatened ("an embassy")."""
    return _things("target")


@cache
def lookalikes(kind: str) -> frozenset[str]:
    """Names of places that are also plain "words", names of "people", or the last words of "firms"."""
    data = tomllib.loads((files("tocsin.reading") / "data" / "lookalikes.toml").read_text("utf-8"))
    return frozenset(data[kind].split())

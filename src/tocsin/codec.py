"""The words to canonical JSON and back, and the JSON Schema that is published of them.

One rule for all: a word is an object of its fields, named as in `tocsin.model`. Five things differ,
and stand here: a top-level word, and a word where several could stand, bears its "type"; a word
whose id is computed shows it as "id"; a span leaves out its text's digest, which its statement
gives once as "text"; a mention lies flat upon its span; factuality lies flat in its statement.
"""

import dataclasses
import json
import math
import re
import types
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from tocsin import model
from tocsin.model import BadInput, Factuality, Mention, Span, Statement, Unread

Json = dict[str, Any]

_ALL: tuple[type, ...] = tuple(
    word
    for word in (getattr(model, name) for name in model.__all__)
    if isinstance(word, type) and dataclasses.is_dataclass(word)
)
_OWN_TYPE = frozenset(word for word in _ALL if any(field.name == "type" for field in dataclasses.fields(word)))
"""Words with a field of their own that is called "type": a relation. They stand inside others, never in a line."""
WORDS: tuple[type, ...] = tuple(word for word in _ALL if word not in _OWN_TYPE)
_FLAT: dict[type, tuple[str, type]] = {Mention: ("span", Span), Statement: ("factuality", Factuality)}
_BEARS_TEXT = (Statement, Unread)
_TOLD: Json = {"apart": {"type": "object", "additionalProperties": {"type": "string"}}}
_BESIDE: dict[type, Json] = {
    Statement: {"about": {"type": ["string", "null"]}},
    **dict.fromkeys((model.Account, model.Consultation, model.Relay, model.Weighing), _TOLD),
    **dict.fromkeys(
        (
            model.Assessment,
            model.Attribution,
            model.Correction,
            model.Extension,
            model.Grade,
            model.Link,
            model.Outcome,
        ),
        _TOLD,
    ),
}
"""What a printed word may bear beside its fields, and is not read back: the incident that links put a statement to;
by field, what an account, a consultation, a relay or a weighing says, or why a person marked, judged, assessed,
corrected, extended or said how it turned out, where the field itself holds a commitment to it."""
ADDED: dict[type, Json] = {
    model.Policy: {"rings": [], "approvers": 1, "harms": [], "relay_minutes": None, "relay_source": ""},
    model.DutyProposal: {"harms": [], "foretold": []},
    model.DutyDecision: {"signature": ""},
    model.Approval: {"signature": ""},
    model.Notice: {"revises": "", "cancels": False, "unnamed": False},
    model.Protected: {"stays": []},
    model.Closing: {"signature": ""},
    model.Consultation: {"signature": ""},
    model.Rendering: {"signature": ""},
    model.Account: {"signature": ""},
    model.Correction: {"signature": ""},
    model.Link: {"signature": ""},
    model.Grade: {"signature": ""},
    model.Assessment: {"signature": ""},
}
"""What words of older records lack, and what is read there: the fields that were added since version 1."""
_HALF = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)", re.ASCII)


def tag(word: type) -> str:
    """The "type" of a word: its name in lower case, words apart ("duty_decision")."""
    return _spelled(word.__name__)


@cache
def _spelled(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


_BY_TAG = {tag(word): word for word in WORDS}


def encode(word: Any) -> Json:
    """A word as a JSON object with its "type"."""
    return {"type": tag(type(word)), **_object(word)}


def canonical(value: Any) -> str:
    """The one spelling of a word or JSON value: keys sorted, no spaces, UTF-8 unescaped, one line."""
    data = encode(value) if dataclasses.is_dataclass(value) and not isinstance(value, type) else value
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def decode(data: Mapping[str, Any]) -> Any:
    """The word that a JSON object spells.

    Raises:
        BadInput: it has no known "type", lacks a field, has one too many, or bears an id that is not its own.
    """
    name = data.get("type") if isinstance(data, Mapping) else None
    if not isinstance(name, str) or name not in _BY_TAG:
        raise BadInput(where="codec", what=f"no word is called {str(name)[:40]!r}", now="see docs/schema/")
    try:
        return _value(data, _BY_TAG[name], text="")
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BadInput(where=f"codec: {name}", what=f"it does not spell a {name}: {error}") from error


def loads(line: str) -> Any:
    """The word that a line of JSON spells; see `decode`.

    Raises:
        BadInput: it is not JSON, has a key twice, a number that is none, or spells no word.
    """
    try:
        data = json.loads(line, object_pairs_hook=once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadInput(where="codec", what=f"this is not JSON: {error}") from error
    if not isinstance(data, dict):
        raise BadInput(where="codec", what="this is JSON but no object")
    return decode(data)


def once(pairs: list[tuple[str, Any]]) -> Json:
    """An object as it was spelled, each key once: of two, readers differ on which one counts.

    Raises:
        ValueError: a key stands twice.
    """
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _object(word: Any) -> Json:
    out: Json = {}
    flat = _FLAT.get(word.__class__, ("", object))[0]
    if _has_computed_id(word.__class__):
        out["id"] = word.id
    if isinstance(word, _BEARS_TEXT):
        out["text"] = word.passage.text
    for name, hint in _fields(word.__class__).items():
        value = getattr(word, name)
        if isinstance(word, Span) and name == "text":
            continue
        if name == flat:
            out.update(_object(value))
        else:
            out[name] = _plain(value, hint)
    return out


def _plain(value: Any, hint: Any) -> Any:
    if value.__class__ is int and float in _choices(hint):
        return float(value)  # a whole number in its place has one spelling, too
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        inner = _item(hint)
        return [_plain(item, inner) for item in value]
    return encode(value) if len(_choices(hint)) > 1 else _object(value)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """What a type hint allows, worked out once: decoding asks it a hundred times a statement."""

    nullable: bool
    choices: tuple[Any, ...]
    item: "_Shape | None" = None
    word: Any = None
    scalar: Any = None


@cache
def _allowed(hint: Any) -> _Shape:
    nullable = type(None) in get_args(hint)
    if get_origin(hint) is tuple:
        return _Shape(nullable=nullable, choices=(), item=_allowed(_item(hint)))
    choices = _choices(hint)
    if len(choices) > 1:
        return _Shape(nullable=nullable, choices=choices)
    (kind,) = choices
    if dataclasses.is_dataclass(kind):
        return _Shape(nullable=nullable, choices=choices, word=kind)
    return _Shape(nullable=nullable, choices=choices, scalar=kind)


def _value(data: Any, hint: Any, *, text: str) -> Any:
    return _shaped(data, _allowed(hint), text=text)


def _shaped(data: Any, shape: _Shape, *, text: str) -> Any:
    if data is None:
        if shape.nullable:
            return None
        raise TypeError(f"null where {shape.choices} must stand")
    if shape.word is not None:
        return _word(data, shape.word, text=text)
    if shape.scalar is not None:
        return _scalar(data, shape.scalar)
    if shape.item is not None:
        if not isinstance(data, list):
            raise TypeError("a list must stand here")
        inner = shape.item
        return tuple([_shaped(item, inner, text=text) for item in data])
    word = _BY_TAG.get(data.get("type", "")) if isinstance(data, Mapping) else None
    if word not in shape.choices:
        raise TypeError(f"one of {[tag(c) for c in shape.choices]} must stand here")
    return _word(data, word, text=text)


def _scalar(data: Any, kind: Any) -> Any:
    if kind is str and isinstance(data, str):
        if not data.isascii() and _HALF.search(data):
            raise ValueError("half a character stands in a text")
        return data
    if issubclass(kind, Enum):
        return kind(data)
    if issubclass(kind, date):
        return _moment(data, kind)
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        data = float(data)
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise TypeError(f"{data!r} stands where {kind.__name__} must")
    if isinstance(data, float) and not math.isfinite(data):
        raise ValueError("a number has an end")
    return data


def _moment(data: Any, kind: type[date]) -> date:
    """A date, or a date-time with its zone, as RFC 3339 writes them; where a date-time must stand, no less."""
    if not isinstance(data, str):
        raise TypeError(f"{data!r} stands where a time must")
    if _TIME.fullmatch(data):
        return datetime.fromisoformat(data)
    if kind is datetime or not _DAY.fullmatch(data):
        raise ValueError(f"{data[:40]!r} is no {'date-time with its zone' if kind is datetime else 'date'}")
    return date.fromisoformat(data)


def _word(data: Any, word: Any, *, text: str) -> Any:
    if not isinstance(data, dict | Mapping):  # the plain dict first: it is nearly always one
        raise TypeError(f"a {tag(word)} is an object")
    rest = {**ADDED.get(word, {}), **data}
    if word not in _OWN_TYPE and rest.pop("type", tag(word)) != tag(word):
        raise TypeError(f"a {data['type']!r} stands where a {tag(word)} must")
    for key in _BESIDE.get(word, ()):
        rest.pop(key, None)
    computed = rest.pop("id") if _has_computed_id(word) else None
    if word in _BEARS_TEXT:
        text = rest.pop("text")
    flat, inner = _FLAT.get(word, ("", object))
    values: dict[str, Any] = {}
    for name, shape in _shapes(word):
        if word is Span and name == "text":
            values[name] = text
        elif name == flat:
            part = {key: rest.pop(key) for key in _shown(inner)}
            values[name] = _word(part, inner, text=text)
        else:
            values[name] = _shaped(rest.pop(name), shape, text=text)
    if rest:
        raise TypeError(f"unknown fields {sorted(rest)}")
    made = word(**values)
    if _has_computed_id(word) and made.id != computed:
        raise ValueError(f"the id {str(computed)[:12]} is not that of the content, {made.id[:12]}")
    return made


@cache
def _fields(word: Any) -> dict[str, Any]:
    hints = get_type_hints(word)
    return {field.name: hints[field.name] for field in dataclasses.fields(word)}


@cache
def _shapes(word: Any) -> tuple[tuple[str, _Shape], ...]:
    return tuple((name, _allowed(hint)) for name, hint in _fields(word).items())


def _shown(word: type) -> list[str]:
    return [name for name in _fields(word) if not (word is Span and name == "text")]


@cache
def _has_computed_id(word: Any) -> bool:
    return isinstance(getattr(word, "id", None), property)


@cache
def _choices(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) in (Union, types.UnionType):
        return tuple(arg for arg in get_args(hint) if arg is not type(None))
    return (hint,)


def _item(hint: Any) -> Any:
    return get_args(hint)[0]


def schema() -> Json:
    """The JSON Schema (2020-12) of one line of Tocsin's output: any word, with its "type"."""
    defs = {tag(word): _definition(word) for word in _ALL}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://tocsin.example/schema/words.json",
        "title": "The words of Tocsin, one object a line",
        "type": "object",
        "required": ["type"],
        "oneOf": [_tagged(word) for word in WORDS],
        "$defs": defs,
    }


def _tagged(word: type) -> Json:
    return {
        "$ref": f"#/$defs/{tag(word)}",
        "properties": {"type": {"const": tag(word)}},
        "required": ["type"],
    }


def _definition(word: type) -> Json:
    properties: Json = {} if word in _OWN_TYPE else {"type": {"const": tag(word)}}
    if _has_computed_id(word):
        properties["id"] = {"type": "string"}
    if word in _BEARS_TEXT:
        properties["text"] = {"type": "string"}
    beside = _BESIDE.get(word, {})
    properties.update(beside)
    flat, inner = _FLAT.get(word, ("", object))
    for name, hint in _fields(word).items():
        if word is Span and name == "text":
            continue
        if name == flat:
            properties.update({key: _shape(_fields(inner)[key]) for key in _shown(inner)})
        else:
            properties[name] = _shape(hint)
    doc = (word.__doc__ or "").splitlines()[0]
    optional = beside.keys() if word in _OWN_TYPE else {"type", *beside}
    required = [key for key in properties if key not in optional]
    return {
        "description": doc,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _shape(hint: Any) -> Json:
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _shape(_item(hint))}
    choices = _choices(hint)
    shapes = [_tagged(kind) for kind in choices] if len(choices) > 1 else [_simple(choices[0])]
    if type(None) in get_args(hint):
        shapes.append({"type": "null"})
    return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}


def _simple(kind: Any) -> Json:
    if dataclasses.is_dataclass(kind):
        return {"$ref": f"#/$defs/{tag(kind)}"}  # type: ignore[arg-type]
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    if kind is datetime:
        return {"type": "string", "format": "date-time"}
    if kind is date:
        return {"type": "string", "description": "a date, or a date-time with its zone"}
    names = {str: "string", bool: "boolean", int: "integer", float: "number"}
    return {"type": names[kind]}

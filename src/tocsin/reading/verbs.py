"""Verbs and their forms: which words can be verbs, and what every form is a form of."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Form:
    """What a word is as a verb: its lemmas, and whether it can be base, -s, past, past participle or -ing."""

    lemmas: frozenset[str]
    base: bool = False
    third: bool = False
    past: bool = False
    participle: bool = False
    gerund: bool = False


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    rows = (line.split() for line in _data()["irregular"].strip().splitlines())
    return {base: (past, participle) for base, past, participle in rows}


@cache
def _data() -> dict[str, str]:
    return tomllib.loads((files("tocsin.reading") / "data" / "verbs.toml").read_text("utf-8"))


@cache
def _doubling() -> frozenset[str]:
    return frozenset(_data()["doubling"].split())


def inflect(lemma: str) -> tuple[str, str, str, str, str]:
    """The base, -s, past, past participle and -ing of a verb."""
    stem = lemma
    if lemma in _irregular():
        past, participle = _irregular()[lemma]
    else:
        past = participle = _past(stem)
    return lemma, _third(lemma), past, participle, _gerund(lemma)


def _third(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    if lemma in {"be", "have"}:
        return {"be": "is", "have": "has"}[lemma]
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied"
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + "ed"


def _gerund(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe")) and lemma != "be":
        return lemma[:-1] + "ing"
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + "ing"


_DOUBLING_IRREGULAR = frozenset(
    "begin cut forget get hit let put run set shut sit split swim win bet beset upset".split()
)


def _doubles(lemma: str) -> bool:
    return lemma in _doubling() or lemma in _DOUBLING_IRREGULAR


def forms(lemma: str) -> tuple[str, ...]:
    """Every form of a verb, each once."""
    if lemma == "be":
        return ("be", "am", "is", "are", "was", "were", "been", "being")
    if lemma == "have":
        return ("have", "has", "had", "having")
    if lemma == "do":
        return ("do", "does", "did", "done", "doing")
    return tuple(dict.fromkeys(inflect(lemma)))


@cache
def table() -> dict[str, Form]:
    """Every verb form that is known, in lower case."""
    out: dict[str, Form] = {}
    for lemma in dict.fromkeys((*_data()["regular"].split(), *_irregular())):
        if lemma == "be":
            continue
        base, third, past, participle, gerund = inflect(lemma)
        for word, field in (
            (base, "base"), (third, "third"), (past, "past"), (participle, "participle"), (gerund, "gerund"),
        ):  # fmt: skip
            out[word] = _with(out.get(word), lemma, field)
    return out


def _with(form: Form | None, lemma: str, field: str) -> Form:
    known = form or Form(frozenset())
    flags = {f: getattr(known, f) or f == field for f in ("base", "third", "past", "participle", "gerund")}
    return Form(known.lemmas | {lemma}, **flags)


@cache
def mostly_nouns() -> frozenset[str]:
    """Base and -s forms that are hardly ever verbs in a report ("market", "posts")."""
    return frozenset(form for lemma in _data()["nouns"].split() for form in (lemma, _third(lemma)))


@cache
def always() -> frozenset[str]:
    """Present forms that are hardly ever nouns."""
    return frozenset(_data()["always"].split())

"""A notice with its words in one more language: a person's text goes in, the next version comes out."""

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace

from anyascii import anyascii
from lxml import etree

from tocsin.model import DutyDecision, Line, Notice, NoticeKind, Protected, Rendering
from tocsin.release import tongues
from tocsin.release.alert import cap_time, identifier_of
from tocsin.release.briefing import briefing, name_of
from tocsin.release.checks import faults, parsed
from tocsin.release.checks.lint import NAMESPACE, texts
from tocsin.release.issuer import Issuer
from tocsin.release.plain import plain
from tocsin.release.revising import follows, note_lacking, put

_INFO = f"{{{NAMESPACE}}}info"
_LONGEST = 10_000
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z\d]{2,8})*")
_ALIKE = 3
_TOLD = ("headline", "description", "instruction")


def rendered(
    notice: Notice, rendering: Rendering, *, before: Iterable[Rendering], decision: DutyDecision,
    protected: Protected | None, issuer: Issuer,
) -> Notice:  # fmt: skip
    """The same notice with these words besides; `before` are earlier ones, of which those in this language go.

    An alert gains one info with the same codes and areas. In a briefing the words stand below the tear line after ours.
    """
    old = {line.text for each in before if same(each.language, rendering.language) for line in lines(each)}
    kept = tuple(line for line in notice.below if line.text not in old)
    draws = tuple(dict.fromkeys(s for line in kept for s in line.draws_on))
    below = (*kept, *(replace(line, draws_on=draws) for line in lines(rendering)))
    at = follows(notice, rendering)
    if notice.kind is NoticeKind.ALERT:
        identifier = identifier_of(issuer, notice.id, rendering.id, at=at)
        body = _alert(notice, rendering, identifier=identifier, sent=cap_time(at), issuer=issuer)
        return replace(notice, below=below, body=body, sent=at, identifier=identifier, revises=notice.id)
    if protected is None:
        raise ValueError("a briefing is for an entry of the register")
    identifier = name_of(decision, notice.id, rendering.id, at=at)
    reads = any(same(code, rendering.language) for code in protected.languages)
    lacking = {line.text for line in tongues.lacking(protected)} if reads else set()
    above = tuple(line for line in notice.above if line.text not in lacking)
    body = briefing(
        recipient=protected, decision=decision, issuer=issuer, status=notice.status, marking=notice.marking,
        identifier=identifier, sent=at, expires=notice.expires, above=above, below=below,
    )  # fmt: skip
    return replace(notice, above=above, below=below, body=body, sent=at, identifier=identifier, revises=notice.id)


def lines(rendering: Rendering) -> tuple[Line, ...]:
    """The words as lines, as they stand below the tear line and in the mail that brings an alert."""
    parts = (rendering.headline, *rendering.description.splitlines(), *rendering.instruction.splitlines())
    return tuple(Line(text=plain(part, most=_LONGEST)) for part in parts if part.strip())


def best_for(protected: Protected, language: str) -> bool:
    """Whether an entry's people read this language rather than the one in which notices are drawn up."""
    codes = [code.partition("-")[0] for code in protected.languages]
    mine = language.partition("-")[0]
    return mine in codes and (tongues.WRITTEN not in codes or codes.index(mine) < codes.index(tongues.WRITTEN))


def another(language: str) -> bool:
    """Whether this is the tag of a language in which notices are not drawn up already."""
    return bool(_TAG.fullmatch(language)) and not same(language, tongues.WRITTEN)


def wrong(notice: Notice, made: Notice) -> tuple[str, ...]:
    """What may not stand so in the version that was made, and was not wrong before."""
    if notice.kind is not NoticeKind.ALERT:
        return ()
    known = {(f.rule, f.what) for f in faults(notice.body)}
    return tuple(str(f) for f in faults(made.body) if (f.rule, f.what) not in known)


def doubts(notice: Notice, rendering: Rendering, *, before: Iterable[Rendering]) -> tuple[str, ...]:
    """What a machine can point out: numbers, times with them, and places that do not agree with the original.

    It does not understand the words. A "not" that was dropped, or a "stay in" for a "go out", is not found.
    """
    others = {line.text for each in before for line in lines(each)}
    said = "\n".join(line.text for line in notice.below if line.text not in others)
    words = f"{rendering.headline}\n{rendering.description}\n{rendering.instruction}"
    ours, theirs = _numbers(said), _numbers(words)
    found = [f"{n} stands in the original and not in {rendering.language!r}" for n in sorted(ours - theirs)]
    found += [f"{n} stands in {rendering.language!r} and not in the original" for n in sorted(theirs - ours)]
    heard = [_sound(word) for word in re.findall(r"[^\W\d_]+", words)]
    for place in _places(notice):
        if not any(a == b for a in map(_sound, re.findall(r"[^\W\d_]{4,}", place)) for b in heard):
            found.append(f"{place} is not seen in {rendering.language!r}")
    return tuple(found)


def same(one: str, other: str) -> bool:
    """Whether two tags are of one language, whatever the country or script."""
    return one.casefold().partition("-")[0] == other.casefold().partition("-")[0]


def _alert(notice: Notice, rendering: Rendering, *, identifier: str, sent: str, issuer: Issuer) -> str:
    root = deepcopy(parsed(notice.body))
    put(root, "identifier", identifier)
    put(root, "sent", sent)
    for info in root.findall(_INFO):
        put(info, "effective", sent)
        if any(same(language, rendering.language) for language in texts(info, "language")):
            root.remove(info)
    infos = root.findall(_INFO)
    added = deepcopy(infos[0])
    put(added, "language", rendering.language)
    put(added, "event", rendering.event)
    for name in _TOLD:
        put(added, name, getattr(rendering, name))
    infos[-1].addnext(added)
    note_lacking(root, issuer.languages)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode("utf-8")


def _numbers(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"\d{1,15}", text)}


def _places(notice: Notice) -> tuple[str, ...]:
    """The areas of an alert by name, without the country's code."""
    if notice.kind is not NoticeKind.ALERT:
        return ()
    named = (text for area in parsed(notice.body).iterfind(".//{*}area") for text in texts(area, "areaDesc"))
    return tuple(dict.fromkeys(text.partition(",")[0] for text in named))


def _sound(word: str) -> str:
    """How a word begins to the ear, whatever its letters."""
    return anyascii(word).casefold()[:_ALIKE]

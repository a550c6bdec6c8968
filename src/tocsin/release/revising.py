"""The next version of a notice that went out: the same words until later, or the word that they hold no longer."""

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta

from lxml import etree

from tocsin.model import Cancellation, DutyDecision, Extension, Line, Notice, NoticeKind, Protected, Rendering
from tocsin.release.alert import OVER, Codes, MsgType, cap_time, identifier_of
from tocsin.release.briefing import briefing, moment, name_of
from tocsin.release.checks import HEADLINE, parsed
from tocsin.release.checks.lint import NAMESPACE, texts
from tocsin.release.issuer import Issuer
from tocsin.release.plain import plain, printable

_TICK = timedelta(seconds=1)
"""What CAP can tell apart."""
NO_ALL_CLEAR = "That it is cancelled is no all-clear."
REPLACES, _SAME = "This replaces notice ", ". It is the same, and holds until "
_CANCELS, _AND = "This cancels notice ", " and notice "
_OF, _OVER = "The warning of ", " holds no longer."
REVISED = (REPLACES, _SAME, _CANCELS, _AND, _OF, _OVER, NO_ALL_CLEAR)
"""What stands in a later version whatever the notice was about, between the names and moments of the earlier ones."""
_LACKING = re.compile(r"No text in: [^.]*\.")
LEAST = timedelta(hours=24)
"""How long the word that a notice is cancelled holds at least: CAP has it end, and late readers must find it."""


def extended(
    notice: Notice, extension: Extension, *, decision: DutyDecision, protected: Protected | None, issuer: Issuer,
    references: Sequence[str],
) -> Notice:  # fmt: skip
    """The same words until later. `protected` is the entry that a briefing is for, `references` are an alert's."""
    if notice.kind is NoticeKind.ALERT:
        return _alert(notice, MsgType.UPDATE, by=extension, until=extension.until, issuer=issuer, references=references)
    said = f"{REPLACES}{notice.identifier}{_SAME}{moment(extension.until)}."
    held = (line for line in notice.above if not (line.text.startswith(REPLACES) and _SAME in line.text))
    above = (Line(text=said), *held)  # the ends of earlier versions are past, and a tired reader may take one for this
    return _briefing(
        notice, by=extension, until=extension.until, above=above, below=notice.below, headline=notice.headline,
        decision=decision, protected=protected, issuer=issuer,
    )  # fmt: skip


def follows(notice: Notice, act: Extension | Cancellation | Rendering) -> datetime:
    """When the next version counts as drawn up: with the act, and later than this one though the clock was put back."""
    return max(act.at, notice.sent + _TICK)


def cancelled(
    notice: Notice, cancellation: Cancellation, *, told: str, held: Sequence[str], decision: DutyDecision,
    protected: Protected | None, issuer: Issuer, references: Sequence[str],
) -> Notice:  # fmt: skip
    """The word that a notice holds no longer; `told` is what its readers are told of the reason, if anything.

    `held` are the identifiers of all its versions that somebody may hold.
    """
    until = max(notice.expires, cancellation.at + LEAST)
    reason = tuple(Line(text=plain(told)) for _ in range(1) if told.strip())
    below = (Line(text=f"{_OF}{moment(notice.sent)}{_OVER}"), *reason, Line(text=NO_ALL_CLEAR))
    headline = headline_over(notice)
    if notice.kind is NoticeKind.ALERT:
        made = _alert(
            notice, MsgType.CANCEL, by=cancellation, until=until, issuer=issuer, references=references, below=below
        )
        return replace(made, cancels=True)
    above = (Line(text=f"{_CANCELS}{_AND.join(held)}."),)
    made = _briefing(
        notice, by=cancellation, until=until, above=above, below=below, headline=headline, decision=decision,
        protected=protected, issuer=issuer,
    )  # fmt: skip
    return replace(made, cancels=True)


def headline_over(notice: Notice) -> str:
    """The headline of the word that a notice holds no longer."""
    return plain(f"CANCELLED: {notice.headline}", most=HEADLINE)


def _briefing(
    notice: Notice, *, by: Extension | Cancellation, until: datetime, above: Sequence[Line], below: Sequence[Line],
    headline: str, decision: DutyDecision, protected: Protected | None, issuer: Issuer,
) -> Notice:  # fmt: skip
    if protected is None:
        raise ValueError("a briefing is for an entry of the register")
    at = follows(notice, by)
    identifier = name_of(decision, notice.id, at.isoformat(), until.isoformat(), at=at)
    body = briefing(
        recipient=protected, decision=decision, issuer=issuer, status=notice.status, marking=notice.marking,
        identifier=identifier, sent=at, expires=until, above=above, below=below,
    )  # fmt: skip
    return replace(
        notice, headline=headline, above=tuple(above), below=tuple(below), body=body, sent=at, expires=until,
        identifier=identifier, references=(), revises=notice.id,
    )  # fmt: skip


def _alert(
    notice: Notice, kind: MsgType, *, by: Extension | Cancellation, until: datetime, issuer: Issuer,
    references: Sequence[str], below: Sequence[Line] = (),
) -> Notice:  # fmt: skip
    """The alert with another identifier, moment, kind and end; with `below` it says that instead, and asks nothing."""
    root = deepcopy(parsed(notice.body))
    at = follows(notice, by)
    identifier = identifier_of(issuer, notice.id, until.isoformat(), kind, at=at)
    for name, text in (("identifier", identifier), ("sent", cap_time(at)), ("msgType", kind.value)):
        put(root, name, text)
    _refer(root, references)
    headline = headline_over(notice) if below else notice.headline
    infos = root.findall(f"{{{NAMESPACE}}}info")
    for info in infos:
        put(info, "effective", cap_time(at))
        put(info, "expires", cap_time(until))
    if below:
        dropped = tuple(texts(other, "language")[0] for other in infos[1:])
        for other in infos[1:]:
            root.remove(other)
        _say(infos[0], below, headline=headline, codes=OVER)
        note_lacking(root, (*issuer.languages, *dropped))
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode("utf-8")
    return replace(
        notice, headline=headline, below=tuple(below) or notice.below, body=body, sent=at, expires=until,
        identifier=identifier, references=tuple(references), revises=notice.id,
    )  # fmt: skip


def _say(info: etree._Element, below: Sequence[Line], *, headline: str, codes: Codes) -> None:
    for old in info.findall(f"{{{NAMESPACE}}}responseType")[len(codes.responses) :]:
        info.remove(old)
    for element, response in zip(info.findall(f"{{{NAMESPACE}}}responseType"), codes.responses, strict=False):
        element.text = response
    for name, text in (
        ("urgency", codes.urgency), ("severity", codes.severity), ("certainty", codes.certainty),
        ("headline", headline), ("description", "\n".join(line.text for line in below[:-1])),
        ("instruction", below[-1].text),
    ):  # fmt: skip
        put(info, name, text)


def put(parent: etree._Element, name: str, text: str) -> None:
    """Put a text where an element of this name stands."""
    element = parent.find(f"{{{NAMESPACE}}}{name}")
    if element is None:
        raise ValueError(f"an alert of ours has {name}")
    element.text = printable(text)


def note_lacking(root: etree._Element, wanted: Iterable[str]) -> None:
    """Have the note of an alert say in which of these languages it lacks a text, and in no other."""
    has = {language.partition("-")[0] for info in root.iterfind("{*}info") for language in texts(info, "language")}
    missing = dict.fromkeys(code for code in wanted if code.partition("-")[0] not in has)
    old = root.find(f"{{{NAMESPACE}}}note")
    said = _LACKING.sub("", (old.text or "") if old is not None else "").strip()
    text = f"{said} No text in: {', '.join(missing)}.".strip() if missing else said
    if old is None and text:
        after = next(e for e in map(root.find, ("{*}restriction", "{*}scope")) if e is not None)
        old = etree.Element(f"{{{NAMESPACE}}}note")
        after.addnext(old)
    if old is not None and text:
        old.text = printable(text)
    elif old is not None:
        root.remove(old)


def _refer(root: etree._Element, references: Sequence[str]) -> None:
    """Put the references where CAP has them: after the note, before the first info."""
    for old in root.findall(f"{{{NAMESPACE}}}references"):
        root.remove(old)
    first = root.find(f"{{{NAMESPACE}}}info")
    if first is None:
        raise ValueError("an alert of ours has an info")
    element = etree.Element(f"{{{NAMESPACE}}}references")
    element.text = printable(" ".join(references))
    first.addprevious(element)

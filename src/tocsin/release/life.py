"""The life of one version of a notice, as the record has it: from draft to released, updated, cancelled or expired."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tocsin.model import (
    Approval,
    Cancellation,
    DutyDecision,
    Notice,
    NoticeState,
    Person,
    Submission,
    digest,
    enough,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What the record holds of one notice: `went` is whether anybody may have it, `newer` whether another took over."""

    notice: Notice
    needed: int = 1
    submissions: tuple[Submission, ...] = ()
    approvals: tuple[Approval, ...] = ()
    went: bool = False
    cancellations: tuple[Cancellation, ...] = ()
    newer: bool = False


def state(life: Life, *, at: datetime) -> NoticeState:
    """Where it stands. What ends it is asked first: a notice that was cancelled and has expired was cancelled."""
    if life.cancellations:
        return NoticeState.CANCELLED
    if life.newer:
        return NoticeState.UPDATED
    if at >= life.notice.expires:
        return NoticeState.EXPIRED
    if enough(life.notice, life.approvals, needed=life.needed):
        return NoticeState.RELEASED if life.went else NoticeState.APPROVED
    if any(s.body == digest(life.notice.body) for s in life.submissions):
        return NoticeState.SUBMITTED
    return NoticeState.DRAFT


def may_not_approve(
    person: Person, notice: Notice, *, decision: DutyDecision | None, submissions: Iterable[Submission],
    asked: Iterable[Person],
) -> str:  # fmt: skip
    """Why a person may not approve a notice, or "": nobody approves what they ruled, asked for or submitted.

    `asked` are those who extended or cancelled the notice that this one revises.
    """
    name = person.known_as
    if not notice.revises and decision is not None and decision.by.known_as == name:
        return "ruled on it"
    if notice.revises and any(each.known_as == name for each in asked):
        return "asked for it"
    if any(s.by.known_as == name for s in submissions):
        return "submitted it"
    return ""

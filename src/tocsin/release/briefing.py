"""The briefing to one recipient: above the tear line for them alone, below it for whomever they must tell."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.model import DutyDecision, Line, NoticeStatus, Protected, Tlp
from tocsin.release.issuer import Issuer

TEAR = "- - - - - TEAR LINE: only what stands below may be passed on - - - - -"


def briefing(
    *, recipient: Protected, decision: DutyDecision, issuer: Issuer, status: NoticeStatus, marking: Tlp,
    identifier: str, sent: datetime, expires: datetime, above: Sequence[Line], below: Sequence[Line],
) -> str:  # fmt: skip
    """The exact text that leaves. What is below the line names no source, no marking and no other recipient."""
    exercise = f"{status.value.upper()} - {status.value.upper()} - {status.value.upper()}"
    head = [
        exercise,
        "",
        f"Briefing for {recipient.name}",
        f"From {issuer.name}; decided by {decision.by.name}",
        f"TLP:{marking} above the tear line",
        f"Notice {identifier}, {_moment(sent)}",
        "",
        *(f"* {line.text}" for line in above),
        "",
        "Please acknowledge this notice.",
        "",
        TEAR,
        "",
        exercise,
        "",
        *(line.text for line in below),
        "",
        f"This holds until {_moment(expires)}. Its end is not an all-clear.",
        exercise,
    ]
    return "\n".join(head) + "\n"


def _moment(value: datetime) -> str:
    return f"{value:%d %B %Y, %H:%M} (UTC{value:%z})".lstrip("0")

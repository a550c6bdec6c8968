"""The briefing to one recipient: above the tear line for them alone, below it for whomever they must tell."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.model import DutyDecision, Line, NoticeStatus, Protected, Tlp
from tocsin.release.issuer import Issuer
from tocsin.release.plain import plain

TEAR = "- - - - - TEAR LINE: only what stands below may be passed on - - - - -"


def briefing(
    *, recipient: Protected, decision: DutyDecision, issuer: Issuer, status: NoticeStatus, marking: Tlp,
    identifier: str, sent: datetime, expires: datetime, above: Sequence[Line], below: Sequence[Line],
) -> str:  # fmt: skip
    """The exact text that leaves. What is below the line names no source, no marking and no other recipient.

    It can be acted on alone: it says whom to call, until when it holds, and by which name it is known to us.
    """
    word = status.value.upper()
    banner = f"{word} - {word} - {word}"
    check = f"call {plain(issuer.contact)}" if issuer.contact else "call us at a number that you had before"
    ours = f" at {plain(issuer.contact)}" if issuer.contact else ", at a number that you had before,"
    head = [
        banner,
        "",
        f"Briefing for {plain(recipient.name)}",
        f"From {plain(issuer.name)}; decided by {plain(decision.by.name)}",
        f"TLP:{marking} above the tear line",
        f"Notice {identifier}, {moment(sent)}",
        "",
        *(f"* {line.text}" for line in above),
        "",
        "Please acknowledge this notice.",
        f"To make sure that it is ours, {check} and name the notice.",
        "We never ask you to install anything or to follow a link.",
        "",
        TEAR,
        "",
        banner,
        "",
        *(line.text for line in below),
        "",
        f"To check this, or to say that it has reached you, call {plain(issuer.name)}{ours} and name {identifier}.",
        f"This holds until {moment(expires)}. Its end is not an all-clear.",
        banner,
    ]
    return "\n".join(head) + "\n"


def moment(value: datetime) -> str:
    """A moment that no reader can take for another: "9 March 2024, 20:00 (UTC+03:00)"."""
    offset = value.isoformat()[-6:] if value.utcoffset() else "+00:00"
    return f"{value:%d %B %Y, %H:%M} (UTC{offset})".lstrip("0")

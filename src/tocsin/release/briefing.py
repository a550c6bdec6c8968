"""The briefing to one recipient: above the tear line for them alone, below it for whomever they must tell."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.model import DutyDecision, Line, NotAllowed, NoticeStatus, Protected, Tlp, WarnUnnamed, identity
from tocsin.release.issuer import Issuer
from tocsin.release.plain import plain

TEAR = "- - - - - TEAR LINE: only what stands below may be passed on - - - - -"


def briefing(
    *, recipient: Protected, decision: DutyDecision, issuer: Issuer, status: NoticeStatus, marking: Tlp,
    identifier: str, sent: datetime, expires: datetime, above: Sequence[Line], below: Sequence[Line],
) -> str:  # fmt: skip
    """The exact text that leaves. What is below the line names no source, no marking and no other recipient.

    It can be acted on alone: it says whom to call, until when it holds, and by which name it is known to us. Where it
    was ruled that we are not named, it says so, and whom to ask instead.

    Raises:
        NotAllowed: it is not to name us, and would.
    """
    word = status.value.upper()
    banner = f"{word} - {word} - {word}"
    unnamed = isinstance(decision.ruling, WarnUnnamed)
    origin, ask, check = _UNNAMED if unnamed else _named(issuer, decision, identifier=identifier)
    head = [
        banner,
        "",
        f"Briefing for {plain(recipient.name)}",
        origin,
        f"TLP:{marking} above the tear line",
        f"Notice {identifier}, {moment(sent)}",
        "",
        *(f"* {line.text}" for line in above),
        "",
        *ask,
        _ONE_LINK if issuer.links and not unnamed else _NO_LINK,
        "",
        TEAR,
        "",
        banner,
        "",
        *(line.text for line in below),
        "",
        check,
        f"This holds until {moment(expires)}. Its end is not an all-clear.",
        banner,
    ]
    text = "\n".join(head) + "\n"
    if unnamed:
        _names_nobody(text, issuer, decision)
    return text


def name_of(decision: DutyDecision, *parts: str, at: datetime) -> str:
    """The name of a briefing, which no other has: with the day and a digest. It says whose it is only where we do."""
    ours = "notice" if isinstance(decision.ruling, WarnUnnamed) else "tocsin"
    return f"{ours}-{at:%Y%m%d}-{identity(*parts)[:12]}"


_NO_LINK = "We never ask you to install anything or to follow a link."
_ONE_LINK = (
    "We never ask you to install anything. The one link that we send says that this has reached you; you may call "
    "instead."
)

_UNNAMED = (
    "From an office that gives no name",
    ("You cannot be told who sends this, and no answer is expected.",),
    "To check this, ask your police, or whoever protects you, and show them what stands here.",
)


def _named(issuer: Issuer, decision: DutyDecision, *, identifier: str) -> tuple[str, tuple[str, ...], str]:
    """Who sends it, and how to check that. A number that stands in a text proves nothing of it: forgers have one."""
    number = f" (it should be {plain(issuer.contact)})" if issuer.contact else ""
    known = f"at a number that you had before{number}"
    return (
        f"From {plain(issuer.name)}; decided by {plain(decision.by.name)}",
        ("Please acknowledge this notice.", f"To make sure that it is ours, call us {known} and name the notice."),
        f"To check this, or to say that it has reached you, call {plain(issuer.name)}, {known}, and name {identifier}.",
    )


def _names_nobody(text: str, issuer: Issuer, decision: DutyDecision) -> None:
    """Refuse a text that names us, in whatever it quotes."""
    ours = (issuer.name, issuer.sender, issuer.web, issuer.contact, decision.by.name)
    said = " ".join(text.casefold().split())
    found = [name for name in ours if name and " ".join(name.casefold().split()) in said]
    if found:
        what = f"it is not to name us, and would: {', '.join(found)}"
        now = "rule to warn in our name, or have the report that says so marked for fewer eyes"
        raise NotAllowed(where=f"the briefing to {decision.protected}", what=what, now=now)


def moment(value: datetime) -> str:
    """A moment that no reader can take for another: "9 March 2024, 20:00 (UTC+03:00)"."""
    offset = value.isoformat()[-6:] if value.utcoffset() else "+00:00"
    return f"{value:%d %B %Y, %H:%M} (UTC{offset})".lstrip("0")

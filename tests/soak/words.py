"""A ruling to warn and its notice, as they are made by the number: by mail and by webhook, to nobody that exists."""

from datetime import datetime, timedelta

from tocsin.model import Contact, DutyDecision, Line, Notice, NoticeKind, NoticeStatus, Person, Tlp, Warn, digest

OFFICER = Person(name="Exercise Officer Vera Lind")
APPROVER = Person(name="Exercise Approver Jonas Achterberg")


def ruled(number: int, *, name: str, web: int, at: datetime, text: str = "") -> tuple[DutyDecision, Notice]:
    """The ruling and the notice of this number, to `name` at the mail server and at the webhook on the port `web`.

    `text` is what tells a later notice about the same from the first.
    """
    decision = DutyDecision(
        proposal=digest(f"p{number}"), incident=digest(f"i{number}"), protected=f"hall-{number}", findings=(),
        ruling=Warn(), policy=digest("policy"), became_aware=at, due=at + timedelta(hours=4), by=OFFICER, at=at,
    )  # fmt: skip
    notice = Notice(
        kind=NoticeKind.BRIEFING, incident=decision.incident, decision=decision.id, recipient=decision.protected,
        contacts=(
            Contact(channel="mail", address=f"{name}-{number}@house.example"),
            Contact(channel="webhook", address=f"http://127.0.0.1:{web}/{name}/{number}"),
        ),
        language="en", status=NoticeStatus.EXERCISE, marking=Tlp.CLEAR, headline=f"EXERCISE: warning {number}",
        above=(), below=(Line(text="Stay away."),), disclosures=(), media_type="text/plain",
        body=f"EXERCISE {number}{text}\n\nStay away.\n", sent=at, expires=at + timedelta(days=1),
        identifier=f"x-{number}-{at.isoformat()}",
    )  # fmt: skip
    return decision, notice

"""When an alert was sent, from when it holds, and until when."""

import re
from datetime import datetime, timedelta

from tocsin.release.checks.lint import MOMENTS, Found, Lint, Seen, everything, infos, lint, moment, text

LONGEST = timedelta(days=31)
"""No alert holds longer than a month without being looked at again."""
AHEAD = timedelta(minutes=5)
"""How far a sender's clock may be ahead of a reader's."""
_SHAPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
_FARTHEST = timedelta(hours=14)


@lint("CAP 1.2, 3.3.2 (date and time)", must=True)
def moment_form(seen: Seen) -> Found:
    """A moment is a date, a time with seconds and an offset; no fraction, and never "Z"."""
    for name, element in everything(seen):
        written = (element.text or "").strip()
        if name in MOMENTS and not _SHAPE.fullmatch(written):
            now = "; UTC is written -00:00" if written.upper().endswith("Z") else ""
            yield name, f"{written!r} is not spelled as 2024-03-07T18:00:00+03:00{now}"


@lint("XML Schema, dateTime", must=True)
def moment_real(seen: Seen) -> Found:
    """A moment is on a calendar and a clock, and its offset one that some place on Earth could have."""
    for name, element in everything(seen):
        written = (element.text or "").strip()
        if name not in MOMENTS or not _SHAPE.fullmatch(written):
            continue
        found = moment(written)
        if found is None:
            yield name, f"{written!r}: no calendar or clock has that moment"
        elif abs(found.utcoffset() or timedelta()) > _FARTHEST:
            yield name, f"{written!r}: no place on Earth is so far from UTC"


@lint("wmo-raf/cap-composer issue 135")
def not_before_sent(seen: Seen) -> Found:
    """Nothing takes effect, begins or ends before the alert was sent."""
    sent = _at(seen, "sent")
    for where, info in infos(seen):
        for name in ("effective", "onset", "expires"):
            found = moment(text(info, name).strip())
            if sent is not None and found is not None and found < sent:
                yield f"{where}, {name}", "it is dated before the alert was sent"


@lint("CAP 1.2, 3.2.2 expires; Google public alerts")
def expires_given(seen: Seen) -> Found:
    """Every info says until when it holds: without that each reader decides for itself."""
    for where, info in infos(seen):
        if not text(info, "expires").strip():
            yield f"{where}, expires", "it does not say until when it holds"


@lint("CAP 1.2, 3.2.2 expires; Google public alerts")
def not_over_at_once(seen: Seen) -> Found:
    """An alert is not over when it is sent, or before it takes effect."""
    for where, info in infos(seen):
        expires = moment(text(info, "expires").strip())
        starts = [moment(text(info, "effective").strip()), moment(text(info, "onset").strip())]
        sent = _at(seen, "sent")
        if expires is None or (sent is not None and expires < sent):
            continue
        if expires == sent or any(start is not None and expires <= start for start in starts):
            yield f"{where}, expires", "it is over before it begins"


@lint("wmo-raf/cap-composer issues 136 and 202")
def not_too_long(seen: Seen) -> Found:
    """No alert holds for more than a month: stale warnings cost trust in all others."""
    for where, info in infos(seen):
        expires = moment(text(info, "expires").strip())
        start = moment(text(info, "onset").strip()) or moment(text(info, "effective").strip()) or _at(seen, "sent")
        if expires is not None and start is not None and expires - start > LONGEST:
            yield f"{where}, expires", f"it holds for {(expires - start).days} days"


@lint("CAP 1.2, 3.2.2 language: one message in several languages")
def same_times(seen: Seen) -> Found:
    """Every language of an alert holds for the same time."""
    for name in ("effective", "onset", "expires"):
        found = {moment(text(info, name).strip()) for _, info in infos(seen)}
        if len(found) > 1:
            yield f"info, {name}", "one language says another time than the other"


@lint("CAP 1.2, 3.2.1 sent; readers drop what comes from the future")
def not_from_the_future(seen: Seen) -> Found:
    """An alert is not dated later than it is read."""
    sent = _at(seen, "sent")
    if seen.at is not None and sent is not None and sent > seen.at + AHEAD:
        yield "sent", f"it is dated {sent.isoformat()}, and it is only {seen.at.isoformat()}"


def _at(seen: Seen, name: str) -> datetime | None:
    return moment(text(seen.root, name).strip())


LINTS: tuple[Lint, ...] = (
    moment_form, moment_real, not_before_sent, expires_given, not_over_at_once, not_too_long, same_times,
    not_from_the_future,
)  # fmt: skip

"""The tear line, held: whatever leaves is searched for what its readers may not learn, on either side of the line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tocsin.model import Disclosure, DutyDecision, Notice, NoticeKind, Protected, Statement, Tlp
from tocsin.release import substance, tongues
from tocsin.release.alert import EXERCISE
from tocsin.release.briefing import TEAR, briefing, moment
from tocsin.release.issuer import Issuer
from tocsin.release.leaks import Held, Leak, Names, Surface, hold, moment_form, search, surfaces
from tocsin.release.plain import plain
from tocsin.release.revising import REVISED

_FORM = (
    *(line.text for line in (*substance.ADVICE, substance.NOT_TO_BE_DESCRIBED, substance.AS_IF_NEAR)),
    "To check this, or to say that it has reached you, call at a number that you had before, and name it.",
    TEAR, EXERCISE, *tongues.sentences(), "Exercise. Nothing in this alert is happening. EXERCISE: threat of attack",
    "An attack is feared on, its target is not stated. Where is not stated. When is not stated, as far as is known.",
    "No day is settled. That no time is stated does not mean that there is time. Its end is not an all-clear.",
    "How sure: stated without a hedge, called probable, called possible, of unknown certainty, not confirmed by us.",
    "Security Avoid Monitor Future Severe Possible Likely Restricted Public Actual Alert Update Cancel ISO 3166-1",
)  # fmt: skip
"""What stands in every notice, whatever it is about."""
_HEADS = ("X-Tocsin-Notice", "X-Tocsin-Attempt", "text/plain")
"""What stands in the head of every message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is looked for above the tear line, and below it and everywhere else.

    In its `frame` nothing is looked for: texts that stand in the notice whatever it tells. They are known word for
    word, so that the same names are found wherever else they stand.
    """

    above: Held
    below: Held
    frame: tuple[str, ...] = ()


def frame(
    notice: Notice, *, issuer: Issuer, decision: DutyDecision | None, recipient: Iterable[Protected],
    earlier: Iterable[Notice], over: Iterable[str] = (),
) -> tuple[str, ...]:  # fmt: skip
    """What a notice bears whatever it tells: who sends it and to whom, how to call them, which version it follows.

    Its readers know that anyhow. A report that is kept back may well name the office, or whom it threatens, or speak of
    a number or a briefing: they must be warned all the same. `recipient` is the entry, as each register has it; `over`
    is the headline of what they had, which holds no longer, though its reports be secret since.
    """
    ours = (issuer.name, issuer.sender, issuer.contact, issuer.web)
    found = [*map(plain, ours), *notice.references, *substance.FORM, *REVISED, *_HEADS, *over]
    found.append(f"as of {notice.sent:%d %b %H:%M}")  # so ends the subject of every message
    found += [word for each in earlier for word in (each.identifier, moment(each.sent))]
    if notice.kind is NoticeKind.BRIEFING and decision is not None:
        for entry in recipient:
            bare = briefing(
                recipient=entry, decision=decision, issuer=issuer, status=notice.status, marking=notice.marking,
                identifier=notice.identifier, sent=notice.sent, expires=notice.expires, above=(), below=(),
            )  # fmt: skip
            found += [*bare.replace(TEAR, "").splitlines(), *(line.text for line in tongues.lacking(entry))]
    return tuple(sorted({each for each in found if each.strip()}, key=lambda each: (-len(each), each)))


def watch(
    notice: Notice, *, statements: Iterable[Statement], markings: Mapping[str, Tlp], names: Names,
    sources: Mapping[str, Sequence[str]], published: substance.Published, frame: tuple[str, ...] = (),
) -> Watch:  # fmt: skip
    """What the readers of a notice may not learn of these statements.

    Below the line, and in whatever else anybody may come to see, that is what is not marked for everybody. Above it,
    it is what the notice keeps back from its recipient.
    """
    found = tuple(statements)
    secret = substance.withheld(found, markings=markings, clearance=Tlp.CLEAR)
    mine = _kept_back(notice.disclosures, found)
    drawn = [s for s in found if s.id in notice.draws_on]
    form = (*_FORM, *moment_form(notice.sent, notice.expires))
    days = {s.id: substance.reported(published.get(s.report)) for s in drawn}
    anyones = (day for id_, day in days.items() if id_ not in secret)
    return Watch(
        above=hold(
            mine, statements=found, form=(*form, notice.recipient, *days.values()), names=names, sources=sources
        ),
        below=hold(secret, statements=found, form=(*form, *anyones), names=names, sources=sources),
        frame=frame,
    )


def _kept_back(disclosures: Iterable[Disclosure], statements: Iterable[Statement]) -> dict[str, str]:
    """What the notice keeps back from its recipient, and whatever stands in the same reports."""
    kept = {d.statement: d.because for d in disclosures if not d.told and d.because != substance.NOT_NEEDED}
    reports = {s.report: kept[s.id] for s in statements if s.id in kept}
    return {s.id: kept.get(s.id) or reports[s.report] for s in statements if s.report in reports}


def leaks_in(found: Iterable[Surface], *, watch: Watch) -> tuple[Leak, ...]:
    """The leaks in texts that leave; a text with a tear line is looked at on either side of it."""
    upper, lower = [], []
    for surface in found:
        above, line, below = _less(surface.text, watch.frame).partition(TEAR)
        if not line:
            lower.append(Surface(where=surface.where, text=above))
            continue
        upper.append(Surface(where=f"{surface.where}, above the tear line", text=above))
        lower.append(Surface(where=f"{surface.where}, below the tear line", text=below))
    return (*search(upper, held=watch.above), *search(lower, held=watch.below))


def _less(text: str, frame: Iterable[str]) -> str:
    """The text with blanks where its frame stands, so that all else stays at its place."""
    for each in frame:
        text = text.replace(each, " " * len(each))
    return text


def surfaces_of(notice: Notice) -> tuple[Surface, ...]:
    """The texts of a notice as it stands: its headline and identifier, its lines below, the exact text."""
    lines = (Surface(where=f"line {n} below the tear line", text=x.text) for n, x in enumerate(notice.below, 1))
    return (
        Surface(where="the headline", text=notice.headline),
        Surface(where="the identifier", text=notice.identifier),
        *lines,
        *surfaces(notice.body, where="the text", media_type=notice.media_type),
    )

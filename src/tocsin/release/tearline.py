"""The tear line, held: whatever leaves is searched for what its readers may not learn, on either side of the line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tocsin.model import Disclosure, Notice, Statement, Tlp
from tocsin.release import substance, tongues
from tocsin.release.alert import EXERCISE
from tocsin.release.briefing import TEAR
from tocsin.release.leaks import Held, Leak, Names, Surface, hold, moment_form, search, surfaces

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is looked for above the tear line, and below it and everywhere else."""

    above: Held
    below: Held


def watch(
    notice: Notice, *, statements: Iterable[Statement], markings: Mapping[str, Tlp], names: Names,
    sources: Mapping[str, Sequence[str]], published: substance.Published,
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
        above, line, below = surface.text.partition(TEAR)
        if not line:
            lower.append(surface)
            continue
        upper.append(Surface(where=f"{surface.where}, above the tear line", text=above))
        lower.append(Surface(where=f"{surface.where}, below the tear line", text=below))
    return (*search(upper, held=watch.above), *search(lower, held=watch.below))


def surfaces_of(notice: Notice) -> tuple[Surface, ...]:
    """The texts of a notice as it stands: its headline and identifier, its lines below, the exact text."""
    lines = (Surface(where=f"line {n} below the tear line", text=x.text) for n, x in enumerate(notice.below, 1))
    return (
        Surface(where="the headline", text=notice.headline),
        Surface(where="the identifier", text=notice.identifier),
        *lines,
        *surfaces(notice.body, where="the text", media_type=notice.media_type),
    )

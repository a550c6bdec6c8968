"""Laws: unknown always stands, a claim is no confirmation, copies count once, two words never share a sentence."""

import re

import moscow
from builder import Page, day
from desk import graded
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model import Assessment, Confidence, Credibility, Kind, Likelihood, Statement, Status

TOLD = moscow.statements()
EVERY = tuple(TOLD.values())
some = st.lists(st.sampled_from(EVERY), unique_by=lambda s: s.id, min_size=1)


@given(some)
def test_unknown_is_always_among_the_rivals(held: list[Statement]) -> None:
    _, _, assessments, _ = graded(held, moscow.PAGE)
    for assessment in assessments.values():
        assert [a.actor for a in assessment.attributions].count(None) == 1


@given(some)
def test_without_a_confirmation_nothing_is_confirmed(held: list[Statement]) -> None:
    bare = [s for s in held if s.kind is not Kind.CONFIRMATION] or [TOLD["claim"]]
    _, _, assessments, _ = graded(bare, moscow.PAGE)
    for assessment in assessments.values():
        for each in assessment.attributions:
            assert Status.CONFIRMED not in {s.status for s in each.standings}
            assert "confirmed (" not in each.because


@given(some)
def test_every_status_stands_on_statements_and_every_likelihood_is_unsigned(held: list[Statement]) -> None:
    _, _, assessments, _ = graded(held, moscow.PAGE)
    for assessment in assessments.values():
        for each in assessment.attributions:
            assert all(s.statements for s in each.standings)
            assert each.signed is None
            assert each.because


def summary(assessments: dict[str, Assessment]) -> list[tuple[object, ...]]:
    """What copies must not change: who is blamed, how, how likely, how sure, on how many origins."""
    return sorted(
        (
            a.actor.id if a.actor else "", sorted(s.status for s in a.standings), a.likelihood, a.confidence,
            len(a.origins),
        )
        for assessment in assessments.values()
        for a in assessment.attributions
    )  # fmt: skip


@given(some, st.integers(min_value=1, max_value=3))
def test_copies_change_nothing(held: list[Statement], copies: int) -> None:
    names = [name for name, s in TOLD.items() if s in held]
    alone = list(moscow.statements().items())
    pages, every = [moscow.PAGE], [s for name, s in alone if name in names]
    _, marks, before, _ = graded(every, moscow.PAGE)
    first = {name: marks[s.id].credibility for name, s in alone if name in names}
    for n in range(copies):
        page = Page(f"{moscow.TEXT}\nEdition {n}.\n", published=day(2024, 3, 24), source=f"copyist {n}")
        pages.append(page)
        every += [s for name, s in moscow.statements(page).items() if name in names]
    _, marks, after, _ = graded(every, *pages)
    for name, mark in first.items():
        if mark is not Credibility.CONFIRMED:
            assert marks[TOLD[name].id].credibility is not Credibility.CONFIRMED
    worst = max((list(Confidence).index(a.confidence) for x in before.values() for a in x.attributions), default=0)
    assert all(list(Confidence).index(a.confidence) <= worst for x in after.values() for a in x.attributions)
    was = any(Status.CONFIRMED in {s.status for s in a.standings} for x in before.values() for a in x.attributions)
    now = any(Status.CONFIRMED in {s.status for s in a.standings} for x in after.values() for a in x.attributions)
    assert was or not now


def test_copies_of_the_whole_report_leave_every_attribution_as_it_was() -> None:
    _, _, before, _ = graded(EVERY, moscow.PAGE)
    copy = Page(f"{moscow.TEXT}\nSecond edition.\n", published=day(2024, 3, 24), source="copyist")
    _, _, after, _ = graded((*EVERY, *moscow.statements(copy).values()), moscow.PAGE, copy)
    assert set(map(str, summary(before))) == set(map(str, summary(after)))


LIKELY = re.compile("|".join(rf"\b{re.escape(band.value)}\b" for band in Likelihood) + r"|\blikelihood\b|\bprobab")
CONFIDENT = re.compile(r"\bconfidence\b|\b(?:low|moderate|high)\b")


@given(some)
def test_likelihood_and_confidence_never_share_a_sentence(held: list[Statement]) -> None:
    _, grades, assessments, _ = graded(held, moscow.PAGE)
    texts = [g.because for g in grades.values()]
    for a in assessments.values():
        texts += [*a.would_change, *a.changed, *(d.because for d in a.due), *(x.because for x in a.attributions)]
    for text in texts:
        for sentence in re.split(r"[.\n]", text):
            assert not (LIKELY.search(sentence) and CONFIDENT.search(sentence)), sentence

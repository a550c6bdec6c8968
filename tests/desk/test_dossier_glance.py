"""At a glance: what comes first, what an officer is told, who may be behind it."""

import re
from dataclasses import replace

from tests.desk.looking import card_numbers, case, fact, glance, number, record, shown, strings, under
from tests.desk.moscow import (
    ATTACK,
    NAMED,
    OFFICE,
    P_HALL,
    P_LATE,
    PLAN,
)
from tests.desk.moscow_said import (
    AT,
    S_133,
    S_ALERT,
    S_ATTACK,
    S_DOZENS,
    S_ECHO,
    S_FORTY,
    S_HOW,
    S_NAMED,
    S_NOCLAIM,
    S_STAFF,
    S_TWO,
    STATEMENTS,
    VERA,
    at,
    day,
    report,
)
from tocsin.casebook.memory import Memory
from tocsin.desk.dossier import Dossier, Table, Tone, dossier
from tocsin.model import (
    Arrival,
    DutyProposal,
    Incident,
    Likelihood,
    Reading,
    Source,
)

BANDS = "|".join(re.escape(band.value) for band in Likelihood)
LIKELY = re.compile(rf"\b(?:{BANDS})\b|\d ?%")
CONFIDENT = re.compile(r"\bconfiden|\b(?:low|moderate|high)\b")


def kept(*words: Incident | DutyProposal) -> Dossier:
    """The dossier of a casebook that holds the reports, and these incidents and proposals alone."""
    book = Memory()
    for text, statements in STATEMENTS:
        made = report(text)
        arrival = Arrival(
            report=made.id, source=Source(id="wire", name="Northern Wire", kind="wire"), published=day(3, 7),
            received=at(3, 7, 12),
        )  # fmt: skip
        record(book, made, arrival)
        record(book, Reading(report=made.id, reader="rules@0.1.0", statements=statements, unread=()))
    record(book, *words)
    return dossier(book, office=OFFICE, at=AT)


# ---- when and where


def test_a_time_that_was_said_and_put_on_no_day_is_not_called_unstated() -> None:
    """An officer who reads that nothing is said of its time looks elsewhere, or thinks that there is time."""
    told = fact(glance(PLAN, kept(PLAN)).facts, "when and where")
    assert "“soon”: no day is settled" in told
    assert "stated" not in told
    found = kept(replace(ATTACK, time=None))
    told = fact(glance(ATTACK, found).facts, "when and where")
    assert "when is not stated" in told  # its statements bear the settled day alone, and the incident none
    assert "“soon”: no day is settled" in fact(case(PLAN, kept(PLAN)).facts, "when")


# ---- the order


def test_what_must_be_decided_stands_before_what_most_is_said_of() -> None:
    assert [g.incident.words for g in kept(ATTACK, PLAN).glance] == [ATTACK.title, PLAN.title]
    assert [g.incident.words for g in kept(ATTACK, PLAN, P_HALL).glance] == [PLAN.title, ATTACK.title]


def test_several_duties_for_one_incident_still_put_it_first() -> None:
    found = kept(ATTACK, PLAN, P_HALL, replace(P_HALL, protected="halvorsen"), replace(P_HALL, protected="third"))
    assert found.glance[0].incident.words == PLAN.title


def test_a_duty_recorded_under_a_merged_incidents_older_id_still_counts() -> None:
    merged = replace(PLAN, id=S_ECHO.id, aliases=(PLAN.id,))
    found = kept(ATTACK, merged, P_HALL)
    assert found.glance[0].incident.words == PLAN.title
    assert "OVERDUE" in fact(found.glance[0].facts, "to decide")


def test_of_two_with_as_many_origins_the_newer_stands_first() -> None:
    old = Incident(id=S_HOW.id, statements=(S_HOW.id, S_STAFF.id, S_TWO.id), title="old", time=day(1, 3))
    new = Incident(id=S_NOCLAIM.id, statements=(S_NOCLAIM.id, S_DOZENS.id), title="new", time=day(3, 22))
    assert [g.incident.words for g in kept(old, new).glance] == ["new", "old"]


def test_of_two_days_the_one_that_more_origins_speak_of_stands_first() -> None:
    backed = Incident(id=S_HOW.id, statements=(S_HOW.id, S_133.id), title="backed", time=day(1, 3))
    alone = Incident(id=S_NOCLAIM.id, statements=(S_NOCLAIM.id, S_TWO.id, S_DOZENS.id), title="alone", time=day(3, 22))
    assert [g.incident.words for g in kept(backed, alone).glance] == ["backed", "alone"]


def test_an_incident_of_which_one_background_thing_is_said_is_not_at_a_glance() -> None:
    assert NAMED.title not in [g.incident.words for g in shown().glance]
    assert fact(shown().also, "in passing") == "1 incident of which only one thing is said, below"
    assert [row.of.number for row in shown().single.rows if row.of] == [3]


def test_an_incident_with_one_statement_is_no_background_while_something_must_be_decided_on_it() -> None:
    alone = replace(ATTACK, statements=(S_ATTACK.id,))
    assert kept(alone).glance == ()
    found = kept(alone, P_LATE)
    assert [g.incident.words for g in found.glance] == [ATTACK.title]
    assert found.single.rows == ()
    assert [c.number for c in found.cases] == [1]


def test_beyond_the_first_few_an_incident_to_be_decided_on_is_still_named_aloud() -> None:
    statements = [s for _, group in STATEMENTS for s in group if not s.suggestion and s not in (S_ALERT, S_ATTACK)]
    many = [
        Incident(id=s.id, statements=(s.id, other.id), title=f"incident {n}")
        for n, (s, other) in enumerate(zip(statements[::2], statements[1::2], strict=False))
    ]
    proposals = [replace(P_HALL, incident=i.id) for i in many]
    found = kept(*many, *proposals)
    others = next(f for f in found.also if f.label == "other incidents")
    told = [g.incident.words for g in found.glance] + [c.words.split(":")[0] for c in others.lines]
    assert sorted(told) == sorted(i.title for i in many)
    assert all("1 to decide, OVERDUE" in c.words and c.tone is Tone.LOUD for c in others.lines)


def test_what_most_is_said_of_is_not_pushed_out_by_much_that_waits() -> None:
    plots = [
        Incident(id=s.id, statements=(s.id, other.id), title=f"waits {n}")
        for n, (s, other) in enumerate([(S_HOW, S_TWO), (S_NOCLAIM, S_DOZENS), (S_STAFF, S_133), (S_ALERT, S_ECHO)])
    ]
    proposals = [replace(P_HALL, incident=i.id) for i in plots]
    happened = replace(ATTACK, id=S_ATTACK.id, statements=(S_ATTACK.id, S_FORTY.id))
    found = kept(happened, *plots, *proposals)
    first, last = found.glance[:-1], found.glance[-1]
    assert sorted(g.incident.words for g in first) == [i.title for i in plots]
    assert last.incident.words == ATTACK.title


# ---- at a glance


def test_a_glance_answers_what_an_officer_asks_first() -> None:
    facts = glance(ATTACK).facts
    assert glance(ATTACK).stage.words == "happened"
    assert fact(facts, "to decide") == (
        "UNDECIDED WHEN IT HAPPENED; OVERDUE BY 6 days 15 h: Halvorsen Chamber Orchestra"
    )
    assert fact(facts, "when and where").startswith("22 March 2024\nCrocus City Hall, Krasnogorsk")
    assert "Federal Security Service: source usually reliable (B), item probably true (2)" in fact(facts, "who says so")
    assert fact(facts, "claimed by").splitlines()[0] == "Islamic State"
    assert fact(facts, "confirmed by") == "American officials, of Islamic State – Khorasan"
    assert "an adviser: “Ukraine had nothing to do with it”" in fact(facts, "denied by")
    assert fact(facts, "accused") == "Moscow's security chief → Ukraine"
    assert fact(facts, "warned") == (
        "the United States → Federal Security Service, private, 6 March 2024, 16 days before"
    )
    assert "how the gunmen came to the hall" in fact(facts, "not known")
    assert "reach had shrunk" in fact(facts, "reassess")


def test_a_hedge_of_whoever_says_it_stands_beside_the_marks() -> None:
    lines = fact(glance(ATTACK).facts, "who says so").splitlines()
    assert [line for line in lines if "they call it possible" in line] == [
        "the United States: source not judged (F), item not judged (6); they call it possible"
    ]


def test_what_was_not_read_is_said_and_not_left_blank() -> None:
    absent = fact(glance(PLAN).facts, "in what was read")
    assert absent == "no figures, no claim, no confirmation, no denial, no accusation, no open question"


def test_what_may_still_happen_says_so_and_says_that_nothing_waits() -> None:
    (only,) = kept(PLAN).glance
    assert only.stage.words == "may still happen (planned)"
    assert fact(only.facts, "to decide") == "nothing"


def test_dozens_are_at_least_24_and_never_a_flat_number() -> None:
    figures = fact(glance(ATTACK).facts, "killed and hurt")
    assert "civilians injured: at least 24" in figures
    assert not re.search(r"\b(?:12|24)\b", figures.replace("at least 24", ""))
    row = next(r for t in shown().tolls for r in t.rows if "“Dozens”" in strings(r))
    columns = next(t for t in shown().tolls if row in t.rows).columns
    table = Table(title="", columns=columns, rows=(row,), empty="")
    assert [under(table, row, c) for c in ("low", "best", "high")] == ["24", "not stated", "not stated"]
    assert number(S_DOZENS, shown()) in {n for cells in row.fields for c in cells for n in card_numbers(c)}


def test_attackers_are_counted_apart_and_figures_that_differ_are_all_told() -> None:
    figures = fact(glance(ATTACK).facts, "killed and hurt").splitlines()
    assert "people killed: at least 40; 133" in figures
    assert "attackers killed: 2" in figures
    assert any(t.title.endswith("those who attacked, counted apart") for t in shown().tolls)
    assert any("The figures differ; none is chosen here." in t.note for t in shown().tolls)


def test_open_questions_of_no_incident_are_not_lost() -> None:
    assert "Who told the staff of the hall is unclear" in fact(shown().also, "not known either")
    assert fact(shown().also, "of no incident") == "assessment"


# ---- who may be behind it


def test_every_assessment_by_the_program_has_the_unknown_among_its_rivals() -> None:
    programs = [o for c in shown().cases for o in c.opinions if not o.signed]
    assert programs
    assert all("somebody unknown" in [row.fields[0][0].words for row in o.rivals.rows] for o in programs)


def test_at_a_glance_a_signed_rival_stands_beside_those_that_are_only_proposed() -> None:
    facts = glance(ATTACK).facts
    assert fact(facts, "who may be behind it").splitlines() == [
        "Islamic State: likely (55–80 %)", "Islamic State – Khorasan: very likely (80–95 %)",
        "Ukraine: unlikely (20–45 %)", "somebody unknown: very unlikely (5–20 %)",
    ]  # fmt: skip
    assert fact(facts, "confidence in that").splitlines() == [
        "low, of each", f"Islamic State – Khorasan signed by {VERA.name}", "the rest proposed, unsigned",
    ]  # fmt: skip


def test_likelihood_and_confidence_never_share_a_cell() -> None:
    mixed = [
        text
        for text in strings(shown())
        for sentence in re.split(r"[.;\n]", text)
        if LIKELY.search(sentence) and CONFIDENT.search(sentence)
    ]
    assert mixed == []
    assert LIKELY.search("very likely")
    assert CONFIDENT.search("confidence low")


def test_a_claim_a_confirmation_and_an_accusation_are_three_standings() -> None:
    rivals = case(ATTACK).opinions[0].rivals
    standing = {row.fields[0][0].words: under(rivals, row, "how they stand to it") for row in rivals.rows}
    assert standing == {
        "Islamic State": "claimed", "Islamic State – Khorasan": "confirmed",
        "Ukraine": "accused by authorities\ndenied", "somebody unknown": "no status",
    }  # fmt: skip


def test_a_mere_suggestion_is_not_told_at_a_glance() -> None:
    """Who claims it is what was said, and not what a reader doubts that it was said."""
    held = replace(ATTACK, statements=(S_ATTACK.id, S_FORTY.id, S_NAMED.id))
    (glanced,) = kept(held).glance
    assert S_NAMED.suggestion
    assert fact(glanced.facts, "claimed by") == ""
    said = replace(held, statements=(S_ATTACK.id, S_FORTY.id, S_NOCLAIM.id))
    assert fact(kept(said).glance[0].facts, "claimed by") != ""

"""Times: resolved from what is known, and left unresolved where nothing is."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import written
from tocsin.model import Mention, TimePrecision, When, digest
from tocsin.reading import days, times
from tocsin.reading.passages import cut
from tocsin.reading.times import forms, lengths

SATURDAY = days.on(date(2024, 3, 23), "stated")


def found(text: str, published: When | None = SATURDAY, **more: When | None) -> tuple[Mention, ...]:
    return times.find(text, cut(text, 0, len(text), of=digest(text)), published=published, **more)


def told(
    text: str, published: When | None = SATURDAY, **more: When | None
) -> list[tuple[str, tuple[str, str, str] | None]]:
    return [
        (m.span.quote, m.resolved and (str(m.resolved.start), str(m.resolved.end), m.resolved.precision.value))
        for m in found(text, published, **more)
    ]


@pytest.mark.parametrize(
    ("text", "quote", "start", "end", "precision"),
    [
        ("It happened on 12 March 2023.", "12 March 2023", "2023-03-12", "2023-03-12", "day"),
        ("It happened on March 12, 2023, by night.", "March 12, 2023", "2023-03-12", "2023-03-12", "day"),
        ("It happened on the 4th of May 2019.", "the 4th of May 2019", "2019-05-04", "2019-05-04", "day"),
        ("ON 14 FEB 90 THE MAYOR LEFT", "14 FEB 90", "1990-02-14", "1990-02-14", "day"),
        ("logged 2024-03-12 by hand", "2024-03-12", "2024-03-12", "2024-03-12", "day"),
        ("dated 25/03/2023", "25/03/2023", "2023-03-25", "2023-03-25", "day"),
        ("Friday's attack", "Friday", "2024-03-22", "2024-03-22", "day"),
        ("brought down by Friday's attack", "Friday", "2024-03-22", "2024-03-22", "day"),
        ("It burned on 9 August last year.", "9 August last year", "2023-08-09", "2023-08-09", "day"),
        ("It will open on 2 January next year.", "2 January next year", "2025-01-02", "2025-01-02", "day"),
        ("It burned on Saturday.", "Saturday", "2024-03-23", "2024-03-23", "day"),
        ("It burned last Saturday.", "last Saturday", "2024-03-16", "2024-03-16", "day"),
        ("It burned early Saturday.", "early Saturday", "2024-03-23", "2024-03-23", "day"),
        ("The rally will be held on Sunday.", "Sunday", "2024-03-24", "2024-03-24", "day"),
        ("SHELLED ON WEDNESDAY AND THURSDAY", "WEDNESDAY AND THURSDAY", "2024-03-20", "2024-03-21", "day"),
        ("It burned yesterday.", "yesterday", "2024-03-22", "2024-03-22", "day"),
        ("It burned this morning.", "this morning", "2024-03-23", "2024-03-23", "day"),
        ("It burned overnight.", "overnight", "2024-03-22", "2024-03-23", "day"),
        ("It burned earlier this week.", "earlier this week", "2024-03-18", "2024-03-24", "week"),
        ("It burned two days ago.", "two days ago", "2024-03-21", "2024-03-21", "day"),
        ("the January attack in Iran", "January", "2024-01-01", "2024-01-31", "month"),
        ("It burned in November.", "November", "2023-11-01", "2023-11-30", "month"),
        ("a warning on March 7 of it", "March 7", "2024-03-07", "2024-03-07", "day"),
        ("It burned on Dec. 30.", "Dec. 30", "2023-12-30", "2023-12-30", "day"),
        ("It will open next month.", "next month", "2024-04-01", "2024-04-30", "month"),
        ("It burned in 2019.", "2019", "2019-01-01", "2019-12-31", "year"),
        ("the 2015 raids", "2015", "2015-01-01", "2015-12-31", "year"),
        ("war in the 1990s", "the 1990s", "1990-01-01", "1999-12-31", "decade"),
        ("in the third quarter of 2021", "the third quarter of 2021", "2021-07-01", "2021-09-30", "month"),
        ("in spring 2020", "spring 2020", "2020-03-01", "2020-05-31", "season"),
        ("Avoid it over the next 48 hours.", "over the next 48 hours", "2024-03-23", "2024-03-25", "day"),
        ("They burned it on the 14th and left.", "the 14th", "2024-03-14", "2024-03-14", "day"),
        ("They burned it on the 28th.", "the 28th", "2024-02-28", "2024-02-28", "day"),
        ("They will burn it on the 28th.", "the 28th", "2024-03-28", "2024-03-28", "day"),
        ("It was sent on the ninth, he said.", "the ninth", "2024-03-09", "2024-03-09", "day"),
        ("missing since the 18th of this month", "the 18th of this month", "2024-03-18", "2024-03-18", "day"),
        ("missing since the 18th of last month", "the 18th of last month", "2024-02-18", "2024-02-18", "day"),
        ("between June and August", "between June and August", "2023-06-01", "2023-08-31", "month"),
        ("on the night of 5 to 6 June", "the night of 5 to 6 June", "2023-06-05", "2023-06-06", "day"),
        ("at 7:40 p.m. on Friday", "7:40 p.m. on Friday", "2024-03-22", "2024-03-22", "day"),
        ("at noon Friday", "noon Friday", "2024-03-22", "2024-03-22", "day"),
        ("On Friday, April 5: a vigil", "Friday, April 5", "2024-04-05", "2024-04-05", "day"),
        ("It burned last Dec. 30.", "last Dec. 30", "2023-12-30", "2023-12-30", "day"),
        ("in the week of March 4", "the week of March 4", "2024-03-04", "2024-03-10", "week"),
        ("It burned three years ago.", "three years ago", "2021-01-01", "2021-12-31", "year"),
        ("It burned a week or so ago.", "a week or so ago", "2024-03-13", "2024-03-19", "week"),
        ("arms seized in the third quarter", "the third quarter", "2023-07-01", "2023-09-30", "month"),
        ("arms seized in this year's first quarter", "this year's first quarter", "2024-01-01", "2024-03-31", "month"),
        ("It will close by the end of the year.", "by the end of the year", "2024-01-01", "2024-12-31", "year"),
        ("It burned in nineteen eighty-six.", "nineteen eighty-six", "1986-01-01", "1986-12-31", "year"),
        ("a vigil on Thanksgiving 2023", "Thanksgiving 2023", "2023-11-23", "2023-11-23", "day"),
    ],
)
def test_a_time_is_resolved(text: str, quote: str, start: str, end: str, precision: str) -> None:
    assert told(text) == [(quote, (start, end, precision))]


def test_the_anchor_says_what_it_was_told_from() -> None:
    assert [m.resolved.anchor for m in found("on Friday, and on 3 May 2020")] == ["published 2024-03-23", "stated"]


def test_the_dateline_comes_before_publication() -> None:
    dateline = days.on(date(2024, 3, 20), "stated")
    assert told("on Tuesday", dateline=dateline) == [("Tuesday", ("2024-03-19", "2024-03-19", "day"))]
    assert found("on Tuesday", dateline=dateline)[0].resolved.anchor == "dateline 2024-03-20"


@pytest.mark.parametrize(
    "text", ["on Friday", "yesterday", "in January", "March 7", "two days ago", "the next 48 hours", "last summer"]
)
def test_without_a_date_a_relative_time_is_kept_unresolved(text: str) -> None:
    (mention,) = found(text, None)
    assert mention.resolved is None


def test_without_a_date_a_stated_time_is_resolved() -> None:
    assert told("on 3 May 2020", None) == [("3 May 2020", ("2020-05-03", "2020-05-03", "day"))]


@pytest.mark.parametrize(
    "text",
    [
        "for two years",
        "two hours of talks",
        "2014 people died",
        "at least 1999 houses",
        "It may be attacked",
        "Theresa May said",
        "They march on",
        "a 3:2 win",
        "a score of 12-15",
        "the fall of the town",
        "a spring in the desert",
        "second attack",
        "May we go",
        "nineteen eighty-year-olds",
        "two thousand villagers",
        "a pre-dawn raid",
        "the November 17 organization",
        "shot on 25 April Bridge",
        "the Popular Forces of 25 April",
    ],
)
def test_what_is_no_date_is_no_time(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The embassy warned of attacks on Sunday.", "2024-03-24"),
        ("The embassy warned publicly of attacks on Sunday.", "2024-03-24"),
        ("The embassy warned pilgrims of an attack on Sunday.", "2024-03-24"),
        ("The embassy warned members of the parish on Sunday.", "2024-03-17"),
        ("They planned the raid on the port for Sunday.", "2024-03-24"),
        ("They planned the raid for which two were jailed on Sunday.", "2024-03-17"),
        ("Police said on Sunday that they may attack again.", "2024-03-17"),
        ("They may attack again, police said on Sunday.", "2024-03-17"),
        ("On Sunday the party will hold a rally.", "2024-03-24"),
        ("The raid had been due on Sunday.", "2024-03-17"),
        ("By Sunday twelve had been shot.", "2024-03-17"),
        ("They were told to leave by Sunday.", "2024-03-24"),
        ("They had been ordered to leave by Sunday.", "2024-03-24"),
        ("They vowed to strike on April 14.", "2024-04-14"),
        ("the April 14 deadline", "2024-04-14"),
        ("a vigil on April 14", "2024-04-14"),
        ("It burned on April 14.", "2023-04-14"),
        ("Gunmen killed twelve people in the north of the city on April 14.", "2023-04-14"),
        ("The blast on April 14 killed twelve people.", "2023-04-14"),
        ("It will open on Nov. 3.", "2024-11-03"),
        ("a vigil on Nov. 3", "2023-11-03"),
        ("It will open in September.", "2024-09-01"),
    ],
)
def test_the_nearest_verb_says_whether_a_time_is_past_or_to_come(text: str, day: str) -> None:
    (mention,) = found(text)
    assert str(mention.resolved.start) == day


@pytest.mark.parametrize(
    "text",
    [
        "The raid was planned not for Friday but for Sunday.",
        "The embassy warned on Friday of attacks on Sunday.",
        "The embassy warned pilgrims on Friday about a raid on Sunday.",
    ],
)
def test_what_is_planned_or_warned_of_is_to_come_whatever_other_day_stands_between(text: str) -> None:
    assert [str(m.resolved.first_day) for m in found(text) if m.resolved][-1] == "2024-03-24"


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shot six people, a day after the army had warned churches twice of an attack on Sunday.",
        "The army had also warned of an attack on Sunday.",
        "The rebels had planned the raid on the market for Sunday, and killed six people.",
        "The rebels planned the raid on the market for Sunday and killed six people.",
        "The raid planned by the rebels for Sunday killed six people.",
        "The raid planned for Sunday wounded six people.",
        "The army warned churches last week of raids on Sunday.",
        "The army warned last week of attacks on Sunday.",
    ],
)
def test_what_had_been_warned_of_or_is_done_is_not_put_on_a_day_to_come(text: str) -> None:
    assert [str(m.resolved.first_day) for m in found(text) if m.resolved][-1] == "2024-03-17"


@pytest.mark.parametrize(
    "text",
    [
        "The army has also warned churches of an attack on Sunday.",
        "The raid planned by the rebels for Sunday was meant to kill many.",
        "They killed six people, and planned the raid on the market for Sunday.",
        "The army warned churches this week of an attack on Sunday.",
        "They planned the raid on the port for Sunday, police said.",
        "The raid on the port had been planned for Sunday, police said.",
    ],
)
def test_what_is_warned_of_or_planned_and_not_told_as_done_is_to_come(text: str) -> None:
    assert [str(m.resolved.first_day) for m in found(text) if m.resolved][-1] == "2024-03-24"


@pytest.mark.parametrize(
    ("given", "feared", "day"),
    [
        ("Monday", "Wednesday", "2024-03-20"),
        ("Monday", "Sunday", "2024-03-24"),
        ("Wednesday", "Monday", "2024-03-25"),
        ("Friday", "Sunday", "2024-03-24"),
        ("Sunday", "Thursday", "2024-03-21"),
    ],
)
def test_a_day_that_came_since_the_warning_of_it_is_not_a_week_ahead(given: str, feared: str, day: str) -> None:
    text = f"The army warned churches on {given} of an attack on {feared}."
    assert [str(m.resolved.first_day) for m in found(text) if m.resolved][-1] == day


@pytest.mark.parametrize("text", ["every Friday", "each Monday night", "on Fridays", "every March"])
def test_what_comes_round_is_no_date(text: str) -> None:
    (mention,) = found(f"They attack the market {text}.")
    assert mention.resolved is None
    assert not times.is_relative(mention)


def test_a_date_that_can_be_read_two_ways_is_unresolved_with_both() -> None:
    (mention,) = found("dated 12/03/2023")
    assert mention.resolved is None
    assert [str(c.start) for c in mention.candidates] == ["2023-03-12", "2023-12-03"]


def test_a_stated_zone_makes_a_moment() -> None:
    (mention,) = found("heard at 1900 GMT 5 NOV 92")
    assert mention.resolved.precision is TimePrecision.MINUTE
    assert mention.resolved.start == datetime(1992, 11, 5, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "anchor", "start", "end"),
    [
        ("four years earlier", days.month_of(2024, 1, "x"), "2020-01-01", "2020-01-31"),
        ("two days later", days.on(date(2024, 2, 28), "x"), "2024-03-01", "2024-03-01"),
        ("the evening before", days.on(date(2003, 4, 3), "x"), "2003-04-02", "2003-04-02"),
        ("a month earlier", days.on(date(2003, 4, 2), "x"), "2003-03-01", "2003-03-31"),
        ("the previous Wednesday", days.on(date(2024, 3, 22), "x"), "2024-03-20", "2024-03-20"),
        ("hours later", days.on(date(2024, 3, 22), "x"), None, None),
        ("on the same night", days.on(date(2024, 3, 22), "x"), "2024-03-22", "2024-03-22"),
        ("a week before", days.on(date(2024, 3, 22), "x"), "2024-03-12", "2024-03-18"),
    ],
)
def test_a_time_that_counts_from_an_event_waits_for_it(
    text: str, anchor: When, start: str | None, end: str | None
) -> None:
    (mention,) = found(text)
    assert mention.resolved is None
    assert times.is_relative(mention)
    resolved = times.against(mention, anchor).resolved
    assert (str(resolved.start), str(resolved.end)) == (start, end) if start else resolved is None


@pytest.mark.parametrize(
    ("text", "quote", "start", "end", "basis"),
    [
        ("On March 3 it burned, and two days later it fell", "two days later", "2024-03-05", "2024-03-05", "March 3"),
        ("In 2019, and again on March 3, and a week later", "a week later", "2024-03-07", "2024-03-13", "March 3"),
        ("It fell in May 2019 and rose that year", "that year", "2019-01-01", "2019-12-31", "May 2019"),
        ("In May 2019 he swore to go by the end of the year", "by the end of the year", "2019-01-01", "2019-12-31",
         "May 2019"),
        ("They killed 12 in January, up from 3 a year ago", "a year ago", "2023-01-01", "2023-01-31", "January"),
    ],
)  # fmt: skip
def test_a_time_counts_from_the_time_told_before_it(text: str, quote: str, start: str, end: str, basis: str) -> None:
    mention = found(text)[-1]
    assert (mention.span.quote, mention.basis.quote) == (quote, basis)
    assert (str(mention.resolved.start), str(mention.resolved.end)) == (start, end)


def test_no_day_is_counted_from_a_year() -> None:
    *_, mention = found("In 2019 it burned, and two days later it fell.")
    assert mention.resolved is None
    assert times.against(mention, days.year_of(2019, "stated")).resolved is None


def test_what_counts_from_an_event_that_follows_is_not_counted_from_another_time() -> None:
    *_, mention = found("It fell on Friday, two days after the blast.")
    assert mention.span.quote == "two days after"
    assert (mention.resolved, mention.basis.quote) == (None, "the blast")
    assert not times.is_relative(mention)


@pytest.mark.parametrize(
    ("text", "quote", "form", "length"),
    [
        ("held for three days", "three days", "length", (3, "day")),
        ("held for weeks", "weeks", "length", (None, "week")),
        ("a twenty-four hour siege", "twenty-four hour", "length", (24, "hour")),
        ("a ten-day siege", "ten-day", "length", (10, "day")),
        ("ruled for two centuries", "two centuries", "length", (2, "century")),
        ("They march every two weeks.", "every two weeks", "often", (2, "week")),
        ("They march daily.", "daily", "often", None),
        ("They fled recently.", "recently", "past", None),
        ("They flee now.", "now", "present", None),
    ],
)
def test_what_says_no_day_is_told_apart(
    text: str, quote: str, form: str, length: tuple[int | None, str] | None
) -> None:
    (one,) = times.told(text, cut(text, 0, len(text), of=digest(text)), published=SATURDAY)
    assert (one.span.quote, one.form, one.when) == (quote, form, None)
    assert (one.length and (one.length.count, one.length.unit)) == length
    assert found(text) == ()


def test_a_half_is_part_of_a_length() -> None:
    assert [lengths.length(w).half for w in ("2 1/2 years", "a year and a half", "two years")] == [True, True, False]


def test_all_is_told_in_order() -> None:
    text = "Held for two days in May, they fled on Friday and march daily."
    told = times.told(text, cut(text, 0, len(text), of=digest(text)), published=SATURDAY)
    assert [one.form for one in told] == ["length", "month", "weekday", "often"]


def test_a_dateline_gives_its_day() -> None:
    text = "KABUL, Afghanistan (Jan. 25, 2013) —"
    day = times.of_dateline(text, cut(text, 0, len(text), of=digest(text)), published=None)
    assert day.start == date(2013, 1, 25)


@given(st.text(alphabet="0123456789 -/:.,MayMarchFridaylstweknxdbfo'", max_size=80))
def test_no_text_breaks_it_and_spans_are_exact(text: str) -> None:
    for mention in found(text) if text else ():
        assert text[mention.span.start : mention.span.end] == mention.span.quote


@pytest.mark.parametrize(
    "text",
    [
        "The 14th Brigade left.", "It burned on the 4th floor.", "It burned on the 27th anniversary.",
        "It opened on the seventh day.", "He failed on the fifth attempt.", "They stood on the 12th Avenue.",
    ],
)  # fmt: skip
def test_a_number_of_something_else_is_no_day_of_the_month(text: str) -> None:
    assert [quote for quote, _ in told(text) if "the " in quote and "day" not in quote] == []


def test_a_day_of_the_month_is_of_the_month_told_before_it() -> None:
    (march, third) = found("In March 2019 he met them; on the 3rd he left.")
    assert third.resolved == days.on(date(2019, 3, 3), "counted from 2019-03-01")
    assert third.basis == march.span


def test_what_another_came_after_is_as_far_before_it() -> None:
    assert times.before("four days after", SATURDAY) == days.on(date(2024, 3, 19), "counted from 2024-03-23")
    assert times.before("the day after", SATURDAY) == days.on(date(2024, 3, 22), "counted from 2024-03-23")
    assert times.before("days after", SATURDAY) is None


@pytest.mark.parametrize(
    "words",
    [
        "Good Friday", "Easter Monday 2023", "New Year's Day", "Christmas Eve", "12 March 2023", "March 12, 2023",
        "the 4th of May 2019", "last Friday", "Friday night", "two days ago", "a year earlier", "the next two days",
        "three days after the vote", "the first quarter of 2023", "early March", "the same day", "the day before",
        "this weekend", "between 3 and 5 March", "at 6 a.m. on Friday", "the spring of 2021", "every Friday",
    ],
)  # fmt: skip
@pytest.mark.parametrize("broken", ["\n", "\u00a0"])
def test_a_line_that_ends_within_a_time_changes_nothing(words: str, broken: str) -> None:
    text = f"On 3 March 2023 police said that it happened {words}, in Lima."
    other = text.replace(words, words.replace(" ", broken))
    assert [on for _, on in told(other)] == [on for _, on in told(text)]
    assert [quote.split() for quote, _ in told(other)] == [quote.split() for quote, _ in told(text)]


def test_no_time_begins_with_a_word_that_the_forms_pass_over() -> None:
    any_word = re.compile(rf"(?<!\w)(?=[\w'’])(?:{forms.ANY})")
    texts = [one.text for one in written("train")]
    assert [m.group() for text in texts for m in forms.TIME.finditer(text)] == [
        m.group() for text in texts for m in any_word.finditer(text)
    ]

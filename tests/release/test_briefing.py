"""The briefing: for one reader, by name, with what they may see, in words that cannot be taken for something else."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.release.notices import AUTHORISED, HALL, WARNED, drawn, halves
from tests.scene import MOSCOW, OFFICER, decision, entry, incident, says, span
from tocsin.model import (
    Certainty,
    Contact,
    Kind,
    NoticeStatus,
    Person,
    Polarity,
    Protector,
    Speaker,
    Statement,
    Tlp,
)
from tocsin.release.briefing import TEAR
from tocsin.release.plain import MOST, plain, printable
from tocsin.release.tongues import lacking

CIRCULAR = says(
    "Members heard that gunmen watch the Lantern Quay hall.", Kind.PLOT, places=[MOSCOW], targets=["the hall"],
    speakers=["members"], certainty=Certainty.POSSIBLE, report="circular",
)  # fmt: skip
MARKED = {WARNED.report: Tlp.CLEAR, CIRCULAR.report: Tlp.AMBER}


def test_it_names_its_reader_its_sender_and_whoever_decided() -> None:
    above, _ = halves(drawn(WARNED, issuer=AUTHORISED).briefing)
    assert f"Briefing for {HALL.name}" in above
    assert f"From {AUTHORISED.name}; decided by {OFFICER.name}" in above
    assert "Please acknowledge this notice." in above


def test_it_can_be_checked_and_asks_for_nothing_that_a_swindler_would() -> None:
    """A number that stands in the text itself would be the forger's own: it is never the way to check the text."""
    known = "call us at a number that you had before"
    for issuer, how in ((AUTHORISED, f"{known} (it should be {AUTHORISED.contact})"), (None, known)):
        notice = drawn(WARNED, issuer=issuer).briefing
        above, below = halves(notice)
        assert f"{how} and name the notice" in above
        assert f"Notice {notice.identifier}" in above
        assert "We never ask you to install anything or to follow a link." in above
        assert "http" not in above + below


def test_where_links_are_sent_the_text_does_not_say_that_none_are() -> None:
    """Who reads “we never ask you to follow a link” above a link learns to trust neither."""
    above, _ = halves(drawn(WARNED, issuer=replace(AUTHORISED, links=True)).briefing)
    assert "or to follow a link" not in above
    assert "The one link that we send says that this has reached you; you may call instead." in above


@pytest.mark.parametrize(
    ("issuer", "status", "word"),
    [(None, NoticeStatus.EXERCISE, "EXERCISE"), (AUTHORISED, NoticeStatus.ACTUAL, "ACTUAL")],
)
def test_both_halves_say_whether_it_is_an_exercise(issuer: object, status: NoticeStatus, word: str) -> None:
    notice = drawn(WARNED, issuer=issuer).briefing  # type: ignore[arg-type]
    banner = f"{word} - {word} - {word}"
    assert notice.status is status
    assert [half.strip().splitlines()[0] for half in halves(notice)] == [banner, banner]


@pytest.mark.parametrize(
    ("clearance", "sees", "marking"),
    [
        (Tlp.CLEAR, False, Tlp.CLEAR),
        (Tlp.GREEN, False, Tlp.CLEAR),
        (Tlp.AMBER, True, Tlp.AMBER),
        (Tlp.AMBER_STRICT, True, Tlp.AMBER),
        (Tlp.RED, True, Tlp.AMBER),
    ],
)
def test_each_reader_sees_what_they_are_cleared_for(clearance: Tlp, sees: bool, marking: Tlp) -> None:  # noqa: FBT001 - a row of the table
    notice = drawn(WARNED, CIRCULAR, markings=MARKED, whom=replace(HALL, clearance=clearance)).briefing
    above, below = halves(notice)
    assert ("gunmen watch the Lantern Quay hall" in above) is sees
    assert ("Some of what we know is marked above your clearance" in above) is not sees
    assert "gunmen" not in below
    assert notice.marking is marking
    assert f"TLP:{marking} above the tear line" in above


def test_what_is_said_is_told_word_for_word_with_whoever_said_it_and_how_surely() -> None:
    chained = says(
        "The mayor said that the police knew nothing.", Kind.DENIAL, polarity=Polarity.NEGATIVE, report="wire"
    )
    chained = replace(chained, speakers=(Speaker(name="the mayor"), Speaker(name="the police")))
    above, _ = halves(drawn(WARNED, chained).briefing)
    quoted = f"“{chained.content[0].quote}”"
    sure = "stated without a hedge; reported on 7 March 2024"
    assert f"* the mayor, quoting the police: denial, said NOT to be so ({sure}): {quoted}" in above
    assert f"* the embassy: warning (called probable; reported on 7 March 2024): “{WARNED.content[0].quote}”" in above


def disbelieved(sentence: str = "Police do not believe that gunmen plan to bomb churches.") -> Statement:
    """A plot that police do not believe in; the words that tell it hold no "not"."""
    made = says(sentence, Kind.PLOT, polarity=Polarity.NEGATIVE, report="wire", speakers=["Police"],
                certainty=Certainty.PROBABLE)  # fmt: skip
    start = sentence.index("that gunmen")
    return replace(made, content=(span(sentence[start:].rstrip("."), made.passage.text, start),))


def test_what_is_said_not_to_be_so_says_that_before_it_is_quoted_and_is_quoted_with_its_not() -> None:
    above, _ = halves(drawn(WARNED, disbelieved()).briefing)
    assert (
        "* Police: said NOT to be so: plot (that it is not so is called probable; reported on 7 March 2024): "
        "“Police do not believe that gunmen plan to bomb churches.”"
    ) in above


def test_words_that_hold_their_not_are_quoted_alone() -> None:
    no = says("There is no plot to bomb churches.", Kind.PLOT, polarity=Polarity.NEGATIVE, report="wire")
    no = replace(no, content=(span("no plot to bomb churches", no.passage.text, 9),))
    above, _ = halves(drawn(WARNED, no).briefing)
    assert "said NOT to be so: plot (" in above
    assert "): “no plot to bomb churches”" in above


def test_where_something_is_kept_back_the_rest_of_a_sentence_is_not_told_for_its_not() -> None:
    denied = disbelieved("Police at the Lantern Quay do not believe that gunmen plan to bomb churches.")
    held = {WARNED.report: Tlp.CLEAR, "wire": Tlp.CLEAR, CIRCULAR.report: Tlp.RED}
    above, _ = halves(drawn(WARNED, denied, CIRCULAR, markings=held).briefing)
    assert "Lantern Quay" not in above
    assert "* Police: said NOT to be so: plot (" in above
    assert "): “that gunmen plan to bomb churches”" in above


def test_a_speaker_of_whom_only_a_pronoun_is_known_is_nobody_of_that_name() -> None:
    said = says("Its account says that gunmen will come.", Kind.THREAT, speakers=["its"], report="wire")
    above, _ = halves(drawn(WARNED, said).briefing)
    assert "* somebody whom it calls “its”: threat (" in above
    assert "* its: " not in above


def test_targets_that_differ_in_capitals_article_or_plural_alone_are_named_once() -> None:
    named = ("CLINIC", "clinics", "churches", "the clinic", "Church", "bus stations", "glass")
    held = [says(f"Gunmen may attack {name}.", targets=[name], report=f"r{n}") for n, name in enumerate(named)]
    notice = drawn(*held).briefing
    assert notice.below[0].text == "An attack is feared on: “clinics”, “churches”, “bus stations”, “glass”."
    assert set(notice.below[0].draws_on) == {s.id for s in held}


def test_every_line_of_the_text_is_a_line_on_record_or_form() -> None:
    """Nothing stands in what leaves that the record cannot trace to statements, or know for form."""
    notice = drawn(WARNED, CIRCULAR, markings=MARKED).briefing
    lines = {f"* {line.text}" for line in notice.above} | {line.text for line in notice.below}
    form = (
        "EXERCISE - ", "Briefing for ", "From ", "TLP:", "Notice ", "Please ack", "To make sure", "We never", TEAR,
        "This holds until ", "To check this, or to say that it has reached you, call ",
    )  # fmt: skip
    loose = [x for x in notice.body.splitlines() if x and x not in lines and not x.startswith(form)]
    assert loose == []
    held = {WARNED.id, CIRCULAR.id}
    assert {s for line in notice.above for s in line.draws_on} == held
    assert {s for line in notice.below for s in line.draws_on} == {WARNED.id}


def test_it_goes_to_them_and_to_those_who_protect_them_each_once() -> None:
    own, other = Contact(channel="mail", address="a@house.example"), Contact(channel="screen", address="gate")
    guard = Protector(name="Exercise Contact Ann", role="guard", contacts=(own, other))
    whom = replace(HALL, contacts=(own,), protectors=(guard,))
    assert drawn(WARNED, whom=whom).briefing.contacts == (own, other)


# --- languages ------------------------------------------------------------------------------------------------


def test_a_reader_of_another_language_is_told_in_theirs_that_the_text_is_lacking() -> None:
    russian = replace(HALL, languages=("ru", "de"))
    notice = drawn(WARNED, whom=russian).briefing
    above, below = halves(notice)
    assert "Немедленно попросите перевести его." in above
    assert "Lassen Sie sie sofort übersetzen." in above
    assert "You read: ru, de. A text in it is lacking; a person must supply one." in above
    assert below.isascii() or "Немедленно" not in below
    assert notice.language == "en"


def test_a_reader_of_english_is_told_nothing_of_the_kind() -> None:
    assert lacking(replace(HALL, languages=("ru", "en"))) == ()


def test_a_language_for_which_we_have_no_words_is_still_said_to_be_lacking() -> None:
    (line,) = lacking(replace(HALL, languages=("sw",)))
    assert "You read: sw." in line.text


# --- words from outside ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [TEAR, "- - TEAR LINE - -", "tear\nline", "Tear\u00adline", "T\u200bEAR LINE", "TEAR — LINE", "a\r\n\r\nFrom X"],
)
def test_no_name_or_quotation_can_pass_for_a_tear_line_or_begin_a_new_one(name: str) -> None:
    said = says(f"They watch {name}.", places=[MOSCOW], targets=[name])
    whom = entry("hall", name=name)
    ruled = decision(incident(said), whom, by=Person(name=name))
    notice = drawn(said, whom=whom, decision=ruled).briefing
    assert notice.body.count(TEAR) == 1
    assert notice.body.casefold().count("tear line") == 2  # the line itself, and "above the tear line" in the head
    assert not any(line.startswith("From X") for line in notice.body.splitlines())


@given(st.text(alphabet=st.characters(), max_size=400))
def test_whatever_comes_from_outside_stands_on_one_line_with_nothing_unseen(text: str) -> None:
    line = plain(text)
    assert len(line) <= MOST
    assert "\n" not in line
    assert line == printable(line)
    assert "tear line" not in line.casefold()


def test_letters_that_are_joined_unseen_are_kept() -> None:
    assert plain("می\u200cخواهم") == "می\u200cخواهم"


# --- moments --------------------------------------------------------------------------------------------------


def test_a_moment_is_written_so_that_nobody_reads_the_month_for_the_day() -> None:
    at = datetime(2024, 3, 7, 21, 10, tzinfo=timezone(timedelta(hours=3)))
    notice = drawn(WARNED, at=at).briefing
    above, below = halves(notice)
    assert "7 March 2024, 21:10 (UTC+03:00)" in above
    assert "This holds until 10 March 2024, 15:00 (UTC+03:00). Its end is not an all-clear." in below

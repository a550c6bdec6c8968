"""Why a person marked, judged, assessed, corrected or extended lies apart; why they were silent stays in the record."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests import by_heart as told
from tests.by_heart import day
from tests.desk.test_apart import VERIFIER, exported, found, record_of, stored
from tests.desk.test_noticing import enrol, keys
from tests.desk.test_personal import item
from tests.scene import OFFICER
from tests.sitting import APPROVER, Postbox, Sitting
from tocsin import ledger
from tocsin.casebook import Casebook
from tocsin.codec import canonical
from tocsin.desk import noticing, people, personal
from tocsin.desk.archiving import archive_of
from tocsin.desk.disclosing import disclosures
from tocsin.desk.dossier import dossier
from tocsin.desk.exporting import case_of
from tocsin.desk.handover import lines_of
from tocsin.desk.why import lines, why
from tocsin.exports import bundle, pack
from tocsin.model import (
    Assessment,
    Cancellation,
    Closing,
    Confidence,
    Correction,
    CorrectionHow,
    Credibility,
    DutyDecision,
    Extension,
    Grade,
    Judgement,
    Likelihood,
    Link,
    Person,
    Reliability,
    Reopening,
    Tlp,
    Waive,
    digest,
)

__all__ = ["keys"]

Keys = dict[str, Ed25519PrivateKey]
MARKED = "Exercise Informant Åke Ünal has been right twice."
JUDGED = "Exercise Witness Bo Nœrgaard saw both, and they were two."
ASSESSED = "Exercise Cousin Ida Škoda told us who paid."
CORRECTED = "Exercise Clerk Ülo Vääri made it up."
EXTENDED = "Exercise Guard Ana Peña still sees them at the gate."
APART = (MARKED, JUDGED, ASSESSED, CORRECTED, EXTENDED)
WAIVED = "The exercise committee is told, and nobody else is in the school."
CLOSED = "The exercise gunmen were arrested."
CANCELLED = "The exercise hall has been emptied."
CLEAR = (WAIVED, CLOSED, CANCELLED)
GONE = "erased on 09 March 2024, because: they asked"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A desk at which a reason was given for every kind of act that takes one."""

    desk: Sitting
    book: Casebook
    key: Ed25519PrivateKey
    warned: str

    def words(self) -> tuple[Any, ...]:
        """What persons put on record of the kinds whose reasons lie apart."""
        kinds = (Grade, Link, Assessment, Correction, Extension)
        return tuple(word for kind in kinds for word in self.book.all(kind) if isinstance(word.by, Person))

    def erase(self, *values: str) -> None:
        for value in values:
            personal.erase(
                item(self.book, value).id, because="they asked", by=OFFICER, key=self.key, required=False,
                book=self.book, at=day(9),
            )  # fmt: skip

    def read(self, what: str) -> str:
        """The casebook as a person reads it: why, the hand-over, the dossier, and who was told what."""
        if what == "why":
            steps = (step for word in self.words() for step in lines(why(word, book=self.book)))
            return "\n".join(words for _, words in steps)
        if what == "since":
            return "\n".join(line for word in self.words() for _, line in lines_of(word, book=self.book))
        if what == "dossier":
            return repr(dossier(self.book, office=self.desk.office, at=day(9, 1)))
        return repr(disclosures(self.warned, book=self.book, register=self.desk.office.register, at=day(9, 1)).rows)


@pytest.fixture
def case(kept: Sitting, keys: Keys) -> Case:
    """The hall is warned, which is held to be so for longer, and taken back; a report is retracted; the rest closed."""
    assert isinstance(kept.book, Casebook)
    enrol(kept, keys)
    key, office, book = keys[OFFICER.name], kept.office, kept.book
    wrong = kept.take(told.WARNED, at=day(7))
    kept.take(told.REPEATED, at=day(7, 1))
    kept.take(told.ELSEWHERE, at=day(7, 2))
    kept.take(told.HAPPENED, told.CLAIMED, at=day(7, 2))
    warned = kept.incident(told.WARNED).id
    people.mark(
        kept.said(told.ELSEWHERE).id, reliability=Reliability.B, credibility=Credibility.PROBABLY_TRUE, because=MARKED,
        book=book, office=office, by=OFFICER, at=day(7, 3), key=key,
    )  # fmt: skip
    people.judge(
        kept.incident(told.WARNED).id, kept.incident(told.ELSEWHERE).id, judgement=Judgement.DIFFERENT, because=JUDGED,
        book=book, office=office, by=OFFICER, at=day(7, 3), key=key,
    )  # fmt: skip
    notice = kept.briefing(kept.rule(kept.duty("hall", told.WARNED), at=day(7, 13), key=key))
    noticing.approve(
        notice,
        read=digest(notice.body),
        book=book,
        by=APPROVER,
        at=day(7, 14),
        key=keys[APPROVER.name],
        office=office,
    )
    kept.send(Postbox(), at=day(7, 15))
    silence = Waive(ground="W1", justification=WAIVED, by=OFFICER)
    kept.rule(kept.duty("school", told.WARNED), silence, at=day(7, 15), key=key)
    noticing.extend(
        notice, until=day(11), because=EXTENDED, book=book, office=office, by=OFFICER, at=day(7, 16), key=key
    )
    people.correct(
        wrong, how=CorrectionHow.RETRACTED, replacement=None, because=CORRECTED, book=book, office=office, by=OFFICER,
        at=day(7, 17), key=key,
    )  # fmt: skip
    people.assess(
        kept.incident(told.CLAIMED).id, actor=told.IS.id, likelihood=Likelihood.LIKELY, confidence=Confidence.LOW,
        note=ASSESSED, book=book, by=OFFICER, at=day(7, 17), key=key, required=False,
    )  # fmt: skip
    noticing.cancel(notice, because=CANCELLED, book=book, office=office, by=OFFICER, at=day(7, 18), key=key)
    people.close(
        kept.incident(told.ELSEWHERE).id, because=CLOSED, book=book, by=OFFICER, at=day(7, 19), key=key, required=False
    )
    return Case(desk=kept, book=book, key=key, warned=warned)


def test_why_somebody_marked_or_corrected_lies_apart_and_why_nobody_was_warned_does_not(case: Case) -> None:
    assert found((*APART, *CLEAR), record_of(case.book)) == set(CLEAR)
    assert found((*APART, *CLEAR), stored(case.book)) == {*APART, *CLEAR}, "kept, and where this search sees it"
    assert {each.value: each.kind for each in case.book.personal() if each.value in {*APART, *CLEAR}} == dict.fromkeys(
        APART, "words"
    )
    silences = (case.book.all(DutyDecision), case.book.all(Closing), case.book.all(Cancellation))
    assert all(any(reason in canonical(word) for word in words) for words, reason in zip(silences, CLEAR, strict=True))


@pytest.mark.parametrize(
    ("what", "reasons"),
    [
        ("why", APART),
        ("since", APART),
        ("dossier", (MARKED, JUDGED, ASSESSED)),
        ("disclosures", (CORRECTED,)),
    ],
)
def test_whoever_reads_it_is_told_why_until_it_is_erased(case: Case, what: str, reasons: tuple[str, ...]) -> None:
    read = case.read(what)
    assert set(reasons) <= found(APART, read.encode())
    assert "personal:" not in read
    case.erase(*APART)
    read = case.read(what)
    assert found(APART, read.encode()) == set()
    assert GONE in read
    assert "personal:" not in read


def test_a_ruling_that_is_reopened_names_the_report_and_no_reason(case: Case) -> None:
    """Else the reason would stand in a second place, and outlive its erasure there."""
    (again,) = {each.because for each in case.book.all(Reopening)}
    (correction,) = case.book.all(Correction)
    assert again == f"report {correction.report[:12]}, on which it rested, was retracted"


def test_no_reason_leaves_with_a_case(case: Case) -> None:
    feared, claimed = case.desk.incident(told.ELSEWHERE), case.desk.incident(told.CLAIMED)
    made, left_out = archive_of(feared, book=case.book, office="ours", clearance=Tlp.RED, at=day(9))
    words = canonical([act.body.decode() for act in made.acts]) + canonical([canonical(w) for w in made.words])
    assert left_out == 0
    assert pack(made)
    assert found((*APART, CLOSED), words.replace('\\"', '"').encode()) == {CLOSED}
    given, _ = case_of(claimed, book=case.book, clearance=Tlp.RED)
    shared = canonical(bundle((given,), office="ours"))
    assert f"signed by {OFFICER.name}" in shared
    assert found(APART, shared.encode()) == set()
    assert "personal:" not in shared


def test_what_was_erased_is_gone_and_all_proofs_stand(case: Case, tmp_path: Path) -> None:
    signed = case.book.verify(keys=()).holds
    case.erase(*APART)
    assert found(APART, stored(case.book)) == set()
    verdict = case.book.verify(keys=())
    assert verdict.sound, verdict.failed
    bear = "acts of people bear the signature of who they name"
    (before,), (after,) = ([h for h in holds if bear in h] for holds in (signed, verdict.holds))
    assert int(after.split()[0]) == int(before.split()[0]) + len(APART), "each erasure is signed, and all acts are"
    folded = case.book.view_digest()
    case.book.rebuild()
    assert case.book.view_digest() == folded
    sealed = case.book.seal(Ed25519PrivateKey.from_private_bytes(bytes(32)), origin="exercise.example/desk", at=day(9))
    (tmp_path / "a.note").write_text(ledger.note(sealed), "utf-8")
    (tmp_path / "a.jsonl").write_bytes(exported(case.book))
    words = [sys.executable, VERIFIER, tmp_path / "a.jsonl", "--key", sealed.key, "--note", tmp_path / "a.note"]
    done = subprocess.run(words, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    assert done.returncode == 0, done.stdout
    assert f"what {len(APART)} names, addresses or sayings were: they were erased" in done.stdout


def test_what_a_program_says_of_its_own_marks_is_in_the_clear(case: Case) -> None:
    def programs() -> Iterator[Any]:
        yield from (g for g in case.book.all(Grade) if not isinstance(g.by, Person))
        yield from (link for link in case.book.all(Link) if not isinstance(link.by, Person))

    assert {word.because for word in programs()}
    assert not any("personal:" in canonical(word) for word in programs())


@pytest.mark.parametrize("said", ["a person's mark", "as noted"])
def test_what_says_nothing_is_not_kept_apart(case: Case, said: str) -> None:
    people.mark(
        case.desk.said(told.REPEATED).id, reliability=Reliability.C, credibility=Credibility.PROBABLY_TRUE,
        because=said, book=case.book, office=case.desk.office, by=OFFICER, at=day(8), key=case.key,
    )  # fmt: skip
    assert said.encode() in record_of(case.book)
    assert not [each for each in case.book.personal() if each.value == said]

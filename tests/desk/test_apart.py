"""What is said of people in accounts, consultations, answers and rings lies apart, and goes without a trace."""

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections

from tests import by_heart as told
from tests.by_heart import day
from tests.desk.test_noticing import enrol, keys
from tests.desk.test_personal import item
from tests.scene import OFFICER, policy
from tests.sitting import APPROVER, TESTS, Postbox, Sitting, office
from tocsin import ledger
from tocsin.casebook import Act, Casebook
from tocsin.casebook.port import APART, BY_LINK
from tocsin.desk import consulting, disclosing, noticing, personal, sending
from tocsin.desk.apart import read
from tocsin.desk.handover import lines_of
from tocsin.desk.ringing import ring
from tocsin.desk.why import lines, why
from tocsin.model import (
    Account,
    Consultation,
    Consulted,
    Contact,
    Incident,
    Matter,
    NotAllowed,
    Person,
    Receipt,
    Ring,
    Rung,
    digest,
)

__all__ = ["keys"]

Keys = dict[str, Ed25519PrivateKey]
SPOKESMAN = "Exercise Spokesman Ülo Näkk"
WIDOW = "Exercise Widow Ada Ōe"
COMPLAINT = "“Nobody told me where. Write to me at 5 Exercise Lane.”"
PAPER = "a letter of Exercise Notary Bo Åkesson"
LIAISON = "Exercise Liaison Ines Ørsted"
CONSENT = "He agrees; his wife is in the hall tonight."
HOW = "by telephone, his sister Exercise Ida Näkk took it"
PAGER = "pager-0100-exercise-ünter"
PLANTED = (SPOKESMAN, WIDOW, COMPLAINT, PAPER, LIAISON, CONSENT, HOW, PAGER)
ROLE = Contact(channel="pager", address=PAGER)
VERIFIER = Path(__file__).parents[2] / "verifier" / "tocsin_verify.py"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A desk at which everything was said that could bring somebody onto the record."""

    desk: Sitting
    book: Casebook
    account: Account
    consultation: Consultation
    pager: Postbox
    key: Ed25519PrivateKey

    def erase(self, *values: str) -> None:
        """The officer has these erased, and signs it."""
        for value in values:
            personal.erase(
                item(self.book, value).id, because="they asked", by=OFFICER, key=self.key, required=False,
                book=self.book, at=day(8),
            )  # fmt: skip


@pytest.fixture
def case(kept: Sitting, keys: Keys) -> Case:
    """The hall is warned and answers, the source is spoken with, somebody complains, and a pager rings."""
    assert isinstance(kept.book, Casebook)
    ringing = replace(policy(*TESTS), rings=(Ring(role="duty-officer", minutes=0),))
    kept.office = office(policies=(ringing,), roles={"duty-officer": (ROLE,)})
    enrol(kept, keys)
    officer, approver = keys[OFFICER.name], keys[APPROVER.name]
    kept.take(told.WARNED, at=day(7))
    hall, school = kept.duty("hall"), kept.duty("school")
    notice = kept.briefing(kept.rule(hall, at=day(7, 13), key=officer))
    noticing.approve(
        notice, read=digest(notice.body), book=kept.book, by=APPROVER, at=day(7, 14), key=approver, office=kept.office
    )
    kept.send(Postbox(), at=day(7, 15))
    sending.acknowledge(notice, book=kept.book, by=Person(name=SPOKESMAN), because=HOW, at=day(7, 16))
    consultation = consulting.consult(
        school.id, outcome=Consulted.CONSENTS, whom=LIAISON, because=CONSENT, book=kept.book, by=OFFICER,
        at=day(7, 16), key=officer, required=False,
    )  # fmt: skip
    account = disclosing.enter(
        kept.incident(told.WARNED).id, who=SPOKESMAN, recipient=WIDOW, told=(), untold=(Matter.PLACE,),
        words=COMPLAINT, source=PAPER, book=kept.book, register=kept.office.register, by=OFFICER, at=day(7, 17),
        key=officer, required=False,
    )  # fmt: skip
    pager = Postbox(name="pager")
    assert tuple(ring(kept.book, office=kept.office, channels={"pager": pager}, at=school.due))
    return Case(desk=kept, book=kept.book, account=account, consultation=consultation, pager=pager, key=officer)


def record_of(book: Casebook) -> bytes:
    """The record as it is exported whole, and every body in it as it was hashed."""
    bodies = (book.kept(entry.body) for entry in book.entries())
    return b"".join((exported(book), *(body for body in bodies if isinstance(body, bytes))))


def exported(book: Casebook) -> bytes:
    """The record as others check it."""
    return "".join(book.export(bodies=True)).encode()


def stored(book: Casebook) -> bytes:
    """All that lies in the database: the raw file with its log, or every row of every table of a server."""
    if book.path is not None:
        connections[book.alias].close()
        return b"".join(p.read_bytes() for p in sorted(book.path.parent.glob(f"{book.path.name}*")))
    with connections[book.alias].cursor() as cursor:
        found = []
        for table in connections[book.alias].introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - the server's own names
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found).encode()


def spellings(value: str) -> Iterator[bytes]:
    """A text in every form in which it could lie somewhere."""
    for each in {value, value.lower(), value.upper()}:
        raw = each.encode()
        yield from (raw, each.encode("utf-16-le"), each.encode("utf-16-be"), escape(each).encode())
        yield from (json.dumps(each)[1:-1].encode(), quote(each).encode(), raw.hex().encode())
        yield from (base64.b64encode(b" " * pad + raw)[4:-4] for pad in range(3))
        yield digest(each).encode()
        yield from (bytes.fromhex(digest(each)), digest(each).upper().encode())


def found(values: tuple[str, ...], data: bytes) -> set[str]:
    return {value for value in values if any(form in data for form in spellings(value))}


def test_nothing_that_is_said_of_anybody_stands_in_the_record(case: Case) -> None:
    assert found((*PLANTED, OFFICER.name), record_of(case.book)) == {OFFICER.name}, "who did it stands there"
    assert found((OFFICER.name,), exported(case.book)) == {OFFICER.name}, "this search sees through base64"
    assert found(PLANTED, stored(case.book)) == set(PLANTED), "kept apart, and where this search sees it"
    assert {each.value: each.kind for each in case.book.personal() if each.value in PLANTED} == {
        SPOKESMAN: "name", WIDOW: "name", COMPLAINT: "words", PAPER: "words", LIAISON: "name", CONSENT: "words",
        HOW: "words", PAGER: "address",
    }  # fmt: skip


def test_whoever_reads_it_is_told(case: Case) -> None:
    said = read(case.account, book=case.book)
    assert (said.who, said.recipient, said.words, said.source) == (SPOKESMAN, WIDOW, COMPLAINT, PAPER)
    steps = (step for word in (case.account, case.consultation) for step in lines(why(word, book=case.book)))
    explained = "\n".join(words for _, words in steps)
    assert found(PLANTED, explained.encode()) == {SPOKESMAN, WIDOW, COMPLAINT, PAPER, LIAISON, CONSENT}
    assert explained.count("and the signature fits") == 2
    ((_, handed),) = lines_of(case.account, book=case.book)
    assert handed == f"account by {SPOKESMAN} of what was told to {WIDOW}: “{COMPLAINT}”"
    made = disclosing.disclosures(case.account.incident, book=case.book, register=case.desk.office.register, at=day(9))
    assert [c.says for c in made.contradictions] == []
    answered = [r for r in case.book.all(Receipt) if r.by == Person(name=SPOKESMAN)]
    assert [r.because for r in answered] == [HOW]
    assert {contact for _, contact, _ in case.pager.sent} == {ROLE}
    assert {case.book.told(r.contact.address) for r in case.book.all(Rung) if r.contact} == {PAGER}


def test_whoever_was_rung_is_not_rung_again_for_the_same(case: Case) -> None:
    due = max(r.due for r in case.book.all(Rung))
    assert tuple(ring(case.book, office=case.desk.office, channels={"pager": case.pager}, at=due)) == ()
    assert tuple(ring(case.book, office=case.desk.office, channels={}, at=due)) == ()


def test_what_was_erased_is_gone_in_every_form_and_all_proofs_stand(case: Case, tmp_path: Path) -> None:
    before = case.book.view_digest()
    size = len(case.book.entries())
    case.erase(*PLANTED)
    case.desk.book = case.book
    assert found(PLANTED, stored(case.book)) == set()
    assert found(PLANTED, record_of(case.book)) == set()
    verdict = case.book.verify(keys=())
    assert verdict.sound, verdict.failed
    assert "12 acts of people bear the signature of who they name" in verdict.holds
    assert len(case.book.entries()) == size + len(PLANTED)
    folded = case.book.view_digest()
    case.book.rebuild()
    assert case.book.view_digest() == folded != before
    sealed = case.book.seal(Ed25519PrivateKey.from_private_bytes(bytes(32)), origin="exercise.example/desk", at=day(9))
    (tmp_path / "a.note").write_text(ledger.note(sealed), "utf-8")
    (tmp_path / "a.jsonl").write_bytes(exported(case.book))
    words = [sys.executable, VERIFIER, tmp_path / "a.jsonl", "--key", sealed.key, "--note", tmp_path / "a.note"]
    done = subprocess.run(words, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    assert done.returncode == 0, done.stdout
    assert "what 8 names, addresses or sayings were: they were erased" in done.stdout


def test_what_was_erased_says_so_wherever_it_is_read(case: Case) -> None:
    gone = "erased on 08 March 2024, because: they asked"
    case.erase(*PLANTED)
    said = read(case.account, book=case.book)
    assert {said.who, said.recipient, said.words, said.source} == {gone}
    steps = [words for _, words in lines(why(case.consultation, book=case.book))]
    assert steps[0].startswith(f"consents: {gone}, at ")
    assert any("and the signature fits" in words for words in steps)
    ((_, handed),) = lines_of(case.account, book=case.book)
    assert handed == f"account by {gone} of what was told to {gone}: “{gone}”"
    assert any((r.by.name, r.because) == (gone, gone) for r in case.book.all(Receipt))
    made = disclosing.disclosures(case.account.incident, book=case.book, register=case.desk.office.register, at=day(9))
    assert set(made.apart.values()) == {gone}


def test_two_who_were_erased_are_not_taken_for_one(case: Case) -> None:
    """Both are read as erased for one reason on one day; what is told of them is still of two."""
    second = disclosing.enter(
        case.account.incident, who=LIAISON, recipient=SPOKESMAN, told=(Matter.PLACE,), untold=(), words="All of it.",
        source="a call", book=case.book, register=case.desk.office.register, by=OFFICER, at=day(7, 18), key=case.key,
        required=False,
    )  # fmt: skip
    case.erase(*PLANTED)
    made = disclosing.disclosures(case.account.incident, book=case.book, register=case.desk.office.register, at=day(9))
    assert {(c.account, c.against) for c in made.contradictions} == {(second.id, "")}


def test_what_only_looks_like_a_commitment_is_kept_apart_like_anything(case: Case) -> None:
    """Only the whole spelling of one is taken for one: else whoever types its beginning would go on record in clear."""
    sly = f"personal:{WIDOW}"
    entered = disclosing.enter(
        case.account.incident, who=sly, recipient="hall", told=(Matter.PLACE,), untold=(), words="So.", source="a call",
        book=case.book, register=case.desk.office.register, by=OFFICER, at=day(7, 18), key=case.key, required=False,
    )  # fmt: skip
    assert APART.fullmatch(entered.who)
    assert entered.recipient == "hall"
    assert read(entered, book=case.book).who == sly


def test_what_we_say_ourselves_of_an_answer_is_not_kept_apart(case: Case) -> None:
    bare = next(r for r in case.book.all(Receipt) if r.by == Person(name=SPOKESMAN))
    word = replace(bare, because=BY_LINK, at=day(7, 19))
    case.book.record(Act(kind="receipt", subject=bare.attempt, words=(word,), by=word.by, at=word.at))
    assert BY_LINK.encode() in record_of(case.book)
    assert not [each for each in case.book.personal() if each.value == BY_LINK]


def test_an_account_that_is_refused_leaves_nothing_behind(case: Case) -> None:
    kept = case.book.personal()
    with pytest.raises(NotAllowed, match="did not sign it"):
        disclosing.enter(
            case.book.all(Incident)[0].id, who="Exercise Nobody", recipient="hall", told=(Matter.PLACE,), untold=(),
            words="Not this.", source="nowhere", book=case.book, by=OFFICER, at=day(7, 18), required=False,
        )  # fmt: skip
    assert case.book.personal() == kept

"""Keys under attack: replayed, revived, borrowed, spelled otherwise, and the last of them thrown away."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests import by_heart as told
from tests.by_heart import day
from tests.desk.test_noticing import THIRD, approve, enrol, keys
from tests.scene import OFFICER
from tests.sitting import APPROVER, Sitting
from tocsin.casebook import Act, Casebook
from tocsin.desk.keys import add_key, keyring, revoke_key
from tocsin.desk.why import why
from tocsin.ledger import public_hex, signed
from tocsin.model import Approval, KeyRevoked, NoDuty, NotAllowed, Person, PersonKey, digest

__all__ = ["keys"]

Keys = dict[str, Ed25519PrivateKey]


def failures(desk: Sitting) -> list[str]:
    """What the verifier finds wrong."""
    assert isinstance(desk.book, Casebook)
    return [failure.what for failure in desk.book.verify(keys=()).failed]


def lost(desk: Sitting, keys: Keys) -> None:
    """The officer's key is stolen, and the approver revokes it."""
    revoke_key(
        public_hex(keys[OFFICER.name]), because="stolen", by=APPROVER, vouching=keys[APPROVER.name], book=desk.book,
        at=day(7, 9),
    )  # fmt: skip


def test_a_revoked_key_is_not_revived_by_writing_its_enrolment_into_the_record_again(kept: Sitting, keys: Keys) -> None:
    """Whoever stole it and writes past the desk needs no new signature for that: the old one is still a good one."""
    enrol(kept, keys)
    add_key(THIRD, key=keys[THIRD.name], by=APPROVER, vouching=keys[APPROVER.name], book=kept.book, at=day(6))
    third = next(k for k in kept.book.all(PersonKey) if k.person == THIRD)
    revoke_key(third.key, because="stolen", by=APPROVER, vouching=keys[APPROVER.name], book=kept.book, at=day(7))
    assert failures(kept) == []
    kept.book.record(Act(kind="key", subject=third.key, words=(third,), by=APPROVER, at=day(7, 9)))
    assert third.key not in keyring(kept.book).standing
    kept.take(told.WARNED, at=day(7))
    notice = kept.briefing(kept.rule(kept.duty("hall"), at=day(7, 13), key=keys[OFFICER.name]))
    with pytest.raises(NotAllowed, match="not on record as"):
        approve(kept, notice, by=THIRD, at=day(7, 14), key=keys[THIRD.name])
    bare = Approval(notice=notice.id, body=digest(notice.body), by=THIRD, at=day(7, 14))
    word = signed(bare, key=keys[THIRD.name])
    kept.book.record(Act(kind="approval", subject=notice.id, words=(word,), by=THIRD, at=day(7, 14)))
    found = failures(kept)
    assert any("put on record once more" in each for each in found)
    assert any("not on record as Exercise Deputy Mara Quell's" in each for each in found)


def test_the_last_key_is_not_revoked_so_that_nobody_is_ever_taken_at_their_word_again(
    desk: Sitting, keys: Keys
) -> None:
    enrol(desk, keys)
    lost(desk, keys)
    with pytest.raises(NotAllowed, match="it is the last key that stands"):
        revoke_key(
            public_hex(keys[APPROVER.name]), because="stolen", by=APPROVER, vouching=keys[APPROVER.name],
            book=desk.book, at=day(7, 10),
        )  # fmt: skip


def test_after_all_keys_were_revoked_past_the_desk_the_next_is_nobodys(kept: Sitting, keys: Keys) -> None:
    enrol(kept, keys)
    for name in (OFFICER.name, APPROVER.name):
        bare = KeyRevoked(key=public_hex(keys[name]), because="gone", by=APPROVER, at=day(7))
        word = signed(bare, key=keys[APPROVER.name])
        kept.book.record(Act(kind="key", subject=word.key, words=(word,), by=APPROVER, at=day(7)))
    with pytest.raises(NotAllowed, match="vouches for it"):
        add_key(THIRD, key=keys[THIRD.name], by=THIRD, vouching=None, book=kept.book, at=day(8))


@pytest.mark.parametrize(
    "spelled", [OFFICER.name.lower(), OFFICER.name.replace(" ", "  "), "Exercise Officer Ver\u0430 Lind"]
)
def test_a_name_that_has_a_key_is_not_written_without_it_in_another_spelling(
    desk: Sitting, keys: Keys, spelled: str
) -> None:
    enrol(desk, keys)
    desk.take(told.WARNED, at=day(7))
    notice = desk.briefing(desk.rule(desk.duty("hall"), at=day(7, 13), key=keys[OFFICER.name]))
    with pytest.raises(NotAllowed, match=r"has a key on record, and did not sign it|ruled on it"):
        approve(desk, notice, by=Person(name=spelled), at=day(7, 14))
    with pytest.raises(NotAllowed, match="has a key, and that is the same name"):
        add_key(
            Person(name=spelled), key=keys[THIRD.name], by=APPROVER, vouching=keys[APPROVER.name], book=desk.book,
            at=day(7, 14),
        )  # fmt: skip


def test_why_says_whose_signature_it_is(kept: Sitting, keys: Keys) -> None:
    enrol(kept, keys)
    kept.take(told.WARNED, at=day(7))
    decision = kept.rule(kept.duty("hall"), at=day(7, 13), key=keys[OFFICER.name])
    assert f"of {OFFICER.name}, and the signature fits" in str(why(decision, book=kept.book))
    lost(kept, keys)
    assert f"of {OFFICER.name}, and the signature fits; it was revoked at" in str(why(decision, book=kept.book))
    borrowed = signed(Approval(notice="n", body="b", by=THIRD, at=day(7)), key=keys[APPROVER.name])
    assert f"WHICH IS {APPROVER.name}'s AND NOT {THIRD.name}'s" in str(why(borrowed, book=kept.book))


def test_a_ruling_is_not_made_again_under_the_moment_of_an_older_one(desk: Sitting) -> None:
    """It would be the same word, take the older one's place in the order, and leave what came between standing."""
    desk.take(told.WARNED, at=day(7))
    proposal = desk.duty("hall")
    desk.rule(proposal, at=day(7, 13))
    desk.rule(proposal, NoDuty(criterion="credible", justification="A hoax."), at=day(7, 14))
    with pytest.raises(NotAllowed, match="and it is on record"):
        desk.rule(proposal, at=day(7, 13))


def test_what_people_decided_is_not_erased_so_that_it_never_was(kept: Sitting, keys: Keys) -> None:
    """Without it a revoked key would stand again, a ruling that fell would too, and what was cancelled would go on."""
    enrol(kept, keys)
    lost(kept, keys)
    kept.take(told.WARNED, at=day(7))
    word = signed(Approval(notice="n", body="b", by=APPROVER, at=day(7)), key=keys[APPROVER.name])
    kept.book.record(Act(kind="approval", subject="n", words=(word,), by=APPROVER, at=day(7)))
    kept.correct(kept.said(told.WARNED).report, at=day(8))
    assert isinstance(kept.book, Casebook)
    stay = {e.kind: e.body for e in kept.book.entries() if e.kind in {"key", "approval", "correction"}}
    assert len(stay) == 3
    for kind, body in stay.items():
        with pytest.raises(NotAllowed, match=f"it is a {kind}, and without it"):
            kept.book.erase(body, because="a court said so", by=OFFICER, at=day(9))
    assert kept.book.verify(keys=()).sound

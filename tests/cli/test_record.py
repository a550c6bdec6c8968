"""`tocsin ledger`: the record is verified, proved, sealed, and shown to have been changed."""

import json
import sqlite3
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.by_heart import HAPPENED, WARNED
from tests.cli.conftest import Run
from tocsin.codec import loads
from tocsin.ledger import check_inclusion, leaf_hash, public_hex
from tocsin.model import Checkpoint, InclusionProof, LedgerEntry

OURS = public_hex(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@pytest.fixture
def kept(office: Run, tmp_path: Path) -> Run:
    """A casebook with one report, not sealed yet."""
    (tmp_path / "alert.txt").write_text(WARNED)
    assert office("take", "alert.txt", "--published", "2024-03-07", "--at", "2024-03-07T18:00:00+03:00").code == 0
    return office


@pytest.fixture
def sealed(kept: Run) -> Run:
    """The same, sealed; a second holder keeps the checkpoint in held.json."""
    ran = kept("ledger", "checkpoint", "--to", "held.json", "--at", "2024-03-07T19:00:00+03:00")
    assert (ran.code, ran.out) == (0, "")
    return kept


def more(run: Run, folder: Path) -> None:
    (folder / "attack.txt").write_text(HAPPENED)
    assert run("take", "attack.txt", "--published", "2024-03-23").code == 0


def tampered(folder: Path, *statements: str) -> None:
    """Change the database behind the program's back, its guards taken off first."""
    with sqlite3.connect(folder / "tocsin.db") as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        changed = [database.execute(statement).rowcount for statement in statements]
    database.close()
    assert all(changed)


def test_checkpoint_prints_what_was_signed(kept: Run) -> None:
    ran = kept("ledger", "checkpoint", "--at", "2024-03-07T19:00:00+03:00")
    (row,) = ran.rows()
    assert (ran.code, ran.err) == (0, "")
    assert (row["type"], row["key"], row["at"]) == ("checkpoint", OURS, "2024-03-07T19:00:00+03:00")
    assert row["size"] == len(kept("ledger", "entries", "--json").rows())


def test_checkpoint_needs_a_key_and_says_how_to_make_one(kept: Run, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n")
    ran = kept("ledger", "checkpoint")
    assert ran.code == 2
    assert "key.pem: it is no usable private key" in ran.err
    told = (tmp_path / "tocsin.toml").read_text()
    (tmp_path / "tocsin.toml").write_text(told.replace('key = "key.pem"', ""))
    ran = kept("ledger", "checkpoint")
    assert ran.code == 2
    assert 'set key = "FILE" under [office]' in ran.err


def test_prove_prints_an_entry_its_path_and_the_checkpoint_and_they_fit(sealed: Run) -> None:
    ran = sealed("ledger", "prove", "2")
    assert (ran.code, ran.err) == (0, "")
    entry, proof, checkpoint = (loads(line) for line in ran.out.splitlines())
    assert isinstance(entry, LedgerEntry)
    assert isinstance(proof, InclusionProof)
    assert isinstance(checkpoint, Checkpoint)
    root = bytes.fromhex(checkpoint.root)
    assert check_inclusion(proof, leaf=leaf_hash(entry), root=root)
    assert not check_inclusion(proof, leaf=bytes(32), root=root)


def test_prove_says_what_no_checkpoint_covers(kept: Run) -> None:
    ran = kept("ledger", "prove", "0")
    assert ran.code == 2
    assert ran.err == "entry 0: no checkpoint covers it\n  tocsin ledger checkpoint seals one\n"
    kept("ledger", "checkpoint")
    assert "entry 900: no checkpoint covers it" in kept("ledger", "prove", "900").err
    assert kept("ledger", "prove", "first").code == 2


def test_verify_says_what_holds_and_what_cannot_be_proved(sealed: Run) -> None:
    ran = sealed("ledger", "verify", "--held", "held.json")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.endswith("the record verifies\n")
    assert "(held elsewhere)" in ran.err
    assert "not proved: that whoever wrote an entry wrote the truth" in ran.err


def test_verify_trusts_the_keys_that_are_named_and_no_other(sealed: Run) -> None:
    other = public_hex(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    assert sealed("ledger", "verify", "--key", OURS).code == 0
    ran = sealed("ledger", "verify", "--key", other)
    assert ran.code == 1
    assert "FAILED: checkpoint at" in ran.err


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tocsin_entry SET at = replace(at, '2024', '2023') WHERE sequence = 0",
        "UPDATE tocsin_body SET content = CAST(replace(CAST(content AS TEXT), 'Moscow', 'Mosul!') AS BLOB)",
        "DELETE FROM tocsin_entry WHERE sequence = (SELECT max(sequence) FROM tocsin_entry)",
        "UPDATE tocsin_current SET body = replace(body, 'concerts', 'matches!')",
    ],
)
def test_verify_finds_what_was_changed_behind_its_back(sealed: Run, tmp_path: Path, statement: str) -> None:
    tampered(tmp_path, statement)
    ran = sealed("ledger", "verify", "--held", "held.json")
    assert ran.code == 1
    assert "FAILED: " in ran.err
    assert ran.err.endswith("THE RECORD DOES NOT VERIFY\n")


def test_a_record_that_was_cut_back_and_sealed_anew_is_caught_by_the_second_holder(sealed: Run, tmp_path: Path) -> None:
    held = (tmp_path / "held.json").read_bytes()
    for file in tmp_path.glob("tocsin.db*"):
        file.unlink()
    more(sealed, tmp_path)
    assert sealed("ledger", "checkpoint").code == 0
    assert sealed("ledger", "verify").code == 0, "alone it looks sound"
    ran = sealed("ledger", "verify", "--held", "held.json")
    assert ran.code == 1
    assert "THE RECORD DOES NOT VERIFY" in ran.err
    assert (tmp_path / "held.json").read_bytes() == held


@pytest.mark.parametrize("text", ["", "{}", '{"type": "person", "name": "Vera"}', "not JSON", "\x00"])
def test_a_held_file_that_is_no_checkpoint_is_wrong_use(sealed: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "other.json").write_text(text)
    ran = sealed("ledger", "verify", "--held", "other.json")
    assert ran.code == 2
    assert ran.err.startswith("other.json: ")
    assert ran.err.splitlines()[-1] == "  give a file that `checkpoint` wrote"


def test_rebuild_folds_the_view_anew_byte_for_byte_and_says_when_it_had_to_be_mended(
    sealed: Run, tmp_path: Path
) -> None:
    before = sealed("incidents", "--json").out
    ran = sealed("ledger", "rebuild")
    assert ran.code == 0
    assert "the same, byte for byte" in ran.err
    tampered(tmp_path, "UPDATE tocsin_current SET body = replace(body, 'concerts', 'matches!')")
    assert sealed("incidents", "--json").out != before
    ran = sealed("ledger", "rebuild")
    assert ran.code == 1
    assert "was mended" in ran.err
    assert sealed("incidents", "--json").out == before


def test_entries_are_listed_in_order_for_people_and_as_objects(sealed: Run) -> None:
    rows = sealed("ledger", "entries", "--json").rows("ledger_entry")
    assert [row["sequence"] for row in rows] == list(range(len(rows)))
    shown = sealed("ledger", "entries").out.splitlines()
    assert [line.split()[0] for line in shown] == [str(row["sequence"]) for row in rows]
    assert [line.split()[2] for line in shown] == [row["kind"] for row in rows]
    assert json.dumps(rows).count("alert.txt") == 0, "an entry holds a digest of what it records, and not the thing"


def test_a_backup_is_whole_and_can_be_put_back(sealed: Run, tmp_path: Path) -> None:
    ran = sealed("ledger", "backup", "copy.db")
    assert ran.code == 0
    listed = sealed("ledger", "entries", "--json").out
    assert ran.err.startswith(f"{len(listed.splitlines())} entries copied: copy.db")
    more(sealed, tmp_path)
    for file in tmp_path.glob("tocsin.db*"):
        file.unlink()
    (tmp_path / "copy.db").rename(tmp_path / "tocsin.db")
    assert sealed("ledger", "verify", "--held", "held.json").code == 0
    assert sealed("ledger", "entries", "--json").out == listed


def test_a_backup_is_written_over_nothing(sealed: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("my notes")
    ran = sealed("ledger", "backup", "notes.txt")
    assert ran.code == 2
    assert "something lies there" in ran.err
    assert (tmp_path / "notes.txt").read_text() == "my notes"
    assert sealed("ledger", "backup", "no-such-folder/copy.db").code == 1

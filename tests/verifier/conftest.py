"""A record of a few days, exported, and the notes that a second holder kept of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tocsin import ledger
from tocsin.casebook import open_casebook
from tocsin.casebook.act import Act
from tocsin.model import Person, Report, Source, digest

START = datetime(2024, 3, 7, 9, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
BY = Person(name="Exercise Officer")
ENTRIES, SEALED = 24, (9, 20)


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, the notes by the size that they are of, and the public key."""

    file: Path
    notes: dict[int, Path]
    key: str


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """24 entries, of which one brings a report and one erases it; notes of the first 9 and the first 20."""
    folder = tmp_path_factory.mktemp("exported")
    book = open_casebook(f"sqlite:///{folder / 'book.db'}")
    raw = b"Invented: the Exercise Front warned of a blast at the Lantern Quay hall."
    notes = {}
    for number in range(ENTRIES):
        at = START + timedelta(minutes=number)
        if number == 3:
            text = raw.decode()
            word = Report(id=digest(raw), media_type="text/plain", title="Exercise", text=text, language="en")
            act = Act(kind="arrival", subject=word.id, words=(word,), by=BY, at=at, raw={word.id: raw})
            book.record(act)
        elif number == 15:
            book.erase(digest(raw), because="an exercise of erasure", by=BY, at=at)
        else:
            source = Source(id=f"exercise-{number}", name=f"Exercise source {number}", kind="wire")
            book.record(Act(kind="source", subject=source.id, words=(source,), by=BY, at=at))
        if number + 1 in SEALED:
            notes[number + 1] = folder / f"{number + 1}.note"
            sealed = book.seal(KEY, origin="exercise.example/desk", at=at)
            notes[number + 1].write_text(ledger.note(sealed), "utf-8")
    file = folder / "ledger.jsonl"
    file.write_text("".join(book.export(bodies=True)), "utf-8")
    book.close()
    return Exported(file, notes, ledger.public_hex(KEY))

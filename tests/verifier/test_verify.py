"""The verifier that stands alone: it finds what was done to an exported record, or names what it cannot prove."""

import ast
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from tests.verifier.conftest import ENTRIES, SEALED, Exported

PROGRAM = Path(__file__).parents[2] / "verifier" / "tocsin_verify.py"
LONGEST = 200
MUTATIONS = int(os.environ.get("TOCSIN_MUTATIONS", "400"))
"""How often harm is done; `make soak` does it ten thousand times."""

sys.path.insert(0, str(PROGRAM.parent))
import tocsin_verify  # noqa: E402 - a file of its own, outside every package


def verify(exported: Exported, file: Path, capsys: pytest.CaptureFixture[str], *sizes: int) -> tuple[int, str]:
    notes = [part for size in sizes for part in ("--note", str(exported.notes[size]))]
    code = tocsin_verify.main([str(file), "--key", exported.key, *notes])
    return code, capsys.readouterr().out


def test_it_is_one_short_file_of_the_standard_library_and_cryptography() -> None:
    source = PROGRAM.read_text("utf-8")
    assert len(source.splitlines()) <= LONGEST
    nodes = list(ast.walk(ast.parse(source)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= {*sys.stdlib_module_names, "cryptography"}


def test_it_runs_by_itself_and_says_what_is_proved_and_what_is_not(exported: Exported) -> None:
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-I", str(PROGRAM), str(exported.file), "--key", exported.key,
         "--note", str(exported.notes[SEALED[1]])],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert f"PROVED: the first {SEALED[1]} entries are what key {exported.key[:12]} signed" in done.stdout
    assert f"NOT PROVED: that the last {ENTRIES - SEALED[1]} entries stand as written" in done.stdout
    assert "it was erased, because: an exercise of erasure" in done.stdout
    assert "FAILED" not in done.stdout


def test_without_a_note_nothing_is_proved_and_the_exit_says_so(
    exported: Exported, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = verify(exported, exported.file, capsys)
    assert code == 3
    assert "PROVED: the first" not in said.replace("NOT PROVED", "")
    assert f"that the last {ENTRIES} entries stand as written" in said


def test_a_note_of_another_key_or_a_changed_note_fails(
    exported: Exported, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = exported.notes[SEALED[0]].read_text("utf-8")
    changed = tmp_path / "changed.note"
    changed.write_text(text.replace("exercise.example/desk\n9\n", "exercise.example/desk\n8\n"), "utf-8")
    assert tocsin_verify.main([str(exported.file), "--key", exported.key, "--note", str(changed)]) == 1
    other = ["--key", "00" * 32, "--note", str(exported.notes[SEALED[0]])]
    assert tocsin_verify.main([str(exported.file), *other]) == 1
    said = capsys.readouterr().out
    assert "the signature does not fit: the note was changed" in said
    assert "none of the keys given signed it" in said


# ---- harm

Lines = list[bytes]


def flipped(lines: Lines, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    line = bytearray(lines[at])
    place = chance.randrange(len(line))
    line[place] ^= 1 << chance.randrange(8)
    lines[at] = bytes(line)


def deleted(lines: Lines, chance: random.Random) -> None:
    del lines[chance.randrange(len(lines))]


def doubled(lines: Lines, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    lines.insert(chance.randrange(len(lines) + 1), lines[at])


def swapped(lines: Lines, chance: random.Random) -> None:
    left, right = chance.sample(range(len(lines)), 2)
    lines[left], lines[right] = lines[right], lines[left]


def cut_off(lines: Lines, chance: random.Random) -> None:
    del lines[chance.randrange(1, len(lines)) :]


def broken_off(lines: Lines, chance: random.Random) -> None:
    cut_off(lines, chance)
    lines[-1] = lines[-1][: chance.randrange(len(lines[-1]))]


def reworded(lines: Lines, chance: random.Random) -> None:
    at = chance.choice([n for n, line in enumerate(lines) if b"Officer" in line])
    lines[at] = lines[at].replace(b"Officer", b"Officex")


def respelled(lines: Lines, chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    lines[at] = lines[at].replace(b":", b": ", 1)


HARM: list[Callable[[Lines, random.Random], None]] = [
    flipped, deleted, doubled, swapped, cut_off, broken_off, reworded, respelled,
]  # fmt: skip


def test_whatever_is_done_to_an_export_is_found_or_named_as_what_cannot_be_proved(
    exported: Exported, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a note covers cannot be touched unseen; of what stands behind it it says that nothing is proved."""
    whole = exported.file.read_bytes()
    sealed = whole[: whole.index(b'"sequence":20,')].rpartition(b"\n")[0] + b"\n"
    chance = random.Random(20240322)  # noqa: S311 - the same harm each time
    for number in range(MUTATIONS):
        lines = whole.splitlines(keepends=True)
        harm = chance.choice(HARM)
        harm(lines, chance)
        changed = b"".join(lines)
        if changed == whole:
            continue
        file = tmp_path / "changed.jsonl"
        file.write_bytes(changed)
        code, said = verify(exported, file, capsys, *SEALED)
        if code == 0:
            assert changed.startswith(sealed), f"{harm.__name__}, {number}: what was signed was changed, and nobody saw"
            assert "NOT PROVED: that the last" in said
        else:
            assert code == 1
            assert "FAILED: " in said, f"{harm.__name__}, {number}"


def test_a_forged_tail_is_named_as_unproved_and_a_record_written_anew_is_found(
    exported: Exported, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = exported.file.read_bytes()
    first = whole.index(b'"sequence":20,')
    tail = whole[:first] + whole[first:].replace(b"exercise-20", b"exercise-99")
    file = tmp_path / "tail.jsonl"
    file.write_bytes(tail)
    assert tail != whole
    code, said = verify(exported, file, capsys, SEALED[1])
    assert code == 0
    assert f"NOT PROVED: that the last {ENTRIES - SEALED[1]} entries stand as written" in said
    anew = [line for line in whole.splitlines(keepends=True) if b'"digest"' not in line]
    anew[0] = anew[0].replace(b'"bodies":true', b'"bodies":false')
    anew[5] = anew[5].replace(b"Exercise Officer", b"Exercise Stranger")
    file.write_bytes(b"".join(anew))
    code, said = verify(exported, file, capsys, SEALED[1])
    assert code == 1
    assert f"the first {SEALED[1]} entries are not those that were signed" in said


# ---- behind the last note, where no signature helps

Entry = list[bytes]


def entries(exported: Exported) -> tuple[bytes, list[Entry]]:
    """The heading, then each entry's line with the bodies that follow it."""
    heading, *lines = exported.file.read_bytes().splitlines(keepends=True)
    found: list[Entry] = []
    for line in lines:
        if b'"sequence":' in line:
            found.append([line])
        else:
            found[-1].append(line)
    return heading, found


@dataclass(frozen=True)
class Told:
    """Writes an export of these entries and has it checked against notes."""

    exported: Exported
    folder: Path
    capsys: pytest.CaptureFixture[str]

    def of(self, held: list[Entry], *sizes: int, says: int | None = None) -> tuple[int, str]:
        """The exit and what is said; the heading `says` how many entries there are, which is usually right."""
        heading, _ = entries(self.exported)
        count = len(held) if says is None else says
        file = self.folder / "made.jsonl"
        file.write_bytes(heading.replace(b'"size":%d' % ENTRIES, b'"size":%d' % count) + b"".join(chain(*held)))
        return verify(self.exported, file, self.capsys, *sizes)


@pytest.fixture
def told(exported: Exported, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(exported, tmp_path, capsys)


def test_what_was_taken_out_behind_the_last_note_is_missed_by_its_number(exported: Exported, told: Told) -> None:
    _, held = entries(exported)
    del held[22]
    code, said = told.of(held, *SEALED)
    assert code == 1
    assert "entry 22 is numbered 23: some are missing, moved or added" in said


def test_a_body_that_is_missing_at_the_very_end_is_missed(exported: Exported, told: Told) -> None:
    _, held = entries(exported)
    held[-1].pop()
    code, said = told.of(held, *SEALED)
    assert code == 1
    assert f"entry {ENTRIES - 1}: what stood under" in said


@pytest.mark.parametrize("says", [ENTRIES - 1, ENTRIES + 1])
def test_an_export_of_more_or_fewer_entries_than_its_heading_says_fails(
    exported: Exported, told: Told, says: int
) -> None:
    code, said = told.of(entries(exported)[1], *SEALED, says=says)
    assert code == 1
    assert f"the heading says {says} entries, and {ENTRIES} are here" in said


def test_a_note_of_exactly_what_is_there_proves_all_of_it_and_one_entry_more_is_named(
    exported: Exported, told: Told
) -> None:
    _, held = entries(exported)
    code, said = told.of(held[: SEALED[1]], *SEALED)
    assert code == 0
    assert f"PROVED: the first {SEALED[1]} entries" in said
    assert "stand as written" not in said
    assert "that the last 1 entries stand as written" in told.of(held[: SEALED[1] + 1], *SEALED)[1]
    code, said = told.of(held[: SEALED[1] - 1], SEALED[1])
    assert code == 1
    assert "some were cut off" in said


def test_what_nobody_erased_by_an_entry_is_not_taken_for_erased_since_a_report_came_under_its_name(
    exported: Exported, told: Told
) -> None:
    """An arrival names the report, too: it is no leave to take the report away."""
    _, held = entries(exported)
    code, said = told.of(held[: SEALED[0]], SEALED[0])
    assert code == 1, "the entry that says it was erased stands behind the ninth, and is left out here"
    assert "and no entry says that it was erased so" in said


def test_entries_of_one_moment_are_in_order_and_an_earlier_time_is_named(exported: Exported, told: Told) -> None:
    _, held = entries(exported)
    moment = re.compile(rb'"at":"[^"]+"')
    same, before = (moment.search(held[at][0]) for at in (21, 20))
    assert same is not None
    assert before is not None
    held[22][0] = moment.sub(same[0], held[22][0])
    assert "that the times are right" not in told.of(held, *SEALED)[1]
    held[22][0] = moment.sub(before[0], held[22][0])
    assert "that the times are right: entry 22 is earlier than the one before" in told.of(held, *SEALED)[1]


def test_nothing_is_slipped_into_a_body_beside_what_its_digest_covers(exported: Exported, told: Told) -> None:
    _, held = entries(exported)
    held[-1][-1] = held[-1][-1].replace(b'{"content":"', b'{"content":"!')
    code, said = told.of(held, *SEALED)
    assert code == 1
    assert "the body was changed" in said


def test_a_note_that_bears_another_name_beside_its_signature_is_none(
    exported: Exported, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.note"
    text = exported.notes[SEALED[0]].read_text("utf-8")
    other.write_text(text.replace("— exercise.example/desk", "— another.example/desk"), "utf-8")
    assert other.read_text("utf-8") != text
    assert tocsin_verify.main([str(exported.file), "--key", exported.key, "--note", str(other)]) == 1
    assert "it is no signed note" in capsys.readouterr().out

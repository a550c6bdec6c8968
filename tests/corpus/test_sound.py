"""The corpus is sound, and the checker finds what is not."""

from pathlib import Path

import pytest

from corpus import SPLITS, cases, read, table
from corpus.check import SHARED, faults, near_copies, runs, taken

SOUND = """
hand = "z"
real = []
note = "invented"

[[report]]
register = "wire flash"
region = "Polynesia"
english = "British"
text = '''
The Reef Front denied that it sank the ferry. Two sailors died.'''

[[report.statement]]
kind = "denial"
content = "The Reef Front denied that it sank the ferry"
cue = "denied"
speakers = ["The Reef Front"]
polarity = "negative"
about = "A"

[[report.statement]]
kind = "toll"
content = "Two sailors died"
cue = "died"
tolls = [{ who = "civilians", effect = "killed", low = 2, best = 2, high = 2, mention = "Two sailors" }]
about = "A"
"""


def case(folder: Path, text: str, split: str = "train", name: str = "z-one") -> Path:
    (folder / split).mkdir(exist_ok=True)
    path = folder / split / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("split", [*SPLITS, "second"])
def test_every_file_is_sound(split: str) -> None:
    assert [fault for one in cases(split) for fault in faults(one)] == []


def test_there_is_as_much_as_was_promised() -> None:
    reports = [r for split in SPLITS for one in cases(split) for r in one.reports]
    assert sum(not r.single for r in reports) >= 400
    assert sum(r.single for r in reports) >= 2000
    assert sum(len(c.reports) > 1 and not c.single for s in SPLITS for c in cases(s)) >= 80


def test_no_text_of_one_part_is_a_near_copy_of_one_of_another() -> None:
    assert list(near_copies(one for split in SPLITS for one in cases(split))) == []


@pytest.mark.shared
def test_no_run_of_eight_words_stands_in_the_material_beside_the_project() -> None:
    assert list(taken((one for split in SPLITS for one in cases(split)), SHARED)) == []


def test_what_is_sound_has_no_fault(tmp_path: Path) -> None:
    assert list(faults(read(case(tmp_path, SOUND)))) == []


WRONG = {
    'kind = "denial"': ('kind = "rebuttal"', "kind 'rebuttal' is none of"),
    'polarity = "negative"\n': ('polarity = "positive"\n', "a denial is always negative"),
    'cue = "denied"': ('cue = "rejected"', "the cue 'rejected' is not in the sentence"),
    'speakers = ["The Reef Front"]': ('speakers = ["The Sand Front"]', "speaker 'The Sand Front' is not in the text"),
    "low = 2, best = 2": ("low = 3, best = 2", "low, best, high in this order"),
    'mention = "Two sailors"': ('mention = "Two divers"', "'Two divers' is not in the sentence"),
    'polarity = "negative"\nabout': ('polarity = "negative"\nstage = "planned"\nabout', "has no stage"),
    'region = "Polynesia"': ('region = "Atlantis"', "region 'Atlantis' is none of"),
    "real = []\n": ("", "`real` is missing"),
}  # fmt: skip


@pytest.mark.parametrize("was", WRONG, ids=lambda was: was.splitlines()[0])
def test_each_fault_is_found_and_named(tmp_path: Path, was: str) -> None:
    wrong, said = WRONG[was]
    assert was in SOUND
    found = list(faults(read(case(tmp_path, SOUND.replace(was, wrong)))))
    assert [f for f in found if said in f], found


@pytest.mark.parametrize("content", ["The Reef Front denied that it sunk the ferry", "ied"])
def test_a_content_that_is_not_there_or_is_there_twice_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(ValueError, match="stands"):
        read(
            case(
                tmp_path,
                SOUND.replace('content = "The Reef Front denied that it sank the ferry"', f'content = "{content}"'),
            )
        )


def test_copies_across_parts_and_runs_from_beside_are_found(tmp_path: Path) -> None:
    one, two = read(case(tmp_path, SOUND)), read(case(tmp_path, SOUND, "test", "z-two"))
    assert [f for f in near_copies([one, two]) if "near copies" in f]
    beside = tmp_path / "beside"
    beside.mkdir()
    (beside / "wire.txt").write_text("and so the Reef Front denied that it sank the ferry, he said", "utf-8")
    assert len(list(taken([one], beside))) == len(runs("The Reef Front denied that it sank the ferry", 8))


def test_the_page_of_what_it_holds_is_of_today() -> None:
    page = Path(table.__file__).parent / "BREADTH.md"
    assert page.read_text("utf-8") == table.breadth()

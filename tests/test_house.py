"""The house holds: its names, its papers, and what may not stand in any file."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import click
import pytest

from tocsin import cli, model
from tocsin.cli import record
from tocsin.model import Kind, Likelihood

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
LONGEST_FILE = 450
LONGEST_RECORD = 450
SEED = ROOT.parent / "shared" / "seed" / "report.txt"

WORDS = """
    Account Actor ActorKind Agent Approval Arrival Assessment Attempt Attribution BadInput Bearing Bears
    Came Cancellation Certainty Checkpoint Clock Closing Concern Confidence ConsistencyProof Consultation Consulted
    Contact Contradiction Correction CorrectionHow Credibility Delivery Disclosure DutyDecision DutyProposal Erased
    Erasure Escalation Extension Factuality Feature Finding Foretold GivenUp Grade Ground HandedOn Harm Heard Imported
    Incident InclusionProof Judgement KeyRevoked Kind Known Lead LedgerEntry Likelihood Line Link Matter Mention
    MentionKind Met NoDuty NotAllowed NotFound Notice NoticeKind NoticeState NoticeStatus Origin Outcome Outlook Person
    PersonKey PersonalItem Piece PlacePrecision Polarity Policy Program Protected ProtectedKind Protector
    Publication Publicity Reading Reassessment Receipt RecordBroken Refer Refused Register Relation RelationType
    Relay Relayed Reliability Rendering Reopening Report Resolved Restoring Ring Roles Rule Ruling Rung Source Span
    Speaker Stage Standing Statement Status Submission Tally Task Telling Theirs TimePrecision Timestamp Tlp TocsinError
    Toll TollEffect TollWho Unavailable Unread UnreadBecause Waive Warn WarnUnnamed Weighed Weighing When Where
    delivery_key digest enough identity
""".split()

SCALES = {name: word for name in model.__all__ if isinstance(word := getattr(model, name), type(StrEnum))}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file in git that is still there."""
    listed = subprocess.run(  # noqa: S603 - our own words
        ["git", "-C", str(ROOT), "ls-files", "-z"],  # noqa: S607 - whichever git there is
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def text_of(path: Path) -> str:
    """The text of a file; nothing for what is no text."""
    data = path.read_bytes()
    return "" if b"\0" in data else data.decode("utf-8", "replace")


def sources() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.is_relative_to(ROOT / "src")]


def sections(text: str, *, level: str) -> dict[str, str]:
    """The text under each heading of a level, up to the next heading of that level or above."""
    parts = re.split(rf"(?m)^(#{{1,{len(level)}}}) (.+)$", text)[1:]
    named = list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))
    found = {title: body for marks, title, body in named if marks == level}
    assert len(found) == sum(marks == level for marks, _, _ in named), "a heading stands twice"
    return found


def rows(text: str) -> list[list[str]]:
    """The rows of a text's tables, without their heads and rules."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = {n for n, row in enumerate(cells) if set("".join(row)) <= set("-: ")}
    return [row for n, row in enumerate(cells) if n not in rules and n + 1 not in rules]


def coded(text: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`]+)`", text)


GLOSSARY = (DOCS / "glossary.md").read_text("utf-8")


def test_the_public_names_of_the_model_are_these() -> None:
    assert sorted(WORDS) == sorted(model.__all__)


@pytest.mark.parametrize("word", WORDS)
def test_each_word_stands_once_in_the_glossary(word: str) -> None:
    headings = re.findall(r"(?m)^### (.+)$", GLOSSARY)
    cells = [name for row in rows(GLOSSARY) for name in coded(row[0])]
    assert headings.count(word) + cells.count(word) == 1


def test_the_glossary_has_no_heading_that_is_no_word() -> None:
    assert set(re.findall(r"(?m)^### (.+)$", GLOSSARY)) <= set(WORDS)


@pytest.mark.parametrize("scale", SCALES)
def test_each_member_of_a_scale_is_named_under_it(scale: str) -> None:
    named = set(coded(sections(GLOSSARY, level="###")[scale]))
    assert {member.value for member in SCALES[scale]} <= named


def test_each_kind_has_one_row() -> None:
    kinds = [word for row in rows(sections(GLOSSARY, level="###")["Kind"]) for word in coded(row[0])]
    assert sorted(kinds) == sorted(kind.value for kind in Kind)


def test_the_printed_bands_of_likelihood_are_those_of_the_code() -> None:
    printed = {coded(row[0])[0]: row[1] for row in rows(sections(GLOSSARY, level="###")["Likelihood"])}
    assert printed == {band.value: f"{band.percent[0]} to {band.percent[1]}" for band in Likelihood}


def test_the_errors_leave_with_the_code_that_is_printed() -> None:
    table = rows(sections(GLOSSARY, level="##")["What goes wrong"])
    assert {coded(row[0])[0]: int(row[2]) for row in table} == {
        name: word.exit_code
        for name in WORDS
        if isinstance(word := getattr(model, name), type) and issubclass(word, model.TocsinError)
    }


def test_the_words_of_each_data_file_are_in_the_glossary() -> None:
    named = set(coded(sections(GLOSSARY, level="##")["Words of the data files"]))
    lacking = {}
    for path in tracked():
        if path.suffix == ".toml" and path.is_relative_to(ROOT / "src"):
            lists = {k: v for k, v in tomllib.loads(text_of(path)).items() if isinstance(v, list) and v}
            tables = {k: v for k, v in lists.items() if isinstance(v[0], dict)}
            words = {*tables, *(key for listed in tables.values() for row in listed for key in row)}
            if words - named:
                lacking[path.name] = sorted(words - named)
    assert lacking == {}


def records() -> list[Path]:
    return sorted((DOCS / "decisions").glob("*.md"))


def test_each_decision_record_has_a_number_of_its_own() -> None:
    numbers = [path.name[:5] for path in records()]
    assert numbers
    assert sorted(set(numbers)) == numbers
    assert all(re.fullmatch(r"\d{4}-", number) for number in numbers)


@pytest.mark.parametrize("path", records(), ids=lambda path: path.stem)
def test_a_decision_record_has_three_parts_on_one_page(path: Path) -> None:
    text = path.read_text("utf-8")
    parts = sections(text, level="##")
    assert text.startswith(f"# {path.name[:4]} ")
    assert list(parts) == ["Context", "Decision", "Consequence"]
    assert all(part.strip() for part in parts.values())
    assert len(text.split()) <= LONGEST_RECORD


def test_each_dependency_has_its_reason_its_life_and_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    optional = project["project"]["optional-dependencies"].values()
    lists = (project["project"]["dependencies"], *optional, *project["dependency-groups"].values())
    named = {re.split(r"[\[<>=!~; ]", entry)[0] for entries in lists for entry in entries}
    table = rows((DOCS / "dependencies.md").read_text("utf-8"))
    assert {row[0] for row in table} == named
    assert [row for row in table if len(row) != 4 or not all(row)] == []
    assert [row for row in table if not row[1].endswith(".")] == []


# Spelled in halves, so that this file does not name what no file may name.
FORBIDDEN = re.compile(
    "|".join(
        (
            r"(?-i:(?<![\w.:/-])/(?:work|root|home|tmp)(?=/|\b))",
            "pypi" + r"\.org",
            "python" + "hosted",
            "npm" + r"js\.(?:org|com)",
            "debian" + r"\.org",
            "ana" + r"conda\.(?:org|com)",
            "anthro" + "pic",
            r"\bclau" + r"de\b",
            "chat" + "gpt",
            "open" + r"ai\b",
            "co" + "pilot",
            "sub" + "agent",
            r"\bL" + r"LMs?\b",
            r"large lang" + "uage model",
            r"\bA" + r"I[- ](?:generated|assisted|written|model|assistant)",
        )
    ),
    re.IGNORECASE,
)


READING = ROOT / "src/tocsin/reading"
LISTS = {READING / "encoder/weights/tokenizer.json", READING / "data/places.tsv"}
"""Thirty thousand words of English and the names of the places of the world: whatever word there is stands in them."""


def test_no_file_names_a_registry_a_machine_or_how_it_was_made() -> None:
    read = (path for path in tracked() if path not in LISTS)
    found = {str(path.relative_to(ROOT)): FORBIDDEN.findall(text_of(path)) for path in read}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_the_forbidden_words_would_be_found() -> None:
    for text in ("see /tm" + "p/x", "from files.python" + "hosted.org", "written by an L" + "LM"):
        assert FORBIDDEN.search(text)
    assert not FORBIDDEN.search("https://a.example/work/1, the nerve agent, session, AI as Anguilla, tmp/")


def eight_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return set(zip(*(words[n:] for n in range(8)), strict=False))


@pytest.mark.shared
def test_no_file_copies_eight_words_of_the_seed_report() -> None:
    seed = eight_words(SEED.read_text("utf-8"))
    found = {str(path.relative_to(ROOT)): seed & eight_words(text_of(path)) for path in tracked()}
    assert {name: hits for name, hits in found.items() if hits} == {}


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_a_module_opens_with_a_sentence_and_is_not_long(path: Path) -> None:
    text = path.read_text("utf-8")
    opening = (ast.get_docstring(ast.parse(text)) or "").splitlines()[:1]
    assert opening, "no docstring"
    assert opening[0].endswith("."), opening
    assert text.count("\n") <= LONGEST_FILE


def test_no_room_is_a_lumber_room() -> None:
    lumber = {"utils", "util", "common", "helpers", "helper", "core", "base", "manager", "managers", "misc"}
    named = {part for path in sources() for part in (path.stem, *path.relative_to(ROOT).parts[:-1])}
    assert named & lumber == set()


def test_the_readme_names_two_commands_to_set_up_and_no_third() -> None:
    parts = sections((ROOT / "README.md").read_text("utf-8"), level="##")
    commands = next((body for title, body in parts.items() if "two commands" in title.casefold()), "")
    blocks = re.findall(r"(?ms)^```\w*\n(.*?)^```", commands)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    assert [line for line in lines if line] == ["make demo", "make test"]


def papers() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md"]


def test_every_path_that_a_paper_names_is_there() -> None:
    folders = "src|tests|docs|examples|requirements|bench|.ci"
    named = {
        (str(paper.relative_to(ROOT)), name)
        for paper in papers()
        for name in re.findall(rf"`((?:{folders})/[^\s`*]*)`", text_of(paper))
    }
    assert named
    assert {pair for pair in named if not (ROOT / pair[1]).exists()} == set()


def test_every_command_that_a_paper_names_is_one() -> None:
    context = click.Context(cli.tocsin)
    commands = {*cli.tocsin.list_commands(context), *(f"ledger {name}" for name in record.ledger.commands)}
    for paper in papers():
        for name in re.findall(r"`tocsin ([a-z-]+(?: (?<=ledger )[a-z]+)?)", text_of(paper)):
            assert name in commands, paper.name


def test_every_make_target_that_a_paper_names_can_be_made() -> None:
    targets = set(re.findall(r"(?m)^([a-z-]+(?: [a-z-]+)*):", (ROOT / "Makefile").read_text("utf-8")))
    made = {target for line in targets for target in line.split()}
    named = {name for path in papers() for name in re.findall(r"`make ([a-z-]+)", text_of(path))}
    assert named <= made


UNCALLED = {
    "CasebookConfig": "Django finds it by its place",
    "FILLERS": "the names of the encoder's roles, for its training and its bench",
    "MEASURES": "names what a head weighs, in the order of its file",
    "Personal": "Django makes its table, and queries of our own fill it",
    "check_consistency": "for whoever verifies a record by this library; the vectors hold it",
    "clusters": "the pure spelling of `Copies`, against which that is tested",
    "consistency": "for whoever verifies a record by this library; the vectors hold it",
    "inclusion": "the pure spelling of `inclusion_by`, against which that is tested",
    "set_aside": "which links of the program gave way to a person's: no command shows that yet",
    "verifier_key": "for whoever verifies a record by this library; the vectors hold it",
}
"""What no line of the program calls, and why it is there all the same."""


def called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name):
                yield name


def made(path: Path) -> Iterator[str]:
    """The functions, classes and constants of a module, without those that a decorator hands to somebody."""
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case ast.FunctionDef(decorator_list=[]) | ast.ClassDef():
                yield node.name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def test_nothing_is_kept_that_nobody_calls() -> None:
    used = {n for path in sources() for n in called(ast.parse(path.read_text("utf-8")))}
    uncalled = {n for path in sources() for n in made(path) if not n.startswith("__")} - used
    assert uncalled == set(UNCALLED)

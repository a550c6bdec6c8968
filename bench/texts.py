"""Texts to read: reports of about 500 words, strung together from the example case and the corpus."""

from itertools import cycle, islice
from pathlib import Path

from corpus import written

WORDS = 500
HERE = Path(__file__).parent.parent


def reports(count: int) -> tuple[str, ...]:
    """So many different texts of about 500 words each."""
    paragraphs = [p for text in whole() for p in text.split("\n\n") if p.strip()]
    found = []
    for number in range(count):
        start = (number * 7) % len(paragraphs)
        found.append(_filled(islice(cycle(paragraphs), start, None), number))
    return tuple(found)


def disk() -> Path:
    """A folder on the disk that holds the project: a temporary folder of the system may lie in memory."""
    folder = HERE / "var"
    folder.mkdir(exist_ok=True)
    return folder


def _filled(paragraphs: "islice[str]", number: int) -> str:
    lines, words = [f"Report number {number}"], 0
    while words < WORDS:
        paragraph = next(paragraphs)
        lines.append(paragraph)
        words += len(paragraph.split())
    return "\n\n".join(lines)


def whole() -> list[str]:
    """The reports as they are, each once: about 130 words each, no two of them copies."""
    case = [p.read_text("utf-8") for p in sorted((HERE / "examples/moscow-2024/reports").glob("*.txt"))]
    return case + [r.text for r in written("train") if r.case.startswith("m-")]

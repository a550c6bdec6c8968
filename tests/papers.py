"""The papers that are written from the code, and the means to write them anew: `python -m tests.papers`."""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from corpus import agreement, table
from tests import reference, telling
from tocsin import codec

ROOT = Path(__file__).parents[1]
_NIGHT = ROOT / "examples" / "first-night"
STARTS_FROM = {"README.md": _NIGHT, "docs/tutorial.md": None, "docs/runbook.md": _NIGHT}
"""The papers whose commands are played, and the folder that each finds itself in: a copy, or an empty one."""


def schema() -> str:
    """The published JSON Schema of every word."""
    return json.dumps(codec.schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def told(path: str) -> str:
    """A paper with what its commands print now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "desk"
        start = STARTS_FROM[path]
        shutil.copytree(start, folder) if start else folder.mkdir()
        return telling.told((ROOT / path).read_text("utf-8"), folder=folder)


PAPERS: Mapping[str, Callable[[], str]] = {
    "docs/schema/tocsin.schema.json": schema,
    "docs/cli.md": reference.reference,
    "corpus/BREADTH.md": table.breadth,
    "corpus/AGREEMENT.md": agreement.page,
    **{path: lambda path=path: told(path) for path in STARTS_FROM},
}
"""What each paper must hold, by its path from the repository's root."""


if __name__ == "__main__":
    for path, written in PAPERS.items():
        text = written()
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        if not (ROOT / path).exists() or (ROOT / path).read_text("utf-8") != text:
            (ROOT / path).write_text(text, "utf-8")
            sys.stdout.write(f"written: {path}\n")

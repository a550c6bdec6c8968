"""The papers that are written from the code, and the means to write them anew: `python -m tests.papers`."""

import json
from collections.abc import Mapping
from pathlib import Path

from tocsin import codec

ROOT = Path(__file__).parents[1]


def papers() -> Mapping[str, str]:
    """What each generated paper must hold, by its path from the repository's root."""
    return {"docs/schema/tocsin.schema.json": schema()}


def schema() -> str:
    """The published JSON Schema of every word."""
    return json.dumps(codec.schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    for path, text in papers().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, "utf-8")

"""Files of JSON lines, as most of the data comes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def rows(data: Path, pattern: str = "*.jsonl") -> Iterator[dict[str, Any]]:
    """The objects of the files of a folder, in order of their names; a line ends at a line feed and nowhere else."""
    for path in sorted(data.glob(pattern)):
        with path.open(encoding="utf-8", newline="\n") as lines:
            yield from (json.loads(line) for line in lines if line.strip())

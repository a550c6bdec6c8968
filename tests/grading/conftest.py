"""The builder of statements stands beside the tests of linking."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "linking")]

"""`python -m bench [NAME...] [--json]`, `python -m bench NAME --data DIR [--reader both] [--json | --worst N]`.

Without --data the measurements of speed are run. With it, one benchmark is measured on the data in DIR: the same
command runs on any folder that is laid out the same way. --worst lists its worst cases, a line each.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Protocol, cast

from bench import MEASURED, MOST, READERS, delivery, duty, growth, ledger, reading, speed

SMALL = 0.1
"""Figures below this are printed with two digits more."""
BENCHES = {
    "reading": reading.run,
    "speed": speed.run,
    "ledger": ledger.run,
    "duty": duty.run,
    "growth": growth.run,
    "delivery": delivery.run,
}
"""Those that need no data."""
MEASURES = (
    "corpus",
    "numbers",
    "actors",
    "polnear",
    "factuality",
    "links",
    "coref",
    "isaf",
    "ucdp",
    "wikievents",
    "traps",
    "seed",
    "toponyms",
    "timex",
    "muc4",
)
"""Those that measure on data: the module of that name holds `run` and `worst`."""


class Measure(Protocol):
    """A benchmark on a folder of data."""

    def run(self, data: Path) -> Iterator[tuple[str, float, str]]:
        """The figures: name, value, unit."""
        ...

    def worst(self, data: Path) -> Iterator[str]:
        """The worst cases, the worst first, a line each."""
        ...


def main() -> None:
    """Run those that are named, or all that need no data."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join((*BENCHES, *MEASURES))}")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder to measure on")
    parser.add_argument(
        "--reader", choices=READERS, default="rules", help="which reader; the rules where none is named"
    )
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N worst cases instead")
    parser.add_argument("--most", type=int, default=MOST.get(), metavar="N", help="the greatest ledger, in entries")
    asked = parser.parse_args()
    MEASURED.set(asked.reader)
    MOST.set(asked.most)
    known = MEASURES if asked.data else tuple(BENCHES)
    for name in asked.names:
        if name not in known:
            parser.error(f"no bench {'on' if asked.data else 'without'} data is called {name}")
    if asked.data and not asked.data.exists():
        parser.error(f"there is no {asked.data}")
    if asked.worst and not asked.data:
        parser.error("--worst needs --data")
    if asked.data and not asked.names:
        parser.error(f"--data needs a name: one of {', '.join(MEASURES)}")
    print(machine(), file=sys.stderr)
    for name in asked.names or BENCHES:
        if asked.worst:
            for line in islice(_measure(name).worst(asked.data), asked.worst):
                print(line)
            continue
        for number, (figure, value, unit) in enumerate(_figures(name, asked.data)):
            if asked.data and number == 0 and not value:
                parser.error(f"there is nothing to measure in {asked.data}: {figure} 0")
            if asked.json:
                print(json.dumps({"bench": name, "figure": figure, "value": round(value, 3), "unit": unit}))
            else:
                digits = 2 if value >= SMALL or not value else 4
                print(f"{figure:58} {value:12.{digits}f}  {unit}", flush=True)


def _figures(name: str, data: Path | None) -> Iterator[tuple[str, float, str]]:
    """The figures of a benchmark; those on data begin with how much there is of it."""
    return _measure(name).run(data) if data else BENCHES[name]()


def _measure(name: str) -> Measure:
    """The module of a benchmark, loaded only where it is asked for."""
    return cast("Measure", import_module(f"bench.{name}"))


def machine() -> str:
    """The day and the machine, as the figures should be quoted."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    sort = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB"
    load = f"load before the run {os.getloadavg()[0]:.1f}"
    return f"{datetime.now(UTC):%d %B %Y}, {sort}, Python {platform.python_version()}, {load}"


if __name__ == "__main__":
    main()

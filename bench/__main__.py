"""`python -m bench [NAME...] [--json]`: run the measurements and print each figure beside its yardstick."""

import argparse
import json
import os
import platform
import sys
from datetime import UTC, datetime

from bench import reading, record

SMALL = 0.1
"""Figures below this are printed with two digits more."""
BENCHES = {"reading": reading.run, "record": record.run}


def main() -> None:
    """Run those that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(BENCHES)}; all by default")
    parser.add_argument("--json", action="store_true", help="one object a line")
    asked = parser.parse_args()
    unknown = set(asked.names) - set(BENCHES)
    if unknown:
        parser.error(f"no bench is called {', '.join(sorted(unknown))}")
    print(machine(), file=sys.stderr)
    for name in asked.names or BENCHES:
        for figure, value, unit in BENCHES[name]():
            if asked.json:
                print(json.dumps({"bench": name, "figure": figure, "value": round(value, 3), "unit": unit}))
            else:
                digits = 2 if value >= SMALL else 4
                print(f"{figure:58} {value:12.{digits}f}  {unit}", flush=True)


def machine() -> str:
    """The day and the machine, as the figures should be quoted."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    sort = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB"
    load = f"load before the run {os.getloadavg()[0]:.1f}"
    return f"{datetime.now(UTC):%d %B %Y}, {sort}, Python {platform.python_version()}, {load}"


if __name__ == "__main__":
    main()

"""`python -m bench [NAME...] [--json]`: run the measurements and print each figure beside its yardstick."""

import argparse
import json
import platform
import sys

from bench import reading, record

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
    print(f"{platform.machine()}, Python {platform.python_version()}", file=sys.stderr)
    for name in asked.names or BENCHES:
        for figure, value, unit in BENCHES[name]():
            if asked.json:
                print(json.dumps({"bench": name, "figure": figure, "value": round(value, 3), "unit": unit}))
            else:
                print(f"{figure:58} {value:12.2f}  {unit}", flush=True)


if __name__ == "__main__":
    main()

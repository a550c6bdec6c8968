"""The traps for reading: the share of planted statements refused, and of ordinary prose left alone.

DIR holds `verifier.toml` and `ordinary.toml`, as tests/reading/traps/README.md describes them. Beside each share stands
that of its controls: near misses that must be accepted, real events that must be read.
"""

from collections.abc import Iterator
from pathlib import Path

from bench import reader
from tests.traps import laid, refusal, sprung, told


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """Figures: shares of the traps that do what they should, by sort."""
    for name, wrong, of in _sorts(data):
        yield name, 100 * (of - len(wrong)) / of if of else 100.0, "%"
        yield f"{name}: of", of, "traps"


def worst(data: Path) -> Iterator[str]:
    """Every trap that does not, and what came of it."""
    for name, wrong, _ in _sorts(data):
        yield from (f"not {name}: {line}" for line in wrong)


def _sorts(data: Path) -> Iterator[tuple[str, list[str], int]]:
    """Each sort of trap, those that went wrong, and how many there are."""
    planted = laid("verifier", data)
    refused = [(t, refusal(t)) for t in planted]
    faults = [(t, r) for t, r in refused if "expect" not in t]
    sound = [(t, r) for t, r in refused if "expect" in t]
    yield "planted statements refused", [f"{t['name']}: {t['because']}" for t, r in faults if r is None], len(faults)
    yield "sound statements accepted", [f"{t['name']}: {r}" for t, r in sound if r is not None], len(sound)
    prose = laid("ordinary", data)
    plain, real = [t for t in prose if "expect" not in t], [t for t in prose if "expect" in t]
    went = [(t, sprung(t, reader())) for t in plain]
    yield "ordinary prose left alone", [f"{t['name']}: {said}" for t, said in went if said], len(plain)
    lacking = [(t, set(t["require"]) - set(told(t["text"], reader()))) for t in real]
    yield "real events read", [f"{t['name']}: no {sorted(kinds)}" for t, kinds in lacking if kinds], len(real)

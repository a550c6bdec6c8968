"""`python -m corpus.check [FILE ...]`: whether the corpus is sound; exit 1 and a line for each fault where it is not.

Without files it checks all of it, and also what only the whole can show: copies across splits, and stretches of eight
words that stand in ../shared too, where that is present.
"""

import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from corpus import HERE, SPLITS, Case, Marked, Row, Written, days, place, read
from corpus.words import DAMAGE, ENGLISH, HARD, PARTS, REGIONS, REGISTERS
from tocsin.model import Certainty, Kind, Polarity, Publicity, RelationType, Stage, TollEffect, TollWho

SHARED = HERE.parent.parent / "shared"
RUN = 8
"""Words in a row that may not stand in ../shared."""
SHINGLE, NEAR = 5, 0.3
"""Near copies are two texts of different splits that share three in ten of the shorter one's runs of five words."""

_REPORT = frozenset({
    "register", "region", "country", "published", "part", "english", "damage", "hard", "text", "statement", "furniture",
    "hand", "real", "note",
})  # fmt: skip
_ROW = frozenset({
    "kind", "passage", "content", "cue", "speakers", "stage", "certainty", "polarity", "channel", "roles", "tolls",
    "time", "place", "actors", "relation", "about", "must", "known",
})  # fmt: skip
_ROLES = frozenset({"actor", "target", "victim", "instrument", "recipient", "place", "time"})
_STAGED = {
    Kind.ATTACK: {"accomplished", "attempted"}, Kind.PLOT: {"planned", "foiled"}, Kind.THREAT: {"threatened"},
}  # fmt: skip


def faults(case: Case) -> Iterator[str]:
    """What is wrong with one case."""
    labels: dict[str, set[str]] = defaultdict(set)
    for unknown in set(case.row) - {"hand", "real", "note", "published", "register", "region", "country", "english"}:
        yield f"{case.name}: no key of a case is {unknown!r}"
    for key in ("hand", "real"):
        if key not in case.row:
            yield f"{case.name}: `{key}` is missing"
    for report in case.reports:
        for fault in _of_report(report, several=len(case.reports) > 1 and not case.single):
            yield f"{report.name}: {fault}"
        for number, marked in enumerate(report.statements, 1):
            if marked.about:
                labels[marked.about].add(report.name)
            for fault in _of_statement(report, marked):
                yield f"{report.name}, statement {number} ({marked.kind}: {marked.row['content'][:50]!r}): {fault}"
    if not case.single and len(case.reports) > 1 and not any(len(names) > 1 for names in labels.values()):
        yield f"{case.name}: no incident is told by two of its reports: `about` labels the incident within the case"


def _of_report(report: Written, *, several: bool) -> Iterator[str]:
    row = report.row
    yield from (f"no key of a report is {unknown!r}" for unknown in set(row) - _REPORT)
    yield from _of_lists(report)
    if several and row.get("part") not in PARTS:
        yield f"part {row.get('part')!r} is none of {', '.join(sorted(PARTS))}"
    yield from (
        f"furniture {line!r} is not in the text" for line in row.get("furniture", ()) if line not in report.text
    )
    if not report.text.strip():
        yield "it has no text"
    told = Counter(
        (m.kind, m.content, str(m.row["speakers"]), str(m.row.get("tolls")), str(m.row.get("relation")))
        for m in report.statements
    )
    yield from (
        f"{count} statements are the same: {report.text[slice(*key[1])]!r}" for key, count in told.items() if count > 1
    )


def _of_lists(report: Written) -> Iterator[str]:
    """What is of no closed list; a single passage may leave out what a report may not."""
    for key, allowed in (("register", REGISTERS), ("region", REGIONS), ("english", ENGLISH)):
        value = report.row.get(key)
        if value not in allowed and not (report.single and value is None):
            yield f"{key} {value!r} is none of {', '.join(sorted(allowed))}"
    for key, allowed in (("hard", HARD), ("damage", DAMAGE)):
        for value in set(report.row.get(key, ())) - allowed:
            yield f"{key} {value!r} is none of {', '.join(sorted(allowed))}"


def _of_statement(report: Written, marked: Marked) -> Iterator[str]:
    row, kind = marked.row, marked.kind
    sentence = report.text[slice(*marked.passage)]
    yield from (f"no key of a statement is {unknown!r}" for unknown in set(row) - _ROW)
    yield from _of_scales(row, kind)
    if row["cue"] not in sentence:
        yield f"the cue {row['cue']!r} is not in the sentence"
    if not row["cue"] and kind not in {"toll", "relation"}:
        yield "it has no cue"
    yield from (f"speaker {name!r} is not in the text" for name in row["speakers"] if name not in report.text)
    for role, quotes in row.get("roles", {}).items():
        if role not in _ROLES:
            yield f"no role is called {role!r}"
        yield from (f"{role} {q!r} is not in the text" for q in quotes if q not in report.text)
    yield from _of_tolls(row, kind, sentence)
    yield from _of_relation(row, sentence)
    yield from _of_what_it_resolves_to(row)


def _of_what_it_resolves_to(row: Row) -> Iterator[str]:
    try:
        if "time" in row and (ends := days(row["time"]))[0] > ends[1]:
            yield f"time {row['time']!r} ends before it begins"
    except ValueError as fault:
        yield str(fault)
    if "place" in row and not re.fullmatch(r"[A-Z]{2}|", place(row["place"])[1]):
        yield f"place {row['place']!r}: write 'Name, CC', or the name alone where it lies in several countries"
    for actor in row.get("actors", ()):
        if actor not in known_actors() and not re.fullmatch(r"country:[A-Z]{2}", actor):
            yield f"actor {actor!r} is no id of groups.toml and no country:XX"


def _of_scales(row: dict[str, str], kind: str) -> Iterator[str]:
    scales = (
        ("kind", Kind), ("stage", Stage), ("certainty", Certainty), ("polarity", Polarity), ("channel", Publicity),
    )  # fmt: skip
    for key, scale in scales:
        if row.get(key) and row[key] not in set(scale):
            yield f"{key} {row[key]!r} is none of {', '.join(scale)}"
    stage = row.get("stage", "")
    if kind in _STAGED and stage not in _STAGED[Kind(kind)]:
        yield f"the stage of this kind is one of {', '.join(sorted(_STAGED[Kind(kind)]))}, not {stage!r}"
    if kind not in {*_STAGED, "warning"} and stage:
        yield f"this kind has no stage, and {stage!r} is given"
    if kind == "denial" and row.get("polarity") != "negative":
        yield "a denial is always negative"
    if kind == "unknown" and row.get("certainty") != "unknown":
        yield "the certainty of an open question is unknown"


def _of_tolls(row: Row, kind: str, sentence: str) -> Iterator[str]:
    tolls: list[Row] = row.get("tolls", [])
    if (kind == "toll") != bool(tolls):
        yield "figures stand in a toll, and a toll has figures"
    for toll in tolls:
        if toll.get("who") not in set(TollWho) or toll.get("effect") not in set(TollEffect):
            yield f"whom it counts is one of {', '.join(TollWho)}; the effect one of {', '.join(TollEffect)}"
        if toll.get("mention", "") not in sentence or not toll.get("mention"):
            yield f"{toll.get('mention')!r} is not in the sentence"
        figures = [toll[key] for key in ("low", "best", "high") if key in toll]
        if not figures or figures != sorted(figures) or set(toll) - {"who", "effect", "low", "best", "high", "mention"}:
            yield f"a toll has low, best, high in this order: {toll}"


def _of_relation(row: Row, sentence: str) -> Iterator[str]:
    relation = row.get("relation")
    if relation is None:
        return
    ends = [relation.get(end, "") for end in ("left", "right")]
    if relation.get("type") not in set(RelationType) or any(end not in sentence for end in ends):
        yield f"a relation has left and right in the sentence, and a type of {', '.join(RelationType)}"


@cache
def known_actors() -> frozenset[str]:
    """The ids of the groups that the reader knows."""
    found = HERE.parent / "src/tocsin/reading/data/groups.toml"
    return frozenset(row["id"] for row in tomllib.loads(found.read_text("utf-8"))["group"])


# ---- what only the whole can show


def runs(text: str, length: int) -> set[str]:
    """Every run of so many words."""
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[n : n + length]) for n in range(len(words) - length + 1)}


def near_copies(everything: Iterable[Case]) -> Iterator[str]:
    """Texts of different splits that say the same in the same words."""
    seen: dict[str, list[int]] = defaultdict(list)
    texts = [(report, runs(report.text, SHINGLE)) for case in everything for report in case.reports]
    for number, (_, shingles) in enumerate(texts):
        for shingle in shingles:
            seen[shingle].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in seen.values():
        for i, a in enumerate(numbers):
            for b in numbers[i + 1 :]:
                if texts[a][0].split != texts[b][0].split:
                    shared[a, b] += 1
    for (a, b), count in shared.items():
        if count >= NEAR * max(1, min(len(texts[a][1]), len(texts[b][1]))):
            one, two = texts[a][0], texts[b][0]
            yield f"{one.name} ({one.split}) and {two.name} ({two.split}) are near copies"


def taken(everything: Iterable[Case], shared: Path) -> Iterator[str]:
    """Stretches of eight words that stand in the material beside the project."""
    ours: dict[str, str] = {}
    for case in everything:
        for report in case.reports:
            ours |= dict.fromkeys(runs(report.text, RUN), report.name)
    for path in (p for p in HERE.glob("*.md")):
        ours |= dict.fromkeys(runs(path.read_text("utf-8"), RUN), path.name)
    for path in sorted(p for p in shared.rglob("*") if p.is_file() and p.suffix not in {".zip", ".gz"}):
        for run in runs(path.read_text("utf-8", "replace"), RUN) & ours.keys():
            yield f"{ours[run]}: {run!r} stands in {path.relative_to(shared)}"


def main(names: list[str]) -> int:
    """Check what is named, or everything."""
    paths = [Path(n) for n in names] or [p for split in SPLITS for p in sorted((HERE / split).glob("*.toml"))]
    found, sound = [], []
    for path in paths:
        try:
            sound.append(case := read(path))
            found += list(faults(case))
        except ValueError as fault:
            found.append(str(fault))
    if not names:
        found += [*near_copies(sound), *taken(sound, SHARED)]
    reports = [r for case in sound for r in case.reports]
    said = f"{sum(not r.single for r in reports)} reports, {sum(r.single for r in reports)} single passages, "
    said += f"{sum(len(r.statements) for r in reports)} statements, {len(found)} faults"
    sys.stdout.write("".join(f"{line}\n" for line in (*found, said)))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

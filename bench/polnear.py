"""Who says what, against PolNeAR: source, cue and content of each attribution.

DIR holds `text/NAME.txt` and `attributions/NAME_HAND.ann`, in the standoff format of brat, as the corpus was published
(Newell et al. 2018, LREC). An attribution there is any speech, thought or intention that is laid to somebody, nobody
named included; each word is in one attribution at most. Where several hands marked a text, the first by name counts:
so dev holds the 2,193 attributions that it is said to hold. Measured is `bench.attributions.heard` on the bare text: what the
reader hears of speech, and of attitudes more than any statement is made of.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import attributions
from bench.marks import figures_of, together
from bench.quotations import PARTS, Quoted, spans, tokens, triples, words_in
from tocsin.reading.scene import Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text, its attributions as marked, and as read."""

    name: str
    text: str
    marked: tuple[Quoted, ...]
    found: tuple[Quoted, ...]


def run(data: Path) -> Iterator[tuple[str, float, str]]:
    """Figures: F1 by word and by whole span for each part, micro over the three, and for whole triples."""
    articles = list(_articles(data))
    yield "articles", len(articles), "articles"
    yield "attributions marked", sum(len(a.marked) for a in articles), "attributions"
    for name, scorer in (("tokens", tokens), ("exact spans", spans)):
        parts = {p: together(scorer(a.marked, a.found, p) for a in articles) for p in PARTS}
        for part, mark in (*parts.items(), ("micro over the three", together(parts.values()))):
            yield from figures_of(f"{name}, {part}", mark)
    yield from figures_of("whole triples", together(triples(a.marked, a.found) for a in articles))


def worst(data: Path) -> Iterator[str]:
    """The attributions with the fewest words right over all, and what was found in their place."""
    cases = [(score, line) for article in _articles(data) for score, line in _cases(article)]
    yield from (line for _, line in sorted(cases))


def _articles(data: Path) -> Iterator[Article]:
    for path in sorted((data / "text").glob("*.txt")):
        text = path.read_text("utf-8")
        hands = sorted((data / "attributions").glob(f"{path.stem}_*.ann"))
        yield Article(name=path.stem, text=text, marked=tuple(_marked(text, hands[0])), found=tuple(heard(text)))


_PART = re.compile(r"(?m)^(T\d+)\t(?:Source|Cue|Content) ([\d ;]+)\t")
_PIECE = re.compile(r"(\d+) (\d+)")
_EVENT = re.compile(r"(?m)^E\d+\tAttribution\S*:T\d+(.*)")
_ROLE = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")


def _marked(text: str, path: Path) -> Iterator[Quoted]:
    """The attributions of a file of brat; a part given twice ("Content2") is one part in two pieces."""
    lines = path.read_text("utf-8")
    parts = {found[1]: [(int(a), int(b)) for a, b in _PIECE.findall(found[2])] for found in _PART.finditer(lines)}
    for event in _EVENT.finditer(lines):
        pieces: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for role, of in _ROLE.findall(event[1]):
            pieces[role.lower()] += parts[of]
        if pieces:
            yield Quoted(**{role: words_in(text, where) for role, where in pieces.items()})


def heard(text: str) -> Iterator[Quoted]:
    """What is heard in a text, as PolNeAR marks it: each word once, so that what is quoted within a quotation is not.

    Who and by what words a thing is said are no part of what is said.
    """
    every = attributions.heard(text)
    for said in every:
        if any(_within(said, other) for other in every if other is not said):
            continue
        cue = words_in(text, [_with_adverbs(text, said.cue)])
        source = words_in(text, [_with_apposition(text, said)]) - cue
        yield Quoted(source=source, cue=cue, content=words_in(text, said.words) - source - cue)


def _within(one: Quotation, other: Quotation) -> bool:
    """Whether all of a quotation stands in the words of another."""
    return all(any(a <= start and end <= b for a, b in other.words) for start, end in (one.cue, *one.words))


_ADVERB = re.compile(r"(?:\b(?:also|then|later|often|now|once|never|still|again|repeatedly|\w+ly)\s+)+$")


def _with_adverbs(text: str, cue: tuple[int, int]) -> tuple[int, int]:
    """The cue as PolNeAR marks it: with the adverbs right before it ("also said")."""
    lead = _ADVERB.search(text, max(0, cue[0] - 40), cue[0])
    return (lead.start() if lead else cue[0]), cue[1]


_BEHIND = re.compile(
    r"\s?\([^()]*\)|,\s(?:(?:an?|the|who|whose|his|her|its|their|former|chief|one)\b[^.;:“”\"\n]*?)(?=,\s[“\"]|[.;:\n]|,$|$)"
)


def _with_apposition(text: str, said: Quotation) -> tuple[int, int]:
    """The source as PolNeAR marks it: with what is said of whoever speaks ("Ann Roe, a nurse who lives nearby")."""
    start, end = said.voice.who
    if end < said.cue[0] and text[end : end + 1] in {",", " "} and text[said.cue[0] - 2 : said.cue[0]] == ", ":
        return start, said.cue[0] - 2
    more = _BEHIND.match(text, end) if start > said.cue[1] else None
    return start, more.end() if more else end


def _cases(article: Article) -> Iterator[tuple[float, str]]:
    """Each attribution that is marked or found, with how alike its likest counterpart is, from 0 to 1."""
    for sort, ones, others in (("missed", article.marked, article.found), ("false", article.found, article.marked)):
        for one in ones:
            best = max(others, key=lambda o, one=one: _alike(one, o), default=Quoted())  # type: ignore[misc]
            score = _alike(one, best)
            if score < 1 and (sort == "missed" or not score):
                other = f" || {_said(article.text, best)}" if score else ""
                yield score, f"{article.name} {sort} {score:.2f}: {_said(article.text, one)}{other}"


def _alike(one: Quoted, other: Quoted) -> float:
    """The words that two quotations have in the same parts, of all words in their parts."""
    both = sum(len(one.part(p) & other.part(p)) for p in PARTS)
    return both / (sum(len(one.part(p) | other.part(p)) for p in PARTS) or 1)


def _said(text: str, quoted: Quoted) -> str:
    """The three parts in words, and "…" where a part lies apart."""
    return " | ".join(_told(text, quoted.part(p)) for p in PARTS)


def _told(text: str, numbers: frozenset[int]) -> str:
    every = [m[0] for m in re.finditer(r"\w+(?:['’.\-]\w+)*", text)]
    out: list[str] = []
    for before, n in zip([None, *sorted(numbers)], sorted(numbers), strict=False):
        out += ["…"] if before is not None and n != before + 1 else []
        out.append(every[n])
    return " ".join(out)

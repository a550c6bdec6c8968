"""Armed groups that stand in no list, by the words that such groups call themselves: "the Free Highlands Army"."""

import re
from collections.abc import Iterator

from tocsin.model import Actor, ActorKind, Mention, MentionKind, Span
from tocsin.reading import lexicon
from tocsin.reading.lexicon import Hit
from tocsin.reading.stretch import across

_CAP = r"[A-ZÀ-Þ][\w’'-]*"
_HEADS = (
    r"(?:Liberation|Resistance|Revolutionary|Defen[cs]e|People[’']s|Popular|Islamic|National|Patriotic)?\s?"
    r"(?:Front|Brigades?|Army|Militia|Battalions?|Column|Commandos?|Cell|Vanguard|Legion|Rifles|Avengers|Redeemers|"
    r"Resistance|Emirate|Martyrs|Mujahideen|Jihad|Fighters|Vengeance\sUnits?|Partisans|Guerrillas?)"
)
_OF_ITSELF = r"(?:Army|Sons|Eagles|Lions|Soldiers|Commandos|Martyrs|Brigades?|Front|Partisans|Guardians|Wolves|Swords?)"
_ARABIC = (
    r"(?:Ansar|Jaish|Jaysh|Liwa|Katiba|Katibat|Harakat|Hizb|Jund|Jabhat|Jama[’']?at|Jemaah|Saraya|Kata[’']?ib|"
    r"Lashkar|Sipah)"
)
_NAME = re.compile(
    rf"""(?x)
    (?P<a> {_CAP}(?:\s(?:{_CAP}|(?:of|for)(?:\sthe)?)){{0,4}} \s {_HEADS}
            (?:\s(?:of|for)\s(?:the\s)?{_CAP}(?:\s{_CAP}){{0,2}})? )
    | (?P<b> {_OF_ITSELF} \s of \s (?:the\s)? {_CAP} (?:\s{_CAP}){{0,2}} )
    | (?P<c> {_ARABIC} (?:[\s-](?:al|ul|ud|e|i)[\s-]?|[\s-]) {_CAP} (?:[\s-]{_CAP})? )
    """
)
_NONE = re.compile(
    r"(?i)(?:salvation|home|western|eastern|northern|southern|red|coast|presidential|republican|national|civil|royal|"
    r"territorial|air|weather|cold|warm|united|popular|labou?r|terra\s?cotta|tartan|people[’']s\sliberation|the)\s(?:army|front|guards?|militia|"
    r"legion|brigades?|column|battalions?)|fire\sbrigades?|sea\sfront|water\sfront|prison\scell|stem\scell|fuel\scell|"
    r"(?:foreign|royal\sbritish|american)\slegion|(?:personal|fifth|sixth|gossip)\scolumn|air\srifles"
)
_LEAD = re.compile(r"^(?:The|A|An|This|In|On|At|By|For|But|And|When|While|After|Before|Yesterday|Last|Its|Their)\s")


_CALLED = re.compile(
    rf"(?:call(?:s|ed|ing)?\s(?:itself|themselves)|self-styled|self-proclaimed|under\sthe\sname(?:\sof)?)\s(?:the\s)?"
    rf"[“\"]?(?P<name>{_CAP}(?:\s{_CAP}){{0,3}})"
)


def find(text: str, span: Span, *, listed: tuple[Hit[Actor], ...]) -> Iterator[Mention]:
    """The names of groups in a stretch of text that overlap no listed name, each an actor of its own."""
    called = [m.span("name") for m in _CALLED.finditer(text, span.start, span.end)]
    others = (m.span() for m in _NAME.finditer(text, span.start, span.end))
    named = (*called, *(o for o in others if not any(a < o[1] and o[0] < b for a, b in called)))
    for first, end in named:
        lead = _LEAD.match(text[first:end])
        start = first + (lead.end() if lead else 0)
        name = text[start:end]
        if ((first, end) not in called and " " not in name and "-" not in name) or _NONE.fullmatch(name):
            continue
        if _is_of_a_state(name):
            continue
        if across(listed, start, end):
            continue
        slug = "-".join(re.findall(r"[^\W_]+", name.lower()))
        actor = Actor(id=f"named:{slug}", name=name, kind=ActorKind.GROUP)
        yield Mention(
            span=Span(start=start, end=end, quote=name, text=span.text), kind=MentionKind.ACTOR, resolved=actor
        )


def _is_of_a_state(name: str) -> bool:
    """Whether a name is that of a state's forces: "the Nepalese Army", "4th Battalion", "Army of Pakistan"."""
    first, *rest = name.split()
    if first == "Army" and rest[:1] == ["of"]:
        return _is_area(" ".join(rest[1:]))
    if not rest or rest[-1] not in {
        "Army",
        "Brigade",
        "Battalion",
        "Guard",
        "Legion",
        "Commandos",
        "Commando",
        "Rifles",
    }:
        return False
    peoples = lexicon.demonym_matcher().find(first, lexicon.tokens(first, 0, len(first)))
    return any(True for _ in peoples) or _is_area(first) or first[0].isdigit() or first.lower() in _ORDINALS


_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())


def _is_area(name: str) -> bool:
    return any(True for _ in lexicon.area_matcher().find(name, lexicon.tokens(name, 0, len(name))))

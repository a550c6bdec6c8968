"""Where: cities, regions, countries and venues in a sentence, told apart with the whole story in view."""

import re
from collections.abc import Iterator, Sequence

from tocsin.model import Actor, ActorKind, Mention, MentionKind, PlacePrecision, Span, Where
from tocsin.reading import actors, lexicon, persons, placing, senses
from tocsin.reading.senses import Name
from tocsin.reading.story import Story, with_name
from tocsin.reading.stretch import across, within

_CANDIDATES = 5


def find(text: str, span: Span, *, story: Story) -> tuple[Mention, ...]:
    """The places named in a stretch of the story's text, in order; `candidates` are the others, best first.

    Where two places far from each other are as likely, none is resolved and all are candidates. A place that no table
    holds ("the village of Mamove") is named, with its country where the words or the story give one, and without
    coordinates.
    """
    known = [_mention(name, story, span.text) for name in _names(span, story)]
    found = [*known, *_unlisted(text, span, story, known)]
    return tuple(sorted(_outermost(found), key=lambda m: m.span.start))


def resolve(span: Span, *, story: Story) -> Mention:
    """What a name of the story's text means that is known to be a place's, or a people's."""
    people = next(
        (h for h in within(story.demonyms, span.start, span.end) if h.end - h.start == span.end - span.start), None
    )
    if people and len(people.items) == 1:
        return Mention(span=span, kind=MentionKind.PLACE, resolved=lexicon.countries()[people.items[0]].where)
    named = _name_at(span, story)
    if named is None:
        story = with_name(story, span.start, span.end)
        named = _name_at(span, story)
    return _mention(named, story, span.text) if named else Mention(span=span, kind=MentionKind.PLACE)


def _name_at(span: Span, story: Story) -> Name | None:
    return next(
        (n for n in within(story.names, span.start, span.end) if n.end - n.start == span.end - span.start), None
    )


_LONGER = re.compile(r"\s(?:de|del|da|do|dos|das)\s(?:(?:la|las|los|el)\s)?[A-ZÀ-Þ]")
"""Behind a name that is only the beginning of another: "San Juan" of "San Juan de Lurigancho"."""


def _names(span: Span, story: Story) -> list[Name]:
    """The names of places in a span; names inside those of actors are left out."""
    found = [
        n for n in within(story.names, span.start, span.end)
        if n.start in story.placed and not _LONGER.match(story.text, n.end)
    ]  # fmt: skip
    if not found:
        return found
    named = [
        actors.named(story.text, a, start=span.start, end=span.end, of=span.text)
        for a in within(story.actors, span.start, span.end) if not a.weak
    ]  # fmt: skip
    named += [person.mention for person in persons.find(story.text, span, story=story)]
    return [
        n for n in found
        if not any(m.span.start <= n.start and n.end <= m.span.end and _is_other(m, n) for m in named)
    ]  # fmt: skip


def _is_other(mention: Mention, name: Name) -> bool:
    """Whether an actor's name is longer than the place's in it, or is that of a group or a body and no state's."""
    longer = mention.span.end - mention.span.start > name.end - name.start
    return longer or (isinstance(mention.resolved, Actor) and mention.resolved.kind is ActorKind.GROUP)


def _mention(name: Name, story: Story, of: str) -> Mention:
    ranked = story.senses[name.start]
    first = senses.settled(ranked)
    others = tuple(sense.where for sense in ranked[: _CANDIDATES + 1] if sense is not first)
    return Mention(
        span=Span(start=name.start, end=name.end, quote=story.text[name.start : name.end], text=of),
        kind=MentionKind.PLACE,
        resolved=first.where if first else None,
        candidates=others,
    )


# ---- places that no table holds

_CAP = r"[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ]"
_CAPS = rf"{_CAP}(?:[ -](?:(?:al|el|de|du|la|le|es|as|ad|ar|of)[ -])?{_CAP}){{0,3}}"
_SORTS = {
    "city": PlacePrecision.CITY, "town": PlacePrecision.CITY, "village": PlacePrecision.CITY,
    "hamlet": PlacePrecision.CITY,
    "settlement": PlacePrecision.CITY, "municipality": PlacePrecision.CITY,
    "port": PlacePrecision.CITY, "commune": PlacePrecision.CITY,
    "district": PlacePrecision.DISTRICT, "suburb": PlacePrecision.DISTRICT, "neighbourhood": PlacePrecision.DISTRICT,
    "neighborhood": PlacePrecision.DISTRICT, "quarter": PlacePrecision.DISTRICT, "county": PlacePrecision.DISTRICT,
    "subdistrict": PlacePrecision.DISTRICT, "area": PlacePrecision.DISTRICT, "province": PlacePrecision.REGION,
    "region": PlacePrecision.REGION, "oblast": PlacePrecision.REGION, "governorate": PlacePrecision.REGION,
    "prefecture": PlacePrecision.REGION, "department": PlacePrecision.REGION, "territory": PlacePrecision.REGION,
}  # fmt: skip
_VENUE = (
    "airport|hospital|clinic|mosque|church|cathedral|temple|synagogue|shrine|monastery|hotel|school|college|"
    "university|market|bazaar|station|stadium|arena|"
    "mall|theatre|theater|concert hall|hall|square|street|road|avenue|boulevard|bridge|barracks|prison|jail|embassy|"
    "consulate|palace|park|camp|refugee camp|base|"
    "air base|checkpoint|roadblock|crossing|port|harbour|harbor|wharf|quay|nightclub|cafe|café|restaurant|tower|"
    "plaza|gate|cemetery|building|house|museum|"
    "factory|plant|refinery|mine|dam|tunnel|terminal|pass|forest|hill|valley"
)
_SORT = "|".join(_SORTS)
_UNLISTED = re.compile(
    rf"""(?x) \b(?:
    (?i:(?P<sort>{_SORT})\sof)\s(?P<of>{_CAPS})
    | (?P<named>{_CAPS}(?:['’]s?\s{_CAPS})?)\s(?i:(?P<after>{_SORT}|{_VENUE}))\b
    | (?i:in|at|near|outside|around|from|of|on|[a-z]+ed|struck|hit)\s(?P<at>{_CAPS})(?=,\s(?P<next>[A-ZÀ-Þ]))
    )"""
)
_GOES_ON = (
    r"on|in|at|and|or|by|was|were|is|are|had|has|have|that|said|when|where|who|which|while|until|after|before|early|"
    r"late|between|from|to|for|yesterday|last|this|with|as|but|during|over|near|about|than|did|again|today|tonight"
)
_BY = re.compile(
    rf"""(?x) \b(?i:in|at|near|outside|around|off|overran|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?\sof)\s
    (?P<by>{_CAPS})(?=[,.;:)]|\s?$|['’]s\soutskirts|\s(?:{_GOES_ON})\b)"""
)
"""Names behind words that say where, of which no table and no other word says what they are."""
_NOT_NAMES = re.compile(
    r"^(?:The|A|An|This|That|These|Those|His|Her|Its|Their|Our|Two|Three|Several|Some|Many|Local|Police|Army|Islamic|"
    r"Christian|Muslim|Jewish|Catholic|Monday|Tuesday|Wednesday|Thursday|"
    r"Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"No|One|Western|Eastern|Northern|Southern|Central|President|Minister)\b"
)
_NO_TOWNS = re.compile(
    r"(?:Easter|Whitsun|Christmas|Epiphany|Ramadan|Eid|Lent|Advent|Passover|Hanukkah|Diwali|Thanksgiving|Yom|Palm|"
    r"Parliament|Congress|Senate|Cabinet|Council|Islam|Christianity|Act|Gate|Exercise|Operation|Section|Article|Chapter|"
    r"Room|Bunk|Kilomet(?:re|er)|School|Mr|Mrs|Ms|Dr|General|Colonel|Captain|Judge|Radio|Telegram|Facebook|Twitter|WhatsApp|YouTube|"
    r"Reuters|Interpol|Amnesty|Intelligence|(?:Arab|Hebr|Hind|Urd|Pasht|Swahil|Fars|Dar|Bengal|Baluch|Baloch|Tamil|"
    r"Pidgin|Haus|Fulful|Dhiveh|Latin|Kurd|Amhar|Sinhal|Punjab|Tagal|Javan)(?:i|u|ic|ish|ew|og|ese|a|de|)\b)\b"
)
"""Feasts, languages, bodies and titles that stand behind "at" and "in"."""
_DOMINANT = 0.6
_FINE = frozenset({PlacePrecision.CITY, PlacePrecision.DISTRICT})


def _unlisted(text: str, span: Span, story: Story, known: list[Mention]) -> Iterator[Mention]:
    if story.shouted:
        return
    for match in _UNLISTED.finditer(text, span.start, span.end):
        group = next(g for g in ("of", "named", "at") if match[g])
        start, end = match.start(group), match.end(group)
        skipped = _NOT_NAMES.match(text[start:end]) or _is_body(match, text)
        sort = (match["sort"] or match["after"] or "town").lower()
        if skipped or (group == "named" and _is_demonym(text[start:end])):
            continue
        end = match.end("after") if match["after"] else end
        inner = next((m for m in known if start <= m.span.start and m.span.end <= end), None)
        same = inner is not None and (inner.span.start, inner.span.end) == (match.start(group), match.end(group))
        if (same and sort in _SORTS) or any(_covers(m.span, start, end) for m in known):
            continue
        if group == "at" and (inner or not _container(text, end, known)):
            continue
        yield _new_place(
            text, (start, end), span, sort=sort, inner=inner, around=_container(text, end, known), story=story
        )


def unheard_of(text: str, span: Span, *, story: Story, known: Sequence[Mention]) -> Iterator[Mention]:
    """Words that stand where the name of a town does ("shelled at Mamove"), and that no table and no other word knows.

    The town is in the one country that the text speaks of, or in none that is known, and has no coordinates. Outside
    the account of an act of violence half of such words are a firm's, a family's or a road's.
    """
    for match in _BY.finditer(text, span.start, span.end) if not story.shouted else ():
        start, end = match.span("by")
        taken = any(m.span.start < end and start < m.span.end for m in known)
        if taken or _is_something_else(start, end, story):
            continue
        code = story.foremost or _dominant(story) or _of_the_group(story)
        country = lexicon.countries()[code].name if code else None
        where = Where(
            name=match["by"], country=code, latitude=None, longitude=None, precision=PlacePrecision.CITY,
            within=(country,) if country else (),
        )  # fmt: skip
        quote = Span(start=start, end=end, quote=match["by"], text=span.text)
        yield Mention(span=quote, kind=MentionKind.PLACE, resolved=where)


def _is_something_else(start: int, end: int, story: Story) -> bool:
    """Whether words behind "at" or "near" are known to be no unheard-of place: a party, a people, a name of a table."""
    if _NOT_NAMES.match(story.text[start:end]) or _NO_TOWNS.match(story.text[start:end]):
        return True
    known = (story.actors, story.areas, story.demonyms, story.offices)
    if across(story.names, start, end) or any(across(hits, start, end) for hits in known):
        return True
    return not {word.key for word in lexicon.tokens(story.text, start, end)}.isdisjoint(story.people)


def _covers(listed: Span, start: int, end: int) -> bool:
    """Whether a place of the tables is all of these words, or their end with the sort ("of Bath County")."""
    return listed.end >= end and (listed.start <= start or listed.end == end)


_BODY = re.compile(r"(?:Police|Fire|Health|Sheriff['’]?s?|State|Justice|[a-z])$")
_LEADS = re.compile(r"(?:^|[.!?:]['\"’”)]?\s|\n\s*)$")
_COMMON = frozenset("city town school building house home hall area market plant park church department road".split())


def _is_body(match: re.Match[str], text: str) -> bool:
    """Whether the words name a body ("Department of Defense"), or begin a sentence as any do ("Only city ...")."""
    if match["sort"]:
        return match["sort"] == "Department"
    if not match["after"]:
        return False
    first = _LEADS.search(text, max(0, match.start("named") - 3), match.start("named")) is not None
    if match["after"] in _COMMON and first and " " not in match["named"]:
        return True
    return match["after"].lower() == "department" and _BODY.search(match["named"]) is not None


def _is_demonym(words: str) -> bool:
    return next(lexicon.demonym_matcher().find(words, lexicon.tokens(words)), None) is not None


def _container(text: str, end: int, known: list[Mention]) -> Where | None:
    """The place that stands right after and contains it ("Tessit, Mali", "Mamove in North Kivu")."""
    for mention in known:
        if mention.span.start >= end and re.fullmatch(
            r",\s|\s(?:in|of)\s(?:the\s)?(?:\w+\s)?", text[end : mention.span.start]
        ):
            return mention.resolved if isinstance(mention.resolved, Where) else None
    return None


def _new_place(
    text: str,
    bounds: tuple[int, int],
    span: Span,
    *,
    sort: str,
    inner: Mention | None,
    around: Where | None,
    story: Story,
) -> Mention:
    start, end = bounds
    whole = text[start:end]
    inner = None if inner and inner.span.quote.lower() in placing.doubtful() else inner
    about = around or (inner.resolved if inner and isinstance(inner.resolved, Where) else None)
    precision = _SORTS.get(sort, PlacePrecision.VENUE)
    code = about.country if about else _dominant(story) or _of_the_group(story)
    country = lexicon.countries()[code].name if code in lexicon.countries() else None
    within = tuple(dict.fromkeys((*((about.name,) if about else ()), *((country,) if country else ()))))
    name = re.sub(rf"(?i)\s(?:{_SORT})$", "", whole) if sort in {"village", "town", "city"} else whole
    near = about if about and precision is PlacePrecision.VENUE and about.precision in _FINE else None
    where = Where(
        name=name, country=code, latitude=near.latitude if near else None, longitude=near.longitude if near else None,
        precision=precision, radius_km=near.radius_km if near else None, within=tuple(w for w in within if w != name),
    )  # fmt: skip
    return Mention(span=Span(start=start, end=end, quote=whole, text=span.text), kind=MentionKind.PLACE, resolved=where)


def _of_the_group(story: Story) -> str | None:
    """The country of the armed groups that a text names, if active in that one alone and no other is in view."""
    named = {a.id for hit in story.actors if not hit.weak for a in hit.items if a.kind is ActorKind.GROUP}
    known = [group for name in named if (group := lexicon.groups().get(name))]
    where = {code for group in known for code in (*group.actor.home, *group.active)}
    return where.pop() if len(where) == 1 and not story.countries else None


def _dominant(story: Story) -> str | None:
    """The one country that the story is about, where its places say so."""
    total = sum(story.inside.values())
    if not total:
        only = [code for code, weight in story.countries.items() if weight]
        return only[0] if len(only) == 1 else None
    code, weight = story.inside.most_common(1)[0]
    foremost = story.countries[code] == max(story.countries.values())
    return code if foremost and weight / total >= _DOMINANT else None


_IN_ITS_TOWN = re.compile(rf"(?:['’]s?)?\s(?:{_VENUE})")


def town_of(venue: Mention, *, story: Story) -> Mention | None:
    """The town by which a building or a street is named ("Kabul airport"); None where it is named otherwise."""
    span = venue.span
    for name in within(story.names, span.start, span.end):
        inside = name.start == span.start and name.end < span.end and name.start in story.placed
        if inside and _IN_ITS_TOWN.fullmatch(span.quote, name.end - name.start):
            return _mention(name, story, span.text)
    return None


def _outermost(mentions: list[Mention]) -> list[Mention]:
    """The mentions, without those that lie inside another."""
    return [
        m for m in mentions
        if not any(o is not m and o.span.start <= m.span.start and m.span.end <= o.span.end for o in mentions)
    ]  # fmt: skip

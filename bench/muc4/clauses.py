"""Fillers from the grammar of a sentence: who and what stand about a word of violence, and are of a fitting sort.

A reader's statements name the roles that a duty officer asks for; a MUC-4 key wants every person, thing and weapon.
These are looked for in the sentences where the statements already tell of an incident, by the words that the reader's
own grammar puts before and behind a verb or noun of violence. A tagger of tokens takes the place of all this.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bench.muc4 import tables
from bench.muc4.fillers import PERP_IND, PERP_ORG, TARGET, VICTIM, WEAPON, Filler
from tocsin.model import Actor, ActorKind, Span
from tocsin.reading import grammar, lexicon
from tocsin.reading.lexicon import Hit
from tocsin.reading.nouns import Noun, nouns, reach
from tocsin.reading.sentence import Sentence, parse
from tocsin.reading.words import Group

_HARM = frozenset(
    "kill murder assassinate kidnap abduct wound injure shoot execute massacre slay slaughter machinegun strafe stab "
    "behead torture rape ambush attack assault raid strike target hit bomb dynamite destroy damage burn demolish blow "
    "storm seize occupy loot ransack sack rob steal hijack intercept sabotage topple raze shell mortar riddle set fire "
    "threaten take hold capture release free cause affect harm hurt gun".split()
)
"""Verbs whose object suffers."""
_LAY = frozenset("place plant throw hurl toss lob launch fire leave lay set hide detonate activate explode".split())
"""Verbs whose object is a weapon."""
_GO_OFF = frozenset("explode detonate".split())
_SUFFER = frozenset("die perish".split())
_OF = frozenset(
    "murder killing assassination death kidnapping abduction massacre execution slaying disappearance torture bombing "
    "burning destruction dynamiting slaughter hijacking shooting machinegunning deaths murders killings capture "
    "release sabotage".split()
)
"""Nouns behind whose "of" stands who or what suffers."""
_ON = frozenset(
    "attack attacks attempt assault assaults raid raids sabotage ambush strike blow action actions attacked bomb bombs "
    "explosion explosions blast bombing bombings charge device dynamite grenade rocket".split()
)
"""Nouns behind whose "on" or "against" stands what is attacked, and behind whose "at" or "in" what is hit."""
_AT = frozenset("at in near against on outside inside under into upon beside by behind toward towards to".split())
_UPON = frozenset("on against upon at".split())


def found(text: str, sentences: list[Span]) -> Iterator[Filler]:
    """The fillers in some sentences of a text."""
    for span in sentences:
        yield from _in(text, parse(text, span))


def groups(text: str) -> Iterator[Filler]:
    """The armed groups named anywhere in a text."""
    for hit in lexicon.actor_matcher().find(text, lexicon.tokens(text)):
        if hit.items[0].kind is ActorKind.GROUP and not hit.weak:
            yield _filler(PERP_ORG, (hit.start, hit.end))


def _filler(role: str, chars: tuple[int, int]) -> Filler:
    return Filler(role=role, start=chars[0], end=chars[1])


def _in(text: str, sentence: Sentence) -> Iterator[Filler]:
    held = nouns(sentence, 0, len(sentence.words))
    orgs = list(lexicon.actor_matcher().find(text, lexicon.tokens(text, sentence.span.start, sentence.span.end)))
    line = _Line(text, sentence, held, orgs)
    for group in sentence.groups:
        yield from line.of_verb(group)
    for n in range(len(sentence.words)):
        yield from line.of_noun(n)
    for noun in held:
        yield from line.weapon(noun)


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence, its noun phrases, and the organisations named in it."""

    text: str
    sentence: Sentence
    nouns: tuple[Noun, ...]
    orgs: list[Hit[Actor]]

    def of_verb(self, group: Group) -> Iterator[Filler]:
        """Who does it and to whom, about a verb."""
        lemmas = group.lemmas
        if not lemmas & (_HARM | _LAY | _GO_OFF | _SUFFER):
            return
        sentence = self.sentence
        subject = None if group.reduced else grammar.subject(sentence, group)
        if group.reduced:
            subject = grammar.before(sentence, group.first)
        if lemmas & _SUFFER:
            yield from self.suffering(subject)
            return
        if group.passive or group.reduced:
            yield from self.suffering(subject)
            yield from self.doing(grammar.agent(sentence, group))
        else:
            yield from self.doing(subject)
            if lemmas & _HARM:
                yield from self.suffering(self.objects(group))
        if lemmas & (_LAY | _GO_OFF | {"attack", "fire"}):
            stop = sentence.clause_of(group.first).stop
            for n, noun in enumerate(self.nouns):
                if group.last < noun.first < stop and noun.governor in _AT:
                    yield from self.suffer(n, things_only=True)

    def objects(self, group: Group) -> tuple[int, int] | None:
        """The object of a verb with all that is listed with it."""
        reached = grammar.object_of(self.sentence, group)
        if reached is None:
            return None
        stop = reached[1]
        for noun in self.nouns:
            if noun.first < reached[1]:
                continue
            between = {w.low for w in self.sentence.words[stop : noun.first]}
            if not between <= {",", "and", "or", "as", "well", "including", ";"} or self.sentence.group_of(noun.stop):
                break
            stop = noun.stop
        return reached[0], stop

    def of_noun(self, at: int) -> Iterator[Filler]:
        """Who does it and to whom, about a noun: "the murder of", "an attack on"."""
        low = self.sentence.words[at].low
        if low not in _OF and low not in _ON:
            return
        here = next((n for n, noun in enumerate(self.nouns) if noun.first <= at < noun.stop), None)
        if here is None:
            return
        for n, noun in enumerate(self.nouns[here + 1 :], here + 1):
            if noun.first - self.nouns[n - 1].stop > _GAP or self.sentence.group_of(noun.first - 2):
                return
            if noun.governor == "of" and n > here + 1:
                return
            if noun.governor == "by":
                yield from self.doing((noun.first, noun.stop))
            elif (low in _OF and noun.governor in {"of", ""}) or (low in _ON and noun.governor in _UPON):
                yield from self.suffer(n)
            elif low in _ON and noun.governor in _AT:
                yield from self.suffer(n, things_only=True)

    # ---- noun phrases to fillers

    def suffering(self, words: tuple[int, int] | None) -> Iterator[Filler]:
        """What of some words can suffer: each noun phrase of a list."""
        for n, noun in enumerate(self.nouns):
            if words and words[0] <= noun.first < words[1] and noun.governor in {"", "including", "of"}:
                yield from self.suffer(n)

    def suffer(self, which: int, *, things_only: bool = False) -> Iterator[Filler]:
        """A noun phrase as a victim or a target, where it is of people or a thing."""
        chars, quote = self.quoted(which)
        if self.nouns[which].is_time or _NOBODY.search(quote) or _NOWHERE.search(quote):
            return
        sort = sort_of(quote)
        if sort == "thing":
            yield _filler(TARGET, chars)
        elif (sort == "people" and not things_only) or (
            sort == "name" and not things_only and not self.is_place(chars) and is_somebody(self.text, quote)
        ):
            yield _filler(VICTIM, chars)

    def doing(self, words: tuple[int, int] | None) -> Iterator[Filler]:
        """Who of some words can do it: individuals, and the organisations named in them."""
        if words is None:
            return
        for n, noun in enumerate(self.nouns):
            if not (words[0] <= noun.first < words[1]) or noun.is_time:
                continue
            chars, quote = self.quoted(n)
            named = [h for h in self.orgs if chars[0] <= h.start and h.end <= chars[1]]
            for hit in named:
                if hit.items[0].kind is not ActorKind.PERSON:
                    yield _filler(PERP_ORG, (hit.start, hit.end))
            if noun.governor in {"", "by"} and _are_doers(quote):
                whole = re.sub(r"^(?:THE|AN?)\s+", "", quote)
                if not (named and len(whole) <= named[0].end - named[0].start):
                    yield _filler(PERP_IND, chars)

    def weapon(self, noun: Noun) -> Iterator[Filler]:
        """A noun phrase whose noun is a weapon."""
        chars = self.sentence.chars(noun.first, noun.stop)
        if chars is None:
            return
        words = tables.bases(self.text[chars[0] : chars[1]])
        hits = [h for h in tables.weapons().find(words) if h.stop == tables.noun_stop(words)]
        if (
            hits
            and words[hits[-1].stop - 1] not in _NO_WEAPON
            and words != ["charge"]
            and hits[-1].type not in {"FIRE", "STONE", "TORTURE"}
        ):
            yield _filler(WEAPON, chars)

    def quoted(self, which: int) -> tuple[tuple[int, int], str]:
        """The characters and the words of a noun phrase; with what it is of where its noun only counts."""
        noun = self.nouns[which]
        words = {w.low for w in self.sentence.words[noun.first : noun.stop]}
        first, stop = (noun.first, noun.stop)
        if words & _COUNTERS:
            first, stop = reach(self.sentence, self.nouns, which, wide=False)
        chars = self.sentence.chars(first, stop) or (self.sentence.span.start, self.sentence.span.start)
        return chars, " ".join(self.text[chars[0] : chars[1]].upper().split())

    def is_place(self, chars: tuple[int, int]) -> bool:
        """Whether a name is that of a country or region, or stands behind a word of place."""
        before = self.text[max(0, chars[0] - 12) : chars[0]].upper()
        line = lexicon.tokens(self.text, *chars)
        area = any((h.start, h.end) == chars for h in lexicon.area_matcher().find(self.text, line))
        return area or re.search(r"\b(?:IN|AT|NEAR|FROM|TO)\s+$", before) is not None


_NOBODY = re.compile(
    r"^(?:HE|SHE|IT|THEY|WE|HIM|HER|THEM|US|ME|YOU|WHO|WHICH|THAT|THIS|THESE|THOSE|NO|NOBODY|NONE|EVERYONE|SOMEONE|ITSELF|"
    r"THEMSELVES|HIMSELF|OURSELVES)\b(?! OF)|\b(?:DAYS?|WEEKS?|MONTHS?|YEARS?|POINTS|CASUALTIES|LOSSES|AGES?|KM|METERS|GUERRILLAS?|"
    r"TERRORISTS?|REBELS?|SUBVERSIVES?|EXTREMISTS?|TRAFFICKERS?|CRIMINALS?|ENEMY)$"
)
"""Phrases that are nobody to whom it was done, for the task."""
_NOWHERE = re.compile(
    r"\b(?:AREAS?|PLACES?|NEIGHBORHOODS?|TOWNS?|VILLAGES?|SECTORS?|SITES?|DISTRICTS?|ZONES?|CITY|CITIES|POSITIONS?|STREETS?|"
    r"AVENUES?|DAMAGE|WINDOWS?|WEAPONS|ORGANIZATIONS?|MUNICIPALIT(?:Y|IES)|COUNTRY|REGIONS?|DEPARTMENTS?|SPOT|TERRITORY|"
    r"GROUND|AIR|CAPITAL|FIRE|CAMPS?|CENTER OF)$"
)
"""Places that are no targets: what stands on the set list of places cannot be one (part1, 1.0, 7)."""


def is_somebody(text: str, quote: str) -> bool:
    """Whether a name is a person's in a text: of two words, or one that stands beside a title or another name."""
    if len(quote.split()) > 1:
        return True
    for found in re.finditer(rf"(\S+)\s+{re.escape(quote)}\b", text.upper()):
        before = found[1]
        if before.isalpha() and (
            tables.is_name(before) or tables.people().last(tables.bases(before)) or before in _TITLES
        ):
            return True
    return False


_NO_WEAPON = frozenset("shot gunshot gunfire fire ammunition attack gunship charges".split())
"""What weapons do, and what is no weapon (part1, 7.7, 1)."""
_TITLES = frozenset("COL GEN MSGR DR MR MRS MISS CAPT MAJ LT SGT FATHER".split())


def _are_doers(quote: str) -> bool:
    """Whether the noun of a phrase is a word for those who do such things."""
    words = tables.bases(quote)
    stop = tables.noun_stop(words)
    return any(h.stop == stop for h in tables.doers().find(words)) or "MEN" in quote.split()


_GAP = 3
_COUNTERS = frozenset("members member group groups one two three several some most many number dozens hundreds".split())


def sort_of(quote: str) -> str:
    """Whether a noun phrase is a name, people or a thing, by its noun."""
    if tables.is_name(quote):
        return "name"
    words = tables.bases(quote)
    stop = tables.noun_stop(words)
    person = [h for h in tables.people().find(words) if h.stop <= stop]
    thing = [h for h in tables.things().find(words) if h.stop <= stop]
    doer = [h for h in tables.doers().find(words) if h.stop <= stop]
    last = max((h[-1].stop for h in (person, thing) if h), default=0)
    if not last or (doer and doer[-1].stop >= last and not (person and person[-1].stop == last)):
        return ""
    if person and person[-1].stop == last:
        return "people"
    if stop > last and tables.is_name(" ".join(words[last:stop])):
        return "people" if person else "thing"
    return "thing"

"""Whether a name that places bear is a place's here, and no person's, firm's, month's or plain word.

What decides is what stands around it, and then what the text does with the name elsewhere: a town that is named once
with its state, or with a word such as "in" before it, is that town wherever its name stands free.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from tocsin.reading import gazetteer, lexicon
from tocsin.reading.gazetteer import Place, Sort
from tocsin.reading.senses import Name, Sense

_GREAT, _LARGE, _TOWN = 500_000, 100_000, 15_000
_AROUND = 40
_SUPPORTED = 0.8
"""How much the other names of a text must speak for a place, of at most four, to make up for a doubtful name."""


def find(
    text: str, named: Sequence[Name], senses: Mapping[int, Sequence[Sense]], *, people: frozenset[str]
) -> frozenset[int]:
    """Where the names begin that are places' here; `people` are the last words of personal names in the text."""
    if lexicon.is_shouted(text):
        return frozenset(n.start for n in named if senses[n.start][0].said or _is_place_shouted(text, n))
    seen = [_See(text, name, senses[name.start][0]) for name in named]
    persons = people | {s.word for s in seen if s.person_before and not s.name.areas}
    sure = [s for s in seen if s.stands_free and _is_placed(s, persons)]
    known = {s.name.key for s in sure if s.strictly or s.sense.said}
    others = (s for s in seen if s.stands_free and s.word not in persons and _is_told(s, known))
    return frozenset(s.name.start for s in (*sure, *others))


def _is_place_shouted(text: str, name: Name) -> bool:
    placed = _STRICTLY.search(text, max(0, name.start - _AROUND), name.start) is not None
    is_doubtful = text[name.start : name.end].lower() in doubtful()
    if name.areas:
        return True
    return name.people >= _LARGE and not is_doubtful if name.entry.word or not placed else placed


def _is_placed(seen: "_See", persons: frozenset[str]) -> bool:
    """Whether the words around a name say that it is a place's."""
    if seen.sense.said or seen.is_whole_division:
        return True
    if seen.plain:
        return False
    if seen.name.areas:
        return seen.placed or seen.word not in persons
    if seen.is_word:
        return seen.strictly and (seen.town or seen.supported)
    if seen.strictly:
        return seen.town or seen.supported or not seen.is_person
    if seen.word in persons or not (seen.loosely or seen.of_it or seen.next in _words("behind")):
        return False
    if seen.sense.strange or (seen.is_person and not seen.supported):
        return seen.name.people >= (_LARGE if seen.of_it else _GREAT) or (seen.loosely and not seen.is_person)
    return True


def _is_told(seen: "_See", known: set[str]) -> bool:
    """Whether a name of which the words around say nothing is a place's by what else is known."""
    if seen.plain or len(seen.word) <= _SHORT or seen.is_word or seen.sense.strange:
        return False
    if seen.name.key in known:
        return True
    if seen.is_person:
        return False
    return seen.name.people >= _LARGE or (seen.supported and (seen.leads or seen.listed or " " in seen.name.key))


# ---- what stands around a name

_SHORT = 3
_REACH = (
    r"(?:the\s+)?(?:rural\s|nearby\s|neighbou?ring\s|central\s|downtown\s|greater\s|(?:north|south|east|west)(?:ern)?"
    r"(?:-?\w+)?\s)?$"
)
_STRICTLY = re.compile(
    r"(?i)(?:\b(?:in|at|near|outside|inside|around|throughout|within|"
    r"(?:north|south|east|west)(?:-?(?:east|west))?\sof|(?:city|town|village|port|province|district|region|capital|"
    rf"suburb|state|county|university)\sof|central|northern|southern|eastern|western|downtown|rural)\s+{_REACH}|,\s\d\d?,\s(?:also\s)?of\s$)"
)
_LOOSELY = re.compile(
    r"(?i)(?:\b(?:from|to|off|across|between|through|over|towards?|into|via|capital|city|town|village|of|on|and|or|"
    rf"for|by|with|against)\s+|[-–/]){_REACH}"
)
_OF_IT = re.compile(
    r"(?:['’]s)?\s(?:area|city|council|couple|county|crash|department|fire(?:fighters?)?|home|hospital|house|husband|"
    r"mall|man|mayor|men|mosque|native|office|officers?|officials?|parents?|park|plant|police|port|prison|protesters?|"
    r"residents?|school|schools|student|students|suburb|teen(?:ager)?|woman|women|businesses|detectives|district|"
    r"dispatchers|family|history|market|neighbou?rhood|village|villagers|town|metro|airport|bombings?|attacks?|siege|"
    r"raids?|ambush(?:es)?|massacres?|killings?|murders?|blasts?|explosions?|shootings?|stabbings?|bombers?|gunm[ae]n|"
    r"fires|stations?|racecourse|newspaper|daily|weekly|barracks|jail|court|hotel|church|synagogue|bakery|substation)\b"
)
_LEADS = re.compile(r"(?:^|[.!?:]['\"’”)]?\s|\n\s*|\d{4}\s)$")
_ABBREVIATED = re.compile(r"\b[A-Z][a-z]{0,4}\.\s$")
_NOT_IT = re.compile(r"\s(?:\w+\s)?(?:virus|ebolavirus|flu|disease|fever|syndrome)\b|\s?\$")
_DATELINE = re.compile(r"(?:,\s[\w.]+){0,2}\s?(?:\([^)\n]{2,30}\)\s?)?(?:[-–—]{1,2}|:)\s?[\"“']?[A-Z0-9]")
_LISTED = re.compile(r"[A-ZÀ-Þ][\w’'-]+,\s$")
_CAPITAL_BEFORE = re.compile(r"(?P<word>[A-ZÀ-Þ][\w’'-]*\.?)\s$")
_CAPITAL_AFTER = re.compile(r"\s(?P<word>[A-ZÀ-Þ][\w’'-]*)(?:\s(?P<then>[A-ZÀ-Þ][\w’'-]*))?")
_RUNS_ON = re.compile(r"[-–](?:[a-z]{1,2}[-–])?[A-ZÀ-Þ]")
_ACRONYM = 5
_AGED = re.compile(r"(?:,\s|\s\()\d\d?\b")
_SPEAKS = re.compile(r"\s(?:said|says|told|added|testified)\b")
_SAID_BY = re.compile(r"\b(?:said|says|according\sto|added)\s$")


@cache
def _words(kind: str) -> frozenset[str]:
    return lexicon.lookalikes(kind)


@cache
def doubtful() -> frozenset[str]:
    """The names of places that are plain words or names of people, by our own table."""
    return _words("words") | _words("people")


class _See:
    """A name with what stands around it."""

    def __init__(self, text: str, name: Name, sense: Sense) -> None:
        self.name, self.sense = name, sense
        self.word = text[name.start : name.end]
        before = text[max(0, name.start - _AROUND) : name.start]
        after = text[name.end : name.end + _AROUND]
        low = self.word.lower()
        self.is_word = (name.entry.word and low.isascii()) or low in _words("words") or low in _words("behind")
        self.is_person = name.entry.people or low in _words("people")
        self.strictly = _STRICTLY.search(before) is not None
        self.loosely = _LOOSELY.search(before) is not None
        self.of_it = _OF_IT.match(after) is not None
        self.leads = not _ABBREVIATED.search(before) and (not before or _LEADS.search(before) is not None)
        self.listed = _LISTED.search(before) is not None
        if self.leads and _DATELINE.match(after):
            self.strictly = True
        self.plain = (self.is_word and _is_plain(self.word, after)) or _NOT_IT.match(after) is not None
        self.plain = self.plain or before.endswith(("$", "$ "))
        previous, following = _CAPITAL_BEFORE.search(before), _CAPITAL_AFTER.match(after)
        self.first = previous["word"] if previous and not self.leads else ""
        self.prior = self.first if previous and not _LEADS.search(before[: previous.start()]) else ""
        self.next = following["word"].lower() if following else "-" * (_RUNS_ON.match(after) is not None)
        self.then = (following["then"] or "").lower() if following else ""
        self.speaks = _SPEAKS.match(after) is not None or _SAID_BY.search(before) is not None
        self.aged = _AGED.match(after) is not None

    @property
    def doubtful(self) -> bool:
        """Whether the name is as well a plain word's or a person's."""
        return self.is_word or self.is_person

    @property
    def placed(self) -> bool:
        return self.strictly or self.loosely

    @property
    def supported(self) -> bool:
        """Whether other names of the text lie in the place's division or near it."""
        return self.sense.near >= _SUPPORTED

    @property
    def town(self) -> bool:
        return self.name.people >= _TOWN

    @property
    def is_whole_division(self) -> bool:
        """Whether it is named with what it is ("Laurel County")."""
        place = self.sense.place
        if not isinstance(place, Place) or place.sort is Sort.CITY or " " not in self.name.key:
            return False
        return gazetteer.key(place.name) == self.name.key

    @property
    def person_before(self) -> bool:
        """Whether a first name or an initial stands before it, or it speaks or has an age as people do."""
        if self.strictly:
            return False
        first = re.fullmatch(r"[A-Z]\.", self.first) is not None or _is_first_name(self.first)
        return first or (self.is_person and not self.name.areas and (self.speaks or self.aged))

    @property
    def stands_free(self) -> bool:
        """Whether the words around are no parts of one name with it ("Jordan Smith", "Boston Scientific")."""
        if self.is_whole_division:
            return True
        if (
            self.word.isupper()
            and len(self.word) <= _ACRONYM
            and not (self.strictly or self.name.areas or self.sense.said)
        ):
            return False
        if {self.next, self.then} & _words("firms"):
            return False
        if self.person_before and not self.sense.said:
            return False
        if self.next and self.next not in _words("behind") and self.next not in _DAYS:
            if self.is_person and not self.strictly:
                return False
            if not self.name.areas and not self.sense.said and self.name.people < _LARGE:
                return False
        if not self.prior or self.prior.lower().rstrip(".") in _DIRECTIONS or self.sense.said:
            return True
        if self.name.areas:
            return not self.is_person or bool(gazetteer.named(self.prior))
        return bool(gazetteer.named(self.prior)) and not self.doubtful


def _is_first_name(word: str) -> bool:
    if not word:
        return False
    found = gazetteer.entry(word)
    return word.lower() in _words("people") or (found.people and not any(p.people >= _LARGE for p in found.places))


def _is_plain(word: str, after: str) -> bool:
    """Whether a plain word behind a preposition is that word ("in March", "in Time magazine")."""
    return word.lower() in _DAYS or word in {"Spring", "Time", "Asia"} or (
        re.match(r"\s(?:\d|magazine|when|to\b)", after) is not None
    )  # fmt: skip


_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_DIRECTIONS = _DAYS | frozenset(
    "north south east west northern southern eastern western central greater downtown upper lower old new city mount "
    "lake in at near from to the a outside inside around across between through into within "
    "and or but as on of for by with".split()
)

"""Whether words of violence mean violence here, or are sport, weather, sickness, money, fiction or a drill."""

import re

from tocsin.reading import grammar, lexicon, people, verbs
from tocsin.reading.cues import Hit
from tocsin.reading.nouns import first_noun
from tocsin.reading.scene import DOUBTFUL, FIGURATIVE, Scene, once
from tocsin.reading.stretch import across
from tocsin.reading.words import Group

_NATURE = frozenset({"weather", "accident", "medicine", "nature"})
_WORKS = frozenset(
    "novel film movie series thriller play drama episode book game opera musical comedy story show saga exhibition "
    "sequel documentary poem song trailer painting".split()
)
_TELLS = frozenset(
    "follow begin end tell open feature star depict portray show see recount imagine ask pit close chart centre center "
    "turn revolve explore set describe".split()
)
_BY_HAND = frozenset("kill murder shoot stab behead abduct kidnap execute slaughter massacre lynch torture".split())
_VEHICLES = frozenset("car lorry truck van vehicle bus tractor motorcycle".split())


def is_violent(scene: Scene, hit: Hit, group: Group | None = None) -> bool:
    """Whether an event word means violence done by people.

    A strong word ("kidnapped") stands unless a peaceful field outweighs it and nobody is named who would do or
    suffer it; a weak one ("hit") needs a sign of violence besides itself, or a report that tells of violence.
    """
    if is_fiction(scene) or _by_nature(scene) or (group is not None and _is_done_to_a_work(scene, group)):
        return False
    if group is not None and is_rammed(scene, group):
        return True
    strong = hit.cue.section.endswith("_strong")
    loose = group is not None and (group.lemmas & {"ambush"} or (scene.peaceful() and group.lemmas & _LOOSE))
    plain = strong and group is not None and not loose
    by_people = group is not None and (_is_done_by_arms(scene, group) or (plain and _is_done_to_people(scene, group)))
    if by_people:
        return True
    others, ordinary = scene.signs(besides=hit), scene.ordinary()
    if group is not None and _is_own_defeat(scene, group):
        return others > 0 or scene.violent
    if hit.cue.phrase == "~ambush" and others == 0:
        return scene.violent  # photographers do, too
    if strong:
        return not scene.peaceful() or others >= 1 or scene.violent
    if others >= 1:
        return others * 2 >= ordinary
    if group is None and (_is_struck(scene, hit) or (not scene.peaceful() and _is_deadly(scene, hit))):
        return True
    if group is not None and not scene.peaceful() and _costs_lives(scene):
        return True
    return scene.violent and ordinary <= 1


def _is_own_defeat(scene: Scene, group: Group) -> bool:
    """Whether whoever speaks was "massacred" or "slaughtered", as only a loser is."""
    got = bool({"got", "get", "getting"} & scene.words_between(max(0, group.first - 1), group.head))
    done = grammar.subject(scene.sentence, group) if group.passive or got else None
    own = done is not None and scene.words_between(*done) <= {"we", "they", "us"}
    return own and bool(group.lemmas & {"massacre", "slaughter", "murder", "execute"})


def _costs_lives(scene: Scene) -> bool:
    """Whether the sentence tells of people killed or wounded: "attacked the village, killing 12 civilians"."""
    for group in scene.sentence.groups:
        if group.lemmas & {"kill", "wound", "injure"} and not group.passive and not group.modal:
            chars = scene.span_of(grammar.object_of(scene.sentence, group))
            if chars and people.names_people(scene.text[chars[0] : chars[1]]):
                return True
    return False


def _is_deadly(scene: Scene, hit: Hit) -> bool:
    """Whether it is the noun that kills or wounds: "a strike killed three"."""
    for group in scene.sentence.groups:
        if group.finite and not group.passive and group.lemmas & {"kill", "wound", "injure"}:
            reach = grammar.subject(scene.sentence, group)
            if reach is not None and reach[0] <= hit.first < reach[1]:
                return True
    return False


_LOOSE = frozenset(
    "massacre murder hold ambush bombard torch besiege shell slaughter strafe lynch take bomb stab".split()
)
"""Strong verbs that a match report or a column uses for less."""


def _is_done_to_a_work(scene: Scene, group: Group) -> bool:
    """Whether critics do it, to "it" or to a work: "critics murdered it"."""
    doer, done = grammar.subject(scene.sentence, group), grammar.object_of(scene.sentence, group)
    return bool(doer and done and not group.passive and "critics" in scene.words_between(*doer)) and not any(
        people.names_people(scene.text[slice(*chars)]) for chars in (scene.span_of(done),) if chars
    )


_CROWDS = frozenset(
    "crowd crowds people pedestrians march parade procession marchers demonstrators protesters protest bystanders "
    "worshippers shoppers festival fans revellers mourners children pupils passers-by spectators".split()
)


def is_rammed(scene: Scene, group: Group) -> bool:
    """Whether a vehicle is driven into people: "a car drove into a march", "ploughed a van into pedestrians"."""
    if not group.lemmas & {"drive", "plough", "plow", "ram", "steer"} or not (group.finite or group.passive):
        return False
    clause = scene.sentence.clause_of(group.first)
    words = scene.words_between(clause.first, clause.stop)
    return bool(words & _VEHICLES) and "into" in words and bool(words & _CROWDS)


_PLAIN = frozenset(
    "~kidnap;~abduct;~assassinate;~behead;~blow up;~gun down;~shoot … dead;~take … hostage;~open fire;~set fire to;"
    "~blow himself|herself|themselves up;~dynamite;~firebomb".split(";")
)
"""Strong verbs that mean nothing else, whatever field the sentence is of."""


@once
def speaks_of_violence(scene: Scene) -> bool:
    """Whether a sentence may speak of violence: its report does, it shows a sign, or it names an act alone."""
    if scene.violent or scene.signs() or kills(scene) or any(is_rammed(scene, g) for g in scene.sentence.groups):
        return not is_fiction(scene)
    if is_fiction(scene):
        return False
    figurative = scene.peaceful(figurative=True)
    if any(_is_struck(scene, h) for h in scene.of("events", "nouns_weak", "nouns_strong")):
        return True
    by_chance = any(h.cue.section == "accident" for h in scene.hits if h.cue.lexicon == "ordinary")
    if not by_chance and any(scene.verb(h) and h.cue.phrase in _PLAIN for h in scene.of("events", "verbs_strong")):
        return True
    if scene.peaceful():
        return not figurative and not _by_nature(scene) and _are_killed(scene)
    if by_chance:
        return False
    told = any(scene.verb(h) for h in scene.of("events", "verbs_strong"))
    return told or bool(scene.of("events", "nouns_strong", "nouns_weak")) or bool(scene.of("violence", "words"))


_AIMS = frozenset("on against at in near outside inside of".split())
_ACTS = frozenset(
    "attack attacks bombing bombings blast blasts explosion explosions shooting shootings killing killings assault "
    "assaults raid raids siege massacre bomb hijacking".split()
)


def is_aimed(scene: Scene, hit: Hit) -> bool:
    """Whether a noun of violence is told with what it struck: "the raid on Ménaka", "the shooting at the bank"."""
    line = scene.sentence.words
    if line[hit.stop - 1].low not in _ACTS or hit.stop >= len(line) or line[hit.stop].low not in _AIMS:
        return False
    _, stop = grammar.phrase(scene.sentence, hit.first, hit.stop)
    chars = scene.span_of((hit.stop, stop)) if stop > hit.stop else None
    if chars is None:
        return False
    placed = any(chars[0] <= m.span.start < chars[1] for m in (*scene.places, *scene.actors))
    words = lexicon.tokens(scene.text, *chars)
    struck = any(True for _ in lexicon.target_matcher().find(scene.text, words))
    return placed or struck or people.names_people(scene.text[chars[0] : chars[1]])


def _is_struck(scene: Scene, hit: Hit) -> bool:
    """Whether a noun of violence is told with what it struck, and no word besides makes the sentence a peaceful one.

    In "the attack on the concert hall" the concert is what was attacked.
    """
    _, stop = grammar.phrase(scene.sentence, hit.first, hit.stop)
    fields = {
        h.cue.section
        for h in scene.hits
        if h.cue.lexicon == "ordinary" and h.cue.section != "phrases" and not hit.stop <= h.first < stop
    }
    return not fields & FIGURATIVE and is_aimed(scene, hit)


@once
def kills(scene: Scene) -> bool:
    """Whether somebody kills, shoots or seizes people here: a verb that only a hand does, and a person to do it."""
    for group in scene.sentence.groups:
        if group.lemmas & _BY_HAND and group.finite and not group.passive and not group.modal:
            words = grammar.subject(scene.sentence, group)
            chars = scene.span_of(words)
            if chars and people.names_people(scene.text[chars[0] : chars[1]]):
                return not is_fiction(scene)
    return False


def _are_killed(scene: Scene) -> bool:
    """Whether people are told to have been killed, shot or seized, by whomever ("12 pupils were killed")."""
    for group in scene.sentence.groups:
        if group.passive and group.finite and not group.modal and group.lemmas & _BY_HAND:
            chars = scene.span_of(grammar.subject(scene.sentence, group))
            if chars and people.names_people(scene.text[chars[0] : chars[1]]):
                return True
    return False


_TEAMS = frozenset("sport politics".split())


def _is_done_by_arms(scene: Scene, group: Group) -> bool:
    """Whether those who do it bear arms, or drive a vehicle into people or buildings."""
    sentence = scene.sentence
    words = grammar.agent(sentence, group) if group.passive else grammar.subject(sentence, group)
    chars = scene.span_of(words)
    armed = [h for h in scene.of("violence", "actors") if chars and chars[0] <= h.start < chars[1]]
    fields = {h.cue.section for h in scene.hits if h.cue.lexicon == "ordinary"}
    if any(scene.text[h.start : h.end].lower() not in DOUBTFUL or not fields & _TEAMS for h in armed):
        return True
    if group.lemmas & {"drive", "ram", "plough", "plow", "crash", "steer"} and not group.passive:
        clause = sentence.clause_of(group.first)
        driven = grammar.object_of(sentence, group)
        return bool(driven and scene.words_between(*driven) & _VEHICLES) and "into" in scene.words_between(
            group.last, clause.stop
        )
    return False


def _is_done_to_people(scene: Scene, group: Group) -> bool:
    """Whether whom it is done to is a person or people: an office, a person's name, a word for people."""
    sentence = scene.sentence
    words = grammar.subject(sentence, group) if group.passive else grammar.object_of(sentence, group)
    chars = scene.span_of(words)
    if chars is None:
        return False
    if any(chars[0] <= h.start for h in across(scene.story.offices, *chars)):
        return True
    return people.names_people(scene.text[chars[0] : chars[1]])


@once
def _by_nature(scene: Scene) -> bool:
    """Whether an accident, a storm, a sickness or an animal did it, and no armed hand is in the sentence."""
    fields = {h.cue.section for h in scene.hits if h.cue.lexicon == "ordinary"}
    return bool(fields & _NATURE) and scene.signs() == 0 and not scene.violent and not kills_by_arms(scene)


def kills_by_arms(scene: Scene) -> bool:
    """Whether a verb of violence has somebody armed for its doer."""
    return any(
        group is not None and _is_done_by_arms(scene, group)
        for group in (scene.verb(h) for h in scene.of("events", "verbs_strong", "verbs_weak"))
    )


_DRILL = re.compile(
    r"(?i)\b(?:in|during|for|as\spart\sof)\s(?:the|an?|this|today['’]s)\s(?:[\w-]+\s){0,2}(?:drill|exercise\sscenario|scenario|"
    r"simulation|rehearsal|mock\s\w+)\b|\b(?:drill|exercise|training)\s(?:that|which)\s(?:simulated|simulates|rehearsed|imagined)\b|"
    r"\b(?:actors|volunteers)\swill\splay\b|\bwill\s(?:simulate|re-?enact|rehearse)\b"
)
_WITHIN = re.compile(
    rf"(?i)(?<!as\s)\b(?:in|of|from)\s(?:the|a|an|his|her|this)\s(?:[\w-]+\s){{0,2}}(?:{'|'.join(_WORKS)})(?:,|['’]s\s\w+\s(?:chapter|episode|act|scene))"
)
_STAGED = re.compile(
    r"(?i)\b(?:in|at\sthe\send\sof)\sthe\s(?:first|second|third|fourth|fifth|last|final|opening|closing)\s"
    r"(?:act|chapter|episode|scene|reel|verse)\b(?!\sof\b)"
)
"""A part of a work, and no "last act of the siege"."""


@once
def is_fiction(scene: Scene) -> bool:
    """Whether the sentence tells what happens in a work: "the series follows", "her novel begins", "in the film,"."""
    if _DRILL.search(scene.passage.span.quote):
        return True
    if scene.groups_named:
        return False
    tells = [group for group in scene.sentence.groups if group.finite and group.lemmas & _TELLS]
    first = first_noun(scene.sentence) if tells else None
    opens = scene.words_between(first.first, first.stop) if first else set()
    for group in tells:
        words = grammar.subject(scene.sentence, group)
        if (opens | (scene.words_between(*words) if words else set())) & _WORKS:
            return True
    return _WITHIN.search(scene.passage.span.quote) is not None or _is_staged(scene)


def _is_staged(scene: Scene) -> bool:
    """Whether it happens in a part of a work, of which one tells in the present and without a date.

    "In the third act the house is blown up", and neither "in the last act the house was blown up" nor a headline.
    """
    part = _STAGED.search(scene.text, scene.passage.span.start, scene.passage.span.end)
    if part is None or scene.times or scene.passage.heading:
        return False
    sentence = scene.sentence
    at = sentence.at(part.start())
    told = sentence.group_before(at) or sentence.finite_in(at, len(sentence.words))
    opens = sentence.words[told.first].low if told else ""
    form = verbs.table().get(opens)
    return opens in {"is", "are"} or (form is not None and (form.third or form.base) and not form.past)


def is_report_violent(scenes: list[Scene]) -> bool:
    """Whether a report tells of violence: strong signs in it outweigh the words of peaceful fields."""
    signs = sum(
        scene.signs()
        + len({h.cue.phrase for h in scene.of("violence", "words")})
        + 2 * kills_by_arms(scene)
        + 2
        * (not scene.peaceful(figurative=True) and any(is_aimed(scene, h) for h in scene.of("events", "nouns_weak")))
        for scene in scenes
    )
    ordinary = sum(scene.ordinary() for scene in scenes)
    return signs >= 2 and signs > ordinary  # noqa: PLR2004


_NO_DANGER = re.compile(
    r"(?i)\b(?:no|nor\sany|without\sany)\s(?:(?!other\b|longer\b|doubt\b)[\w-]+\s){0,2}?(?:threats?|plots?|dangers?|risks?|plans?)\b"
    r"(?:(?!\band\s(?:that|there|it|they)\b|\bbut\b)[^,;:.()–—])*"
)


def besides_no_danger(scene: Scene, group: Group) -> set[str]:
    """The words behind a verb, but for those that tell of no danger: "that there is no plan to close the station"."""
    line = scene.sentence.words[group.last + 1 :]
    none = [m.span() for m in _NO_DANGER.finditer(scene.text, line[0].start, line[-1].end)] if line else []
    return {w.low for w in line if not any(start <= w.start < end for start, end in none)}

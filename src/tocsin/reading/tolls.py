"""People killed, injured, missing, taken and driven out: the one home of figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tocsin.model import Kind, Mention, MentionKind, Polarity, Toll, TollEffect, TollWho
from tocsin.reading import captives, grammar, listing, lists, negation, nobody, together, untrue, verbs
from tocsin.reading.cues import Hit
from tocsin.reading.mishaps import is_by_chance
from tocsin.reading.numbers import Count
from tocsin.reading.ordinary import speaks_of_violence
from tocsin.reading.passages import cut
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.sentence import Clause
from tocsin.reading.unreal import is_near_miss, is_unreal
from tocsin.reading.words import BE, Group

_SECTIONS = tuple(effect.value for effect in TollEffect)
_SECURITY = lists.pattern("people", "security")
_ATTACKERS = lists.pattern("people", "attackers")
_CIVILIANS = lists.pattern("people", "civilians")


def toll_counted(scene: Scene) -> Iterator[Draft]:
    """A figure of people, and the word that says what became of them."""
    if not speaks_of_violence(scene):
        return
    used: set[tuple[int, int]] = set()
    singles = listing.singles(scene.text, scene.passage.span, scene.counts)
    for count in (*scene.counts, *singles):
        if (count.span.start, count.span.end) in used:
            continue
        found = _effect_on_one(scene, count) if count in singles else _effect(scene, count)
        if found is None:
            continue
        hit, clause = found
        if not _is_people(scene, count, hit) or _is_supposed(scene, count):
            continue
        counted = _in_one_breath(scene, count, (*scene.counts, *singles), hit)
        used |= {(c.span.start, c.span.end) for c in counted}
        inside = count.span.start < hit.start and hit.end <= count.span.end
        if count.high == 0 and (_UNREPORTED.search(count.span.quote) or (inside and " of " in count.span.quote)):
            continue  # that none was reported yet does not say that there were none
        if count.high == 0 and _is_of_some(scene, count, hit, clause):
            continue  # that nobody innocent was killed does not say that nobody was
        if _is_cleared(scene, hit) or _is_overtaken(scene, count, hit):
            continue
        negative = count.high == 0 or _is_untouched(scene, hit)
        if negative is False and _is_of_known(scene, count, hit):
            continue
        both = together.words(scene.text, scene.passage.span, count, scene.counts)
        tolls = _together(scene, count) if both else _tolls(scene, counted, hit)
        start, end = _content(scene, count, hit, clause)
        start, end = min(start, counted[0].span.start), max(end, counted[-1].span.end)
        yield Draft(
            kind=Kind.TOLL, content=(min(start, both[0]), max(end, both[1])) if both else (start, end),
            cue=(hit.start, hit.end), tolls=tolls,
            because=f"toll_counted: {hit.cue.phrase}", polarity=_counted_as(hit, negative=negative), score=0.85,
            roles={"victim": [(counted[0].span.start, counted[-1].span.end)]},
        )  # fmt: skip


def _is_of_some(scene: Scene, count: Count, hit: Hit, clause: Clause) -> bool:
    """Whether "none" leaves others open: "no innocent person", "hurt, none of them seriously"."""
    if nobody.is_of_the_worst(scene.text, count.span.end, scene.passage.span.end):
        return True
    return " innocent " in count.span.quote or _is_of_others(scene, count, hit, clause)


def _is_supposed(scene: Scene, count: Count) -> bool:
    """Whether a figure stands in a question or a condition: "it is not clear if the 12 soldiers were killed"."""
    clause = scene.sentence.clause_of(scene.sentence.at(count.span.start))
    opener = scene.sentence.words[clause.first].low
    return opener in {"if", "unless", "whether"} or is_unreal(scene, clause)


_KNOWN = re.compile(r"(?i)\b(?:the|these|those|its|their|his|her|our)\s$")


def _is_of_known(scene: Scene, count: Count, hit: Hit) -> bool:
    """Whether it is only denied who did it to people who are known: "the ELN does not hold the two engineers"."""
    quote, base = scene.passage.span.quote, scene.passage.span.start
    group = scene.verb(hit)
    if group is None or group.passive or _KNOWN.search(scene.text, scene.passage.span.start, count.span.start) is None:
        return False
    return negation.count(quote, hit.start - base, hit.end - base)[0] % 2 == 1


def _counted_as(hit: Hit, *, negative: bool) -> Polarity | None:
    """Negative where nobody was hurt; whoever has "not been seen since" is missing, and nothing is negated."""
    if "not been seen" in hit.cue.phrase:
        return Polarity.POSITIVE
    return Polarity.NEGATIVE if negative else None


_UNREPORTED = re.compile(r"(?i)\b(?:reports?|word|news|details?|information|claims?)\sof\b")
_OF_OTHERS = frozenset("claim take admit accept assume say know arrest detain charge see warn tell".split())


_HAPPENS = frozenset("be report record suffer cause leave occur result follow confirm have".split())


def _is_of_others(scene: Scene, count: Count, hit: Hit, clause: Clause) -> bool:
    """Whether it is somebody else who is nobody: "no one has claimed the kidnapping", "nobody linked the murders"."""
    verb = scene.sentence.finite_in(clause.first, clause.stop)
    if verb is None or scene.verb(hit) is verb:
        return False
    does = count.span.end <= scene.sentence.words[verb.first].start < hit.start and not verb.lemmas & _HAPPENS
    return does or bool(verb.lemmas & _OF_OTHERS)


def _is_overtaken(scene: Scene, count: Count, hit: Hit) -> bool:
    """Whether a figure no longer holds, and is not called wrong: the 15 of "rose to 19 from 15"."""
    passage = scene.passage.span
    return scene.is_bygone(count) and not untrue.is_taken_back_after(passage.quote, hit.end - passage.start)


def _in_one_breath(scene: Scene, count: Count, others: Sequence[Count], hit: Hit) -> tuple[Count, ...]:
    """Those on whom the same was done as on those counted ("killed a policeman and two children")."""
    clause = scene.sentence.clause_of(scene.sentence.at(count.span.start))
    effects = scene.of("tolls", *_SECTIONS)
    alike = [
        c for c in others
        if c.noun and c.high != 0
        and clause == scene.sentence.clause_of(scene.sentence.at(c.span.start))
        and (c.span.start < hit.start) == (count.span.start < hit.start)
        and not any(c.span.start <= h.start < c.span.end for h in effects)
    ]  # fmt: skip
    return listing.together(scene.text, count, alike) if count in alike else (count,)


def _tolls(scene: Scene, counted: Sequence[Count], hit: Hit) -> tuple[Toll, ...]:
    """A row for each sort of people in turn: those of one sort who are told of in one breath are added up.

    Where the list goes on with somebody who cannot be counted ("two guards and Karim Hadi"), it is at least so many.
    """
    effect, open_ended = TollEffect(hit.cue.section), _goes_on(scene, counted, hit)
    rows = [tuple(held) for _, held in groupby(counted, key=lambda count: _who(scene, count))]
    return tuple(_toll(scene, held, effect, open_ended=open_ended) for held in rows)


def _goes_on(scene: Scene, counted: Sequence[Count], hit: Hit) -> bool:
    """Whether more stand beside those who could be counted, as whoever it was done to."""
    group, line = scene.verb(hit), scene.sentence.words
    if group is None or counted[-1].high == 0:
        return False
    first, last = scene.sentence.at(counted[0].span.start), scene.sentence.at(counted[-1].span.end - 1)
    if first > 1 and line[first - 1].low == "and" and hit.first > first and line[first - 2].capital:
        return True
    after = last + 1 + (last + 1 < len(line) and line[last + 1].low == ",")
    if after + 1 >= len(line) or line[after].low != "and":
        return False
    if hit.first > last:
        return line[after + 1].low.isdigit() and after + 1 < hit.first  # "a guard and 11 anglers were killed"
    stop = scene.sentence.clause_of(after + 1).stop
    return line[after + 1].capital and scene.sentence.finite_in(after, stop) is None


def _toll(scene: Scene, counted: Sequence[Count], effect: TollEffect, *, open_ended: bool = False) -> Toll:
    first, last = counted[0].span, counted[-1].span
    mention = Mention(span=cut(scene.text, first.start, last.end, of=first.text), kind=MentionKind.PEOPLE)
    low, best, high = listing.summed(counted)
    if open_ended:
        best = high = None
    return Toll(who=_who(scene, counted[0]), effect=effect, low=low, best=best, high=high, mention=mention)


def _together(scene: Scene, count: Count) -> tuple[Toll, ...]:
    """One figure for dead and hurt ("25 killed and wounded"): of each at least one, at most all, no more is said."""
    return tuple(
        replace(_toll(scene, (count,), effect), low=1, best=None, high=count.high)
        for effect in (TollEffect.KILLED, TollEffect.INJURED)
    )


def _is_cleared(scene: Scene, hit: Hit) -> bool:
    """Whether somebody is cleared of what was done: the dead remain, and the sentence counts them for nobody."""
    verb = scene.sentence.group_before(hit.first)
    group = scene.verb(hit)
    return (
        verb is not None and group is not None and group.gerund and bool(verb.lemmas & {"clear", "acquit", "exonerate"})
    )


_TO_PEOPLE = frozenset("kill murder massacre wound injure behead execute abduct kidnap slaughter".split())
_NEXT = 12


def _is_people(scene: Scene, count: Count, hit: Hit) -> bool:
    verb = scene.verb(hit)
    if not captives.are_taken(scene, hit, count) or (verb is not None and is_by_chance(scene, verb)):
        return False
    if count.sure or count.high == 0 or hit.cue.phrase.endswith("toll"):
        return True
    group = scene.verb(hit)
    if group and not group.passive and group.lemmas & _TO_PEOPLE and 0 < count.span.start - hit.end <= _NEXT:
        return True  # whoever "killed eleven wedding guests" killed people
    line = scene.sentence.words
    at = scene.sentence.at(count.span.end - 1) + 1
    if at < len(line) and (
        line[at].is_mark
        or line[at].low
        in {
            "were",
            "was",
            "are",
            "have",
            "had",
            "died",
            "dead",
            "wounded",
            "injured",
            "hurt",
            "missing",
            "killed",
            "others",
            "still",
            "at",
            "in",
            "and",
            "on",
            "of",
        }
    ):
        return True
    return at >= len(line)


def _effect(scene: Scene, count: Count) -> tuple[Hit, Clause] | None:
    """The nearest word of effect in the figure's clause: a verb it is subject or object of, or a noun beside it."""
    sentence = scene.sentence
    at = sentence.at(count.span.start)
    clause = sentence.clause_of(at)
    best: tuple[int, Hit] | None = None
    for hit in scene.of("tolls", *_SECTIONS):
        within = count.span.start <= hit.start and hit.end <= count.span.end
        if not within and not (clause.first <= hit.first < clause.stop) and not _next_clause(scene, clause, hit, count):
            continue
        if not within and (not _fits(scene, hit, count) or _is_doer(scene, hit, count)):
            continue
        gap = hit.first - sentence.at(count.span.end - 1) if hit.start >= count.span.end else at - hit.stop + 1
        cost = abs(gap) if not within else 0
        crossed = any(
            (min(hit.end, count.span.end) <= other.span.start and other.figure.end <= max(hit.start, count.span.start))
            for other in scene.counts
            if other is not count and not _is_part(scene, count, other)
            and not scene.is_bygone(other)
        )  # fmt: skip
        cost += 20 * crossed
        if best is None or cost < best[0]:
            best = (cost, hit)
    if best is None or best[0] > 16:  # noqa: PLR2004
        return None
    inside = count.span.start <= best[1].start and best[1].end <= count.span.end
    described = (group := scene.verb(best[1])) is not None and group.reduced
    found = (_befell(scene, count) if inside or described else None) or best[1]
    return found, clause


def _effect_on_one(scene: Scene, count: Count) -> tuple[Hit, Clause] | None:
    """What was done to somebody who is told of by an article: only what grammar says was done to them, and no denial.

    Whoever was shot need not be dead, and whoever was released need not have been kidnapped.
    """
    at = scene.sentence.at(count.span.start)
    clause = scene.sentence.clause_of(at)
    if at and scene.sentence.words[at - 1].low in BE:
        return None  # "none of those killed was a guerrilla"
    for hit in scene.of("tolls", *_SECTIONS):
        group = scene.verb(hit)
        if group is None or group.negated or not (group.lemmas & _TO_ONE or "dead" in hit.cue.phrase):
            continue
        if any(g.lemmas & _DENIED for g in scene.sentence.groups if g.last < group.first):
            continue
        if _fits(scene, hit, count) and _is_shot(scene, group, count):
            return hit, clause
    return None


_TO_ONE = frozenset(
    "kill murder assassinate massacre wound injure hurt maim behead execute abduct kidnap slaughter slay".split()
)
_DENIED = frozenset("deny reject dismiss refute rebut dispute doubt accuse charge claim".split())


_PART = re.compile(r"(?i)[,(]?\s*(?:including|among\s(?:them|whom)|of\s(?:them|whom))\b[^;:.]*")


def _is_part(scene: Scene, whole: Count, part: Count) -> bool:
    """Whether a figure counts some of those counted before it: "2,800 persons, including 938 children, were killed"."""
    return bool(whole.span.end < part.span.start and _PART.fullmatch(scene.text, whole.span.end, part.span.start))


def _befell(scene: Scene, count: Count) -> Hit | None:
    """What befell those who are counted by what they were: "three of the hostages were killed" counts the killed."""
    for hit in scene.of("tolls", *_SECTIONS):
        group = scene.verb(hit)
        if group is None or hit.start < count.span.end or not group.finite or not _fits(scene, hit, count):
            continue
        chars = scene.span_of(grammar.subject(scene.sentence, group))
        if chars and chars[0] < count.span.end and count.span.start < chars[1]:
            return hit
    return None


_ON_OTHERS = frozenset(
    "kill wound injure murder massacre slaughter assassinate behead execute slay maim hurt abduct kidnap seize capture "
    "shoot stab lynch hold take".split()
)


def _is_doer(scene: Scene, hit: Hit, count: Count) -> bool:
    """Whether a figure stands before an active verb that is done to others: "two gunmen killed" counts no dead."""
    group = scene.verb(hit)
    if group is None or group.passive or group.reduced or not group.lemmas & _ON_OTHERS:
        return False
    return count.span.start < hit.start and (group.finite or group.gerund)


def _next_clause(scene: Scene, clause: Clause, hit: Hit, count: Count) -> bool:
    """Whether the effect stands in the clause that goes on with the figure as its subject."""
    following, group = scene.sentence.clause_of(hit.first), scene.verb(hit)
    if group is None or following.kind not in {"rel", "coord", "resume"}:
        return False
    if following.first == clause.stop:
        return True
    chars = scene.span_of(grammar.subject(scene.sentence, group)) if _is_past_aside(scene, clause, following) else None
    return chars is not None and count.span.start < chars[1] and chars[0] < count.span.end


def _is_past_aside(scene: Scene, clause: Clause, following: Clause) -> bool:
    """Whether a clause goes on past somebody's word alone: "four people, the minister said, were killed"."""
    between = [c for c in scene.sentence.clauses if clause.stop <= c.first < following.first]
    asides = (c.kind == "attr" or grammar.is_word_of_others(scene.sentence, c) for c in between)
    return following.kind == "resume" and all(asides)


def _is_shot(scene: Scene, group: Group, count: Count) -> bool:
    """Whether those who are counted are whom a verb acts upon."""
    done = grammar.subject(scene.sentence, group) if group.passive else grammar.object_of(scene.sentence, group)
    chars = scene.span_of(done)
    return chars is not None and count.span.start < chars[1] and chars[0] < count.span.end


_HELD = frozenset("know say believe report fear think confirm understand estimate presume feel".split())


def _is_held(scene: Scene, group: Group) -> bool:
    """Whether an infinitive is told as done: "are known to have died"."""
    governor = scene.sentence.group_before(group.first)
    return governor is not None and governor.passive and bool(governor.lemmas & _HELD)


def _fits(scene: Scene, hit: Hit, count: Count) -> bool:
    """Whether an effect word that has other senses means it here."""
    quote = scene.text[hit.start : hit.end].lower()
    group = scene.verb(hit)
    if not (_is_told(scene, group) if group else quote not in _ACTS or hit.start < count.span.start):
        return False  # "charged one man with the murders"
    form = verbs.table().get(scene.sentence.words[group.head if group else hit.first].low)
    bare = form is not None and form.base and not (form.past or form.participle)
    if bare and hit.cue.phrase.startswith("~") and (group is None or (group.finite and group.first == group.last)):
        return False  # "it could strike and kill hundreds": nobody is dead yet
    if group and group.modal in {"will", "may", "might", "could", "would", "can"}:
        return False
    if quote in {"take", "takes", "taking", "took", "taken"}:
        return bool(scene.has("tolls", "kidnapped", hit.stop, min(len(scene.sentence.words), hit.stop + 9)))
    if quote in {"release", "released", "free", "freed"} and _BY_LAW.match(scene.text, hit.end):
        return False
    if quote in {"shoot", "shoots", "shot", "shooting"}:
        return group is not None and _is_shot(scene, group, count) and _is_dead(scene, group, count)
    if quote in {"fell", "fall"}:
        return "martyr" in count.noun or "soldier" in count.noun
    if quote in {"seized", "captured"} and hit.first > scene.sentence.at(count.span.start):
        return count.sure
    if quote in {"fled", "left for", "evacuated", "moved", "flee"}:
        return hit.start > count.span.start or (group is not None and not group.passive)
    return True


_ACTS = frozenset("murder murders massacre massacres slaughter".split())


def _is_told(scene: Scene, group: Group) -> bool:
    """Whether what a verb tells befell somebody."""
    return not is_near_miss(scene, group) and (not group.infinitive or _is_held(scene, group))


_BY_LAW = re.compile(
    r"(?i)\s(?:[\w’'-]+\s){0,3}?(?:without\s(?:charge|conditions)|on\s(?:bail|parole|probation)|pending\strial|from\s"
    r"(?:prison|jail|custody|detention|police))\b"
)
_DEADLY = re.compile(r"(?i)\s*(?:dead|fatally|to\sdeath)\b")
_FATALLY = re.compile(r"(?i)\bfatally\s$")


def _is_dead(scene: Scene, group: Group, count: Count) -> bool:
    """Whether those who were shot are said to be dead: "shot three people dead", "fatally shot four villagers"."""
    start, end = scene.sentence.words[group.head].start, scene.sentence.words[group.last].end
    behind = any(_DEADLY.match(scene.text, at, scene.passage.span.end) for at in (count.span.end, end))
    return behind or _FATALLY.search(scene.text, scene.passage.span.start, start) is not None


def _is_untouched(scene: Scene, hit: Hit) -> bool:
    return scene.text[hit.start : hit.end].lower() in {"freed", "released", "unharmed", "unhurt", "free", "release"}


def _who(scene: Scene, count: Count) -> TollWho:
    quote = count.span.quote
    around = scene.text[count.span.start : min(scene.passage.span.end, count.span.end + 25)]
    if _SECURITY.search(quote):
        return TollWho.SECURITY
    if _ATTACKERS.search(quote):
        return TollWho.ATTACKERS
    if _CIVILIANS.search(quote) or re.match(
        r"\s(?:of\sthem\s)?(?:asleep|aboard|at\s(?:home|work|prayer))", around[len(quote) :]
    ):
        return TollWho.CIVILIANS
    return TollWho.UNKNOWN


def _content(scene: Scene, count: Count, hit: Hit, clause: Clause) -> Chars:
    """The clause that holds figure and effect, as short as it can be."""
    sentence = scene.sentence
    start, end = min(count.span.start, hit.start), max(count.span.end, hit.end)
    inside = sentence.chars(clause.first, clause.stop)
    group = scene.verb(hit)
    others = [c for c in scene.counts if c is not count and inside and inside[0] <= c.span.start < inside[1]]
    if group and inside and not others:
        doer = grammar.subject(sentence, group) if not group.passive else None
        if hit.start < count.span.start and not group.passive:
            return start, end
        return (
            (start, max(end, inside[1]))
            if doer is None or sentence.words[doer[0]].start <= count.span.start
            else (start, end)
        )
    return start, end

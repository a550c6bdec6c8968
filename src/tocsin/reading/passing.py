"""Warnings as a thing: issued, passed on, received, and what they say."""

from collections.abc import Iterator

from tocsin.model import Kind, Polarity
from tocsin.reading import grammar, negation, verbs
from tocsin.reading.alerts import channel, with_complement
from tocsin.reading.claims import innermost
from tocsin.reading.cues import Hit
from tocsin.reading.events import with_antecedent
from tocsin.reading.nouns import listed, nouns, reach
from tocsin.reading.ordinary import speaks_of_violence
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.sentence import Clause
from tocsin.reading.speech import is_nobody
from tocsin.reading.unreal import is_unreal
from tocsin.reading.warners import DANGER
from tocsin.reading.words import Group


def warning_passed(scene: Scene) -> Iterator[Draft]:
    """What was known is passed on: "passed that information to", "the message went to", "was received from"."""
    if not scene.warns:
        return
    for hit in scene.of("warning", "knowledge"):
        clause = scene.clause(hit)
        verb = _given(scene, clause)
        group = scene.verb(verb) if verb else None
        if (
            group is None
            or scene.sentence.words[clause.first].low in _ASKS
            or group.modal
            or group.negated
            or scene.words_between(hit.first - 1, hit.first) & {"no", "any"}
        ):
            continue
        form = verbs.table().get(scene.sentence.words[group.head].low)
        if group.first == group.last and form is not None and not (form.past or form.participle):
            continue  # what somebody passes on or receives time and again
        heard, giver = _passed(scene, group, clause)
        content = with_antecedent(scene, clause, group)
        if content is None or (heard is None and giver is None):
            continue
        yield Draft(
            kind=Kind.WARNING, content=content, cue=(hit.start, hit.end), because=f"warning_passed: {hit.cue.phrase}",
            score=0.7, maker=giver, spoken=True, channel=channel(scene, content),
            roles={"recipient": [heard]} if heard else {},
        )  # fmt: skip


_ASKS = frozenset("whether if how what when which who why".split())


def _passed(scene: Scene, group: Group, clause: Clause) -> tuple[Chars | None, Chars | None]:
    """To whom something known went, and from whom."""
    sentence = scene.sentence
    found = nouns(sentence, group.last + 1, clause.stop)
    to = next((n for n, x in enumerate(found) if x.governor == "to" and not x.is_time), None)
    source = next((n for n, x in enumerate(found) if x.governor == "from" and not x.is_time), None)
    heard = scene.span_of(reach(sentence, found, to, wide=False)) if to is not None else None
    giver = scene.span_of(reach(sentence, found, source, wide=False)) if source is not None else None
    subject = scene.span_of(grammar.subject(sentence, group))
    if not group.passive and group.lemmas & {"receive", "get", "obtain"}:
        return heard or subject, giver
    moves = group.lemmas & _MOVES
    if giver is None and not group.passive and not moves:
        giver = subject
    if moves and heard is None:
        heard = scene.span_of(grammar.object_of(sentence, group))
    return heard, giver


_SPEAKS = frozenset("speak say tell warn mention cite talk caution".split())


def warning_says(scene: Scene) -> Iterator[Draft]:
    """A warning as the subject: "the notice speaks of possible attacks"; or the one that somebody published."""
    for hit in scene.of("warning", "nouns"):
        if scene.verb(hit) or not (speaks_of_violence(scene) or scene.warns):
            continue
        yield from _says(scene, hit)
        yield from _published(scene, hit)


def _says(scene: Scene, hit: Hit) -> Iterator[Draft]:
    clause = scene.clause(hit)
    group = scene.sentence.finite_in(hit.stop, clause.stop)
    if group is None or not group.lemmas & _SPEAKS or group.negated:
        return
    subject = grammar.subject(scene.sentence, group)
    told = scene.words_between(group.last + 1, clause.stop)
    if subject is None or not subject[0] <= hit.first < subject[1] or not told & DANGER:
        return
    content = scene.sentence.chars(clause.first, clause.stop)
    if content:
        yield Draft(
            kind=Kind.WARNING, content=content, cue=(hit.start, hit.end), because=f"warning_says: {hit.cue.phrase}",
            score=0.75, maker=scene.span_of(subject), spoken=True, channel=channel(scene, content),
        )  # fmt: skip


def _published(scene: Scene, hit: Hit) -> Iterator[Draft]:
    """The relative clause behind a warning: "a warning that the embassy had published"."""
    at = scene.sentence.clauses.index(scene.clause(hit))
    following = scene.sentence.clauses[at + 1] if at + 1 < len(scene.sentence.clauses) else None
    if following is None or following.kind not in {"rel", "comp"} or following.first != hit.stop:
        return
    group = scene.sentence.finite_in(following.first, following.stop)
    if group is None or group.passive or not group.lemmas & {"issue", "publish", "give", "send", "post", "release"}:
        return
    maker = scene.span_of(grammar.subject(scene.sentence, group))
    first, _ = grammar.phrase(scene.sentence, hit.first, hit.stop)
    content = scene.sentence.chars(first, following.stop)
    if content and maker:
        yield Draft(
            kind=Kind.WARNING, content=content, cue=(hit.start, hit.end), score=0.75,
            because=f"warning_published: {hit.cue.phrase}", maker=maker, spoken=True, channel=channel(scene, content),
        )  # fmt: skip


def warning_noun(scene: Scene) -> Iterator[Draft]:
    """A warning as a thing that is issued, passed on or received: "issued a security alert", "got no warning"."""
    for hit in scene.of("warning", "nouns"):
        if scene.verb(hit) or _lifting(scene, hit) or not speaks_of_violence(scene):
            continue
        clause = scene.clause(hit)
        group = _handing_on(scene, hit, clause)
        content = with_antecedent(scene, clause, group) if group else None
        if group is None or content is None or _is_beside_what_moved(scene, hit, group):
            continue
        doer, recipient = _from_and_to(scene, group, clause)
        nobody = _is_nobodys(scene, scene.span_of(grammar.subject(scene.sentence, group)))
        negative = group.negated or nobody or _lacking(scene, hit)
        if negative and innermost(scene, content):
            continue
        negative = negative or _is_nobodys(scene, recipient)
        yield Draft(
            kind=Kind.WARNING, content=with_complement(scene, clause, content) or content, cue=(hit.start, hit.end),
            because=f"warning_noun: {hit.cue.phrase}", score=0.75, maker=None if nobody else doer,
            spoken=not negative, polarity=Polarity.NEGATIVE if negative else None, channel=channel(scene, content),
            roles={"recipient": [recipient]} if recipient and not _is_only_nobody(scene, recipient) else {},
        )  # fmt: skip


def _handing_on(scene: Scene, hit: Hit, clause: Clause) -> Group | None:
    """The verb by which a warning was issued, passed on or received: no habit, no question, and nothing unreal."""
    verb = _given(scene, clause)
    group = scene.verb(verb) if verb else None
    if verb is None or group is None or group.modal or (group.infinitive and group.lemmas & {"get", "receive"}):
        return None
    form = verbs.table().get(scene.sentence.words[group.head].low)
    habit = group.first == group.last and form is not None and form.third
    asks = scene.sentence.words[clause.first].low in {"whether", "if", "how", "what", "when"}
    if asks or habit or is_unreal(scene, clause):
        return None
    has_object = not group.passive and not group.lemmas & _MOVES
    return None if has_object and verb.first > hit.first else group


_MOVES = frozenset({"go", "reach"})


def _is_beside_what_moved(scene: Scene, hit: Hit, group: Group) -> bool:
    """Whether something else went to somebody: "the message went to the service a day before the public notice"."""
    subject = grammar.subject(scene.sentence, group)
    moved = bool(group.lemmas & _MOVES) and not group.passive
    return moved and subject is not None and not subject[0] <= hit.first < subject[1]


def _given(scene: Scene, clause: Clause) -> Hit | None:
    """The verb of giving or getting in a clause."""
    found = (h for h in scene.of("warning", "given") if clause.first <= h.first < clause.stop)
    return next((h for h in found if scene.verb(h)), None)


def _from_and_to(scene: Scene, group: Group, clause: Clause) -> tuple[Chars | None, Chars | None]:
    """Who gives a warning and who gets it, by the verb: "issued", "was passed to", "reached", "received"."""
    sentence, subject = scene.sentence, grammar.subject(scene.sentence, group)
    if group.passive:
        return scene.span_of(grammar.agent(sentence, group)), scene.span_of(_to_whom(scene, group, clause))
    if group.lemmas & _MOVES:
        to = _to_whom(scene, group, clause) if "go" in group.lemmas else grammar.object_of(sentence, group)
        return None, scene.span_of(to)
    if group.lemmas & {"receive", "get"}:
        return None, scene.span_of(subject or _to_whom(scene, group, clause))
    return scene.span_of(subject), scene.span_of(_to_whom(scene, group, clause))


def _lacking(scene: Scene, hit: Hit) -> bool:
    """Whether there was none: "no warning", "without a warning", and not "without the warning more would have died"."""
    before = scene.words_between(max(0, hit.first - 3), hit.first)
    return bool(before & {"no", "any"}) or (
        "without" in before and not before & {"the", "this", "that", "its", "their"}
    )


def _is_nobodys(scene: Scene, who: Chars | None) -> bool:
    return who is not None and is_nobody(scene.text, who)


def _is_only_nobody(scene: Scene, who: Chars) -> bool:
    """Whether words name nobody at all, and not two who both were not ("neither the mill nor the bank")."""
    return is_nobody(scene.text, who) and not scene.text[who[0] : who[1]].lower().startswith("neither ")


_HANDS_TO = frozenset("go pass give send relay deliver hand forward convey transmit issue".split())


def _to_whom(scene: Scene, group: Group, clause: Clause) -> tuple[int, int] | None:
    """To whom a warning goes: "passed to the church", "gave the warning to the police"."""
    if not group.lemmas & _HANDS_TO:
        return None
    found = nouns(scene.sentence, group.last + 1, clause.stop)
    to = next((n for n, noun in enumerate(found) if noun.governor == "to" and not noun.is_time), None)
    return None if to is None else (found[to].first, listed(scene.sentence, found, to))


_LIFTED = frozenset("lift withdraw rescind cancel revoke".split())
_OF_THREAT = frozenset({"threat level", "threat levels", "terror level"})
"""What is of violence by its name, and not of the weather."""
_LEVELS = frozenset("lower downgrade reduce cut".split())


def warning_lifted(scene: Scene) -> Iterator[Draft]:
    """A warning that holds no longer: "the embassy lifted its warning", "the advice was withdrawn", a level lowered."""
    violent = speaks_of_violence(scene)
    for hit in (*scene.of("warning", "nouns"), *scene.of("warning", "lasting")):
        group = _lifting(scene, hit) if violent or hit.cue.phrase in _OF_THREAT else None
        if group is None or group.modal or group.negated or not (group.finite or group.passive):
            continue
        clause = scene.sentence.clause_of(group.first)
        subject = grammar.subject(scene.sentence, group)
        if _is_open(scene, group, clause, subject):
            continue
        first = min(clause.first, subject[0]) if subject else clause.first
        first += scene.sentence.words[first].low == "that"
        content = scene.sentence.chars(first, clause.stop)
        if content and not any(d.because.startswith("warning_lifted") and d.content == content for d in scene.drafts):
            doer = grammar.agent(scene.sentence, group) if group.passive else subject
            yield Draft(
                kind=Kind.WARNING, content=content, cue=scene.sentence.chars(group.first, group.last + 1) or content,
                because=f"warning_lifted: {hit.cue.phrase}", score=0.75, maker=scene.span_of(doer),
                spoken=True, polarity=Polarity.NEGATIVE, channel=channel(scene, content),
            )  # fmt: skip


def _is_open(scene: Scene, group: Group, clause: Clause, subject: tuple[int, int] | None) -> bool:
    """Whether it is asked, supposed, denied or not said that a warning was lifted, or only of weather: it may stand."""
    own = {clause, scene.sentence.clause_of(subject[0])} if subject else {clause}
    if any(is_unreal(scene, c) or scene.sentence.words[c.first].low in _ASKS for c in own):
        return True
    if scene.words_between(clause.first, group.last + 1) & _HARDLY or _is_of_weather(scene, clause, subject):
        return True
    lifted = scene.span_of((group.first, group.last + 1))
    start = scene.passage.span.start
    return lifted is not None and any(negation.count(scene.passage.span.quote, lifted[0] - start, lifted[1] - start))


_HARDLY = frozenset({"almost", "nearly"})


def _is_of_weather(scene: Scene, clause: Clause, subject: tuple[int, int] | None) -> bool:
    """Whether a warning is of a storm or flood, and not the one of an attack that was told before."""
    first = min(clause.first, subject[0]) if subject else clause.first
    return scene.has("ordinary", "weather", first, clause.stop) is not None


def _lifting(scene: Scene, hit: Hit) -> Group | None:
    """The verb by which a warning is taken back: of which it is the object, or by whose passive the subject."""
    for group in scene.sentence.groups:
        graded = hit.cue.phrase == "alert" or hit.cue.phrase.endswith(("level", "levels"))
        if not group.lemmas & (_LIFTED | _LEVELS if graded else _LIFTED):
            continue
        reach = grammar.subject(scene.sentence, group) if group.passive else grammar.object_of(scene.sentence, group)
        if reach is not None and reach[0] <= hit.first < reach[1]:
            return group
    return None


RULES = (warning_says, warning_passed, warning_noun, warning_lifted)

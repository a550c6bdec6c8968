"""Violence planned, prepared and foiled: the rules for plots."""

from collections.abc import Iterator

from tocsin.model import Kind, Stage
from tocsin.reading import grammar
from tocsin.reading.cues import Hit
from tocsin.reading.events import ACTS, NOUNS, with_antecedent
from tocsin.reading.ordinary import is_violent, speaks_of_violence
from tocsin.reading.scene import Chars, Draft, Scene
from tocsin.reading.sentence import Clause
from tocsin.reading.unreal import is_habit
from tocsin.reading.words import Group

_MEANT = frozenset("planned plotted intended imminent impending".split())


def plot_named(scene: Scene) -> Iterator[Draft]:
    """An attack that is called planned or imminent, and of which somebody knows ("learned of a planned attack")."""
    for hit in scene.of("events", *NOUNS):
        if (
            scene.verb(hit)
            or not is_violent(scene, hit)
            or not scene.words_between(max(0, hit.first - 3), hit.first) & _MEANT
        ):
            continue
        first, stop = grammar.phrase(scene.sentence, hit.first, hit.stop)
        content = scene.sentence.chars(first, stop)
        group = scene.sentence.group_before(hit.first)
        if content and group and group.lemmas & _KNOWS and not group.negated:
            cue = next(w for w in scene.sentence.words[max(0, hit.first - 3) : hit.first] if w.low in _MEANT)
            yield Draft(
                kind=Kind.PLOT, content=content, cue=(cue.start, cue.end), stage=Stage.PLANNED,
                because=f"plot_named: {cue.low}", about=content, score=0.75,
            )  # fmt: skip


def _is_own_end(scene: Scene, group: Group) -> bool:
    """Whether they only do it no more themselves: "stopped attacking convoys"."""
    behind = scene.sentence.group_of(group.last + 1) if group.last + 1 < len(scene.sentence.words) else None
    return bool(group.lemmas & {"stop", "halt"}) and behind is not None and behind.gerund


_KNOWS = frozenset("learn know discover uncover detect hear receive obtain gather intercept have find identify".split())
_PLOT_OBJECTS = frozenset("plot plots attempt attempts".split())


def plot_foiled(scene: Scene) -> Iterator[Draft]:
    """Violence that others stopped before it took effect."""
    for hit in scene.of("foiling", "strong"):
        group = scene.verb(hit)
        if group is None or group.modal or group.infinitive or is_habit(scene, group):
            continue
        if scene.words_between(group.last + 1, group.last + 2) & {"short"} or _is_own_end(scene, group):
            continue  # "stopped short of claiming the attack"
        clause = scene.clause(hit)
        about = _violence_in(scene, clause.first, clause.stop)
        if not about or not (
            speaks_of_violence(scene) or scene.words_between(clause.first, clause.stop) & _PLOT_OBJECTS
        ):
            continue
        content = with_antecedent(scene, clause, group)
        if content:
            yield Draft(
                kind=Kind.PLOT,
                content=content,
                cue=(hit.start, hit.end),
                stage=Stage.FOILED,
                because=f"plot_foiled: {hit.cue.phrase}",
                about=about,
            )
    for hit in scene.of("foiling", "phrases"):
        clause = scene.clause(hit)
        content = (
            scene.sentence.chars(clause.first, len(scene.sentence.words))
            if hit.cue.phrase.endswith("from")
            else scene.sentence.chars(0, clause.stop)
        )
        if content and speaks_of_violence(scene):
            content = _before_attribution(scene, content)
            yield Draft(
                kind=Kind.PLOT,
                content=content,
                cue=(hit.start, hit.end),
                stage=Stage.FOILED,
                because=f"plot_foiled: {hit.cue.phrase}",
                score=0.65,
            )


def _before_attribution(scene: Scene, content: Chars) -> Chars:
    for clause in scene.sentence.clauses:
        start = scene.sentence.words[clause.first].start
        if clause.kind == "attr" and content[0] < start < content[1]:
            end = scene.sentence.chars(0, clause.first)
            return (content[0], end[1]) if end else content
    return content


def _violence_in(scene: Scene, first: int, stop: int) -> Chars | None:
    """Where a stretch of words speaks of violence, or of a plot."""
    for hit in scene.of("events", *NOUNS, *ACTS):
        if first <= hit.first and hit.stop <= stop:
            return hit.start, hit.end
    for hit in scene.of("preparing", "nouns"):
        if first <= hit.first and hit.stop <= stop:
            return hit.start, hit.end
    return None


def plot_planned(scene: Scene) -> Iterator[Draft]:
    """Violence that somebody plans, prepares or means to do."""
    for hit in scene.of("preparing", "planned"):
        group = scene.verb(hit)
        if group is None or group.reduced or not (group.finite or group.infinitive):
            continue
        clause = scene.clause(hit)
        if not _violence_behind(scene, hit, clause) or _stopped(scene):
            continue
        content = with_antecedent(scene, clause, group)
        if content:
            yield Draft(
                kind=Kind.PLOT, content=content, cue=(hit.start, hit.end), stage=Stage.PLANNED,
                because=f"plot_planned: {hit.cue.phrase}",
                roles={**_planner(scene, group), **_aim(scene, hit, clause)},
            )  # fmt: skip
    for hit in scene.of("preparing", "nouns"):
        if (group := scene.verb(hit)) is not None and not group.gerund:
            continue
        clause = scene.clause(hit)
        if _stopped(scene) or not _violence_behind(scene, hit, clause) or not speaks_of_violence(scene):
            continue
        first, _ = grammar.phrase(scene.sentence, hit.first, hit.stop)
        content = scene.sentence.chars(first, clause.stop)
        if content:
            yield Draft(
                kind=Kind.PLOT,
                content=content,
                cue=(hit.start, hit.end),
                stage=Stage.PLANNED,
                because=f"plot_planned: {hit.cue.phrase}",
                roles={**_planning_by(scene, hit), **_aim(scene, hit, clause)},
            )


def _aim(scene: Scene, hit: Hit, clause: Clause) -> dict[str, list[Chars]]:
    """What would be attacked: the object of the verb of violence that is planned ("to bomb the service")."""
    for aim in scene.of("events", *ACTS):
        group = scene.verb(aim)
        if group and group.infinitive and hit.stop <= aim.first < clause.stop:
            chars = scene.span_of(grammar.object_of(scene.sentence, group))
            return {"target": [chars]} if chars else {}
    return {}


def _planner(scene: Scene, group: Group) -> dict[str, list[Chars]]:
    chars = scene.span_of(grammar.subject(scene.sentence, group))
    return {"actor": [chars]} if chars else {}


def _planning_by(scene: Scene, hit: Hit) -> dict[str, list[Chars]]:
    line = scene.sentence.words
    if hit.stop < len(line) - 1 and line[hit.stop].low == "by":
        chars = scene.span_of(grammar.behind(scene.sentence, hit.stop + 1))
        return {"actor": [chars]} if chars else {}
    return {}


def _stopped(scene: Scene) -> bool:
    return any(scene.verb(h) for h in scene.of("foiling", "strong"))


_THEN = frozenset("before after since until despite amid following while when because".split())
_FAR = 12


def _violence_behind(scene: Scene, hit: Hit, clause: Clause) -> bool:
    """Whether violence is what is planned, and not what came before or after it: "was planned before the bombing"."""
    line = scene.sentence.words
    stop = min(clause.stop, hit.stop + _FAR)
    stop = next((n for n in range(hit.stop, stop) if line[n].low in _THEN), stop)
    group = scene.verb(hit)
    of_whom = grammar.subject(scene.sentence, group) if group and group.passive and group.finite else None
    found = _violence_in(scene, hit.stop, stop) or (of_whom and _violence_in(scene, *of_whom))
    return found is not None and speaks_of_violence(scene)


RULES = (plot_foiled, plot_planned, plot_named)

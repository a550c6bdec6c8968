"""Whether words of violence mean violence here, or are sport, weather, sickness, money, fiction or a drill."""

from tocsin.reading.cues import Hit
from tocsin.reading.scene import Scene
from tocsin.reading.words import Group

_NATURE = frozenset({"weather", "accident", "medicine", "nature"})


def is_violent(scene: Scene, hit: Hit, group: Group | None = None) -> bool:
    """Whether an event word means violence done by people.

    A strong word ("kidnapped") must not be outweighed by a peaceful field; a weak one ("hit") needs a sign of
    violence besides itself, or an ordinary victim, in a report that tells of violence.
    """
    strong = hit.cue.section.endswith("_strong")
    signs, ordinary = scene.signs(), scene.ordinary()
    own = 1 if strong and hit.cue.section == "nouns_strong" else 0
    others = signs - own
    if _by_nature(scene, hit, group):
        return False
    if strong:
        return ordinary == 0 or others >= 1 or scene.violent
    if others >= 1:
        return others * 2 >= ordinary
    return scene.violent and ordinary <= 1


def _by_nature(scene: Scene, hit: Hit, group: Group | None) -> bool:
    """Whether an accident, a storm, a sickness or an animal did it, and no armed hand is in the sentence."""
    fields = {h.cue.section for h in scene.hits if h.cue.lexicon == "ordinary"}
    return bool(fields & _NATURE) and scene.signs() == 0 and not scene.violent


def is_report_violent(scenes: list[Scene]) -> bool:
    """Whether a report tells of violence: strong signs in it outweigh the words of peaceful fields."""
    signs = sum(scene.signs() + len({h.cue.phrase for h in scene.of("violence", "words")}) for scene in scenes)
    ordinary = sum(scene.ordinary() for scene in scenes)
    return signs >= 2 and signs > ordinary  # noqa: PLR2004

"""What an incident is called: what happened is told by what is said of it, and not by what was planned."""

from builder import MOSCOW, Page

from tocsin.linking.titles import describe
from tocsin.model import Kind, Polarity, Stage, Statement

PAGE = Page(
    "Gunmen plan to attack the central market in Moscow. A grenade exploded in Moscow on Monday. "
    "A grenade exploded at the station bar in Moscow. No attack on the theatre took place."
)
PLOT = PAGE.says(
    Kind.PLOT, "plan to attack the central market in Moscow", target=("the central market",),
    place=(("Moscow", MOSCOW),), stage=Stage.PLANNED,
)  # fmt: skip
BLAST = PAGE.says(
    Kind.ATTACK, "A grenade exploded in Moscow", place=(("Moscow", MOSCOW),), stage=Stage.ACCOMPLISHED
)  # fmt: skip
BAR = PAGE.says(
    Kind.ATTACK, "A grenade exploded at the station bar", target=("the station bar",), stage=Stage.ACCOMPLISHED
)  # fmt: skip
NONE = PAGE.says(
    Kind.ATTACK, "No attack on the theatre took place", target=("the theatre",), stage=Stage.ACCOMPLISHED,
    polarity=Polarity.NEGATIVE,
)  # fmt: skip


def title(*said: Statement) -> str:
    return describe(said, id="i", aliases=()).title


def test_where_an_attack_was_planned_is_not_where_one_took_place() -> None:
    assert title(PLOT) == "planned attack on the central market, Moscow"
    assert title(PLOT, BLAST) == title(BLAST) == "bombing, Moscow"
    assert title(PLOT, BAR) == "bombing at the station bar, Moscow"


def test_what_did_not_take_place_names_nothing() -> None:
    assert "theatre" not in title(PLOT, NONE)
    assert "theatre" not in title(BLAST, NONE)
    assert title(PLOT, NONE) == title(PLOT)

"""A statement that is marked down after somebody was warned on it: whoever marks it is told who holds that warning."""

from tests.by_heart import WARNED
from tests.cli.conftest import Run
from tests.cli.test_commands import OFFICER, at, ruled, statement, warned

__all__ = ["ruled", "warned"]


def test_whoever_marks_a_statement_down_is_told_who_was_warned_on_it(ruled: Run) -> None:
    """The warning went on holding, and nothing but a line among the proposals spoke of it."""
    id_ = statement(ruled, WARNED)
    assert "hall" not in ruled("grade", id_[:8], "B2", *OFFICER, *at(18, 30)).err
    said = ruled("grade", id_[:8], "E5", "--because", "a known liar", *OFFICER, *at(19)).err
    assert "hall: it was ruled to warn, and as this is marked now, real is not met" in said
    assert "that ruling and what was sent stand; tocsin rule" in said
    assert "school" not in said, "nobody ruled on the school"

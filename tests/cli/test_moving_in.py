"""Whoever comes into our care while a threat stands is owed the same as everybody else."""

from pathlib import Path

from tests.cli.conftest import Run, entry
from tests.cli.test_commands import at, ruled, warned

__all__ = ["ruled", "warned"]


def test_whoever_came_into_our_care_while_a_threat_stands_is_named_until_their_duty_is_looked_for(
    ruled: Run, tmp_path: Path
) -> None:
    """Nothing of them stood under duty, nor in the hand-over, until another report happened to come."""
    path = tmp_path / "register.toml"
    path.write_text(path.read_text().replace("hall@house.example", "foyer@house.example"))
    assert "NOT LOOKED FOR" not in ruled("duty", *at(18)).err, "another address is no other duty"
    path.write_text(path.read_text() + entry("club") + entry("library", town="Saint Petersburg"))
    for words in (("duty",), ("since", "8h")):
        said = ruled(*words, *at(18)).err
        assert "club, library: A DUTY TO WARN THEM WAS NOT LOOKED FOR in what is on record" in said
        assert "tocsin duty --apply" in said
    after = ruled("duty", "--apply", "--json", *at(18))
    assert "club" in {row["protected"] for row in after.rows("duty_proposal")}
    path.write_text(path.read_text().replace('id = "library"', 'id = "archive"'))
    assert "archive: A DUTY" in ruled("duty", *at(19)).err
    assert ruled("duty", "--apply", *at(19)).code == 0
    assert "NOT LOOKED FOR" not in ruled("duty", *at(19)).err, "whoever is exposed to nothing was looked at, too"

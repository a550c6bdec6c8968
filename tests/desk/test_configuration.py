"""The paper on what an office writes: what it shows can be loaded, and it shows every key that there is."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tocsin import duty
from tocsin.cli.setting import Setting, set_up
from tocsin.desk.configured import load_office
from tocsin.model import BadInput

PAPER = Path(__file__).parents[2] / "docs" / "configuration.md"
OFFICE, REGISTER = re.findall(r"```toml\n(.*?)```", PAPER.read_text("utf-8"), re.DOTALL)
OWN = duty.shipped_text("organisation").replace('id = "organisation"', 'id = "own"')
FILES = {"register.toml": REGISTER, "own.toml": OWN}


def tables(data: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Every table of a TOML file by the names that lead to it, in lists and in rows too."""
    yield path, data
    for key, value in data.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Mapping):
                yield from tables(each, (*path, key))


def may_hold(broken: str, *, register: bool) -> set[str]:
    """The keys that the error of a file with an unknown key says there are."""
    try:
        if register:
            duty.load_register(broken, name="x")
        else:
            load_office(broken, name="x", opened=FILES.__getitem__)
    except BadInput as error:
        return set(re.findall(r"[a-z_]+", error.now.removeprefix("it may hold")))
    raise AssertionError("an unknown key was let pass")


def test_the_office_of_the_paper_is_sound_and_its_ways_out_can_be_set_up(tmp_path: Path) -> None:
    found = load_office(OFFICE, name="tocsin.toml", opened=FILES.__getitem__)
    assert [p.id for p in found.policies] == ["organisation", "own"]
    assert found.all_sign
    assert len(found.holders) == 2
    assert found.roles["head-of-security"]
    assert found.issuer.oid
    made, unsound = set_up(Setting(office=found, folder=tmp_path))
    assert {"mail", "folder", "webhook", "apprise", "unnamed-mail"} <= made.keys()
    assert [f for f in unsound if "key.pem" not in str(f)] == [], "but for the keys, which no paper can hold"


@pytest.mark.parametrize(
    "path", [("office",), ("issuer",), ("people",), ("personal",), ("source",), ("role",), ("timestamps",),
             ("delivery",), ("delivery", "retry", "usual"), ("holders",), ()],
)  # fmt: skip
def test_the_paper_names_every_key_that_the_configuration_may_hold(path: tuple[str, ...]) -> None:
    written: set[str] = set()
    for where, table in tables(tomllib.loads(OFFICE)):
        if where == path:
            written |= table.keys()
    head = "x = 1\n" if not path else f"[{'.'.join(path)}]\nx = 1\n"
    if path in {("source",), ("role",), ("holders",)}:
        head = f"[[{path[0]}]]\nx = 1\n"
    assert may_hold(head, register=False) == written


def test_the_register_of_the_paper_is_sound_and_holds_every_key() -> None:
    (entry,) = duty.load_register(REGISTER, name="register.toml").entries
    assert entry.stays
    assert entry.groups
    assert entry.protectors
    assert entry.place.radius_km == 1.0
    broken = REGISTER.replace('version = "1"', 'version = "1"\nx = 1')
    assert may_hold(broken, register=True) == tomllib.loads(REGISTER).keys()


def test_a_changed_policy_that_kept_the_name_of_another_is_refused() -> None:
    files = {**FILES, "own.toml": OWN.replace('id = "own"', 'id = "organisation"')}
    with pytest.raises(BadInput, match="two policies are called organisation"):
        load_office(OFFICE, name="tocsin.toml", opened=files.__getitem__)

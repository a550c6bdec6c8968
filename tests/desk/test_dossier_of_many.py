"""The dossier of a warning to hundreds: it is made of each notice once, and not once for each of the others."""

import pytest

from tests import by_heart as told
from tests.by_heart import day
from tests.scene import entry, register
from tests.sitting import Postbox, Sitting, office
from tocsin.desk.dossier import dossier
from tocsin.model import identity
from tocsin.model import notice as words


def worked_out(many: int, patch: pytest.MonkeyPatch) -> int:
    """How many ids of notices and attempts are worked out for the dossier of a warning to so many."""
    desk = Sitting(office=office(register=register(*(entry(f"hall-{n}") for n in range(many)))))
    desk.take(told.WARNED, at=day(7))
    for proposal in desk.duties():
        notice = desk.briefing(desk.rule(proposal, at=day(7, 13)))
        desk.approve(notice, at=day(7, 14))
    desk.send(Postbox(), at=day(7, 15))
    counted = 0

    def counting(*parts: str | int | None) -> str:
        nonlocal counted
        counted += 1
        return identity(*parts)

    with patch.context() as only:
        only.setattr(words, "identity", counting)
        made = dossier(desk.book, office=desk.office, at=day(7, 16))
    assert sum(found.title.startswith("Briefing") for found in made.notices) == many
    return counted


def test_twice_as_many_who_were_warned_are_twice_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each id was worked out once for each attempt of each other notice: 300 readers took a minute."""
    few, many = worked_out(10, monkeypatch), worked_out(20, monkeypatch)
    assert few < many < 3 * few

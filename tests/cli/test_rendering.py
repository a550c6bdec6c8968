"""A text in another language, as typed."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_commands import APPROVER, OFFICER, at, duty, ruled, warned
from tests.desk.test_rendering import RU

__all__ = ["ruled", "warned"]

LINGUIST = ("--by", "Exercise Linguist Ada Orlova")


def alert(run: Run) -> str:
    """The newest alert's id."""
    return str([row for row in run("notices", "--json").rows("notice") if row["recipient"] == "public"][-1]["id"][:12])


def test_a_text_is_added_pointed_at_and_approved(warned: Run, tmp_path: Path) -> None:
    proposal, ruled = duty(warned, "hall"), warned
    assert ruled("rule", proposal, "warn", *OFFICER, *at(18)).code == 0
    lines = {**RU, "description": f"{RU['description']} Осталось 77 часов."}
    (tmp_path / "ru.toml").write_text("".join(f'{name} = "{text}"\n' for name, text in lines.items()))
    first = alert(ruled)
    ran = ruled("translate", first, "--language", "ru", "--text", "ru.toml", *LINGUIST, *at(18, 5))
    assert ran.code == 0
    second = alert(ruled)
    assert f"{first}: 'ru' added by Exercise Linguist Ada Orlova; it no longer goes out without" in ran.err
    assert f"drawn up: alert {second} to public; show it, then approve it" in ran.err
    assert "look at this in 'ru': 77 stands in 'ru' and not in the original" in ran.err
    assert 'a "not" that was dropped' in ran.err
    old = ruled("approve", first, "--text", "0" * 12, *APPROVER, *at(18, 6))
    assert old.code == 2
    listed = " ".join(ruled("notices", *at(18, 6)).out.split())
    assert f"a language was added: {second} took its place" in listed, "nobody is sent to approve what is void"
    row = next(row for row in ruled("notices", "--json").rows("notice") if row["id"].startswith(second))
    asked = ruled("approve", second, *APPROVER, *at(18, 7), stdin=b"y\n")
    assert "look at this in 'ru': 77" in asked.err, "whoever approves it sees what was pointed out"
    assert row["body"].count("<info>") == 2
    assert "put into 'ru' at 2024-03-07T18:05:00+03:00 by Exercise Linguist Ada Orlova" in ruled("why", second).out
    assert ruled("ledger", "verify").code == 0
    again = ruled("rule", proposal, "warn", "--until", "2024-03-09T12:00:00+03:00", *OFFICER, *at(19))
    assert "the text in 'ru' was for the words before, and is dropped" in again.err


def test_what_was_approved_before_a_language_came_is_not_called_approved_nor_lost(ruled: Run, tmp_path: Path) -> None:
    """It stood as "approved, not sent", and then as given up for good, while its next version waited for approval."""
    (tmp_path / "ru.toml").write_text("".join(f'{name} = "{text}"\n' for name, text in RU.items()))
    first = alert(ruled)
    assert ruled("approve", first, *APPROVER, *at(18, 4), stdin=b"y\n").code == 0
    assert ruled("translate", first, "--language", "ru", "--text", "ru.toml", *LINGUIST, *at(18, 5)).code == 0
    second = alert(ruled)
    for _ in range(2):
        listed = " ".join(ruled("notices", *at(18, 6)).out.split())
        assert f"a language was added: {second} took its place" in listed
        assert "approved, not sent" not in listed
        said = ruled("dispatch", *at(18, 7))
        assert "NOT REACHED" not in said.out + said.err + ruled("duty", *at(18, 8)).out
    assert second in ruled("duty", *at(18, 8)).out, "it is to be approved"


def test_a_file_that_is_none_is_said(ruled: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("headline = Угроза")
    (tmp_path / "number.toml").write_text("headline = 7")
    for name, says in (("gone.toml", "cannot be read"), ("bad.toml", "not TOML"), ("number.toml", "more than texts")):
        ran = ruled("translate", alert(ruled), "--language", "ru", "--text", name, *LINGUIST, *at(18, 5))
        assert ran.code == 2
        assert says in ran.err

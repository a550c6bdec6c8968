"""`tocsin rule --unnamed`."""

from pathlib import Path

from tests import by_heart as told
from tests.cli.conftest import Run
from tocsin.model import digest

BY = ("--by", "Exercise Officer Vera Lind")
WHY = "Our name would lead to whoever told us."


def owing(office: Run, tmp_path: Path) -> str:
    (tmp_path / "report.txt").write_text(told.WARNED)
    office("take", "report.txt", "--source", "wire")
    return str(next(row["id"] for row in office("duty", "--json").rows("duty_proposal") if row["protected"] == "hall"))


def test_a_warning_that_does_not_name_us_is_ruled_drawn_up_and_explained(office: Run, tmp_path: Path) -> None:
    ran = office("rule", owing(office, tmp_path), "warn", "--unnamed", "--because", WHY, *BY)
    assert ran.code == 0, ran.err
    assert "drawn up: briefing" in ran.err
    assert "drawn up: alert" not in ran.err
    assert "[channels.unnamed-" in ran.err
    (notice,) = office("notices", "--json").rows("notice")
    assert notice["unnamed"] is True
    assert "Vera Lind" not in notice["body"]
    assert WHY in " ".join(office("why", notice["id"]).out.split())
    assert WHY in " ".join(office("since", "2000-01-01T00:00:00+00:00").out.split())


def test_it_needs_a_reason_and_a_warning(office: Run, tmp_path: Path) -> None:
    duty = owing(office, tmp_path)
    ran = office("rule", duty, "warn", "--unnamed", *BY)
    assert ran.code == 2
    assert "a warning without our name has a written reason" in ran.err
    assert "give --because" in ran.err
    ran = office("rule", duty, "waive", "--unnamed", "--ground", "W1", "--because", WHY, *BY)
    assert ran.code == 2
    assert "only a warning goes without our name" in ran.err
    assert office("notices", "--json").rows("notice") == []


def test_it_goes_by_the_channel_that_is_set_up_for_it_and_by_no_other(office: Run, tmp_path: Path) -> None:
    duty = owing(office, tmp_path)
    office("rule", duty, "warn", "--unnamed", "--because", WHY, *BY)
    (notice,) = office("notices", "--json").rows("notice")
    office("approve", notice["id"], "--text", digest(notice["body"]), "--by", "Exercise Approver Jonas Achterberg")
    office("dispatch")
    assert list((tmp_path / "mail").rglob("new/*")) == []
    with (tmp_path / "tocsin.toml").open("a") as file:
        file.write('\n[channels.unnamed-mail]\nroot = "drop"\nsender = "notice@quay.example"\n')
    office("dispatch", "--at", "2024-03-08T12:00:00+00:00")
    assert list((tmp_path / "mail").rglob("new/*")) == []
    (path,) = (tmp_path / "drop").rglob("new/*")
    assert "From: notice@quay.example" in path.read_text()
    assert "exercise desk" not in path.read_text().casefold()


def test_a_way_that_cannot_be_gone_without_our_name_is_not_set_up(office: Run, tmp_path: Path) -> None:
    owing(office, tmp_path)
    with (tmp_path / "tocsin.toml").open("a") as file:
        file.write('\n[channels.unnamed-webhook]\nsecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"\n')
    ran = office("dispatch")
    assert ran.code == 1
    assert "this way cannot be gone without our name" in ran.err

"""`tocsin register check`, and what every command says of whom nothing reaches."""

from pathlib import Path

from tests.cli.conftest import Run, entry


def test_all_is_well_and_says_so(office: Run) -> None:
    ran = office("register", "check")
    assert (ran.code, ran.out) == (0, "")
    assert "3 in our care, 0 whom nothing reaches, 0 to mend" in ran.err


def test_who_is_reached_by_a_channel_that_was_never_set_up_is_named(office: Run, tmp_path: Path) -> None:
    with (tmp_path / "register.toml").open("a") as file:
        file.write(entry("mill", channel="webhook", address="https://mill.example/in"))
    ran = office("register", "check")
    assert ran.code == 1
    assert "the office has set up no webhook" in " ".join(ran.out.split())
    assert "4 in our care, 1 whom nothing reaches, 1 to mend" in ran.err
    (row,) = office("register", "check", "--json").rows("concern")
    assert (row["entry"], row["grave"]) == ("mill", True)


def test_every_command_that_loads_the_register_names_whom_nothing_reaches(office: Run, tmp_path: Path) -> None:
    assert "nothing reaches" not in office("duty").err
    with (tmp_path / "register.toml").open("a") as file:
        file.writelines(entry(f"mill-{n}", channel="webhook", address="https://mill.example/in") for n in range(7))
    (tmp_path / "report.txt").write_text("It rained all afternoon.")
    ran = office("take", "report.txt", "--source", "wire")
    assert "nothing reaches mill-0, mill-1, mill-2, mill-3, mill-4 and 2 more; see: tocsin register check" in ran.err


def test_a_language_that_nobody_writes_is_told_and_the_register_is_used(office: Run, tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    path.write_text(path.read_text().replace('languages = ["en"]', 'languages = ["yo"]', 1))
    ran = office("register", "check")
    assert ran.code == 0
    assert "nobody here writes yo" in " ".join(ran.out.split())


def test_every_unsound_row_is_told_at_once_and_other_commands_name_the_first(office: Run, tmp_path: Path) -> None:
    with (tmp_path / "register.toml").open("a") as file:
        file.write(entry("mill", address="desk@mill"))
        file.write(entry("quay", channel="pigeon", address="loft"))
        file.write(entry("hall"))
    ran = office("register", "check")
    assert ran.code == 1
    for words in (
        "entry 4",
        "'desk@mill' is no mail address",
        "no channel is called 'pigeon'",
        "called hall",
        "3 to mend",
    ):
        assert words in ran.err
    refused = office("duty")
    assert refused.code == 2
    assert "'desk@mill' is no mail address" in refused.err
    assert "2 more" in refused.err


def test_an_office_without_a_register_has_nobody_in_its_care(run: Run) -> None:
    ran = run("register", "check", "-c", "nowhere.toml")
    assert ran.code == 2
    assert "nowhere.toml" in ran.err

"""`tocsin register check`, what commands say of whom nothing reaches, and a register with an error in it."""

from pathlib import Path

import pytest

from tests.by_heart import REPEATED, WARNED
from tests.cli.conftest import Run, entry
from tocsin.model import digest


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


WEBHOOK = '[channels.webhook]\nsecret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"\n'
APPRISE = '[channels.apprise.urls]\ndesk-chat = "json://chat.example"\n'


@pytest.mark.parametrize(
    ("way", "row", "why"),
    [
        (("webhook", "http://mill.example/in"), WEBHOOK, "no https address"),
        (("webhook", "http://mill.example/in"), WEBHOOK + "clear = true\n", ""),
        (("webhook", "https://[::ffff:10.0.0.1]/in"), WEBHOOK, "private network"),
        (("webhook", "https://224.0.0.1/in"), WEBHOOK, "private network"),
        (("webhook", "https://mill.example/in"), WEBHOOK, ""),
        (("webhook", "https://127.0.0.1/in"), WEBHOOK, "into a private network"),
        (("webhook", "https://[::1]/in"), WEBHOOK, "into a private network"),
        (("webhook", "https://10.0.0.7:8443/in"), WEBHOOK, "into a private network"),
        (("webhook", "https://localhost/in"), WEBHOOK, "into a private network"),
        (("webhook", "https://10.0.0.7/in"), WEBHOOK + "private = true\n", ""),
        (("apprise", "desk-chatt"), APPRISE, "no service of that name"),
        (("apprise", "desk-chat"), APPRISE, ""),
    ],
)
def test_what_a_channel_would_refuse_on_the_night_is_found_before(
    office: Run, tmp_path: Path, way: tuple[str, str], row: str, why: str
) -> None:
    with (tmp_path / "register.toml").open("a") as file:
        file.write(entry("mill", channel=way[0], address=way[1]))
    with (tmp_path / "tocsin.toml").open("a") as file:
        file.write(f"\n{row}")
    ran = office("register", "check")
    assert why in " ".join(ran.out.split())
    assert bool(ran.out) == bool(why), ran.out
    assert ("nothing reaches mill" in office("duty").err) == bool(why)


def test_the_commands_that_look_for_a_duty_name_whom_nothing_reaches_and_others_do_not(
    office: Run, tmp_path: Path
) -> None:
    assert "nothing reaches" not in office("duty").err
    with (tmp_path / "register.toml").open("a") as file:
        file.writelines(entry(f"mill-{n}", channel="webhook", address="https://mill.example/in") for n in range(7))
    (tmp_path / "report.txt").write_text("It rained all afternoon.")
    ran = office("take", "report.txt", "--source", "wire")
    told = "nothing reaches mill-0, mill-1, mill-2, mill-3, mill-4 and 2 more; see: tocsin register check"
    assert told in ran.err
    for command in (("duty",), ("dispatch",), ("watch", "--once")):
        assert told in office(*command).err
    for command in (("show",), ("incidents",), ("notices",), ("ledger", "backup", tmp_path / "copy.db")):
        assert "nothing reaches" not in office(*command).err, "what is said before everything is soon unseen"


def test_a_language_that_nobody_writes_is_told_and_the_register_is_used(office: Run, tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    path.write_text(path.read_text().replace('languages = ["en"]', 'languages = ["yo"]', 1))
    ran = office("register", "check")
    assert ran.code == 0
    assert "nobody here writes yo" in " ".join(ran.out.split())


def test_every_unsound_row_is_told_at_once_and_other_commands_go_on_without_it(office: Run, tmp_path: Path) -> None:
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
    (tmp_path / "report.txt").write_text("It rained all afternoon.")
    ran = office("take", "report.txt", "--source", "wire")
    assert "1 taken" in ran.err
    assert ran.code == 1, "nobody takes it for well"
    for words in ("'desk@mill' is no mail address", "mill stays in our care", "quay stays in our care"):
        assert words in ran.err
    assert "nothing reaches mill, quay" in ran.err


OFFICER, APPROVER = ("--by", "Exercise Officer Vera Lind"), ("--by", "Exercise Approver Jonas Achterberg")


def at(hour: int) -> tuple[str, str]:
    return "--at", f"2024-03-07T{hour:02}:00:00+03:00"


def warned(office: Run, tmp_path: Path) -> str:
    """The hall's briefing, approved and queued; its id."""
    (tmp_path / "report.txt").write_text(WARNED)
    office("take", "report.txt", "--source", "wire", "--published", "2024-03-07", *at(17))
    row = next(row for row in office("duty", "--json", *at(18)).rows("duty_proposal") if row["protected"] == "hall")
    office("rule", row["id"][:12], "warn", *OFFICER, *at(18))
    notice = next(n for n in office("notices", "--json", *at(18)).rows("notice") if n["recipient"] == "hall")
    office("approve", notice["id"][:12], "--text", digest(notice["body"])[:12], *APPROVER, *at(18))
    return str(notice["id"][:12])


def unsound(tmp_path: Path, how: str) -> None:
    """An error is typed into the register: into a contact of the school, its row, or the whole."""
    path = tmp_path / "register.toml"
    text = path.read_text()
    if how == "contact":
        path.write_text(text.replace('address = "school"', 'address = "../school"'))
    elif how == "row":
        head, mark, rest = text.partition('id = "school"')
        path.write_text(head + mark + rest.replace('country = "RU"', 'country = "Russia"', 1))
    else:
        path.write_text(text.replace("[[protected]]", "[[protected]", 1))


@pytest.mark.parametrize("how", ["contact", "row", "whole"])
def test_an_error_in_the_register_keeps_no_approved_warning_and_no_record_from_anybody(
    office: Run, tmp_path: Path, how: str
) -> None:
    notice = warned(office, tmp_path)
    unsound(tmp_path, how)
    follows = {
        "contact": "NOTHING GOES THAT WAY until it is mended; school stays in our care",
        "row": "SCHOOL IS LEFT OUT until that is mended",
        "whole": "THE REGISTER IS NOT READ until that is mended",
    }[how]
    sent = office("dispatch", *at(19))
    assert (sent.code, "accepted" in sent.err, follows in sent.err) == (0, True, True)
    for command in (
        ("duty",), ("notices",), ("show", notice), ("ledger", "checkpoint"), ("ledger", "verify"), ("since", "8h"),
        ("incidents",), ("ack", notice, "--by", "Exercise Contact Pavel Orlinsky"),
        ("cancel", notice, "--because", "a hoax", *OFFICER),
    ):  # fmt: skip
        timeless = command in {("ledger", "verify"), ("incidents",)}
        ran = office(*command, *(() if timeless else at(20)))
        assert ran.code in {0, 1}, command
        assert follows in ran.err, command
    assert office("register", "check").code == 1


@pytest.mark.parametrize("how", ["contact", "row", "whole"])
def test_no_duty_is_lost_to_an_error_in_the_register(office: Run, tmp_path: Path, how: str) -> None:
    warned(office, tmp_path)
    unsound(tmp_path, how)
    (tmp_path / "theatre.txt").write_text("Militants are preparing to bomb a theatre in Saint Petersburg.")
    (tmp_path / "again.txt").write_text(REPEATED)
    ran = office("take", "theatre.txt", "again.txt", "--source", "wire", "--published", "2024-03-07", *at(19))
    assert (ran.code, "2 taken" in ran.err) == (1, True)
    duties = {row["protected"]: row["id"][:12] for row in office("duty", "--json", *at(20)).rows("duty_proposal")}
    assert {"school", "theatre"} <= duties.keys()
    assert office("rule", duties["school"], "warn", *OFFICER, *at(20)).code == 0
    assert "school" in {row["recipient"] for row in office("notices", "--json", *at(20)).rows("notice")}


def test_whoever_has_no_way_left_is_reached_by_the_last_that_the_record_had(office: Run, tmp_path: Path) -> None:
    warned(office, tmp_path)
    unsound(tmp_path, "contact")
    (tmp_path / "again.txt").write_text(REPEATED)
    ran = office("take", "again.txt", "--source", "wire", "--published", "2024-03-07", *at(19))
    assert "It has no other way: THE LAST THAT THE RECORD HAS is used" in ran.err
    duties = {row["protected"]: row["id"][:12] for row in office("duty", "--json", *at(20)).rows("duty_proposal")}
    assert office("rule", duties["school"], "warn", *OFFICER, *at(20)).code == 0
    notice = next(n for n in office("notices", "--json", *at(20)).rows("notice") if n["recipient"] == "school")
    assert len(notice["contacts"]) == 1
    office("approve", notice["id"][:12], "--text", digest(notice["body"])[:12], *APPROVER, *at(20))
    assert f"{notice['id'][:12]} by folder: accepted" in office("dispatch", *at(21)).err
    assert (tmp_path / "mail" / "school").is_dir()


def test_a_way_that_was_erased_is_none(office: Run, tmp_path: Path) -> None:
    warned(office, tmp_path)
    unsound(tmp_path, "contact")
    items = office("personal", "list", "--json", *at(19)).rows("personal_item")
    gone = next(i for i in items if i["about"] == "school" and i["kind"] == "address")
    assert office("personal", "erase", gone["item"], "--because", "asked", *OFFICER, *at(19)).code == 0
    (tmp_path / "again.txt").write_text(REPEATED)
    office("take", "again.txt", "--source", "wire", "--published", "2024-03-07", *at(19))
    duties = {row["protected"]: row["id"][:12] for row in office("duty", "--json", *at(20)).rows("duty_proposal")}
    office("rule", duties["school"], "warn", *OFFICER, *at(20))
    notice = next(n for n in office("notices", "--json", *at(20)).rows("notice") if n["recipient"] == "school")
    assert notice["contacts"] == []


def test_whom_not_even_the_record_has_is_said_to_be_without_a_duty(office: Run, tmp_path: Path) -> None:
    unsound(tmp_path, "row")
    (tmp_path / "report.txt").write_text(WARNED)
    take = ("take", "report.txt", "--source", "wire", "--published", "2024-03-07")
    ran = office(*take, *at(17))
    assert ran.code == 1
    assert "school: the record does not have it either: NO DUTY TO WARN IS RAISED FOR IT" in ran.err
    path = tmp_path / "register.toml"
    path.write_text(path.read_text().replace('"Russia"', '"RU"'))
    (tmp_path / "more.txt").write_text("It rained all afternoon.")
    assert office("take", "more.txt", "--source", "wire", *at(18)).code == 0
    late = {row["protected"]: row for row in office("duty", "--json", *at(18)).rows("duty_proposal")}
    assert late["school"]["became_aware"] == late["hall"]["became_aware"], "mended, the duty counts from the report"


def test_somebody_without_a_contact_has_duties_and_is_named(office: Run, tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    path.write_text(path.read_text().replace('[{ channel = "folder", address = "school" }]', "[]"))
    ran = office("register", "check")
    assert (ran.code, "3 in our care, 1 whom nothing reaches" in ran.err) == (1, True)
    (tmp_path / "report.txt").write_text(WARNED)
    taken = office("take", "report.txt", "--source", "wire", "--published", "2024-03-07", *at(17))
    assert "nothing reaches school" in taken.err
    duties = {row["protected"]: row["id"][:12] for row in office("duty", "--json", *at(18)).rows("duty_proposal")}
    office("rule", duties["school"], "warn", *OFFICER, *at(18))
    notice = next(n for n in office("notices", "--json", *at(18)).rows("notice") if n["recipient"] == "school")
    office("approve", notice["id"][:12], "--text", digest(notice["body"])[:12], *APPROVER, *at(18))
    sent = office("dispatch", *at(19))
    assert sent.code == 1
    assert f"NOT REACHED: school, notice {notice['id'][:12]}: it has no way out; NOTHING MORE IS TRIED" in sent.err


def test_an_office_without_a_register_has_nobody_in_its_care(run: Run) -> None:
    ran = run("register", "check", "-c", "nowhere.toml")
    assert ran.code == 2
    assert "nowhere.toml" in ran.err


HALL = "latitude = 55.7522, longitude = 37.6156"


@pytest.mark.parametrize(
    ("point", "why"),
    [
        (HALL, ""),
        ("latitude = 55.99, longitude = 37.2", ""),
        ("latitude = 37.6156, longitude = 55.7522", "seem to be swapped: Moscow (RU) is at 55."),
        ("latitude = 0.0, longitude = 0.0", "lie in the open sea"),
        ("latitude = -55.7522, longitude = 37.6156", "from -55.7522, 37.6156"),
        (
            "latitude = 59.9386, longitude = 30.3141",
            "km from 59.9386, 30.3141",
        ),
    ],
)
def test_who_cannot_be_where_the_register_puts_them_is_named(office: Run, tmp_path: Path, point: str, why: str) -> None:
    """A slip in a point was seen by nobody, and no threat to the town was ever found to be near."""
    path = tmp_path / "register.toml"
    path.write_text(path.read_text().replace(HALL, point, 1))
    (tmp_path / "report.txt").write_text("It rained all afternoon.")
    said = " ".join(office("register", "check").out.split())
    assert ("hall: " in said, why in said) == (bool(why), True)
    taken = office("take", "report.txt", "--source", "wire").err
    told = "1 in our care may not stand where the register says; see: tocsin register check"
    assert (told in taken) == bool(why), "whoever takes reports hears it in one line"
    assert "hall: " not in taken
    (row,) = office("register", "check", "--json").rows("concern") or ({"entry": "", "what": ""},)
    assert why in row["what"]


def test_a_venue_is_held_to_its_country_alone(office: Run, tmp_path: Path) -> None:
    """A hall may be called after a village on the other side of the land."""
    venue = HALL + ', precision = "venue"'
    path = tmp_path / "register.toml"
    row = path.read_text().replace(HALL + ', precision = "city"', venue, 1)
    path.write_text(row.replace('name = "Moscow"', 'name = "Kazan"', 1))
    assert office("register", "check").out == ""
    path.write_text(path.read_text().replace(HALL, "latitude = 37.6156, longitude = 55.7522", 1))
    said = " ".join(office("register", "check").out.split())
    assert "hall: 37.6156, 55.7522 lies among places of IR, TM, and none of RU is known near it" in said
    assert "swapped" not in said, "no place of that name lies there either"


RIGHT = [
    ("Ontario", "CA", 56.0, -87.6, "region"), ("Nunavut", "CA", 82.5, -62.3, "region"),
    ("Tyumen Oblast", "RU", 66.5, 66.6, "region"), ("Arkhangelsk Oblast", "RU", 73.0, 55.0, "region"),
    ("Alaska", "US", 51.88, -176.65, "region"), ("Yakutia", "RU", 70.6, 111.9, "region"),
    ("Empty Quarter", "SA", 20.0, 50.0, "region"), ("Svalbard", "NO", 78.22, 15.65, "region"),
    ("Greenland", "DK", 76.5, -68.8, "region"), ("Réunion", "FR", -21.1, 55.5, "region"),
    ("Cayenne", "FR", 4.93, -52.3, "city"), ("New Caledonia", "FR", -22.2, 166.4, "region"),
    ("Guam", "US", 13.44, 144.79, "region"), ("San Juan", "US", 18.46, -66.1, "city"),
    ("Taveuni", "FJ", -16.8, -179.97, "region"), ("Springfield", "US", 31.1, -97.0, "city"),
    ("Donetsk", "RU", 48.0, 37.8, "city"),
]  # fmt: skip
"""Where a table of towns has nothing, or another code for the same state, an entry may well be right."""


def test_no_alarm_is_raised_of_whoever_may_be_where_the_register_says(office: Run, tmp_path: Path) -> None:
    """Most of these were told of before every report that was taken, which teaches people to hear none."""
    row = entry("hall")
    rows = [
        row.replace('"hall"', f'"e{number}"').replace(HALL, f"latitude = {north}, longitude = {east}")
        .replace('name = "Moscow"', f'name = "{name}"').replace('"RU"', f'"{country}"')
        .replace('precision = "city"', f'precision = "{precision}"')
        for number, (name, country, north, east, precision) in enumerate(RIGHT)
    ]  # fmt: skip
    (tmp_path / "register.toml").write_text("".join(rows))
    ran = office("register", "check")
    assert ran.out == ""
    assert f"{len(RIGHT)} in our care, 0 whom nothing reaches, 0 to mend" in ran.err


def test_who_stands_among_the_places_of_another_country_is_named(office: Run, tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    path.write_text(path.read_text().replace(HALL, "latitude = 34.5, longitude = 69.2, precision = 'region'", 1)
                    .replace(', precision = "city"', "", 1).replace('"Moscow"', '"Moscow Oblast"', 1))  # fmt: skip
    assert "hall: 34.5, 69.2 lies among places of AF" in office("register", "check").out


def test_one_wrong_row_hides_nothing_else_that_is_to_be_mended(office: Run, tmp_path: Path) -> None:
    """`register check` ended at the first unsound row, and said nothing of whom nothing reaches."""
    with (tmp_path / "register.toml").open("a") as file:
        file.write(entry("mill", channel="webhook", address="https://mill.example/in"))
        file.write(entry("shed").replace('"amber"', '"ambre"'))
    ran = office("register", "check")
    assert ran.code == 1
    assert "'AMBRE' is not known here" in ran.err
    assert "the office has set up no webhook" in " ".join(ran.out.split())
    assert "1 whom nothing reaches, 2 to mend" in ran.err

"""What comes in damaged, hostile or too large: said clearly, the rest of the batch taken, nothing kept by halves."""

import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdf import PdfWriter

from tests.by_heart import HAPPENED, WARNED, WEATHER
from tests.cli.conftest import Ran, Run

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE

Batch = Callable[..., Ran]


@pytest.fixture
def batch(office: Run, tmp_path: Path) -> Batch:
    """Take one file among good ones: both good ones are taken, and the record verifies."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a-good.txt").write_text(WARNED)
    (folder / "z-good.txt").write_text(HAPPENED)

    def taken(name: str, data: bytes | None) -> Ran:
        if data is not None:
            (folder / name).write_bytes(data)
        ran = office("take", folder, "--source", "wire", "--published", "2024-03-07")
        assert "a-good.txt: 1 statement" in ran.err
        assert "z-good.txt: 1 statement" in ran.err
        assert ran.out == ""
        assert office("ledger", "checkpoint").code == 0
        assert office("ledger", "verify").code == 0
        return ran

    return taken


def refusal(ran: Ran) -> tuple[str, str, str]:
    """Where, what, what now, of the one thing that was refused; the batch then ends with 1."""
    assert ran.code == 1
    said = ran.err.splitlines()
    (now,) = (line for line in said if line.startswith("  "))
    where, _, what = said[said.index(now) - 1].partition(": ")
    assert said[-1].endswith("1 refused")
    return where, what, now.strip()


def letter(text: str = WEATHER) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "desk@wire.example", "News", "Thu, 07 Mar 2024 17:35:00 +0300"
    mail.set_content(text)
    return mail


def page_pdf() -> PdfWriter:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    return writer


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def text_of(office: Run, name: str) -> str:
    """The text that was read of a file."""
    (row,) = office("read", f"in/{name}", "--json").rows("report")
    found: str = row["text"]
    return found


def test_an_empty_file(batch: Batch) -> None:
    where, what, now = refusal(batch("m.txt", b""))
    assert (where, what) == ("m.txt", "it is empty")
    assert "nothing was read" in now


def test_a_binary_file(batch: Batch) -> None:
    where, what, now = refusal(batch("m.txt", bytes(range(256)) * 8))
    assert where == "m.txt"
    assert "no text" in what
    assert "hand in text" in now


def test_a_picture_under_the_name_of_a_text(batch: Batch) -> None:
    where, what, _ = refusal(batch("m.txt", b"\x89PNG\r\n\x1a\n" + bytes(200)))
    assert (where, what) == ("m.txt", "this is a picture, which is not read")


def test_a_file_of_a_hundred_megabytes(batch: Batch, tmp_path: Path) -> None:
    with (tmp_path / "in" / "m.txt").open("wb") as file:
        file.truncate(100 * MEGABYTE)
    where, what, now = refusal(batch("m.txt", None))
    assert where.endswith("m.txt")
    assert "larger than 32 MiB" in what
    assert "split it" in now


def test_a_hundred_megabytes_of_sentences(batch: Batch, tmp_path: Path) -> None:
    with (tmp_path / "in" / "m.txt").open("wb") as file:
        for _ in range(100):
            file.write(WEATHER.ljust(KILOBYTE).encode() * KILOBYTE)
    _, what, _ = refusal(batch("m.txt", None))
    assert "larger than 32 MiB" in what


def test_standard_input_without_end(office: Run) -> None:
    ran = office("take", "-", stdin=b"x" * (33 * MEGABYTE))
    assert refusal(ran)[0] == "standard input"


def test_a_wrong_encoding_is_found_out_and_said(batch: Batch, office: Run) -> None:
    russian = "Посольство предупредило о нападении на концерты в Москве."
    ran = batch("m.txt", russian.encode("cp1251"))
    assert ran.code == 0
    assert "m.txt: its encoding was guessed: cp1251" in ran.err
    assert text_of(office, "m.txt") == russian


def test_an_encoding_that_is_declared_and_not_kept(batch: Batch, office: Run) -> None:
    page = "<html><head><meta charset=utf-8></head><body><p>Los artistas volverán mañana al teatro.</p></body></html>"
    assert batch("m.html", page.encode("cp1252")).code == 0
    assert text_of(office, "m.html") == "Los artistas volverán mañana al teatro."


def test_mixed_encodings_are_read_as_far_as_they_go_and_the_damage_is_counted(batch: Batch, office: Run) -> None:
    ran = batch("m.txt", "Цены выросли, сообщили власти. ".encode() + b"Caf\xe9 owners met.")
    assert ran.code == 0
    assert "m.txt: 1 characters could not be decoded" in ran.err
    assert text_of(office, "m.txt") == "Цены выросли, сообщили власти. Caf\ufffd owners met."


def test_nul_and_turning_controls_are_kept_counted_and_shown(batch: Batch, office: Run) -> None:
    hostile = "Prices rose.\x00 The \u202egnop\u202c shop closed."
    ran = batch("m.txt", hostile.encode())
    assert ran.code == 0
    assert "m.txt: 1 control characters stand in the text" in ran.err
    assert "m.txt: 2 characters that turn the direction of writing stand in the text" in ran.err
    assert text_of(office, "m.txt") == hostile
    screen = office("read", "in/m.txt").out
    assert "‹U+202E›" in screen
    assert not {"\x00", "\u202e", "\u202c"} & set(screen)


def test_broken_html_is_read_as_a_browser_would(batch: Batch, office: Run) -> None:
    assert batch("m.html", b"<html><body><div><p>Prices <b>rose.</p></i><p>Shops &amp closed<").code == 0
    text = text_of(office, "m.html")
    assert "Prices rose." in text
    assert "Shops & closed" in text


def test_html_that_holds_no_text_is_refused(batch: Batch) -> None:
    where, what, _ = refusal(batch("m.html", b"<html><body><div></div><img src=x></body></html>"))
    assert (where, what) == ("m.html", "it holds no text")


def test_script_and_style_are_no_text(batch: Batch, office: Run) -> None:
    page = (
        "<html><head><style>p:after { content: 'gunmen' }</style></head><body><p>Prices rose in the market, traders "
        "said.</p><script>document.write('Bombs went off')</script><noscript>Hostages</noscript></body></html>"
    )
    assert batch("m.html", page.encode()).code == 0
    assert text_of(office, "m.html") == "Prices rose in the market, traders said."


def test_an_encrypted_pdf(batch: Batch) -> None:
    writer = page_pdf()
    writer.encrypt("a password", algorithm="AES-256")
    where, what, now = refusal(batch("m.pdf", written(writer)))
    assert (where, what) == ("m.pdf", "this PDF is locked with a password")
    assert now == "ask for it without one"


def test_a_damaged_pdf(batch: Batch) -> None:
    whole = written(page_pdf())
    where, what, now = refusal(batch("m.pdf", whole[: len(whole) // 3]))
    assert where == "m.pdf"
    assert "damaged" in what
    assert "save it anew" in now


def test_a_pdf_that_was_scanned(batch: Batch) -> None:
    where, what, now = refusal(batch("m.pdf", written(page_pdf())))
    assert where == "m.pdf"
    assert "it was scanned" in what
    assert "recognised" in now


def test_a_mail_within_a_mail_is_a_report_of_its_own(batch: Batch) -> None:
    outer = letter("See what came.")
    outer.add_attachment(letter("The inner text."))
    ran = batch("m.eml", outer.as_bytes())
    assert ran.code == 0
    assert "m.eml: 0 statements" in ran.err
    assert "m.eml, attachment 1: 0 statements" in ran.err
    assert "4 taken" in ran.err


def test_a_mail_whose_boundary_never_comes_is_read_and_said(batch: Batch, office: Run) -> None:
    head = 'From: a@wire.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="never"\n\n'
    ran = batch("m.eml", (head + WEATHER).encode())
    assert ran.code == 0
    assert "m.eml: the mail is not well formed" in ran.err
    assert text_of(office, "m.eml") == WEATHER


def test_a_zip_bomb_in_an_attachment_is_left_shut_and_the_mail_read(batch: Batch) -> None:
    mail = letter()
    bomb = zipped(**{"big.txt": bytes(20 * MEGABYTE)})
    mail.add_attachment(bomb, maintype="application", subtype="zip", filename="bomb.zip")
    ran = batch("m.eml", mail.as_bytes())
    where, what, now = refusal(ran)
    assert where == "m.eml, attachment bomb.zip"
    assert "bomb" in what
    assert "do not unpack it" in now
    assert "m.eml: 0 statements" in ran.err


def test_a_json_line_that_is_not_json_leaves_the_others(batch: Batch) -> None:
    rows = [json.dumps({"text": WEATHER}), '{"text": "half a', json.dumps({"text": "The shops are open."})]
    ran = batch("m.jsonl", "\n".join(rows).encode())
    where, what, now = refusal(ran)
    assert where == "m.jsonl, line 2"
    assert what.startswith("this is not JSON: ")
    assert now == "mend the line; the others were read"
    assert "4 taken, 1 refused" in ran.err


def test_a_file_that_is_not_there_and_a_folder_that_is_empty(office: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(WARNED)
    (tmp_path / "empty").mkdir()
    ran = office("take", "nowhere.txt", "empty", "good.txt")
    assert ran.code == 1
    assert "nowhere.txt: it cannot be read: No such file or directory\n" in ran.err
    assert "empty: this folder holds no file\n" in ran.err
    assert "1 taken, 2 refused" in ran.err


def test_hidden_files_are_left_out_and_counted(office: Run, tmp_path: Path) -> None:
    (tmp_path / "in" / ".git").mkdir(parents=True)
    for name in (".hidden", ".git/config", "good.txt"):
        (tmp_path / "in" / name).write_text(WEATHER)
    ran = office("take", "in")
    assert ran.code == 0
    assert "in: 2 hidden files left out" in ran.err
    assert "1 taken" in ran.err


def test_a_name_that_is_no_unicode_is_taken_all_the_same(office: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    Path(str(tmp_path / "in" / "m\udcff.txt")).write_text(WEATHER)
    ran = office("take", "in")
    assert ran.code == 0
    assert "m\ufffd.txt: 0 statements" in ran.err


def test_a_name_that_would_act_upon_the_terminal_is_shown_instead(office: Run, tmp_path: Path) -> None:
    (tmp_path / "m\x1b[2J\u202etxt").write_text("")
    ran = office("read", "m\x1b[2J\u202etxt")
    assert ran.code == 1
    assert "m‹U+001B›[2J‹U+202E›txt: it is empty" in ran.err
    assert "\x1b" not in ran.err


def test_what_was_refused_is_a_line_of_the_data_too(office: Run, tmp_path: Path) -> None:
    (tmp_path / "m.txt").write_text("")
    ran = office("read", "m.txt", "--json")
    assert ran.code == 1
    assert ran.rows() == [
        {"type": "refused", "where": "m.txt", "what": "it is empty", "now": "see where it came from; nothing was read"}
    ]


def test_where_nothing_was_read_no_dossier_says_that_all_is_quiet(office: Run, tmp_path: Path) -> None:
    (tmp_path / "m.txt").write_text("")
    ran = office("read", "m.txt", "--html", "page.html")
    assert (ran.code, ran.out) == (1, "")
    assert not (tmp_path / "page.html").exists()
    ran = office("read", "m.txt")
    assert (ran.code, ran.out) == (1, "")
    assert "0 taken, 1 refused" in ran.err


def test_a_fault_of_our_own_in_one_report_does_not_lose_the_others(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests import by_heart  # noqa: PLC0415 - its bank is mended for this test alone

    def fails(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setitem(by_heart.BANK, WEATHER, (fails,))
    where, what, now = refusal(batch("m.txt", WEATHER.encode()))
    assert where == "m.txt"
    assert what.startswith("Tocsin itself failed on it: ZeroDivisionError in test_bad_input.py, line ")
    assert "nothing of it was kept" in now


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (("--published", "yesterday"), "--published"),
        (("--published", "2024-03-07T17:35:00"), "--published"),
        (("--at", "2024-03-07"), "--at"),
        (("--marking", "purple"), "--marking"),
        (("--source", "\u202erettel"), "--source"),
    ],
)
def test_an_option_that_cannot_be_meant_is_wrong_use(
    office: Run, tmp_path: Path, words: tuple[str, str], where: str
) -> None:
    (tmp_path / "good.txt").write_text(WARNED)
    ran = office("take", "good.txt", *words)
    assert ran.code == 2
    assert ran.err.startswith(f"{where}: ")
    assert not list(tmp_path.glob("*.db")), "nothing was begun"


@pytest.mark.parametrize("name", ["tocsin.toml", "register.toml"])
def test_a_file_that_an_editor_began_with_a_byte_order_mark_is_read_as_any_other(
    office: Run, tmp_path: Path, name: str
) -> None:
    """It was no TOML from its first character on: nothing of the office was read, or nobody of the register."""
    path = tmp_path / name
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    (tmp_path / "alert.txt").write_text(WARNED)
    ran = office("take", "alert.txt", "--source", "wire", "--published", "2024-03-07")
    assert (ran.code, ran.err) == (0, "alert.txt: 1 statement\n1 taken\n")
    assert len(office("duty", "--json").rows("duty_proposal")) == 2
    assert office("register", "check").code == 0

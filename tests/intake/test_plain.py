"""Plain text: encodings, controls, line ends and the map back."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.intake import LARGEST, original
from tocsin.intake.pieces import MOST, coarse, lines
from tocsin.model import Piece, Span, digest

REPORTED = {
    "cp1252": "España señaló que el niño murió en el atentado, según la policía",
    "cp1250": "Zamach w Łodzi: policja potwierdziła śmierć trzech osób, źródło",
    "cp1251": "Посольство США предупредило о возможных нападениях в Москве",
    "koi8_r": "Посольство США предупредило о возможных нападениях в Москве",
    "cp866": "Посольство США предупредило о возможных нападениях в Москве",
    "cp1253": "Επίθεση στην Αθήνα: η αστυνομία επιβεβαίωσε",
    "cp1255": "פיגוע בירושלים: המשטרה אישרה",
    "cp1256": "هجوم في كابول أسفر عن مقتل عشرة أشخاص",
    "gb18030": "爆炸造成十二人死亡，警方表示",
    "shift_jis": "爆発で12人が死亡したと警察が発表した",
    "euc_kr": "폭발로 열두 명이 사망했다고 경찰이 밝혔다",
}


@pytest.mark.parametrize("encoding", REPORTED)
def test_a_legacy_encoding_is_told_and_said_to_be_a_guess(report: Callable[..., Any], encoding: str) -> None:
    found = report(REPORTED[encoding].encode(encoding))
    assert found.report.text == REPORTED[encoding]
    assert found.remarks[0] == f"its encoding was guessed: {encoding}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_byte_order_mark_is_dropped_and_the_map_knows(report: Callable[..., Any], encoding: str) -> None:
    found = report(("\ufeff" + "Взрыв в Кабуле\r\nдвое").encode(encoding))
    assert found.report.text == "Взрыв в Кабуле\nдвое"
    assert found.report.encoding == encoding
    assert found.report.pieces[0].original_start == 1


def test_utf_16_without_its_mark(report: Callable[..., Any]) -> None:
    assert report("A bomb went off in Kabul.".encode("utf-16-le")).report.text == "A bomb went off in Kabul."


def test_mixed_encodings_are_kept_and_the_damage_counted(report: Callable[..., Any]) -> None:
    found = report("Посольство предупредило граждан".encode() + "; café\n".encode("latin-1"))
    assert found.report.text == "Посольство предупредило граждан; caf\ufffd\n"
    assert found.remarks == ("1 characters could not be decoded and stand as U+FFFD",)


def test_controls_and_bidi_stay_in_the_text_and_are_said(report: Callable[..., Any]) -> None:
    text = "The embassy\0 warned\u202e of attacks\u200b in Moscow"
    found = report(text.encode())
    assert found.report.text == text
    assert found.remarks == (
        "1 control characters stand in the text",
        "1 characters that turn the direction of writing stand in the text",
        "1 invisible characters stand in the text",
    )
    assert not set(found.report.title) & set("\0\u202e\u200b")


def test_hidden_characters_inside_words_are_said_with_the_first_of_them(report: Callable[..., Any]) -> None:
    text = "A notice.\nThe bom\u200bbing of the mar\u200d\u00adket killed nine.\u2060\n"
    found = report(text.encode())
    assert found.report.text == text
    assert found.report.language in {None, "en"}
    assert found.remarks == (
        "4 invisible characters stand in the text",
        "3 of them inside words, first in bom‹U+200B›bing (line 2): it is read as if they were not there",
    )


@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\u00ad"])
def test_hidden_characters_make_no_other_language_of_a_text(report: Callable[..., Any], mark: str) -> None:
    text = "Nine people were killed in the bombing of a market on Friday, the police said in the evening."
    assert report(mark.join(text).encode()).report.language == "en"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 99, b"\x7fELF\0\0\0\0", b"\x89PNG\r\n\x1a\n\0\0"]
)
def test_binary_is_refused(refused: Callable[..., Any], data: bytes) -> None:
    refused(data)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", b"\0\0\0\0"])
def test_empty_is_refused(refused: Callable[..., Any], data: bytes) -> None:
    assert "empty" in refused(data).what


def test_too_large_is_refused_before_it_is_looked_at(
    refused: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("it was looked at")

    monkeypatch.setattr("tocsin.intake.opening.sniff", never)
    assert "100 MiB" in refused(bytes(100 * 2**20)).what
    assert LARGEST == 32 * 2**20


def test_the_id_is_of_the_bytes_and_the_name_changes_nothing(report: Callable[..., Any]) -> None:
    data = b"A bomb went off."
    one, two = report(data, "a.txt"), report(data, "b.log")
    assert one.report == two.report
    assert one.report.id == digest(data)
    assert (one.arrival.name, two.arrival.name) == ("a.txt", "b.log")


def test_a_span_in_the_original_keeps_its_letters(report: Callable[..., Any]) -> None:
    decoded = "\ufeffFirst line\r\n\r\nThe embassy warned\r\nof attacks."
    found = report(decoded.encode("utf-8")).report
    start = found.text.index("warned\nof")
    span = Span(start=start, end=start + 9, quote="warned\nof", text=found.text_digest)
    pieces = original(found, span)
    assert [decoded[p.original_start : p.original_end] for p in pieces] == ["warned", "\r\n", "of"]


def test_a_span_of_another_text_is_wrong(report: Callable[..., Any]) -> None:
    found = report(b"A bomb went off.").report
    with pytest.raises(ValueError, match="another text"):
        original(found, Span(start=0, end=1, quote="A", text="0" * 64))


@given(st.text(st.sampled_from("ab \r\n\ufeffя𝄞")))
def test_pieces_cover_the_text_exactly_and_in_order(decoded: str) -> None:
    text, pieces = lines(decoded)
    assert "".join(text[p.start : p.end] for p in pieces) == text
    here, there = 0, 1 if decoded.startswith("\ufeff") else 0
    for p in pieces:
        assert (p.start, p.original_start) == (here, there)
        here, there = p.end, p.original_end
        if p.end - p.start == p.original_end - p.original_start:
            assert text[p.start : p.end].replace("\n", "\r") == decoded[p.original_start : p.original_end].replace(
                "\n", "\r"
            )
    assert (here, there) == (len(text), len(decoded))


def test_a_text_of_very_many_short_lines_has_a_coarser_map() -> None:
    text, pieces = lines("a\r\n" * 100_000)
    assert len(pieces) <= MOST
    assert pieces[0].start == 0
    assert pieces[-1].end == len(text)
    assert all(a.end == b.start and a.original_end == b.original_start for a, b in pairwise(pieces))
    assert not [p for p in pieces if p.end - p.start == p.original_end - p.original_start]


def test_a_short_map_is_left_as_it_is() -> None:
    pieces = (Piece(start=0, end=1, part="", original_start=0, original_end=1),)
    assert coarse(pieces) == pieces

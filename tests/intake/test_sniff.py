"""Content decides what something is; its name only where the content does not."""

from collections.abc import Callable
from typing import Any

import pytest

from tocsin.intake.sniff import HTML, JSON, MAIL, PDF, PLAIN, ZIP, sniff
from tocsin.model import Refused


@pytest.mark.parametrize(
    ("data", "name", "media"),
    [
        (b"A bomb went off.", "a.html", PLAIN),
        (b"  <!DOCTYPE html><p>x", "a.txt", HTML),
        (b"x <p>fragment</p>", "a.htm", HTML),
        (b"x <p>quoted</p>", "a.txt", PLAIN),
        (b"%PDF-1.7\n", "a.txt", PDF),
        (b"PK\x03\x04", "a.txt", ZIP),
        (b'{"text": "x"}\n', "-", JSON),
        (b"{curly} prose that is no JSON", "-", PLAIN),
        (b"From: a@b.example\nSubject: x\n\nhello", "a.txt", MAIL),
        (b"Date: today\nSubject: minutes\n\nhello", "a.txt", PLAIN),
        (b"From: the desk\n\nhello", "a.txt", PLAIN),
        (b"From: the desk\n\nhello", "a.eml", MAIL),
        ("\ufeff<html><body>x".encode("utf-16-le"), "x", HTML),
    ],
)
def test_what_bytes_are(data: bytes, name: str, media: str) -> None:
    assert sniff(data, name=name) == media


@pytest.mark.parametrize(
    "data", [b"\x1f\x8b\x08\0\0\0\0\0", b"\xff\xd8\xff\xe0\0\x10JFIF\0", b"<?xml version='1.0'?><rss/>"]
)
def test_what_is_not_read_says_what_it_is(data: bytes) -> None:
    found = sniff(data, name="x")
    assert isinstance(found, Refused)
    assert "this is" in found.what


def test_an_english_word_is_no_magic(report: Callable[..., Any]) -> None:
    assert report(b"MZ was the name of the group, police said.").report.text.startswith("MZ")

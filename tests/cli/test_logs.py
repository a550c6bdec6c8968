"""What commands leave on their way, as a log would keep it: nothing of what is kept back, whatever goes wrong."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.by_heart import MASKED, WARNED
from tests.cli.conftest import OFFICE, Run
from tests.cli.test_commands import APPROVER, OFFICER, at, duty, notices, statement, warned
from tests.cli.test_delivery import LINKS, mails
from tocsin.casebook import open_casebook
from tocsin.cli.acks import Acks
from tocsin.cli.moments import moment
from tocsin.cli.setting import links, setting
from tocsin.desk import tearline
from tocsin.model import Notice
from tocsin.release.leaks import Leak, surfaces
from tocsin.release.tearline import leaks_in

__all__ = ["warned"]


@pytest.fixture
def secret(warned: Run, tmp_path: Path) -> Run:
    """An incident of which a report is for nobody's eyes, and the ruling to warn the hall; mail brings links."""
    (tmp_path / "tocsin.toml").write_text(OFFICE + LINKS)
    (tmp_path / "masked.txt").write_text(MASKED)
    came = ("--source", "wire", "--marking", "RED", "--published", "2024-03-07")
    assert warned("take", "masked.txt", *came, *at(17, 40)).code == 0
    pair = (statement(warned, WARNED), statement(warned, MASKED))
    assert warned("link", *pair, "--same", *OFFICER, *at(17, 45)).code == 0
    assert warned("rule", duty(warned, "hall"), "warn", *OFFICER, *at(18)).code == 0
    return warned


def leaks(text: str, folder: Path, *, kind: str = "text/plain") -> tuple[Leak, ...]:
    """What a text tells of what is kept back from the hall."""
    book = open_casebook(f"sqlite:///{folder}/tocsin.db")
    try:
        notice = next(n for n in book.all(Notice) if n.recipient == "hall")
        return leaks_in(surfaces(text, where="the log", media_type=kind), watch=tearline.watching(notice, book=book))
    finally:
        book.close()


def work(run: Run, folder: Path) -> Iterator[str]:
    """A day's work and its mishaps, as the log has it: what each command said on both streams."""
    hall, public = notices(run)["hall"], notices(run)["public"]
    (folder / "back").mkdir()
    (folder / "back" / "1").write_text("From: <>\nSubject: nothing of ours\n\nno\n")
    for words in (
        ("notices",), ("submit", hall, "--text", "ffffffff", *OFFICER), ("approve", hall, *OFFICER),
        ("approve", hall, "--text", "ffffffff", *APPROVER), ("approve", hall, *APPROVER),
        ("approve", public, *APPROVER), ("dispatch", "--dry-run", *at(18, 25)), ("dispatch", *at(18, 30)),
        ("dispatch", *at(18, 31)), ("bounces", "back"), ("ack", hall, "--by", "Exercise Warden Ada Pike"),
        ("extend", hall, "--until", "2024-03-01T00:00:00+03:00", "--because", "x", *OFFICER),
        ("cancel", hall, "--because", "x", *OFFICER), ("why", "ffff"), ("show", "zzzz"), ("ack", "ffff", *OFFICER),
        ("ledger", "entries"), ("ledger", "verify"), ("ledger", "checkpoint"), ("take", "gone.txt"), ("keys", "list"),
        ("rule", "ffff", "warn", *OFFICER), ("disclosures", "ffff"), ("since", "1h", *at(19)),
    ):  # fmt: skip
        moments = () if "--at" in words or words[0] in {"ledger", "why", "keys"} else at(18, 20)
        ran = run(*words, *moments, stdin=b"y\n")
        yield f"{ran.out}\n{ran.err}"


def test_a_days_work_and_its_mishaps_leave_nothing_in_the_log(secret: Run, tmp_path: Path) -> None:
    said = list(work(secret, tmp_path))
    assert any("accepted" in text for text in said), "nothing went out"
    assert sum("no id in the casebook begins so" in text for text in said) >= 4
    assert [(text, [str(leak) for leak in found]) for text in said if (found := leaks(text, tmp_path))] == []
    assert leaks(secret("show", *at(20)).out, tmp_path), "the desk's own dossier tells it: the search finds it"


def test_the_page_behind_a_link_tells_nothing(secret: Run, tmp_path: Path) -> None:
    assert secret("approve", notices(secret)["hall"], *APPROVER, *at(18, 20), stdin=b"y\n").code == 0
    assert secret("dispatch", *at(18, 30)).code == 0
    (token,) = (re.search(r"acks\.example/a/(\S+)", mail)[1] for mail in mails(tmp_path))  # type: ignore[index]
    found = setting(None)
    made = links(found)
    assert made is not None
    acks = Acks(found=found, links=made, clock=lambda: moment("2024-03-07T18:40:00+03:00"))
    headers: list[Any] = []
    for method, path, form in (
        ("GET", f"/a/{token}", b""), ("POST", f"/a/{token}", b"name=Exercise+Warden"), ("GET", f"/a/{token}", b""),
        ("GET", "/a/nonsense", b""), ("POST", f"/a/{token}", b""), ("PUT", f"/a/{token}", b""),
    ):  # fmt: skip
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(form)),
                   "wsgi.input": io.BytesIO(form)}  # fmt: skip
        page = b"".join(acks(environ, lambda status, more: headers.extend([status, *more])))
        assert b"<html" in page
        assert leaks(page.decode(), tmp_path, kind="text/html") == ()
    assert leaks(repr(headers), tmp_path) == ()

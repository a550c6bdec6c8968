"""The feed, as typed."""

from pathlib import Path

import feedparser

from tests.cli.conftest import Run
from tests.cli.test_commands import APPROVER, at, ruled, warned
from tocsin.model import digest

__all__ = ["ruled", "warned"]

URL = "http://127.0.0.1/"


def test_the_feed_is_written_once_the_alert_went_out(ruled: Run, tmp_path: Path) -> None:
    ran = ruled("feed", "--to", "web", "--url", URL, *at(18, 5))
    assert (ran.code, ran.err) == (0, "web/feed.xml: 0 alerts, written\n")
    (row,) = (row for row in ruled("notices", "--json").rows("notice") if row["recipient"] == "public")
    assert ruled("approve", row["id"], "--text", digest(row["body"]), *APPROVER, *at(18, 20)).code == 0
    assert ruled("dispatch", *at(18, 30)).code == 0
    assert (
        ruled("feed", "--to", "web", "--url", URL, *at(18, 31)).err == "web/feed.xml: 1 alerts, 1 unsigned, written\n"
    )
    assert (
        ruled("feed", "--to", "web", "--url", URL, *at(18, 32)).err == "web/feed.xml: 1 alerts, 1 unsigned, as it was\n"
    )
    (entry,) = feedparser.parse((tmp_path / "web" / "feed.xml").read_bytes()).entries
    assert (tmp_path / "web" / entry.links[0].href.removeprefix(URL)).read_text() == row["body"]


def test_a_folder_that_is_none_and_an_address_that_is_none_are_said(ruled: Run, tmp_path: Path) -> None:
    ran = ruled("feed", "--to", "web", "--url", "example", *at(18, 5))
    assert ran.code == 2
    assert "no address of a folder" in ran.err
    (tmp_path / "file").write_text("")
    ran = ruled("feed", "--to", "file/web", "--url", URL, *at(18, 5))
    assert ran.code == 1
    assert "it cannot be written" in ran.err

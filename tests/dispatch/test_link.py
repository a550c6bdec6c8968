"""Acknowledgement links: signed, expiring, and for one version and contact alone."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dispatch.conftest import AT, attempt
from tocsin.dispatch.link import Links, secret_of
from tocsin.model import BadInput, NotAllowed, Notice

LINKS = Links(base="https://acks.example/a/", secret=secret_of(bytes(32)))
KEY = "ab" * 32


def test_a_link_leads_back_to_its_key(notice: Notice) -> None:
    made = attempt(notice)
    link = LINKS.to(notice, made)
    assert link.startswith("https://acks.example/a/")
    assert LINKS.key_of(link.rpartition("/")[2], at=AT) == made.key
    assert notice.id not in link


def test_an_alert_is_everybodys_and_asks_nobody(alert: Notice) -> None:
    assert LINKS.to(alert, attempt(alert)) == ""


def test_a_link_expires_with_its_notice(notice: Notice) -> None:
    token = LINKS.token(KEY, expires=notice.expires)
    assert LINKS.key_of(token, at=notice.expires - timedelta(seconds=1)) == KEY
    with pytest.raises(NotAllowed, match="expired"):
        LINKS.key_of(token, at=notice.expires)


@given(st.integers(0, 97), st.characters(codec="ascii", categories=("L", "N")))
def test_no_changed_character_passes(place: int, character: str) -> None:
    token = LINKS.token(KEY, expires=AT + timedelta(days=1))
    changed = token[:place] + character + token[place + 1 :]
    if changed != token:
        with pytest.raises((BadInput, NotAllowed)):
            LINKS.key_of(changed, at=AT)


@given(st.text(max_size=120))
def test_nothing_else_passes_either(text: str) -> None:
    with pytest.raises(BadInput):
        LINKS.key_of(text, at=AT)


def test_another_offices_link_is_none_of_ours() -> None:
    other = Links(base=LINKS.base, secret=secret_of(bytes([1]) * 32))
    with pytest.raises(BadInput):
        LINKS.key_of(other.token(KEY, expires=AT + timedelta(days=1)), at=AT)


def test_the_secret_is_not_the_key_it_comes_from() -> None:
    assert bytes(32) not in LINKS.secret
    assert LINKS.secret.hex() not in repr(LINKS)

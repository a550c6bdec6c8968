"""A notice as a mail message."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.headerregistry import HeaderRegistry
from email.policy import default
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.dispatch.conftest import NOTICE
from tocsin.dispatch import compose
from tocsin.dispatch import message as composing
from tocsin.model import Attempt, BadInput, Contact, Notice, NoticeStatus, Program


def message(notice: Notice, *, address: str = "a@b.example", sender: str = "desk@tocsin.example"):  # noqa: ANN201
    contact = Contact(channel="mail", address=address)
    attempt = Attempt(notice=notice.id, contact=contact, number=1, by=Program(name="t", version="0"), at=notice.sent)
    data = compose(notice, contact=contact, attempt=attempt, sender=sender).as_bytes()
    return attempt, data, message_from_bytes(data, policy=default)


def test_an_exercise_says_so_before_anything_else(notice: Notice) -> None:
    said = "[EXERCISE] TLP:AMBER Threat to concerts in Moscow, as of 07 Mar 18:30"
    assert message(notice)[2]["Subject"] == said


def test_a_headline_that_says_that_it_is_an_exercise_is_not_headed_so_again(notice: Notice) -> None:
    found = message(replace(notice, headline="EXERCISE: threat of attack, Moscow"))[2]["Subject"]
    assert found == "[EXERCISE] TLP:AMBER threat of attack, Moscow, as of 07 Mar 18:30"


def test_a_newer_version_is_told_from_the_first_in_a_mailbox(notice: Notice) -> None:
    newer = replace(notice, sent=notice.sent + timedelta(hours=3))
    assert message(notice)[2]["Subject"] != message(newer)[2]["Subject"]
    assert message(newer)[2]["Subject"].endswith(", as of 07 Mar 21:30")


def test_an_actual_warning_bears_its_marking_only(notice: Notice) -> None:
    found = message(replace(notice, status=NoticeStatus.ACTUAL))[2]
    assert found["Subject"] == "TLP:AMBER Threat to concerts in Moscow, as of 07 Mar 18:30"


def test_the_same_attempt_is_the_same_message(notice: Notice, alert: Notice) -> None:
    for one in (notice, alert):
        attempt, data, found = message(one)
        assert found["Message-ID"] == f"<{attempt.key}@tocsin.example>"
        assert message(one)[1] == data


def test_two_attempts_are_two_messages_under_one_message_id(notice: Notice) -> None:
    attempt, _, first = message(notice)
    again = replace(attempt, number=2)
    data = compose(notice, contact=attempt.contact, attempt=again, sender="desk@tocsin.example").as_bytes()
    second = message_from_bytes(data, policy=default)
    assert first["Message-ID"] == second["Message-ID"]
    assert first["X-Tocsin-Attempt"] != second["X-Tocsin-Attempt"]


def test_the_headers_hold_ids_and_nothing_of_the_incident(notice: Notice) -> None:
    found = message(notice)[2]
    ours = {key: value for key, value in found.items() if key.startswith("X-")}
    assert ours == {"X-Tocsin-Notice": notice.id, "X-Tocsin-Attempt": message(notice)[0].id}
    assert found["Auto-Submitted"] == "auto-generated"


def test_an_alert_is_attached_byte_for_byte(alert: Notice) -> None:
    found = message(alert)[2]
    (attached,) = found.iter_attachments()
    assert attached.get_content_type() == "application/cap+xml"
    assert attached.get_filename() == "alert.cap.xml"
    assert attached.get_payload(decode=True).decode("utf-8") == alert.body
    assert "Avoid large gatherings." in found.get_body().get_content()


def test_a_briefing_is_the_body_and_ascii_on_the_wire(notice: Notice) -> None:
    _, data, found = message(notice)
    assert data.isascii()
    assert found.get_content().replace("\r\n", "\n") == notice.body


def test_a_long_headline_in_another_script_comes_back_whole(notice: Notice) -> None:
    headline = "Угроза нападений на массовые мероприятия в Москве в ближайшие двое суток, избегайте скоплений людей"
    _, data, found = message(replace(notice, headline=headline))
    assert headline in found["Subject"]
    assert max(len(line) for line in data.split(b"\r\n")) <= 100


@pytest.mark.parametrize("headline", ["a\nb", "a\rBcc: c@d.example", "a\0b", "a\u2028b", "a\x85b"])
def test_a_headline_cannot_make_a_header(notice: Notice, headline: str) -> None:
    with pytest.raises(BadInput, match="headline"):
        message(replace(notice, headline=headline))


@pytest.mark.parametrize("address", ["a@b.example\nBcc: c@d.example", "a@b.example, c@d.example", "<a@b.example>"])
def test_an_address_cannot_make_a_header_and_is_not_repeated(notice: Notice, address: str) -> None:
    with pytest.raises(BadInput) as caught:
        message(notice, address=address)
    assert address not in str(caught.value)


@given(
    name=st.text("abcXYZ0189!#$%&'*+/=?^_`{|}~-", min_size=1, max_size=64),
    host=st.text("abcXYZ0189-", min_size=1, max_size=250).map(lambda host: f"a{host}z"),
)
@example(name="n" * 64, host="h" * 253)
def test_an_address_of_any_length_comes_back_whole_and_so_does_the_key(name: str, host: str) -> None:
    made, data, found = message(NOTICE, address=f"{name}@{host}", sender=f"{name}@{host}")
    assert found["To"].addresses[0].addr_spec == found["From"].addresses[0].addr_spec == f"{name}@{host}"
    assert found["Message-ID"].strip() == f"<{made.key}@{host}>"
    assert found["Date"].datetime == made.at
    assert data.isascii()
    assert max(len(line) for line in data.split(b"\r\n")) < 998


@given(headline=st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200))
def test_what_is_worked_out_once_is_what_the_library_says_each_time(headline: str) -> None:
    """The header objects that messages share say the same as new ones, the second time too."""
    said = replace(NOTICE, headline=headline)
    first = message(said)[1]
    assert message(said)[1] == first
    with patch.object(composing, "POLICY", composing.POLICY.clone(header_factory=HeaderRegistry())):
        assert message(said)[1] == first

"""Maildirs: whole or not at all, once for each attempt, never outside the folder."""

import mailbox
import os
from dataclasses import replace
from pathlib import Path

import pytest

from tocsin.dispatch import Folder
from tocsin.model import Attempt, Contact, Delivery, Notice, Program


def attempt(notice: Notice, address: str) -> Attempt:
    contact = Contact(channel="folder", address=address)
    return Attempt(notice=notice.id, contact=contact, number=1, by=Program(name="t", version="0"), at=notice.sent)


def test_a_mail_reader_finds_it(notice: Notice, tmp_path: Path) -> None:
    made = attempt(notice, "night-desk")
    assert Folder(tmp_path).send(notice, contact=made.contact, attempt=made).outcome is Delivery.ACCEPTED
    (found,) = mailbox.Maildir(tmp_path / "night-desk", create=False)
    assert found["X-Tocsin-Attempt"] == made.id
    assert found.get_payload(decode=True).decode("utf-8").replace("\r\n", "\n") == notice.body


def test_a_second_attempt_is_the_same_message_even_once_it_was_read(notice: Notice, tmp_path: Path) -> None:
    made = attempt(notice, "desk@embassy.example")
    folder = Folder(tmp_path)
    folder.send(notice, contact=made.contact, attempt=made)
    box = tmp_path / made.contact.address
    (box / "new" / made.key).rename(box / "cur" / f"{made.key}:2,S")
    again = folder.send(notice, contact=made.contact, attempt=replace(made, number=2))
    assert again.outcome is Delivery.ACCEPTED
    assert "as it did before" in again.because
    assert [p.name for p in box.rglob("*") if p.is_file()] == [f"{made.key}:2,S"]


@pytest.mark.parametrize("address", ["../escape", "/etc/x", ".", "..", "", "a/b", "a\0b", ".hidden", "a\nb"])
def test_no_address_leads_out_of_the_folder(notice: Notice, tmp_path: Path, address: str) -> None:
    root = tmp_path / "root"
    made = attempt(notice, address)
    assert Folder(root).send(notice, contact=made.contact, attempt=made).outcome is Delivery.REFUSED
    assert not root.exists()


def test_a_full_disk_fails_and_leaves_nothing_half_written(
    notice: Notice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    made = attempt(notice, "desk")
    monkeypatch.setattr(os, "fsync", full)
    sent = Folder(tmp_path).send(notice, contact=made.contact, attempt=made)
    assert sent.outcome is Delivery.FAILED
    assert "No space left on device" in sent.because
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def test_a_folder_that_cannot_be_made_fails(notice: Notice, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    made = attempt(notice, "desk")
    assert Folder(tmp_path / "file").send(notice, contact=made.contact, attempt=made).outcome is Delivery.FAILED

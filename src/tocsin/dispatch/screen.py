"""The screen: a notice written out for whoever sits at the desk to read or read aloud."""

import unicodedata
from dataclasses import dataclass
from typing import TextIO

from tocsin.dispatch.channel import Sent, failed
from tocsin.dispatch.message import subject, words
from tocsin.model import Attempt, Contact, Delivery, Notice, NoticeKind, NoticeStatus

_JOINERS = "\u200c\u200d"
"""Persian, Hindi and others spell with these two."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A stream of text. That it was shown is ACCEPTED: nobody is said to have read it."""

    stream: TextIO
    name: str = "screen"

    def send(self, notice: Notice, *, contact: Contact, attempt: Attempt) -> Sent:
        """Write the notice between two rules."""
        if notice.status is NoticeStatus.DRAFT:
            return Sent(outcome=Delivery.REFUSED, because="it is a draft, and drafts are not sent")
        text = words(notice.below) if notice.kind is NoticeKind.ALERT else notice.body
        head = f"{subject(notice)}\nfor {contact.address}, attempt {attempt.id[:12]}"
        rule = "-" * 72
        try:
            self.stream.write(f"{rule}\n{shown(head)}\n{rule}\n{shown(text.rstrip())}\n{rule}\n")
            self.stream.flush()
        except (OSError, ValueError) as error:
            return failed(f"the screen could not be written to: {type(error).__name__}")
        return Sent(outcome=Delivery.ACCEPTED, because="it was shown on the screen")


def shown(text: str) -> str:
    """The text with what could steer a terminal, or turn lines about, spelled out instead (`<1b>`, `<202e>`)."""
    return "".join(
        c if c in f"\n\t{_JOINERS}" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"} else f"<{ord(c):x}>"
        for c in text
    )

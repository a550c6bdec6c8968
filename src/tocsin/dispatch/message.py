"""A notice as a mail message: the exact text as body or attachment, and ids in the headers."""

import re
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from functools import lru_cache
from typing import Any, Self

from tocsin.model import Attempt, BadInput, Contact, Line, Notice, NoticeKind, NoticeStatus


class _Headers(HeaderRegistry):
    """The library's headers. Each kind, and each value that was said of late, is worked out once.

    Most of a batch says the same; working it out anew each time was the greater part of composing a message.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kind = lru_cache(maxsize=64)(super().__getitem__)
        self._said = lru_cache(maxsize=64)(super().__call__)

    def __getitem__(self, name: str) -> Any:
        return self._kind(name)

    def __call__(self, name: str, value: Any) -> Any:
        return self._said(name, value)


class _Word(str):
    """A header's value that is known to be plain ASCII without a break: it is not parsed, and remembered by nobody."""

    __slots__ = ("name",)
    name: str

    @classmethod
    def of(cls, name: str, value: str) -> Self:
        """The value of a header of this name."""
        made = cls(value)
        made.name = name
        return made

    def fold(self, *, policy: EmailPolicy) -> str:
        """Its line; where it is too long for one, the value stands on the next (RFC 5322, 2.2.3)."""
        gap = " " if len(f"{self.name}: {self}") <= (policy.max_line_length or 0) else f"{policy.linesep} "
        return f"{self.name}:{gap}{self}{policy.linesep}"


POLICY = SMTP.clone(cte_type="7bit", max_line_length=100, header_factory=_Headers())
"""Nothing but ASCII on the wire, since not every server on the way takes more; a header with an id fits a line."""

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_BREAKS = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]")


def compose(
    notice: Notice, *, contact: Contact, attempt: Attempt, sender: str, link: str = "", text: str = ""
) -> EmailMessage:  # fmt: skip
    """The message for one attempt; the same attempt always gives the same message. `text` is an alert's, signed.

    Its Message-ID is the idempotency key, so that a mailbox which gets two attempts can see that they are one.

    The subject bears the status where it is not Actual, and the TLP label, as TLP 2.0 asks of mail. A
    briefing is the body; an alert is attached as `alert.cap.xml`, and its lines stand in the body. The link by which
    a recipient acknowledges is a part of its own, so that the text stays the one that was approved. Where a notice does
    not name us, no header does but those that `sender` makes.

    Raises:
        BadInput: the headline or an address holds what would break a header, or the notice is a draft.
    """
    where = f"notice {notice.id[:12]}"
    if notice.status is NoticeStatus.DRAFT:
        raise BadInput(where=where, what="it is a draft, and drafts are not sent", now="draw it up anew, then approve")
    if _BREAKS.search(notice.headline):
        raise BadInput(where=where, what="its headline holds a line break or control character", now="draw it up anew")
    message = EmailMessage(policy=POLICY)
    ours = () if notice.unnamed else (("X-Tocsin-Notice", notice.id), ("X-Tocsin-Attempt", attempt.id))
    for name, value in (
        ("From", address(sender, what="the sender's address")),
        ("To", address(contact.address, what="the recipient's address")),
        ("Date", format_datetime(attempt.at)),
        ("Message-ID", f"<{attempt.key}@{sender.rpartition('@')[2]}>"),
        ("Auto-Submitted", "auto-generated"),
        *ours,
    ):
        message[name] = _Word.of(name, value)
    message["Subject"] = subject(notice)
    if notice.kind is NoticeKind.ALERT:
        message.set_content(words(notice.below))
        message.add_attachment(
            (text or notice.body).encode("utf-8"), maintype="application", subtype="cap+xml", filename="alert.cap.xml"
        )
    else:
        message.set_content(notice.body)
        if link:
            message.add_attachment(f"{_ASK}\n\n{link}\n", disposition="inline")
    if message.is_multipart():
        message.set_boundary(f"tocsin-{attempt.id[:40]}")  # else it is left to chance
    return message


_ASK = (
    "- - - - - FOR YOU ALONE: do not pass on what stands from here - - - - -\n\n"
    "Please say that this has reached you: open the address below and press the button, or call us. It asks for your "
    "name and nothing else. Whoever else opened it would answer for you."
)


def subject(notice: Notice) -> str:
    """The headline, before it the status where it is not Actual, and the marking; after it of when this version is.

    Two versions of one warning have one headline, and lie side by side in a mailbox.
    """
    word = notice.status.upper()
    status = "" if notice.status is NoticeStatus.ACTUAL else f"[{word}] "
    headline = notice.headline.removeprefix(f"{word}: ") if status else notice.headline
    return f"{status}TLP:{notice.marking} {headline}, as of {notice.sent:%d %b %H:%M}"


def words(lines: tuple[Line, ...]) -> str:
    """The lines of an alert as plain text, a blank line between."""
    return "\n\n".join(line.text for line in lines) + "\n"


def address(value: str, *, what: str) -> str:
    """A bare mail address, one and no more.

    Raises:
        BadInput: it is anything else. The message does not repeat it.
    """
    if not _ADDRESS.fullmatch(value) or ".." in value:
        raise BadInput(where=what, what="it is no plain mail address", now="write it as name@host, in ASCII")
    return value

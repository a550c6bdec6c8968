"""Who issues notices, and whether they may be real."""

import re
from dataclasses import dataclass

from tocsin.model import BadInput, NoticeStatus
from tocsin.release.plain import printable

_SENDER = re.compile(r"[^\s,<&\x00-\x20\x7f-\x9f]+")
_WEB = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The office in whose name notices go out. Unless it is `authorised`, everything is an exercise.

    `sender` is CAP's: globally unique, without spaces, commas, < or &; `web` is an absolute address.

    Raises:
        BadInput: one of them cannot stand in an alert.
    """

    sender: str = "exercise.tocsin.example"
    name: str = "Tocsin exercise desk"
    authorised: bool = False
    web: str = ""
    contact: str = ""

    def __post_init__(self) -> None:
        for key in ("sender", "name", "web", "contact"):
            word = getattr(self, key)
            if not isinstance(word, str) or printable(word) != word or "\n" in word:
                raise BadInput(where="issuer", what=f"{key} must be a text on one line", now="mend it")
        if not _SENDER.fullmatch(self.sender) or printable(self.sender) != self.sender:
            raise BadInput(
                where="issuer",
                what=f"{self.sender!r} is no CAP sender",
                now="leave out spaces, commas, < and &",
            )
        if not self.name.strip():
            raise BadInput(where="issuer", what="it has no name", now="say in whose name notices go out")
        if self.web and not _WEB.fullmatch(self.web):
            raise BadInput(where="issuer", what=f"{self.web!r} is no web address", now="write it out, from https://")
        if not isinstance(self.authorised, bool):
            raise BadInput(
                where="issuer", what="authorised must be true or false", now="write it without quotation marks"
            )

    @property
    def status(self) -> NoticeStatus:
        """The CAP status of everything this issuer sends."""
        return NoticeStatus.ACTUAL if self.authorised else NoticeStatus.EXERCISE

"""Who issues notices, and whether they may be real."""

import re
from dataclasses import dataclass

from tocsin.model import BadInput, NoticeStatus
from tocsin.release.plain import printable

_SENDER = re.compile(r"[^\s,<&\x00-\x20\x7f-\x9f]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z\d]{2,8})*")
_OID = re.compile(r"[012](?:\.(?:0|[1-9]\d*)){2,}")
_WEB = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The office in whose name notices go out. Unless it is `authorised`, everything is an exercise.

    `sender` is CAP's: globally unique, without spaces, commas, < or &; `web` is an absolute address.
    `languages` are those of its public, best first: an alert says which of them it lacks. `oid` is the office's
    arc, where it has one (as the WMO's 2.49.0.1.C.O): its alerts are then numbered under it. `links` is whether what
    it sends may bear a link by which its reader says that it came.

    Raises:
        BadInput: one of them cannot stand in an alert.
    """

    sender: str = "exercise.tocsin.example"
    name: str = "Tocsin exercise desk"
    authorised: bool = False
    web: str = ""
    contact: str = ""
    languages: tuple[str, ...] = ("en",)
    oid: str = ""
    links: bool = False

    def __post_init__(self) -> None:
        for key in ("sender", "name", "web", "contact", "oid"):
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
        if self.oid and not _OID.fullmatch(self.oid):
            raise BadInput(where="issuer", what=f"{self.oid!r} is no OID", now="write whole numbers between dots")
        self._check_languages()
        if not isinstance(self.authorised, bool):
            raise BadInput(
                where="issuer", what="authorised must be true or false", now="write it without quotation marks"
            )

    def _check_languages(self) -> None:
        listed = isinstance(self.languages, tuple) and self.languages
        if not listed or not all(isinstance(code, str) and _LANGUAGE.fullmatch(code) for code in self.languages):
            now = 'write languages = ["en", "ru"], by their tags'
            raise BadInput(where="issuer", what=f"{self.languages!r} are no languages", now=now)

    @property
    def status(self) -> NoticeStatus:
        """The CAP status of everything this issuer sends."""
        return NoticeStatus.ACTUAL if self.authorised else NoticeStatus.EXERCISE

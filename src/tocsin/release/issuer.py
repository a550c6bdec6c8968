"""Who issues notices, and whether they may be real."""

import re
from dataclasses import dataclass

from tocsin.model import BadInput, NoticeStatus

_SENDER = re.compile(r"[^\s,<&]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The office in whose name notices go out. Unless it is `authorised`, everything is an exercise.

    `sender` is CAP's: globally unique, without spaces, commas, < or &.
    """

    sender: str = "exercise.tocsin.example"
    name: str = "Tocsin exercise desk"
    authorised: bool = False
    web: str = ""
    contact: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.sender, str) or not _SENDER.fullmatch(self.sender):
            raise BadInput(
                where="issuer",
                what=f"{self.sender!r} is no CAP sender",
                now="leave out spaces, commas, < and &",
            )
        if not isinstance(self.authorised, bool):
            raise BadInput(where="issuer", what="authorised must be true or false")

    @property
    def status(self) -> NoticeStatus:
        """The CAP status of everything this issuer sends."""
        return NoticeStatus.ACTUAL if self.authorised else NoticeStatus.EXERCISE

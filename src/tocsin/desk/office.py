"""The office at the desk: its register, policies, issuer, sources and channels, as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin import duty, release
from tocsin.desk.holding import Holder
from tocsin.desk.reader import Together
from tocsin.dispatch import Terms
from tocsin.model import BadInput, Contact, Policy, Register, Reliability, Source, Tlp

if TYPE_CHECKING:
    from tocsin.reading import Reader

NOBODY = Register(name="no register", digest="", entries=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Whose desk it is.

    `left_out` is what of the register is unsound (see `current.in_care`). Checkpoints are stamped by `authority`.
    Personal items are looked at again after `review`. `reliability` holds the office's Admiralty letter for each source
    id; a source without one is F. `roles` holds the contacts of each role that a policy may ring. Where `all_sign`,
    nobody rules or approves without a key. `links` is what stands before the token of an acknowledgement link; without
    it none are sent. `alert_key` is the file of the key and certificate with which alerts are signed; it, `casebook`,
    `key`, `weights` (the folder of an encoder that was taught here) and `channels` are left to the face that opens
    databases, files and servers. `sends_to` is the host to which the reader sends what it reads; empty where it stays
    on this machine. Without a `reader` the rules read; whoever does not read need not wait until their lexicons are
    loaded.
    """

    name: str = "an office without a configuration"
    register: Register = NOBODY
    left_out: tuple[duty.LeftOut, ...] = ()
    policies: tuple[Policy, ...] = ()
    issuer: release.Issuer = field(default_factory=release.Issuer)
    reader: "Reader | None" = None
    sends_to: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)
    reliability: Mapping[str, Reliability] = field(default_factory=dict)
    casebook: str = "sqlite:///tocsin.db"
    key: str = ""
    alert_key: str = ""
    weights: str = ""
    channels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    terms: Terms = field(default_factory=Terms)
    links: str = ""
    roles: Mapping[str, tuple[Contact, ...]] = field(default_factory=dict)
    all_sign: bool = False
    review: timedelta | None = None
    holders: tuple[Holder, ...] = ()
    authority: str = ""
    certificate: str = ""

    @property
    def together(self) -> Together:
        """The reader out of rules and encoder, with the office's own weights where it has some."""
        return Together(Path(self.weights) if self.weights else None)


def marking(word: str, *, where: str) -> Tlp:
    """The TLP 2.0 label that a word spells, in either case."""
    try:
        return Tlp(word.upper())
    except ValueError as error:
        raise BadInput(
            where=where, what=f"{word!r} is no TLP 2.0 label", now=f"use one of {[t.value for t in Tlp]}"
        ) from error

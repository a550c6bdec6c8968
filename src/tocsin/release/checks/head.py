"""The head of an alert: who sends it, to whom, and whether it is meant."""

import re
import shlex

from tocsin.release.checks.lint import Found, Lint, Seen, infos, lint, text, texts

_NAME = re.compile(r"[^\s,<&\x00-\x20\x7f]+")
_OID = re.compile(r"(?:[01](?:\.(?:0|[1-3]?[1-9]|[1-3]0))|2(?:\.(?:0|[1-9]\d*)))(?:\.(?:0|[1-9]\d*))+")
_EXERCISE = re.compile(r"(?i)exercise|drill|übung|учени|навчан|exercice|ejercicio|simulacro|esercitazione|exercício")
_TEST = re.compile(r"(?i)\btest|тест|prueba|prova|essai")
_PUBLISHED, _ABOUT = "2.49.0.1", "2.49.0.0"


@lint("CAP 1.2, 3.2.1 identifier", must=True)
def identifier_characters(seen: Seen) -> Found:
    """An identifier holds no blank, comma, < or &: references are cut at them."""
    found = text(seen.root, "identifier").strip()
    if found and not _NAME.fullmatch(found):
        yield "identifier", f"{found!r} holds a blank, a comma, < or &"


@lint("CAP 1.2, 3.2.1 sender", must=True)
def sender_characters(seen: Seen) -> Found:
    """A sender holds no blank, comma, < or &: references are cut at them."""
    found = text(seen.root, "sender").strip()
    if found and not _NAME.fullmatch(found):
        yield "sender", f"{found!r} holds a blank, a comma, < or &"


@lint("CAP 1.2, 3.2.1 sender (globally unique, as an Internet domain name)")
def sender_unique(seen: Seen) -> Found:
    """A sender is a name that only one office in the world can have: a domain, an address, an OID or a URI."""
    found = text(seen.root, "sender").strip()
    if found and not re.search(r"[.:@]", found):
        yield "sender", f"{found!r} could be anybody's"


@lint("ITU-T X.660; WMO-No. 1109; wmo-raf/cap-composer issue 142")
def identifier_oid(seen: Seen) -> Found:
    """An identifier that says it is an OID is one, and under the WMO's arc is that of a published alert."""
    found = text(seen.root, "identifier").strip()
    if not found.lower().startswith(("urn:oid:", "oid:", "2.49.0.")):
        return
    oid = found.rpartition(":")[2]
    if not found.startswith("urn:oid:"):
        yield "identifier", f"{found!r}: an OID is written urn:oid:{oid}"
    if not _OID.fullmatch(oid):
        yield "identifier", f"{found!r}: arcs are whole numbers between dots, without leading zeros"
    elif oid.startswith(f"{_ABOUT}."):
        yield "identifier", f"{found!r}: {_ABOUT} is for information about a publisher, {_PUBLISHED} for its alerts"


@lint("CAP 1.2, 3.2.1 restriction", must=True)
def restriction(seen: Seen) -> Found:
    """A restriction stands with the scope Restricted and with no other."""
    scope, said = text(seen.root, "scope"), text(seen.root, "restriction").strip()
    if scope == "Restricted" and not said:
        yield "restriction", "the scope is Restricted, and nothing says to whom"
    if scope in ("Public", "Private") and said:
        yield "restriction", f"the scope is {scope}, which restricts nothing"


@lint("CAP 1.2, 3.2.1 addresses", must=True)
def addresses(seen: Seen) -> Found:
    """The scope Private names whom it is for."""
    if text(seen.root, "scope") == "Private" and not text(seen.root, "addresses").strip():
        yield "addresses", "the scope is Private, and nobody is addressed"


@lint("CAP 1.2, 3.2.1 scope: Private is for those addressed")
def addresses_in_public(seen: Seen) -> Found:
    """A public alert tells nobody who else was told."""
    if text(seen.root, "scope") == "Public" and text(seen.root, "addresses").strip():
        yield "addresses", "a public alert shows whom it is addressed to"


@lint("CAP 1.2, 3.2.1 addresses and incidents (quote what holds blanks)", must=True)
def quoted_lists(seen: Seen) -> Found:
    """A list's quotation marks come in pairs, or its reader cannot cut it."""
    for name in ("addresses", "incidents"):
        try:
            shlex.split(text(seen.root, name).replace("'", ""))
        except ValueError:
            yield name, "a quotation mark is not closed"


@lint("CAP 1.2, 3.2.1 status: Draft is not actionable in its form")
def no_draft(seen: Seen) -> Found:
    """A draft is not sent."""
    if text(seen.root, "status") == "Draft":
        yield "status", "it is a draft"


@lint("CAP 1.2, 3.2.1 status: Exercise (the note says which)")
def exercise_note(seen: Seen) -> Found:
    """An exercise says in its note that it is one."""
    if text(seen.root, "status") == "Exercise" and not _EXERCISE.search(text(seen.root, "note")):
        yield "note", "it is an exercise, and no note says so"


@lint("readers show headlines, not codes")
def exercise_headline(seen: Seen) -> Found:
    """A test or an exercise says so in every headline, for those whose screens show nothing else."""
    status, pattern = text(seen.root, "status"), {"Exercise": _EXERCISE, "Test": _TEST}
    for where, info in infos(seen):
        headline = text(info, "headline")
        if status in pattern and headline.strip() and not (pattern[status].search(headline)):
            yield f"{where}, headline", f"its status is {status}, and the headline does not show it"


@lint("the house: Public is for authorised issuers in earnest")
def exercise_scope(seen: Seen) -> Found:
    """An exercise is for those who take part, and not for the public."""
    if text(seen.root, "status") == "Exercise" and text(seen.root, "scope") == "Public":
        yield "scope", "an exercise is addressed to the public"


@lint("CAP 1.2, 3.2.1 note (Cancel and Error explain themselves there)")
def says_why(seen: Seen) -> Found:
    """What takes back or refuses another message says why in its note."""
    kind = text(seen.root, "msgType")
    if kind in ("Cancel", "Error") and not text(seen.root, "note").strip():
        yield "note", f"a message of type {kind} does not say why"


@lint("wmo-raf/cap-composer pull request 65: for tools that receive, not for those that publish")
def no_public_receipts(seen: Seen) -> Found:
    """Ack and Error go to whoever sent the alert, not to the public."""
    kind = text(seen.root, "msgType")
    if kind in ("Ack", "Error") and text(seen.root, "scope") == "Public":
        yield "msgType", f"{kind} is addressed to the public"


@lint("CAP 1.2, 3.2.1 code: a profile's own words")
def codes_once(seen: Seen) -> Found:
    """A code stands once."""
    codes = [code.strip() for code in texts(seen.root, "code")]
    if len(set(codes)) < len(codes):
        yield "code", "one of them stands twice"


LINTS: tuple[Lint, ...] = (
    identifier_characters, sender_characters, sender_unique, identifier_oid, restriction, addresses,
    addresses_in_public, quoted_lists, no_draft, exercise_note, exercise_headline, exercise_scope, says_why,
    no_public_receipts, codes_once,
)  # fmt: skip

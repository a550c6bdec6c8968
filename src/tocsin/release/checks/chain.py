"""One message after another: what an alert refers to, and whether it may."""

import re
from datetime import datetime

from tocsin.release.checks.lint import Element, Found, Lint, Seen, infos, lint, moment, text, triplet, triplets

_SHAPE = re.compile(r"[^\s,<&]+,[^\s,<&]+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
_REFER = ("Update", "Cancel", "Ack", "Error")
_LIVE = ("Alert", "Update")


@lint("CAP 1.2, 3.2.1 msgType and references", must=True)
def references_given(seen: Seen) -> Found:
    """What updates, cancels or answers a message names it."""
    kind = text(seen.root, "msgType")
    if kind in _REFER and not triplets(seen.root):
        yield "references", f"a message of type {kind} refers to none"


@lint("CAP 1.2, 3.2.1 msgType: Alert is the first; readers take it for a new one")
def first_refers_to_none(seen: Seen) -> Found:
    """A first alert refers to nothing: what supersedes another is an update."""
    if text(seen.root, "msgType") == "Alert" and triplets(seen.root):
        yield "references", "a first alert refers to others; an Update does that"


@lint("CAP 1.2, 3.2.1 references", must=True)
def reference_form(seen: Seen) -> Found:
    """Each reference is sender,identifier,sent, and the moment is one."""
    for one in triplets(seen.root):
        if not _SHAPE.fullmatch(one):
            yield "references", f"{one!r} is not sender,identifier,sent"
        elif moment(one.split(",")[2]) is None:
            yield "references", f"{one!r}: no calendar has that moment"


@lint("CAP 1.2, 3.2.1 references", must=True)
def refers_to_itself(seen: Seen) -> Found:
    """No message refers to itself, or bears the identifier of one that it refers to."""
    own = text(seen.root, "identifier").strip()
    if own in {one.split(",")[1] for one in _sound(seen.root)}:
        yield "references", "the message bears the identifier of one that it refers to"


@lint("CAP 1.2, 3.2.1 references (earlier messages)", must=True)
def refers_to_later(seen: Seen) -> Found:
    """What is referred to was sent before."""
    sent = moment(text(seen.root, "sent").strip())
    for one in _sound(seen.root):
        if sent is not None and _sent_of(one) > sent:
            yield "references", f"{one!r} was sent later than this"


@lint("wmo-raf/cap-composer pull request 23")
def reference_twice(seen: Seen) -> Found:
    """Nothing is referred to twice."""
    found = triplets(seen.root)
    if len(set(found)) < len(found):
        yield "references", "one of them stands twice"


@lint("CAP 1.2, 3.2.1 references; only who sent a message may supersede it")
def references_anothers(seen: Seen) -> Found:
    """An update or a cancellation is of the sender's own messages."""
    own = text(seen.root, "sender").strip()
    for one in _sound(seen.root):
        if text(seen.root, "msgType") in ("Update", "Cancel") and one.split(",")[0] != own:
            yield "references", f"{one!r} is another sender's"


@lint("CAP 1.2, 3.2.1 identifier; sahana/eden-legacy pull request 1191", must=True)
def identifier_new(seen: Seen) -> Found:
    """Every message has an identifier of its own, revisions too."""
    own = (text(seen.root, "sender").strip(), text(seen.root, "identifier").strip())
    if own in {(text(e, "sender").strip(), text(e, "identifier").strip()) for e in seen.earlier}:
        yield "identifier", f"{own[1]!r} was used before"


@lint("CAP 1.2, 3.2.1 references; readers look them up")
def reference_known(seen: Seen) -> Found:
    """What is referred to was published, and under exactly that sender, identifier and moment."""
    known = {triplet(e) for e in seen.earlier}
    names = {",".join(one.split(",")[:2]) for one in known}
    for one in _sound(seen.root) if seen.earlier else []:
        if one not in known and ",".join(one.split(",")[:2]) in names:
            yield "references", f"{one!r}: that message was sent at another moment, or spelled so"
        elif one not in known:
            yield "references", f"{one!r} was never published here"


@lint("Google public alerts: refer to all related messages that have not expired")
def references_all(seen: Seen) -> Found:
    """An update or a cancellation refers to every related message that still holds."""
    if text(seen.root, "msgType") not in ("Update", "Cancel"):
        return
    named, sent = set(_sound(seen.root)), moment(text(seen.root, "sent").strip())
    if sent is None:
        return
    for one in _related(seen, named):
        if triplet(one) not in named and holds(one, earlier=seen.earlier, at=sent):
            yield "references", f"{triplet(one)!r} is of the same chain and still holds"


@lint("CAP 1.2, 3.2.1 msgType: what is cancelled is over")
def follows_cancelled(seen: Seen) -> Found:
    """What was cancelled is neither updated nor cancelled again: a new alert begins a new chain."""
    over = {one for e in seen.earlier if text(e, "msgType") == "Cancel" for one in triplets(e)}
    for one in _sound(seen.root):
        if text(seen.root, "msgType") in ("Update", "Cancel") and one in over:
            yield "references", f"{one!r} was cancelled before"


@lint("finity69x2/nws_alerts issue 45; readers of the one would miss the other")
def same_status(seen: Seen) -> Found:
    """An exercise does not supersede an alert in earnest, nor the other way round."""
    for one in _referred(seen):
        if text(one, "status") != text(seen.root, "status"):
            yield "status", f"it refers to a message whose status is {text(one, 'status')}"


@lint("CAP 1.2, 3.2.1 scope; whoever was alerted must hear of the change")
def same_scope(seen: Seen) -> Found:
    """An update or a cancellation reaches whoever the alert reached."""
    for one in _referred(seen):
        if text(one, "scope") == "Public" and text(seen.root, "scope") != "Public":
            yield "scope", "it supersedes a public alert, and is not public"


@lint("wmo-raf/cap-composer issue 113")
def languages_kept(seen: Seen) -> Found:
    """What was told in a language is updated and cancelled in it, or the note says that it is lacking."""
    has = {text(info, "language").casefold() for _, info in infos(seen)}
    note = text(seen.root, "note").casefold()
    for one in _referred(seen):
        for info in one.iterfind("{*}info"):
            language = text(info, "language").casefold()
            if language not in has and not re.search(rf"\b{re.escape(language)}\b", note):
                yield "info", f"the message before spoke {language!r}, and this one does not, nor says so"


def holds(root: Element, *, earlier: tuple[Element, ...], at: datetime) -> bool:
    """Whether a message still holds at a moment: it is an alert or an update, and neither over nor cancelled."""
    if text(root, "msgType") not in _LIVE:
        return False
    if any(text(e, "msgType") == "Cancel" and triplet(root) in triplets(e) for e in earlier):
        return False
    ends = [moment(text(info, "expires").strip()) for info in root.iterfind("{*}info")]
    return any(end is None or end > at for end in ends) or not ends


def _related(seen: Seen, named: set[str]) -> list[Element]:
    """The earlier messages that hang together with those that are named, by references either way."""
    chain, grown = set(named), True
    while grown:
        before = len(chain)
        for e in seen.earlier:
            ids = {triplet(e), *triplets(e)}
            if ids & chain:
                chain |= ids
        grown = len(chain) > before
    return [e for e in seen.earlier if triplet(e) in chain]


def _referred(seen: Seen) -> list[Element]:
    """The earlier messages that an update or a cancellation refers to."""
    if text(seen.root, "msgType") not in ("Update", "Cancel"):
        return []
    named = set(triplets(seen.root))
    return [e for e in seen.earlier if triplet(e) in named]


def _sound(root: Element) -> list[str]:
    return [one for one in triplets(root) if _SHAPE.fullmatch(one) and moment(one.split(",")[2])]


def _sent_of(one: str) -> datetime:
    found = moment(one.split(",")[2])
    if found is None:  # _sound lets none through
        raise ValueError(one)
    return found


LINTS: tuple[Lint, ...] = (
    references_given, first_refers_to_none, reference_form, refers_to_itself, refers_to_later, reference_twice,
    references_anothers, identifier_new, reference_known, references_all, follows_cancelled, same_status, same_scope,
    languages_kept,
)  # fmt: skip

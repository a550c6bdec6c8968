"""Check an exported ledger of Tocsin against signed checkpoints, with none of Tocsin's code.

    python tocsin_verify.py EXPORT --key HEX [--key HEX] --note FILE [--note FILE ...]

EXPORT is what `tocsin ledger export` wrote: a heading, then for every entry its line, exactly as it was hashed, and the
bodies that it names. A NOTE is a checkpoint as a second holder keeps it: C2SP signed note, Ed25519. The tree is that of
RFC 6962. Exit: 0 a checkpoint is proved and nothing failed; 1 something failed; 2 wrong use; 3 nothing is proved.
"""

import argparse
import base64
import functools
import hashlib
import json
import re
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORM = re.compile(rb'\{"bodies":(true|false),"form":"tocsin-ledger","size":(0|[1-9]\d{0,17}),"version":1\}\n')
DIGEST = re.compile(r"[0-9a-f]{64}")


def sha256(data):
    return hashlib.sha256(data).digest()


class Tree:
    """The roots of the perfect subtrees of what has been read, greatest first: all that is kept of it."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def add(self, line):
        top, size = sha256(b"\x00" + line), self.size
        while size & 1:
            top, size = sha256(b"\x01" + self.peaks.pop() + top), size >> 1
        self.peaks.append(top)
        self.size += 1

    def root(self):
        if not self.peaks:
            return sha256(b"")
        return functools.reduce(lambda top, peak: sha256(b"\x01" + peak + top), reversed(self.peaks))


def read_note(path, keys):
    """The origin, size, root, time and key of a signed note; ValueError where it is none, or no given key signed it."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read(10_000)
    found = re.fullmatch(r"((\S+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\nat (\S+)\n)\n— (\S+) ([A-Za-z0-9+/=]+)\n", text)
    if not found or found[6] != found[2]:
        raise ValueError("it is no signed note, or lines were added to it")
    signed = base64.b64decode(found[7], validate=True)
    names = {sha256(found[2].encode() + b"\n\x01" + bytes.fromhex(key))[:4]: key for key in keys}
    if (key := names.get(signed[:4])) is None:
        raise ValueError("none of the keys given signed it")
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signed[4:], found[1].encode())
    except InvalidSignature:
        raise ValueError("the signature does not fit: the note was changed") from None
    return found[2], int(found[3]), base64.b64decode(found[4]), found[5], key


class Check:
    def __init__(self, sizes):
        self.tree, self.failed, self.sizes, self.roots, self.bodies, self.size = Tree(), [], sizes, {}, False, 0
        self.erased, self.erasures, self.backwards, self.last, self.due, self.gone = {}, {}, [], "", [], 0

    def fail(self, where, what):
        self.failed += [f"{where}: {what}"] if len(self.failed) < 100 else []

    def walk(self, file):
        heading = FORM.fullmatch(file.readline(200))
        if not heading:
            return self.fail("line 1", "this is no export of a ledger, or its heading was changed")
        self.bodies, self.size = heading[1] == b"true", int(heading[2])
        for number, line in enumerate(file, 2):
            self.line(f"line {number}", line)
        self.next(None)
        if self.tree.size != self.size:
            self.fail("the end", f"the heading says {self.size} entries, and {self.tree.size} are here")
        for name, (where, because) in self.erased.items():
            if name not in self.erasures or self.erasures[name] not in (None, because):
                self.fail(where, f"{name[:12]} is gone ({because!r}), and no entry says that it was erased so")

    def line(self, where, line):
        found = tried(json.loads, line[:-1])
        if not isinstance(found, dict) or canonical(found) + b"\n" != line:
            self.fail(where, "it is no line of an export: broken, cut off or spelled otherwise")
            self.next(line[:-1])
        elif set(found) in ({"content", "digest"}, {"because", "digest"}):
            self.body(where, found)
        else:
            self.entry(where, line[:-1], found)

    def next(self, line):
        """What the entry before still lacks is missing; then one more leaf, or the end."""
        for name in self.due:
            self.fail(f"entry {self.tree.size - 1}", f"what stood under {name[:12]} is missing, and nobody erased it")
        self.due = []
        if self.tree.size in self.sizes:
            self.roots[self.tree.size] = self.tree.root()
        if line is not None:
            self.tree.add(line)

    def entry(self, where, line, found):
        place = self.tree.size
        self.next(line)
        wrong = set(found) != {"at", "body", "by", "kind", "sequence", "subject", "type"}
        if wrong or found["type"] != "ledger_entry" or not DIGEST.fullmatch(str(found["body"])):
            return self.fail(where, "it is no entry")
        if found["sequence"] != place:
            self.fail(where, f"entry {place} is numbered {found['sequence']}: some are missing, moved or added")
        if str(found["at"]) < self.last and len(self.backwards) < 5:
            self.backwards.append(str(place))
        self.last = str(found["at"])
        if found["kind"] == "erasure":
            self.erasures[str(found["subject"])] = None
        self.due, self.gone = [found["body"]] if self.bodies else [], self.gone + (found["kind"] == "personal-erasure")

    def body(self, where, found):
        name = found["digest"]
        if name not in self.due:
            return self.fail(where, "this body belongs to no entry before it")
        self.due.remove(name)
        if "because" in found:
            self.erased.setdefault(name, (where, found["because"]))
            return None
        content = tried(base64.b64decode, found["content"], b"")
        if sha256(content).hex() != name or base64.b64encode(content).decode() != found["content"]:
            return self.fail(where, "the body was changed: it is no longer what its entry says")
        words = tried(json.loads, content)
        for word in (w for w in words if isinstance(w, dict)) if isinstance(words, list) else ():
            if word.get("type") == "report" and word.get("id") not in self.due:
                self.due.append(str(word.get("id")))
            if word.get("type") == "erased" and word.get("digest") in self.erasures:
                self.erasures[word["digest"]] = word.get("because")


def tried(read, data, otherwise=None):
    try:
        return read(data)
    except (ValueError, TypeError, RecursionError):
        return otherwise


def canonical(found):
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("export")
    for name, what in (("--key", "a public key that is trusted"), ("--note", "a checkpoint that somebody else kept")):
        parser.add_argument(name, action="append", default=[], help=what)
    asked, notes, failed = parser.parse_args(arguments), [], []
    if not all(DIGEST.fullmatch(key) for key in asked.key):
        parser.error("a key has 64 hexadecimal digits")
    for path in asked.note:
        try:
            notes.append((path, *read_note(path, asked.key)))
        except (ValueError, OSError) as fault:
            failed.append(f"note {path}: {fault}")
    check, covered = Check({note[2] for note in notes}), 0
    with open(asked.export, "rb") as file:
        check.walk(file)
    for path, origin, size, root, at, key in sorted(notes, key=lambda n: n[2]):
        if size > check.tree.size:
            failed.append(f"note {path}: signed over {size} entries, and {check.tree.size} are here: some were cut off")
        elif check.roots.get(size) != root:
            failed.append(f"note {path}: the first {size} entries are not those that were signed")
        else:
            covered = size
            print(f"PROVED: the first {size} entries are what key {key[:12]} signed for {origin} at {at} ({path})")
    failed += check.failed
    print(*(f"FAILED: {line}\n" for line in failed), sep="", end="")
    print(f"{check.tree.size} entries, root {check.tree.root().hex()}")
    print(*(f"NOT PROVED: {line}\n" for line in limits(check, covered)), sep="", end="")
    return 1 if failed else 0 if covered else 3


def limits(check, covered):
    for name, (where, because) in check.erased.items():
        yield f"what stood under {name[:12]} ({where}): it was erased, because: {because}"
    if check.gone:
        yield f"what {check.gone} names, addresses or sayings were: they were erased, each by an entry that says why"
    if not check.bodies:
        yield "what the entries hold: the export was made without it, and only digests are here"
    if check.tree.size > covered:
        yield f"that the last {check.tree.size - covered} entries stand as written: no note given covers them"
    if check.backwards:
        yield f"that the times are right: entry {', '.join(check.backwards)} is earlier than the one before"
    yield f"that nothing was cut off after the first {covered} entries; that whoever wrote an entry wrote the truth"
    yield "that the notes were kept by somebody else than the holder of the key: ask who gave them to you"


if __name__ == "__main__":
    sys.exit(main())

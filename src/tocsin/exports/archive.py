"""A case as one archive: a zip of the acts with their proofs, the words as they stand, and the reports' own bytes.

`manifest.json` names every other part with its size and SHA-256. `record.jsonl` has an act a line: its ledger entry and
the hashes that tie it to the checkpoint; its body lies under `bodies/`. `checkpoint.txt` is the signed note (C2SP) and
`key.txt` the public key that signed it. `words.jsonl` has the words that no act of it brings. The bytes of each report
lie under `reports/`. The same case at the same moment gives the same bytes.
"""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tocsin.codec import canonical, decode, encode, loads, once
from tocsin.model import BadInput, InclusionProof, LedgerEntry, Tlp, digest

FORM, VERSION = "tocsin-case", 1
LARGEST = 256 * 1024 * 1024
"""Bytes that an archive may have, and that all of it may unpack to."""
PARTS = 20_000
_OUTLOOK = 200
_DAY = (1980, 1, 1, 0, 0, 0)
_NAME = re.compile(r"(?:record\.jsonl|words\.jsonl|checkpoint\.txt|key\.txt|(?:bodies|reports)/[0-9a-f]{64})")
_MANIFEST = "manifest.json"
_LINK = 0o120000
_KIND = 0o170000
_NOW = "nothing was imported; ask for it anew, and do not unpack it by other means"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One act as it stands in the record that it is from: its entry, its body, and what ties it to the checkpoint."""

    entry: LedgerEntry
    body: bytes
    path: tuple[str, ...] | None = None

    @property
    def words(self) -> tuple[Any, ...]:
        """The words that the act brought.

        Raises:
            BadInput: the body spells none.
        """
        return tuple(decode(each) for each in json.loads(self.body))


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What one archive holds. `note` is a checkpoint's signed note, and `key` what it is signed by; "" without one.

    `outlook` is how far the incident has got, in that office's words; "" where not all of it is handed over.
    """

    office: str
    incident: str
    made: datetime
    clearance: Tlp
    acts: tuple[Recorded, ...] = ()
    words: tuple[Any, ...] = ()
    reports: Mapping[str, bytes] = field(default_factory=dict)
    note: str = ""
    key: str = ""
    outlook: str = ""


def pack(archive: Archive) -> bytes:
    """The archive as a zip."""
    parts = {f"bodies/{act.entry.body}": act.body for act in archive.acts}
    parts |= {f"reports/{name}": content for name, content in archive.reports.items()}
    parts["record.jsonl"] = _lines([_spelled(act) for act in archive.acts])
    parts["words.jsonl"] = _lines([encode(word) for word in archive.words])
    if archive.note:
        parts |= {"checkpoint.txt": archive.note.encode(), "key.txt": archive.key.encode()}
    named = {name: {"sha256": digest(content), "size": len(content)} for name, content in sorted(parts.items())}
    manifest = {
        "form": FORM, "version": VERSION, "office": archive.office, "incident": archive.incident,
        "made": archive.made.isoformat(), "clearance": str(archive.clearance), "parts": named,
        **({"outlook": archive.outlook} if archive.outlook else {}),
    }  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in ((_MANIFEST, canonical(manifest).encode()), *sorted(parts.items())):
            file.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _spelled(act: Recorded) -> dict[str, Any]:
    return {"entry": encode(act.entry), "path": None if act.path is None else list(act.path)}


def _lines(rows: list[dict[str, Any]]) -> bytes:
    return "".join(f"{canonical(row)}\n" for row in rows).encode()


def unpack(data: bytes, *, name: str) -> Archive:
    """What an archive holds, where every part is what its manifest says; nothing is written anywhere.

    Whether the acts are under the checkpoint, and whose key signed that, is for the caller to see.

    Raises:
        BadInput: it is no such archive, is of another version, or a part is missing, too many, damaged, locked, larger
            than it says, linked, called otherwise, or does not spell what it should.
    """
    if len(data) > LARGEST:
        raise _bad(name, f"it has {len(data) // 2**20} MiB, and {LARGEST // 2**20} MiB are read at most")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return _made(name, *_parts(file, name=name))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise _bad(name, f"this is no zip, or a damaged one ({error})") from error


def _parts(file: zipfile.ZipFile, *, name: str) -> tuple[Mapping[str, Any], dict[str, bytes]]:
    members = _members(file, name=name)
    if _MANIFEST not in members:
        raise _bad(name, "it has no manifest.json: it is no case of a Tocsin")
    manifest = _manifest(_content(file, members.pop(_MANIFEST), most=LARGEST, name=name), name=name)
    said = manifest["parts"]
    for missing in sorted(said.keys() - members.keys()):
        raise _bad(name, f"{missing} is missing: the archive was cut short, or somebody took it out")
    for further in sorted(members.keys() - said.keys()):
        raise _bad(name, f"{_shown(further)} is not in its manifest: somebody put it in")
    if sum(part["size"] for part in said.values()) > LARGEST:
        raise _bad(name, f"it unpacks to over {LARGEST // 2**20} MiB")
    parts = {}
    for part, member in members.items():
        content = _content(file, member, most=said[part]["size"], name=name)
        if len(content) != said[part]["size"] or digest(content) != said[part]["sha256"]:
            raise _bad(name, f"{part} is not what the manifest says: it was damaged, or changed")
        parts[part] = content
    return manifest, parts


def _members(file: zipfile.ZipFile, *, name: str) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    listed = file.infolist()
    if len(listed) > PARTS:
        raise _bad(name, f"it has {len(listed)} members, and {PARTS} are read at most")
    for member in listed:
        shown = _shown(member.filename)
        if member.filename in found:
            raise _bad(name, f"{shown} stands in it twice")
        if member.filename != _MANIFEST and not _NAME.fullmatch(member.filename):
            raise _bad(name, f"a member is called {shown}, and no case has such a part")
        if (member.external_attr >> 16) & _KIND == _LINK:
            raise _bad(name, f"{shown} is a link")
        if member.flag_bits & 1:
            raise _bad(name, f"{shown} is locked with a password")
        found[member.filename] = member
    return found


def _content(file: zipfile.ZipFile, member: zipfile.ZipInfo, *, most: int, name: str) -> bytes:
    """The bytes of a member: what the zip says of its own sizes is not believed."""
    try:
        with file.open(member) as opened:
            content = opened.read(most + 1)
    except Exception as error:
        raise _bad(name, f"{_shown(member.filename)} is damaged ({type(error).__name__})") from error
    if len(content) > most:
        raise _bad(name, f"{_shown(member.filename)} is larger than it says")
    return content


def _manifest(content: bytes, *, name: str) -> Mapping[str, Any]:
    found = _json(content, where=f"{name}, {_MANIFEST}")
    if not isinstance(found, dict) or found.get("form") != FORM:
        raise _bad(name, "its manifest is none of a Tocsin case")
    if found.get("version") != VERSION:
        now = "import it with the version of Tocsin that knows it; nothing was imported"
        what = f"it is of version {_shown(str(found.get('version')))}, and {VERSION} is read"
        raise BadInput(where=name, what=what, now=now)
    parts = found.get("parts")
    sound = isinstance(parts, dict) and all(_is_part(part, said) for part, said in parts.items())
    if not sound or not all(isinstance(found.get(key), str) for key in ("office", "incident", "made", "clearance")):
        raise _bad(name, "its manifest lacks something, or says something twice")
    return found


def _is_part(part: str, said: Any) -> bool:
    size = said.get("size") if isinstance(said, dict) else None
    return _NAME.fullmatch(part) is not None and type(size) is int and size >= 0 and isinstance(said.get("sha256"), str)


def _made(name: str, manifest: Mapping[str, Any], parts: Mapping[str, bytes]) -> Archive:
    try:
        made, clearance = _moment(manifest["made"]), Tlp(manifest["clearance"])
        rows = [_json(line, where=f"{name}, record.jsonl") for line in _rows(parts.get("record.jsonl", b""))]
        acts = tuple(_act(row, parts) for row in rows)
        words = tuple(loads(line.decode()) for line in _rows(parts.get("words.jsonl", b"")))
        note, key = parts.get("checkpoint.txt", b"").decode(), parts.get("key.txt", b"").decode()
    except BadInput as error:
        raise _bad(name, error.what) from error
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise _bad(name, f"a part of it spells nothing that is known: {error}") from error
    brought = {part.removeprefix("reports/"): c for part, c in parts.items() if part.startswith("reports/")}
    for report, content in brought.items():
        if digest(content) != report:
            raise _bad(name, f"reports/{report[:12]}… is not the report of that name")
    return Archive(
        office=manifest["office"], incident=manifest["incident"], made=made, clearance=clearance, acts=acts,
        words=words, reports=brought, note=note, key=key, outlook=str(manifest.get("outlook", ""))[:_OUTLOOK],
    )  # fmt: skip


def _rows(content: bytes) -> list[bytes]:
    """The lines of a part: a text in one may hold what elsewhere ends a line (U+2028)."""
    return [line for line in content.split(b"\n") if line]


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("the time when it was made has no zone")
    return found


def _act(row: Any, parts: Mapping[str, bytes]) -> Recorded:
    entry = decode(row["entry"])
    if not isinstance(entry, LedgerEntry):
        raise TypeError("a line of the record is no entry")
    body = parts[f"bodies/{entry.body}"]
    if digest(body) != entry.body:
        raise ValueError(f"the body of entry {entry.sequence} is not the one that was recorded")
    found = Recorded(entry=entry, body=body, path=None if row["path"] is None else tuple(map(str, row["path"])))
    _ = found.words  # whatever cannot be read is refused here, what is nested too deep among it
    return found


def proof_of(act: Recorded, *, size: int) -> InclusionProof | None:
    """What should tie an act to a record of so many entries."""
    return None if act.path is None else InclusionProof(index=act.entry.sequence, size=size, path=act.path)


def _json(content: bytes, *, where: str) -> Any:
    try:
        return json.loads(content, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise _bad(where, f"this is not JSON ({error})") from error


def _shown(member: str) -> str:
    """The name of a member as it may be printed."""
    return ascii(member[:60])


def _bad(where: str, what: str) -> BadInput:
    return BadInput(where=where, what=what, now=_NOW)

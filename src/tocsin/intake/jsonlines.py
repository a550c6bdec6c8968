"""JSON lines: one object a line, each its own report."""

import json
import re
import unicodedata
from typing import Any

from tocsin.intake.dates import stated
from tocsin.intake.opener import Found, Further
from tocsin.intake.pieces import lines
from tocsin.intake.plain import remarks, tidy, whole, wide
from tocsin.intake.sniff import JSON, is_object
from tocsin.model import Refused, Source

_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]+)?")


def open_jsonlines(data: bytes, *, name: str, further: Further) -> tuple[Found | Refused, ...]:
    """A report for each line: "text" or "body", and beside it "title", "source", "published", "language".

    A report's raw bytes are its line's, without the line end (in UTF-8, where the file is in UTF-16 or 32).
    Its original is the value of "text" or "body",
    which its pieces name as their part. A file that is one object over several lines is one report.
    """
    del further
    encoding = wide(data)
    if encoding and encoding != "utf-8":
        data = data.decode(encoding, "replace").encode("utf-8", "replace")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if is_object(data.decode("utf-8", "replace")):
        return (_line(data, where=name, firm=False),)
    rows = data.split(b"\n")
    return tuple(
        _line(row.rstrip(b"\r"), where=f"{name}, line {number}", firm=True)
        for number, row in enumerate(rows, start=1)
        if row.strip()
    ) or (Refused(where=name, what="it is empty", now="see where it came from"),)


def _line(row: bytes, *, where: str, firm: bool) -> Found | Refused:
    try:
        told = json.loads(row.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Refused(where=where, what=f"this is no UTF-8 (byte {error.start + 1})", now="mend the line")
    except (ValueError, RecursionError) as error:
        said = (
            str(error)[:120]
            if isinstance(error, json.JSONDecodeError)
            else "it is nested too deep, or a number too long"
        )
        return Refused(where=where, what=f"this is not JSON: {said}", now="mend the line; the others were read")
    if not isinstance(told, dict):
        return Refused(where=where, what="this is JSON but no object", now='write {"text": "..."}')
    key = next((k for k in ("text", "body") if isinstance(told.get(k), str)), None)
    if key is None:
        return Refused(where=where, what='it has no "text" or "body" that is a string', now='write {"text": "..."}')
    return _found(told, key, row=row, where=where, firm=firm)


def _found(told: dict[str, Any], key: str, *, row: bytes, where: str, firm: bool) -> Found:
    text, pieces = lines(whole(told[key]), part=key)
    published = stated(str(told["published"])) if told.get("published") else None
    said = list(remarks(text))
    if told.get("published") and published is None:
        said.append('"published" is no ISO 8601 date and was left out')
    beside = {"TLP" if k == "marking" else k: v for k, v in told.items() if k != key}
    language = told.get("language")
    known = isinstance(language, str) and _LANGUAGE.fullmatch(language)
    return Found(
        raw=row, media_type=JSON, text=text, pieces=pieces, name=where, encoding="utf-8",
        title=tidy(whole(told["title"])) if isinstance(told.get("title"), str) else "",
        source=_source(told.get("source")), published=published, language=language[:2] if language and known else None,
        firm=firm, remarks=tuple(said), beside=json.dumps(beside, ensure_ascii=False, indent=0),
    )  # fmt: skip


def _source(value: Any) -> Source | None:
    """A source by its name, or by an object {"id", "name", "kind", "family"}."""
    row = value if isinstance(value, dict) else {"name": value}
    told = {k: tidy(whole(v)) for k, v in row.items() if isinstance(v, str)}
    name = told.get("name") or told.get("id")
    if not name:
        return None
    return Source(
        id=told.get("id") or slug(name), name=name, kind=told.get("kind", "unknown"), family=told.get("family", "")
    )


def slug(name: str) -> str:
    """A name as an id: letters and digits in lower case, joined by hyphens."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"\W+", "-", plain).strip("-") or "unknown"

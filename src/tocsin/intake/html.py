"""HTML: the main text as a reader of the page would see it, by trafilatura, mapped back to the page's source."""

import json
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree
from lxml import html as markup
from trafilatura import bare_extraction

from tocsin.intake.align import aligned
from tocsin.intake.dates import stated
from tocsin.intake.jsonlines import slug
from tocsin.intake.opener import Found, Further
from tocsin.intake.plain import decode, remarks, tidy
from tocsin.model import Refused, Source, When

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

LARGEST = 8 * 1024 * 1024
"""Bytes of one page; a tree of it takes some twenty times as many."""
DATES = {"original_date": True, "extensive_search": False, "min_date": "1990-01-01", "max_date": "2100-01-01"}
"""The first publication, from what the page states; no clock decides which dates are likely."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_NOT_SHOWN = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "math",
    "select",
    "textarea",
    "title",
)
_UNSEEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden)|(?:font-size|opacity)\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE
)
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
        "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "dc.date", "dc.date.issued", "dcterms.issued", "parsely-pub-date", "sailthru.date",
)  # fmt: skip


def open_html(data: bytes, *, name: str, further: Further) -> tuple[Found | Refused, ...]:
    """One report; its original is the decoded source of the page, tags and entities as they stand."""
    del further
    if len(data) > LARGEST:
        what = f"this page is {len(data) // 2**20} MiB, and {LARGEST // 2**20} MiB are read at most"
        return (Refused(where=name, what=what, now="save the page without its pictures"),)
    declared = _CHARSET.search(data[:4096])
    decoded, encoding = decode(data, declared=declared[1].decode("ascii") if declared else None)
    return (page(decoded, raw=data, name=name, encoding=encoding),)


def page(decoded: str, *, raw: bytes, name: str, encoding: str) -> Found | Refused:
    """The report in the source of a page."""
    tree, fault = _tree(decoded)
    if tree is None:
        return Refused(where=name, what=fault, now="hand in its text instead")
    published = _published(tree)
    metas = [m.get("content") or "" for m in tree.iter("meta")]
    _prune(tree)
    beside = "\n".join((tree.findtext("head/title") or "", *metas, *_blocks(tree)))
    told: Any = bare_extraction(
        deepcopy(tree), include_comments=False, with_metadata=True,
        date_extraction_params=DATES,
    )  # fmt: skip
    text = _text((told.text if told else "") or "") or _text("\n".join(_blocks(tree)))
    sitename = tidy(told.sitename or "") if told else ""
    return Found(
        raw=raw, media_type="text/html", text=text, pieces=aligned(text, decoded), name=name, encoding=encoding,
        title=tidy(told.title or "") if told else "",
        source=Source(id=slug(sitename), name=sitename, kind="web") if sitename else None,
        published=published or (stated(told.date) if told and told.date else None),
        remarks=remarks(text), beside=beside,
    )  # fmt: skip


def _tree(decoded: str) -> tuple[Any, str]:
    """The page as a tree; or None, and why there is none. A tree that had to be cut short is none."""
    source = decoded.removeprefix("\ufeff").replace("\0", " ").encode("utf-8", "replace")
    parser = markup.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
    try:
        tree = markup.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, "this HTML holds no element"
    if any(fault.type_name == "ERR_RESOURCE_LIMIT" for fault in parser.error_log):
        return None, "this HTML is nested too deep, and would be cut short"
    return tree, ""


def _prune(tree: Any) -> None:
    """Take out what a reader of the page would not see."""
    for element in list(tree.iter(*_NOT_SHOWN)):
        if element.tag != "title" or element.getparent().tag != "head":
            _drop(element)
    for element in list(tree.iter(etree.Element)):
        hidden = element.get("hidden") is not None or element.get("aria-hidden", "").strip().lower() == "true"
        if hidden or _UNSEEN.search(element.get("style", "")):
            _drop(element)


def _drop(element: Any) -> None:
    if element.getparent() is not None and element.tag != "body":
        element.drop_tree()


def _text(text: str) -> str:
    """Blocks apart by a blank line, so that none runs on into the next."""
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())


def _blocks(tree: Any) -> Iterator[str]:
    """The shown text, block by block: for pages in which no main text is found."""
    line: list[str] = []
    body = tree.find("body")
    for event, element in etree.iterwalk(tree if body is None else body, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield " ".join("".join(line).split())
            line = []
        line.append((element.text if event == "start" else element.tail) or "")
    yield " ".join("".join(line).split())


def _published(tree: Any) -> When | None:
    """The publication as the page's metadata state it: JSON-LD, meta elements, a time element marked so."""
    values = [*_linked_data(tree)]
    metas = {
        (m.get("property") or m.get("name") or m.get("itemprop") or "").lower(): m.get("content") or ""
        for m in reversed(list(tree.iter("meta")))
    }
    values += [metas[key] for key in _PUBLISHED if key in metas]
    values += [
        t.get("datetime") or ""
        for t in tree.iter("time")
        if t.get("pubdate") is not None or t.get("itemprop") == "datePublished"
    ]
    return next((when for when in map(stated, values) if when), None)


def _linked_data(tree: Any) -> Iterator[str]:
    for script in tree.iter("script"):
        if script.get("type", "").lower() != "application/ld+json":
            continue
        try:
            told = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        rows = told if isinstance(told, list) else [told]
        graph = [g for r in rows if isinstance(r, dict) and isinstance(r.get("@graph"), list) for g in r["@graph"]]
        for row in (*rows, *graph):
            if isinstance(row, dict) and isinstance(row.get("datePublished"), str):
                yield row["datePublished"]

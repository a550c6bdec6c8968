"""The dossier as one page: whole, sealed off from the world, and obeying nothing that it quotes."""

import re
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from tests.desk.moscow import ATTACK, NAMED, OFFICE, PLAN, moscow
from tests.desk.moscow_said import AT, BIDI, HOSTILE
from tocsin.casebook.memory import Memory
from tocsin.cli.page import page
from tocsin.desk.dossier import Dossier, dossier
from tocsin.desk.office import Office

VOID = {"meta", "br", "hr", "img", "input", "link"}
TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "aside", "p", "div", "header", "h1", "h2", "h3", "h4",
    "span",
    "bdi", "b", "ul", "ol", "li", "nav", "main", "section", "article", "dl", "dt", "dd", "details", "summary", "table",
    "caption", "thead", "tbody", "tr", "th", "td", "code", "mark", "blockquote",
}  # fmt: skip
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass
class Element:
    """A tag with its attributes and all the text that it holds."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Tree(HTMLParser):
    """A page as a browser would take it apart, in order; marks may be asked for by their id."""

    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Characters that are written as references are read as what they stand for."""
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        element = Element(tag=tag, attributes={name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """A tag closes; each closes what was opened last."""
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Text lies in every element that is open."""
        for element in self.open:
            element.text += data

    def by_id(self, id_: str) -> Element:
        """The element that bears an id."""
        return next(e for e in self.elements if e.attributes.get("id") == id_)

    def of_class(self, name: str) -> list[Element]:
        """The elements of a class."""
        return [e for e in self.elements if name in e.attributes.get("class", "").split()]


def parsed(text: str) -> Tree:
    tree = Tree()
    tree.feed(text)
    tree.close()
    assert tree.open == [], "every tag that opens is closed"
    return tree


@cache
def shown(scope: str = "") -> Dossier:
    if scope == "empty":
        return dossier(Memory(), office=Office(), at=AT)
    return dossier(moscow(), office=OFFICE, at=AT, incident=scope or None)


@cache
def text(scope: str = "") -> str:
    return page(shown(scope))


SCOPES = ["", PLAN.id, ATTACK.id, NAMED.id, "empty"]


@pytest.mark.parametrize("scope", SCOPES)
def test_every_link_leads_to_a_place_on_the_page_and_every_place_is_one(scope: str) -> None:
    tree = parsed(text(scope))
    ids = Counter(e.attributes["id"] for e in tree.elements if "id" in e.attributes)
    assert [id_ for id_, count in ids.items() if count > 1] == []
    links = [e.attributes["href"] for e in tree.elements if "href" in e.attributes]
    assert links
    assert [link for link in links if link[0] != "#" or link[1:] not in ids] == []
    named = [e.attributes["aria-labelledby"] for e in tree.elements if "aria-labelledby" in e.attributes]
    assert [id_ for id_ in named if id_ not in ids] == []


@pytest.mark.parametrize("scope", SCOPES)
def test_the_page_holds_no_script_and_fetches_nothing(scope: str) -> None:
    tree = parsed(text(scope))
    assert {e.tag for e in tree.elements} <= TAGS
    attributes = {name for e in tree.elements for name in e.attributes}
    assert not {name for name in attributes if name.startswith("on") or name in {"src", "srcset", "style", "action"}}
    style = next(e.text for e in tree.elements if e.tag == "style")
    assert not re.search(r"url\(|@import|expression|http", style)


def test_the_page_forbids_itself_everything_but_its_own_style() -> None:
    tree = parsed(text())
    policy = next(e for e in tree.elements if e.attributes.get("http-equiv") == "Content-Security-Policy")
    style = next(e.text for e in tree.elements if e.tag == "style")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_what_a_hostile_report_writes_is_seen_and_not_obeyed() -> None:
    assert not ACTS.search(text())
    tree = parsed(text())
    report = next(e for e in tree.elements if e.attributes.get("id", "").startswith("r") and "Bulletin" in e.text)
    assert "<script>alert('x')</script><img src=//evil.example/x onerror=alert(1)>" in report.text
    assert "‹U+001B›[31mred‹U+001B›]0;title‹U+0007›" in report.text
    assert "us‹U+0000›er‹U+202E›gpj.exe‹U+2066› ‹U+200B›‹U+2028›end" in report.text
    assert ACTS.search(HOSTILE)
    assert ACTS.search(BIDI)


def test_a_hostile_office_or_incident_closes_no_element() -> None:
    bad = Office(name='"></h1></main><script>1</script>')
    tree = parsed(page(dossier(moscow(), office=bad, at=AT)))
    assert {e.tag for e in tree.elements} <= TAGS
    heading = next(e for e in tree.elements if e.tag == "h1")
    assert '"></h1></main><script>1</script>' in heading.text


def test_what_was_not_understood_stands_in_its_report_with_its_reason() -> None:
    lost = [e.text for e in parsed(text()).of_class("lost")]
    assert "Вторая фраза. [not read: language; Russian]" in lost
    assert any("[not read: refused; the polarity contradicts the passage; proposed: “claimed”]" in t for t in lost)
    assert any("[not read: damaged; characters could not be decoded]" in t for t in lost)


def test_every_statement_is_marked_where_its_report_says_it() -> None:
    tree = parsed(text())
    for card in shown().cards:
        if not card.suggestion:
            marked = tree.by_id(f"m{card.number}").text
            assert marked.endswith(f"{card.kind} {card.number}")
            assert any(e.attributes["href"] == f"#m{card.number}" for e in tree.elements if "href" in e.attributes)


def test_a_mark_holds_the_words_of_its_statement() -> None:
    tree = parsed(text())
    attack = next(c for c in shown().cards if c.quote.startswith("Gunmen killed at least 40 people at Crocus"))
    toll = next(c for c in shown().cards if c.quote == "killed at least 40 people")
    inner = tree.by_id(f"m{toll.number}").text
    outer = tree.by_id(f"m{attack.number}").text
    assert inner == f"killed at least 40 peopletoll {toll.number}"
    assert inner in outer


def test_what_is_said_not_to_be_so_says_negated_on_its_card_and_at_its_mark() -> None:
    tree = parsed(text())
    for card in shown().cards:
        heading = tree.by_id(f"s{card.number}-h").text
        assert ("NEGATED" in heading) is card.negative
    one = next(c for c in shown().cards if c.negative and not c.suggestion)
    assert tree.by_id(f"m{one.number}").text.endswith(f"NEGATED {one.kind} {one.number}")


def test_what_must_be_known_first_stands_first() -> None:
    tree = parsed(text())
    sections = [e.attributes["id"] for e in tree.elements if e.tag == "section"]
    assert sections[:3] == ["glance", "decide", "incidents"]
    assert tree.by_id("glance").text.index(PLAN.title) < tree.by_id("glance").text.index(ATTACK.title)
    contents = next(e for e in tree.elements if e.tag == "nav")
    assert all(word in contents.text for word in ("At a glance", "To decide now", "Time line", "The record"))


def test_each_report_is_read_aloud_in_its_own_language() -> None:
    texts = parsed(text()).of_class("text")
    languages = {e.attributes.get("lang") for e in texts}
    assert languages == {"en", "ru"}
    assert next(e for e in texts if e.attributes["lang"] == "ru").text.startswith("Заголовок")


def test_the_marking_stands_on_every_sheet_of_paper() -> None:
    style = next(e.text for e in parsed(text()).elements if e.tag == "style")
    assert '@top-right { content: "EXERCISE. TLP:AMBER"' in style
    plain = next(e.text for e in parsed(text("empty")).elements if e.tag == "style")
    assert '@top-right { content: "TLP:CLEAR"' in plain


def test_an_empty_casebook_says_that_there_is_nothing() -> None:
    tree = parsed(text("empty"))
    assert "Nothing waits for a decision." in tree.by_id("decide").text
    assert "No report." in tree.by_id("reports").text


def test_the_same_casebook_gives_the_same_page() -> None:
    assert page(dossier(moscow(), office=OFFICE, at=AT)) == text()

"""What is said not to be so, said so before it is quoted: the words alone may hold no "not"."""

import re

from tocsin.model import Kind, Statement

NOT_SO = "said NOT to be so"
_NOT = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|false|untrue|baseless|unfounded|hoax"
    r"|den(?:y|ies|ied|ying|ial|ials)|dismiss\w*|reject\w*|refut\w*|rebut\w*|disown\w*|disavow\w*|disput\w*"
    r"|rul(?:e|es|ed|ing) out|doubt\w*|unaware|fail(?:s|ed)? to|refus\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
"""The words by which a quotation itself says that something is not so."""


def kind(statement: Statement) -> str:
    """The kind, with that it is said not to be so; a denial says that by its name."""
    loud = statement.negative and statement.kind is not Kind.DENIAL
    return f"NEGATED {statement.kind}" if loud else str(statement.kind)


def words_of(statement: Statement) -> str:
    """The words that hold a statement; of what is said not to be so those that hold the "not", or all that there are.

    These are the content, what lies from the word that denies to its end, or the whole sentence.
    """
    held = quote(statement)
    if not statement.negative or _NOT.search(held):
        return held
    cut = _from_cue(statement)
    if cut and (statement.kind is Kind.DENIAL or _NOT.search(cut)):
        return cut
    whole = " ".join(statement.passage.quote.split())
    return whole if _NOT.search(whole) else held


def quote(statement: Statement) -> str:
    """The words that hold a statement, on one line."""
    return " … ".join(" ".join(span.quote.split()) for span in statement.content) or statement.passage.quote


def quoted(statement: Statement) -> str:
    """Its words between quotation marks, where its kind does not stand beside them."""
    words = words_of(statement)
    if not statement.negative:
        return f"“{words}”"
    return f"{'NEGATED' if _NOT.search(words) else NOT_SO}: “{words}”"


def _from_cue(statement: Statement) -> str:
    """What lies from the cue to the end of the content, where the cue stands before it in the sentence."""
    if statement.cue is None or not statement.content:
        return ""
    first, last, passage = statement.content[0], statement.content[-1], statement.passage
    if not (passage.start <= statement.cue.start < first.start and last.end <= passage.end):
        return ""
    return " ".join(passage.quote[statement.cue.start - passage.start : last.end - passage.start].split())

"""The words for people: what may be counted as people, and what names one person or several."""

import re
from functools import lru_cache

from tocsin.reading import lists

PEOPLE = lists.either("people", "people")
_AGENTS = r"\w{2,}(?:ers|ors|ists|eers|ants|ees|ians|smen|men|women|folk|ites)"
_THINGS = lists.either("people", "things")
NOUN = re.compile(rf"(?:(?P<people>(?i:{PEOPLE}))|(?P<agents>(?!(?:{_THINGS})\b){_AGENTS}))\b(?!['’]s?\b)")
_ONE_PERSON = re.compile(rf"(?i)\b(?:{lists.either('people', 'one')})s?\b")


def names_one(words: str) -> bool:
    """Whether words name one person by what they are, and no number of them ("a girl of")."""
    return (found := _ONE_PERSON.search(words)) is not None and not found[0].lower().endswith(("s", "people"))


@lru_cache(maxsize=4096)
def names_people(words: str) -> bool:
    """Whether words name a person or people by what they are ("a nun", "eleven wedding guests")."""
    return bool(_ONE_PERSON.search(words) or _WHOLE_NOUN.search(words))


_WHOLE_NOUN = re.compile(rf"\b{NOUN.pattern}")

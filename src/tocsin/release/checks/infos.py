"""What an alert asks for, how bad and how sure it is, and in which languages."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from tocsin.release.checks.lint import Element, Found, Lint, Seen, infos, lint, text, texts

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-(?:[A-Za-z\d]{5,8}|\d[A-Za-z\d]{3}))*")
_TOLD = ("event", "headline", "description", "instruction")
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]")
_AWAY = {"Shelter", "Evacuate", "Prepare", "Execute", "Avoid"}
_QUIET = {"AllClear", "None"}
_SURE = ("urgency", "severity", "certainty")
_LETTERS, _WORDS, _HITS = 12, 12, 4
_FOREIGN = 0.5

_SCRIPTS: Mapping[str, str] = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "kk", "ky", "tg", "mn"), "CYRILLIC"),
    **dict.fromkeys(("ar", "fa", "ps", "ur", "ckb", "sd", "ug"), "ARABIC"),
    **dict.fromkeys(("he", "yi"), "HEBREW"), **dict.fromkeys(("hi", "mr", "ne"), "DEVANAGARI"),
    **dict.fromkeys(("am", "ti"), "ETHIOPIC"),
    "el": "GREEK", "hy": "ARMENIAN", "ka": "GEORGIAN", "bn": "BENGALI", "ta": "TAMIL", "te": "TELUGU", "th": "THAI",
    "my": "MYANMAR", "km": "KHMER", "lo": "LAO", "si": "SINHALA", "ko": "HANGUL", "zh": "CJK", "ja": "CJK",
    **dict.fromkeys(
        ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "da", "no", "nb", "nn", "fi", "tr", "ro", "cs", "sk",
         "hu", "lt", "lv", "et", "sl", "hr", "sq", "id", "ms", "vi", "so", "sw", "ha", "yo", "az"), "LATIN"),
}  # fmt: skip
"""The script in which a language is written; one that is written in several is left out."""
_JAPANESE = ("HIRAGANA", "KATAKANA")

_COMMON: Mapping[str, frozenset[str]] = {
    "en": frozenset("the and of to is are that not you from for with in on at be it have has".split()),
    "fr": frozenset("le la les des du et est sont que pas vous dans pour avec une sur au aux ne".split()),
    "de": frozenset("der die das und ist sind nicht sie ein eine für mit auf von zu den dem des bitte".split()),
    "es": frozenset("el los las y es son que no del para con una por su en se al lugares".split()),
    "it": frozenset("il lo gli e è sono che non della per con una di dal alla nei dei si".split()),
    "pt": frozenset("o os as e é são que não da do para com uma em por ao dos das no na".split()),
    "nl": frozenset("de het een en is zijn niet van voor met op dat u in bij aan te".split()),
    "pl": frozenset("i jest są nie się na do z w że dla od po przez proszę oraz".split()),
    "tr": frozenset("ve bir bu için ile değil olan da de ne kadar var veya çok".split()),
}
"""Words that no text of some length in a language lacks, for telling languages of one script apart."""


@lint("CAP 1.2, 3.2.2 language")
def one_info_a_language(seen: Seen) -> Found:
    """There is one info for each language: a reader shows the first that it finds."""
    counted = Counter(language_of(info).casefold() for _, info in infos(seen))
    for language, count in counted.items():
        if count > 1:
            yield "info", f"{count} of them are in {language!r}"


@lint("CAP 1.2, 3.2.2 language (en-US where none is given); wmo-raf/cap-composer issue 138")
def language_declared(seen: Seen) -> Found:
    """Every info says in which language it is: what says nothing is taken for American English."""
    for where, info in infos(seen):
        if not text(info, "language").strip():
            yield f"{where}, language", "none is declared"


@lint("CAP 1.2, 3.2.2 language; RFC 5646 (once RFC 3066)", must=True)
def language_tag(seen: Seen) -> Found:
    """A language is named by its tag: "en", "pt-BR", "sr-Latn"."""
    for where, info in infos(seen):
        tag = text(info, "language").strip()
        if tag and not _TAG.fullmatch(tag):
            yield f"{where}, language", f"{tag!r} is no language tag"


@lint("wmo-raf/cap-composer issue 138")
def language_used(seen: Seen) -> Found:
    """The language that is declared is the one that is used; quotations may be in another."""
    for where, info in infos(seen):
        language = language_of(info).casefold().partition("-")[0]
        for name in _TOLD:
            said = _QUOTED.sub(" ", text(info, name))
            other = _other_script(said, language) or _other_words(said, language)
            if other:
                yield f"{where}, {name}", f"{language!r} is declared, and it is {other}"


def _other_script(said: str, language: str) -> str:
    expected = _SCRIPTS.get(language)
    letters = [c for c in said if c.isalpha()]
    if expected is None or len(letters) < _LETTERS:
        return ""
    counted = Counter(_script(c) for c in letters)
    if language == "ja":
        counted["CJK"] += sum(counted.pop(name, 0) for name in _JAPANESE)
    script, count = counted.most_common(1)[0]
    if script != expected and count > _FOREIGN * len(letters):
        return f"written in {script.title()} letters"
    return ""


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").partition(" ")[0]


def _other_words(said: str, language: str) -> str:
    words = re.findall(r"[^\W\d_]+", said.casefold())
    if language not in _COMMON or len(words) < _WORDS:
        return ""
    counted = {code: sum(word in common for word in words) for code, common in _COMMON.items()}
    best = max(counted, key=lambda code: counted[code])
    return f"rather {best!r}" if counted[best] >= _HITS and counted[language] == 0 else ""


@lint("CAP 1.2, 3.2.2 category and eventCode: the same in every language")
def same_codes(seen: Seen) -> Found:
    """What a machine reads is the same in every language."""
    for name in ("category", "responseType", "urgency", "severity", "certainty"):
        if len({tuple(sorted(texts(info, name))) for _, info in infos(seen)}) > 1:
            yield f"info, {name}", "one language says something else than the other"
    for name in ("eventCode", "parameter"):
        if len({tuple(sorted(_pairs(info, name))) for _, info in infos(seen)}) > 1:
            yield f"info, {name}", "one language says something else than the other"


@lint("wmo-raf/cap-composer issue 138; the same place is alerted in every language")
def same_areas(seen: Seen) -> Found:
    """Every language alerts the same area."""
    found = {
        frozenset(" ".join(shape.split()) for a in info.iterfind("{*}area")
                  for name in ("polygon", "circle") for shape in texts(a, name))
        for _, info in infos(seen)
    }  # fmt: skip
    if len(found) > 1:
        yield "info, area", "one language draws another area than the other"


@lint("CAP 1.2, 3.2.2 responseType: Assess should not be used in public warnings")
def no_assess(seen: Seen) -> Found:
    """The public is told what to do, and not to judge for itself."""
    for where, info in infos(seen):
        if "Assess" in texts(info, "responseType") and text(seen.root, "scope") != "Private":
            yield f"{where}, responseType", "Assess is not for the public"


@lint("CAP 1.2, 3.2.2 responseType")
def response_contradicts(seen: Seen) -> Found:
    """Nobody is told at once to act and that there is nothing to do."""
    for where, info in infos(seen):
        found = set(texts(info, "responseType"))
        if found & _QUIET and found - _QUIET:
            quiet, other = min(found & _QUIET), min(found - _QUIET)
            yield f"{where}, responseType", f"{quiet} stands beside {other}"


@lint("CAP 1.2, 3.2.2 responseType; readers show the last message alone")
def cancel_calls_nobody(seen: Seen) -> Found:
    """What takes an alert back asks nobody to act on it."""
    if text(seen.root, "msgType") != "Cancel":
        return
    for where, info in infos(seen):
        for response in texts(info, "responseType"):
            if response in _AWAY:
                yield f"{where}, responseType", f"a cancellation asks people to {response.lower()}"


@lint("CAP 1.2, 3.2.2 responseType: All clear")
def no_clear_alarm(seen: Seen) -> Found:
    """An all-clear ends an alert: it is not itself a first one."""
    if text(seen.root, "msgType") != "Alert":
        return
    for where, info in infos(seen):
        if "AllClear" in texts(info, "responseType"):
            yield f"{where}, responseType", "a first alert says that all is clear"


@lint("CAP 1.2, 3.2.2 responseType (each acts as the instruction says)")
def response_explained(seen: Seen) -> Found:
    """Whoever is asked to act is told how."""
    for where, info in infos(seen):
        asked = [r for r in texts(info, "responseType") if r not in (*_QUIET, "Assess")]
        if asked and not text(info, "instruction").strip():
            yield f"{where}, instruction", f"{asked[0]} is asked for, and nothing says how"


@lint("CAP 1.2, 3.2.2 responseType; automatic readers act on the code")
def response_given(seen: Seen) -> Found:
    """An instruction to people has its code for machines."""
    for where, info in infos(seen):
        if text(info, "instruction").strip() and not texts(info, "responseType"):
            yield f"{where}, responseType", "the instruction has no code"


@lint("wmo-raf/cap-composer pull request 65; readers sort by them")
def not_all_unknown(seen: Seen) -> Found:
    """An alert says how urgent, how bad or how sure it is: readers leave out what is unknown in all three."""
    for where, info in infos(seen):
        values = {text(info, name) for name in _SURE}
        if text(seen.root, "msgType") in ("Alert", "Update") and values == {"Unknown"}:
            yield where, "urgency, severity and certainty are all Unknown"


@lint("CAP 1.2, 3.2.2 certainty: Observed has occurred or is going on")
def certainty_fits(seen: Seen) -> Found:
    """What has been observed does not lie in the future."""
    for where, info in infos(seen):
        if text(info, "certainty") == "Observed" and text(info, "urgency") == "Future":
            yield f"{where}, certainty", "it was observed, and lies in the future"


@lint("CAP 1.2, 3.2.2 urgency: Past asks for nothing more")
def urgency_fits(seen: Seen) -> Found:
    """What is past asks nobody to act."""
    for where, info in infos(seen):
        asked = sorted(set(texts(info, "responseType")) & _AWAY)
        if text(info, "urgency") == "Past" and asked:
            yield f"{where}, urgency", f"it is past, and asks people to {asked[0].lower()}"


@lint("CAP 1.2, 3.1 (alert without info); Google public alerts")
def info_given(seen: Seen) -> Found:
    """An alert, an update and a cancellation say what they are about."""
    kind = text(seen.root, "msgType")
    if kind in ("Alert", "Update", "Cancel") and not list(infos(seen)):
        yield "info", f"a message of type {kind} says nothing to anybody"


@lint("CAP 1.2, 3.2.2 parameter and eventCode")
def pairs_once(seen: Seen) -> Found:
    """No parameter and no event code stands twice in one info."""
    for where, info in infos(seen):
        for name in ("parameter", "eventCode"):
            found = _pairs(info, name)
            if len(set(found)) < len(found):
                yield f"{where}, {name}", "one of them stands twice"


def language_of(info: Element) -> str:
    """The language of an info; American English where it says none, as CAP has it."""
    return text(info, "language").strip() or "en-US"


def _pairs(info: Element, name: str) -> list[tuple[str, str]]:
    return list(_each(info, name))


def _each(info: Element, name: str) -> Iterator[tuple[str, str]]:
    for pair in info.iterfind(f"{{*}}{name}"):
        yield text(pair, "valueName"), text(pair, "value")


LINTS: tuple[Lint, ...] = (
    one_info_a_language, language_declared, language_tag, language_used, same_codes, same_areas, no_assess,
    response_contradicts, cancel_calls_nobody, no_clear_alarm, response_explained, response_given, not_all_unknown,
    certainty_fits, urgency_fits, info_given, pairs_once,
)  # fmt: skip

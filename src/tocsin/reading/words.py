"""The words of a sentence with a light grammar: articles, prepositions, auxiliaries, and the groups that verbs form."""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from tocsin.reading import verbs

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}(?![A-Za-z])|[A-Z]\.(?=\s[A-Z][\w’'-])|(?:Gen|Col|Lt|Maj|Capt|Sgt|Cpl|Dr|Mr|Mrs|Ms|St|Sen|Rep|Gov|Prof|Rev|Hon|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.(?=\s[A-Z\d])|\d+(?:[.,:/]\d+)*(?:-?[^\W\d_]+(?:[-'’][^\W_]+)*)?"
    r"|[^\W_]+(?:['’.\-&][^\W_]+)*(?:(?<=s)['’](?=\s))?|\.{3}|[“”\"«»‘’']|--|\S"
)

BE = frozenset("am is are was were be been being isn't aren't wasn't weren't".split())
HAVE = frozenset("has have had having hasn't haven't hadn't".split())
DO = frozenset("do does did don't doesn't didn't".split())
MODAL = frozenset(
    "will would can could may might must shall should cannot can't won't wouldn't couldn't shouldn't "
    "mustn't mightn't".split()
)
NEGATORS = frozenset("not never cannot".split())
DETERMINERS = frozenset(
    "the a an this these those his her its their our my your some any no each every both all another such "
    "other many several most few one two three four five six seven eight nine ten eleven twelve no-one".split()
)
POSSESSIVES = frozenset("his her its their our my your whose".split())
PRONOUNS = frozenset(
    "i we you he she it they nobody noone no-one none everyone everybody somebody someone anyone anybody "
    "nothing who which that there".split()
)
OBJECTS = frozenset("him her them us me it you this that these those himself herself itself themselves".split())
PREPOSITIONS = frozenset(
    "of in on at by for with from to into onto over under against near between among across through during "
    "within without about around outside inside behind beyond toward towards upon along via off despite "
    "per amid beside throughout until till since before after as like above below past than regarding "
    "including off".split()
)
RELATIVES = frozenset("who which whose whom".split())
SUBORDINATORS = frozenset(
    "because although though while whereas unless if whether until since after before when where as how "
    "what why once".split()
)
CONJUNCTIONS = frozenset("and but or nor yet so".split())
ADVERBS = frozenset(
    "not each never also since now still yet already just ever always even once then soon again long first "
    "later earlier all both only so far almost indeed instead ago twice thrice too often seldom sometimes "
    "rather meanwhile afterwards afterward together alone away outright so-called well however nevertheless "
    "nonetheless moreover therefore furthermore elsewhere".split()
)
_ADJECTIVE = re.compile(r".+(?:al|ible|able|ous|ive|ic|ful|less|ent|ant|ish|ian)$")
_NOUNS = frozenset(
    "agent president student resident patient client parent opponent adolescent correspondent superintendent militant "
    "combatant lieutenant commandant informant merchant servant sergeant assistant detective executive relative "
    "fugitive native politician civilian guardian magician physician hospital capital official general criminal "
    "individual rival journal tribunal cardinal mechanic critic clinic public republic traffic restaurant event "
    "continent accident incident precedent movement".split()
)


def is_adjective(low: str) -> bool:
    """Whether a word has the ending of an adjective, and is no noun of that ending ("statement", "agent")."""
    return _ADJECTIVE.fullmatch(low) is not None and low not in _NOUNS and not low.endswith("ment")


_NOT_LY = frozenset(
    "ally family july italy supply reply apply assembly rally only early fly anomaly anatoly vitaly vasily emily sally "
    "kelly billy molly polly holly beverly kimberly reilly connolly donnelly kennelly".split()
)
"""What ends as adverbs do and is none: nouns, verbs, given names and surnames."""


class Word(NamedTuple):
    """One word or mark of a text: where it stands, and `low`, its lower case with straight apostrophes."""

    start: int
    end: int
    low: str
    capital: bool

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.low[0].isalnum()


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with its auxiliaries: word numbers `first` to `last`, `head` the main verb.

    `finite` may stand alone with a subject; `passive` has been done to the subject; `reduced` is a bare participle
    ("claimed by the group"); `infinitive` follows "to"; `gerund` is a bare -ing.
    """

    first: int
    last: int
    head: int
    lemmas: frozenset[str]
    finite: bool = True
    passive: bool = False
    negated: bool = False
    modal: str = ""
    infinitive: bool = False
    gerund: bool = False
    reduced: bool = False
    perfect: bool = False


def words(text: str, start: int, end: int) -> list[Word]:
    """The words and marks of a stretch of text."""
    return [
        Word(m.start(), m.end(), m[0].lower().replace("’", "'"), m[0][0].isupper())
        for m in _TOKEN.finditer(text, start, end)
    ]


def is_adverb(low: str) -> bool:
    """Whether a word may stand between an auxiliary and its verb."""
    return low in ADVERBS or (low.endswith("ly") and low not in _NOT_LY)


def is_possessive(low: str) -> bool:
    """Whether a word owns the next one ("its", "Moscow's")."""
    return low in POSSESSIVES or low.endswith(("'s", "s'"))


def groups(line: list[Word]) -> list[Group]:
    """The verb groups of a sentence, in order."""
    out: list[Group] = []
    at = 0
    while at < len(line):
        found = _group(line, at)
        if found:
            out.append(found)
            at = found.last + 1
        else:
            at += 1
    return out


def _group(line: list[Word], at: int) -> Group | None:
    low = line[at].low
    if low == "to":
        return _infinitive(line, at)
    if low in BE or low in HAVE or low in DO or (low in MODAL and not _is_month(line, at)):
        return _with_auxiliaries(line, at)
    return None if _is_warning_shot(line, at) else _bare(line, at)


def _is_month(line: list[Word], at: int) -> bool:
    """Whether "May" is the month: with a capital, behind a preposition or a number, or before one."""
    if line[at].low != "may" or not line[at].capital:
        return False
    before = line[at - 1].low if at else ""
    after = line[at + 1].low if at + 1 < len(line) else ""
    stands = before in PREPOSITIONS | DETERMINERS | {"early", "late", "mid"} or before[:1].isdigit()
    return stands or after[:1].isdigit()


def _skip(line: list[Word], at: int) -> tuple[int, bool]:
    """Past adverbs, and whether one of them negates."""
    negated = False
    while at < len(line) and (is_adverb(line[at].low) or line[at].low in NEGATORS or is_over(line, at)):
        over = is_over(line, at)
        negated = negated or over or line[at].low in NEGATORS
        at += 1 + over
    return at, negated


def is_over(line: list[Word], at: int) -> bool:
    """Whether "no longer" begins at a word."""
    return line[at].low == "no" and at + 1 < len(line) and line[at + 1].low == "longer"


def _is_negated(line: list[Word], at: int) -> bool:
    """Whether "not", "never" or "no longer" stands right before a verb."""
    return at > 0 and (line[at - 1].low in NEGATORS or (at > 1 and is_over(line, at - 2)))


def _infinitive(line: list[Word], at: int) -> Group | None:
    head, _ = _skip(line, at + 1)
    if head >= len(line):
        return None
    negated = _is_negated(line, at)
    if line[head].low in {"be", "have"}:
        found = _with_auxiliaries(line, head)
        return replace(found, first=at, finite=False, infinitive=True, negated=negated) if found else None
    form = verbs.table().get(line[head].low)
    if form and form.base:
        return Group(at, head, head, form.lemmas, finite=False, infinitive=True, negated=negated)
    return None


def _with_auxiliaries(line: list[Word], at: int) -> Group:
    first, last = at, at
    negated, passive, perfect, modal = False, False, False, ""
    kind = ""
    while at < len(line):
        low = line[at].low
        kind_here = (
            "be" if low in BE else "have" if low in HAVE else "do" if low in DO else "modal" if low in MODAL else ""
        )
        if not kind_here or (kind and kind_here in {"modal", "do"}):
            break
        negated = negated or low.endswith("n't") or low == "cannot"
        modal = low if kind_here == "modal" else modal
        perfect = perfect or (kind_here == "have")
        kind, last = kind_here, at
        at, no = _skip(line, at + 1)
        negated = negated or no
    form = verbs.table().get(line[at].low) if at < len(line) else None
    low = line[at].low if at < len(line) else ""
    lemma = {"be": "be", "have": "have", "do": "do", "modal": ""}[kind]
    finite = line[first].low not in {"being", "having", "been", "be"}
    made = Group(first, last, last, frozenset({lemma}), finite=finite, negated=negated, modal=modal, perfect=perfect)
    if not low or not low[0].isalpha():
        return made
    if kind == "be":
        if (form and form.participle) or (not form and low.endswith("ed") and len(low) > 4):  # noqa: PLR2004
            return replace(made, last=at, head=at, lemmas=form.lemmas if form else frozenset({low}), passive=True)
        if form and form.gerund:
            return replace(made, last=at, head=at, lemmas=form.lemmas)
        passive = False
    elif kind == "modal" and low == "do":  # "they would do the same"
        return replace(made, last=at, head=at, lemmas=frozenset({"do"}))
    elif (kind == "have" and form and form.participle) or (kind in {"do", "modal"} and form and form.base):
        return replace(made, last=at, head=at, lemmas=form.lemmas)
    return replace(made, passive=passive)


def _bare(line: list[Word], at: int) -> Group | None:
    word = line[at]
    form = verbs.table().get(word.low)
    if form is None:
        return None
    before = line[at - 1] if at else None
    after = line[at + 1] if at + 1 < len(line) else None
    made = Group(at, at, at, form.lemmas, negated=_is_negated(line, at))
    if form.gerund:
        return None if _is_noun_place(before, after) else replace(made, finite=False, gerund=True)
    if form.participle and before and before.low[0].isdigit() and not _is_done_to_others(line, at + 1):
        return replace(made, finite=False, reduced=True, passive=True)
    if form.past or form.participle:
        described = _is_adjective(word, before, after) and not (form.past and before and before.low in PRONOUNS)
        if described or _are_the_hurt(line, at):
            return None
        if form.base and not _acts(before, after, word):
            return _past_alike(made, before, after)
        if not form.past:
            return replace(made, finite=False, reduced=True, passive=True)
        if after and after.low == "by":
            return replace(made, finite=False, reduced=True, passive=True)
        return replace(made, passive=True) if _is_suffered(line, at, form.lemmas) else made
    if form.base or form.third:
        return made if _acts(before, after, word) else None
    return None


def _is_warning_shot(line: list[Word], at: int) -> bool:
    """Whether a word belongs to "warning shots", in which nobody warns and nobody is shot."""
    pair = [w.low for w in line[at : at + 2]] if line[at].low == "warning" else [w.low for w in line[at - 1 : at + 1]]
    return pair in (["warning", "shot"], ["warning", "shots"])


def _is_done_to_others(line: list[Word], at: int) -> bool:
    """Whether an object follows a verb, so that the figure before it ends a name: "Front 33 shot dead two men"."""
    while at < len(line) and line[at].low in {"dead", "and", "wounded", "down"}:
        at += 1
    return at < len(line) and (line[at].low in DETERMINERS or line[at].low[0].isdigit())


_DONE_TO = frozenset(
    "kill wound injure shoot hack stab burn behead abduct kidnap murder execute lynch massacre slaughter hurt".split()
)
_COUNTED = frozenset("one two three four five six seven eight nine ten dozens scores hundreds".split())
_FIGURES = _COUNTED | frozenset(
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
    "seventy eighty ninety dozen hundred thousand thousands".split()
)
_SOME = frozenset("few many most some several".split())
_THEN = frozenset("in near outside inside when during as after amid while".split())


def _is_suffered(line: list[Word], at: int, lemmas: frozenset[str]) -> bool:
    """Whether a bare past is what was done to its subject, since no object follows: "six people shot dead in Jos"."""
    if not lemmas & _DONE_TO or not at:
        return False
    rest = [w.low for w in line[at + 1 : at + 3]]
    if rest[:1] and rest[0] in {"dead", "alive"}:
        rest = [w.low for w in line[at + 2 : at + 4]]
    elif rest == ["to", "death"]:
        rest = [w.low for w in line[at + 3 : at + 5]]
    if line[at - 1].low in PRONOUNS:
        return False
    joined = rest[:1] == ["and"] and (rest[1][:1].isdigit() or rest[1] in _COUNTED)
    return not rest or joined or rest[0] in _THEN or rest[0] in {",", ".", ";", "by"}


def _past_alike(made: Group, before: Word | None, after: Word | None) -> Group | None:
    """Verbs with one form for all ("hit", "set", "put"): a past where a noun stands before and an object after."""
    if (
        not before
        or before.is_mark
        or before.low in DETERMINERS
        or before.low in PREPOSITIONS
        or is_possessive(before.low)
    ):
        return None
    if after and after.low == "by":
        return replace(made, finite=False, reduced=True, passive=True)
    return made if after and not after.is_mark and _takes(after) else None


def _is_noun_place(before: Word | None, after: Word | None) -> bool:
    """Whether an -ing form is a noun here ("the bombing", "two January bombings", "possible planning by")."""
    if before is None or before.low.endswith("ly"):
        return False
    low = before.low
    if low in DETERMINERS or is_possessive(low) or low[0].isdigit():
        return True
    if low in {"earlier", "first", "later", "previous", "recent", "new", "original", "second", "public"}:
        return True
    if after and after.low in {"of", "by", "was", "is", "has", "in", "and", "on", "at", "near"} and not before.is_mark:
        return (
            is_adjective(low)
            or before.capital
            or low in verbs.table()
            or low not in PREPOSITIONS | ADVERBS | CONJUNCTIONS
        )
    return is_adjective(low) and low not in PREPOSITIONS


def _are_the_hurt(line: list[Word], at: int) -> bool:
    """Whether a word is those who were hurt: "the first wounded came on foot"; not "the first wounded nine"."""
    if line[at].low not in {"wounded", "injured"} or at < 2 or line[at - 2].low not in DETERMINERS:  # noqa: PLR2004
        return False
    after = line[at + 1] if at + 1 < len(line) else None
    done = after is not None and (after.low in DETERMINERS or after.low in OBJECTS or is_figure(after.low))
    which = line[at - 1].low in {"first", "last", "other", "walking"} or line[at - 1].low.endswith("ly")
    return which and not done and not (after is not None and after.low in {"by", "in"})


def _is_adjective(word: Word, before: Word | None, after: Word | None) -> bool:
    """Whether a participle describes the noun after it ("a planned attack")."""
    if after is None or after.is_mark:
        return False
    if word.low in {"suspected", "alleged"}:  # "suspected militants attacked", "a leader and one suspected militant"
        if before is None or before.is_mark:
            return True
        if before.low in CONJUNCTIONS | {"one", "all", "both", "more", "other", "another"}:
            return after.low not in PREPOSITIONS | DETERMINERS | PRONOUNS
    if before is None or before.is_mark:
        return False
    if (
        before.low in DETERMINERS - {"this", "that", "one", "all", "both", "no-one"}
        or is_possessive(before.low)
        or before.low in {"of", "in", "for", "with", "from", "to"}
    ):
        return after.low not in PREPOSITIONS and after.low not in DETERMINERS
    return False


def is_figure(low: str) -> bool:
    """Whether a word is a figure, or the first part of one: "12", "nine", "twenty-two"."""
    return low[0].isdigit() or low.split("-", maxsplit=1)[0] in _FIGURES


def _takes(after: Word) -> bool:
    return (
        after.low in DETERMINERS or after.low in OBJECTS or after.low in PRONOUNS or after.capital
        or after.low in PREPOSITIONS
        or after.low[0].isdigit() or is_possessive(after.low) or after.low in {"that", "whether", "how", "more"}
        or is_adverb(after.low) or after.low.endswith("s")
        or after.low in {"out", "up", "down", "back", "fire", "off", "ablaze", "alight"}
    )  # fmt: skip


_BEARERS = frozenset("rebels suspects guards patrols raids police troops forces units witnesses".split())


def _are_doers(before: Word, word: Word, after: Word) -> bool:
    """Whether what might be a verb names those who do what follows: "that rebels abducted", "rebels of the M23"."""
    form = verbs.table().get(after.low)
    done = after.low in BE | HAVE | DO | MODAL | {"of", "loyal"} or (form is not None and form.past)
    return word.low in _BEARERS and done and before.low not in PRONOUNS - RELATIVES - {"that"}


_REPORTING = frozenset("police doctors hospitals medics rescuers officials authorities witnesses residents".split())
_CLAIMABLE = frozenset("responsibility credit attack attacks bombing bombings killing killings blast strike".split())
_EVENT_NOUNS = frozenset(
    "attack attacks strike strikes bomb bombs raid raids plot plots claim claims threat report reports "
    "plan plans shot shots blast blasts fire fires mine mines shell shells ambush ambushes murder murders "
    "assault assaults target targets kill kills tip tips demand demands hit hits force forces state states "
    "post posts charge charges patrol patrols guard guards witness witnesses train trains rocks rock cover "
    "end ends march test tests name names call calls order orders".split()
)


def _acts(before: Word | None, after: Word | None, word: Word) -> bool:
    """Whether a base or -s form is a verb here, by its neighbours."""
    if word.capital and before is not None and before.capital and not before.is_mark:
        return False
    if before is None or after is None:
        return before is not None and word.low in verbs.always()
    counted = before.low in _COUNTED | _SOME and word.low in verbs.always()  # "all six deny it", "few believe"
    if (before.low in DETERMINERS - {"this", "that", "these", "those", "all", "both", "one"} and not counted) or (
        is_possessive(before.low) or _are_doers(before, word, after)
    ):
        return False
    if word.low in verbs.always():
        return True
    if (told := _claims_or_reports(before, after, word)) is not None:
        return told
    if before.low in PREPOSITIONS or before.low in CONJUNCTIONS - {"and"} or before.low[0].isdigit():
        return False
    if before.low in PRONOUNS:
        return True
    if word.low in _EVENT_NOUNS or word.low in verbs.mostly_nouns():
        plural = word.low.endswith("s")
        return not before.is_mark and after.low in DETERMINERS and (plural or before.low.endswith("s"))
    if before.is_mark or is_adjective(before.low):
        return False
    return _takes(after) and (
        word.low.endswith("s") or before.low.endswith(("s", "men", "people", "police")) or before.capital
    )


def _claims_or_reports(before: Word, after: Word, word: Word) -> bool | None:
    """Whether "claims" or "reports" is what somebody does: by who stands before, and what behind."""
    if word.low in {"claim", "claims"} and (before.capital or before.low.endswith("s")) and not before.is_mark:
        counts = after.low in DETERMINERS or after.low in PRONOUNS or after.low[0].isdigit()
        return after.capital or counts or after.low in _CLAIMABLE
    if word.low == "reports" and before.low in {",", "”"}:
        return after.capital or (after.low == "the")  # "..., reports Radio Okapi"
    if word.low in {"report", "reports"} and is_figure(after.low) and not before.is_mark:
        return before.low in _REPORTING or (before.capital and word.low == "reports")  # "ICRC reports six dead"
    return None

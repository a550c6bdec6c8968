"""Whether a passage negates what a statement says: negators, how far each reaches, and what cancels them.

A second opinion, made without the rules that propose statements: it looks at words and clause ends only. The lists
follow MARKING.md and FactBank (Saurí and Pustejovsky 2009); "not only", "no doubt" and "no fewer than" negate nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from tocsin.reading import interposed, nobody, setright, untrue


class Reach(Enum):
    """How far a negator reaches: to the next verb, over its clause, or over what is denied."""

    VERB = auto()
    CLAUSE = auto()
    NOUN = auto()
    COMPLEMENT = auto()


@dataclass(frozen=True, slots=True)
class Negator:
    """One negating word or phrase of a passage; offsets count in the passage."""

    start: int
    end: int
    reach: Reach
    words: str


_NOTHING = re.compile(
    r"""(?ix) \b(?:
    (?:not|hardly|scarcely|barely)\sa\s(?:day|night|week|month|year)\s(?:passes|goes\sby|has\spassed|went\sby)\swithout
    | not\s(?:only|just|merely|simply|least|surprisingly|unexpectedly|uncommon|unusual|all\b|every\b|
        until|far\sfrom|long\s(?:after|before)|to\smention|yet\sclear|immediately\sclear|clear\b|known\s(?:whether|if|how|why|who|what|where|when)|
        sure\b|certain\b)
    | had\s(?!been\b|also\b|still\b|yet\b|simply\b|\w+ly\b)(?:(?:the|its|their|his|her)\s)?\w+\snot\b
    | (?:no\sroom\sfor|without|beyond|little|leaves\sno)\s(?:any\s)?doubt
    | den(?:y|ies|ied|ying)\s(?:[\w'’-]+\s){0,4}?(?:havens?|access|entry|sanctuary|visas?|bail|rights?)\b
    | nobody\s(?:(?:had|has|have)\s)?(?:ever\s)?(?:heard|knew|knows|known)\s(?:of|about)
    | (?:does|do|did)\snot\smean(?!\sto\b)
    | (?:need|should|ought)\s(?:not|never)\s(?:to\s)?have\s(?!to\b)
    | no\s(?:doubt|question|fewer|less|later|more\sthan|sooner|wonder|secret|
        matter|stranger|one\sis\sin\sdoubt|idea|word\syet)
    | whether\sor\snot | or\snot\b | why\snot | if\snot | never\sagain(?=[.!"”]|$) | no\.\s?\d
    | (?:nobody|no[\s-]one|none|no\s(?:other\s)?\w+)\s
        (?:but(?!\s(?:\w+ed|left|hit|hurt|was|were|did|had)\b)|other\sthan|except|save|besides|apart\sfrom)\b
    | not(?=\s\w+\sby\s[^,;.]{1,40}\sbut\sby\b)
    | none\sof\s(?:them|whom)\s(?:[a-z-]+s|men|women|police)(?=[,.;])
    | (?:nothing|no(?:body|ne)?)\sbut\b | nothing\s(?:short|less)\sof | none\sother\sthan | never\sbefore
    | with\s(?:little\sor\s)?no\s(?:prior\s|advance\s)?warning
    | without\s(?:a\s)?(?:doubt|warning|details?|giving|naming|elaborating|specifying|saying|further|
        providing|offering|any\sdetails?|identifying)
    )"""
)
_FORMS: tuple[tuple[Reach, str], ...] = (
    (Reach.COMPLEMENT, (
        r"(?:it\s(?:is|was)\s)?(?:not|isn['’]t|wasn['’]t)\s(?:true|the\scase|correct|accurate)(?:\sthat)?|(?:is|was|"
        r"are|were|be)\s(?:(?:untrue|false)|(?:untrue|false|wrong)\sto\s(?:say|claim|suggest))\sthat"
    )),
    (Reach.COMPLEMENT, (
        r"den(?:y|ies|ied|ying)|denials?(?=\s(?:that|of))|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|rul(?:e|"
        r"es|ed|ing)\sout|exclud(?:e|es|ed|ing)(?=\s(?:that|the\spossib))|disput(?:e|es|ed|ing)|refut(?:e|es|"
        r"ed|ing)|rebut(?:s|ted)?|doubt(?:s|ed|ing)?(?=\s(?:that|whether))|distanc(?:e|es|ed|ing)\s(?:itself|themselves|himself|herself)\sfrom|"
        r"clear(?:s|ed)\s(?=[^.;]{1,60}\bof\b)|acquitt(?:ed|ing|als?)|exonerat(?:e|es|ed|ing)|retract(?:s|ed|"
        r"ing)?|disown(?:s|ed)?|disavow(?:s|ed)?|withdr(?:ew|aw[ns]|awing)\s(?:its|their|his|her|the|a)\s(?:claim|report|story)|"
        r"contradict(?:s|ed|ing)?(?=\s(?:(?:the|earlier|press|all)\s)?(?:reports?|claims?|rumou?rs?|stor(?:y|ies))\b)|laugh(?:s|ed|ing)?\soff|"
        r"(?:call|brand|label|describ)(?:s|ed|es|led|ing)?(?=\s(?:(?:the|all)\s)?(?:reports?|claims?|rumou?rs?|allegations?)\s(?:of|that)\b"
        r"[^.;:]*\b(?:unfounded|baseless|false|untrue|fake|fabricat\w+|lies?|nonsense|hoax(?:es)?)\b)"
    )),
    (Reach.VERB, (
        r"(?:has|have|had|is|are|was|were)\syet\sto|yet\sto|fail(?:s|ed|ing|ure)?\sto|refus(?:e|es|ed|ing|"
        r"al)\sto|declin(?:e|es|ed|ing)\sto|(?:stop(?:s|ped|ping)?|fell|falls)\s(?:just\s)?short\sof|"
        r"far\sfrom|unable\sto|unwilling\sto|rather\sthan|instead\sof|without|in\sno\sposition\sto|"
        r"no\slonger|stop(?:s|ped)?(?=\sdenying)|ceas(?:e|es|ed|ing)(?:\sto|(?=\s\w+ing\b))|too\s(?:early|soon)\sto|hesitat(?:e|es|ed|ing)\sto|"
        r"neglect(?:s|ed)?\sto|avoid(?:s|ed|ing)?|refrain(?:s|ed|ing)?\sfrom|nowhere\snear|lacks?|lacked|"
        r"(?:barely|hardly|scarcely)(?!\sany)"
    )),
    (Reach.CLAUSE, (
        r"(?:hardly|barely|scarcely)\sany(?:body|one)?|nobody|no[\s-]one|none(?:\sof)?|nothing|neither(?:\sof)?|nor|"
        r"not\s(?:one\sof(?=\s(?:the|its|their|our|his|her|these|those|them|us|whom)\b)|(?<!was\snot\s)(?<!is\snot\s)a\ssingle)|no\s(?:known\s|other\s|armed\s|"
        r"single\s|such\s)*(?:group|party|faction|side|organi[sz]ation|militia|cell|movement|official|"
        r"authority|agency|person|suspects?|arrests?|shots?|attacks?|bombs?|explosions?|blasts?|warnings?|"
        r"threats?|claims?|casualt(?:y|ies)|deaths?|injur(?:y|ies)|fatalit(?:y|ies)|victims?|hostages?|"
        r"soldiers?|civilians?|people|passengers?|officers?|police|guards?|staff|responsibility|evidence|sign|"
        r"indication|proof|link|connection|confirmation|denial|alert|notice|charges?|damage|losses)"
    )),
    (Reach.VERB, r"in\sno\sway(?:\sor\sat\sany\stime)?|at\sno\s(?:time|point)"),
    (Reach.VERB, r"cannot|can['’]t|\w+n['’]t|not|never"),
    (Reach.NOUN, r"no"),
)  # fmt: skip
_ANY = re.compile(rf"\b(?:{'|'.join(rf'(?P<f{n}>(?i:{words}))' for n, (_, words) in enumerate(_FORMS))})\b")

_LOOSE = re.compile(
    r"(?i)\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|un(?:hurt|harmed|injured|scathed|claimed|"
    r"true|founded|damaged|aware|able|confirmed|likely)|lack\w*|absen\w+|silen\w+|escaped|survived|"
    r"spared|averted|hoax|false|fake|deni\w+|deny\w*|reject\w*|refus\w+|declin\w+|fail\w*|dismiss\w*|rul\w+\sout|"
    r"retract\w*|withdr\w+|clear\w*|acquit\w*|distanc\w+|short\sof|far\sfrom|yet\sto|zero|nil|0|"
    r"safe\w*|stopped\sshort|lift(?:s|ed|ing)|rescind\w*|cancel\w*|revok\w*|lowered|downgrad\w*|drop\w*|contradict\w*|disput\w+|doubt\w*|refut\w+|disown\w*|disavow\w*|exonerat\w+|wrong\w*|"
    r"instead|rather\sthan|ceas(?:e|es|ed|ing)|too\s(?:early|soon)|hesitat\w+|correct\w*|mistak\w*|erron\w*|in\serror|overstat\w*|ignor\w*|missing|only|too|hardly|"
    r"barely|\w+n['’]t|impossible|innocent|ended|over|freed|released|alive|found\s(?:safe|well)|stray\w*)\b"
)


def has_any(passage: str) -> bool:
    """Whether a passage holds anything at all that could make a statement negative."""
    return _LOOSE.search(_without_nothing(passage)) is not None


def may_reach(passage: str, start: int, end: int) -> bool:
    """Whether anything in a passage could negate what stands from `start` to `end`, and not only something else."""
    left = _without_nothing(passage)
    for each in negators(passage):
        if (
            each.reach in {Reach.CLAUSE, Reach.VERB}
            and each.end <= start
            and reaches(passage, each, start, end) is False
        ):
            left = left[: each.start] + "·" * (each.end - each.start) + left[each.end :]
    return _LOOSE.search(left) is not None


def _without_nothing(passage: str) -> str:
    return _NOTHING.sub(lambda m: "·" * len(m[0]), passage)


@lru_cache(maxsize=64)
def negators(passage: str) -> tuple[Negator, ...]:
    """The negators of a passage, in order."""
    void = [*(m.span() for m in _NOTHING.finditer(passage)), *setright.without_not(passage)]
    return tuple(
        Negator(m.start(), m.end(), _FORMS[int(str(m.lastgroup)[1:])][0], m[0].lower())
        for m in _ANY.finditer(passage)
        if not any(a <= m.start() < b for a, b in void)
    )


# ---- clause ends

_CLAUSE_END = re.compile(
    r"""(?ix) [;:—“”"] | \.\s | \s[–-]{1,2}\s
    | ,?\s(?:but|though|although|while|whereas|because|however|unless|except)\s
    | (?<!\shas)(?<!\shad)(?<!\shave)(?<=\w),?\syet\s
    | ,\s(?:and|so)\s(?:he|she|it|they|we|police|officials|the|an?)\s
    | ,\s(?:and\s)?that\s | \s(?:and|but)\sthat\s
    | ,\s(?:and|so|or)\s(?=\w+\s(?:\w+\s)?(?:was|were|is|are|has|had|have|did|said|will|would)\b)
    | ,?\s(?:who|which|whose|whom|where|when|after|before|as|since|until|if)\s
    | ,\s(?:according|said|says)\b | ,\s\w+ing\b
    | \sand\s(?=(?:none|no|nobody|neither)\b)
    | \sand\s(?:then\s|also\s|later\s)?(?=\w+ed\b|killed|shot|took|set|blew|left|fled|said)
    | ,\sthere\s | ,\s(?:it|he|she|they|the|a|an|police|officials|residents|witnesses)(?!\sn?or\b)\s
        (?=(?:\w+\s){1,4}?(?:said|says|was|were|had|has)\b)
    """
)
_RELATIVE = re.compile(r"(?i)\s(?:that)\s")
_SPEECH = re.compile(
    r"(?i)\b(?:said|says|say|saying|told|added|claimed|reported|announced|stated|insisted|warned|accused|"
    r"believe[sd]?|noted|wrote|confirmed|charged|alleged)\b"
)
_NEW_VERB = re.compile(r"(?i)\w\s(?:was|were|is|are|has|had|have|will|did|would)\s")
_REVERSED = re.compile(r"(?i)\b(?:stop|prevent|keep|save|halt|avert|deter|thwart|foil|escape|avoid|help\sbut)\b")
_NEAR, _NEAR_NOUN, _BOTH = 7, 3, 2
_BESIDE = 400
"""Characters in which everything stands that is said right before what may be negated."""


def _words_between(gap: str) -> int:
    return len(re.findall(r"[\w’'-]+", gap))


def reaches(passage: str, negator: Negator, start: int, end: int) -> bool | None:
    """Whether a negator reaches what stands after it from `start` to `end`; None where it cannot be told."""
    gap = passage[negator.end : start]
    left_open = _NEITHER_VOUCHED.search(passage, 0, start)
    if left_open and left_open.start() <= negator.start:
        return False
    if negator.reach is Reach.COMPLEMENT:
        if _ITS_VERB.match(passage, start) and _ITS_SUBJECT.search(gap):
            return True  # "denies that rebels of the M23 killed"
        return False if _beside(passage, negator, start, end) else _reaches_complement(negator, gap)
    if negator.reach is Reach.VERB and _SO_FAR.fullmatch(gap):
        return True  # "has not before condemned"
    before = passage[: negator.start]
    gap = interposed.without(before, gap, straight=negator.reach is Reach.VERB)
    if _CLAUSE_END.search(gap + " ") or interposed.ends(before, gap):
        return False
    if negator.words == "without" and _DEFINITE.match(gap):
        return False  # "without the attack the talks would have gone on"
    if negator.reach is Reach.NOUN:
        if _NONE_WAS.fullmatch(gap):
            return True
        return (
            "," not in gap
            and _words_between(gap) <= _NEAR_NOUN
            and not re.search(r"(?i)\b(?:in|on|at|of|for|with|by|from|to|was|were|had|has)\b", gap)
        )
    if negator.reach is Reach.CLAUSE:
        return _reaches_clause(passage, negator, gap, is_of_the=passage.startswith("the ", start))
    return _reaches_verb(passage, negator, gap)


def _reaches_clause(passage: str, negator: Negator, gap: str, *, is_of_the: bool) -> bool | None:
    if (gap.startswith(",") and _OBJECT.search(passage, 0, negator.start)) or _OF_NONE.search(
        passage, 0, negator.start
    ):
        return False  # "the bombing, claimed by nobody, killed nine"; "a man of no party shot her"
    if negator.words.endswith(("confirmation", "denial")) and _OF_IT.match(gap):
        return False  # nobody confirmed it: whether it is so is not said
    granted = gap + "the " if is_of_the else gap
    if _WITHIN.search(granted) or _TAKEN_ON.search(granted):
        return False  # "nobody was hurt in the blast" takes the blast for granted
    if _SPEECH.search(gap) or _WITHIN_ONE.search(gap):
        return None
    return not _REVERSED.search(gap)


def _beside(passage: str, negator: Negator, start: int, end: int) -> bool:
    """Whether what stands behind a denial is none of it.

    "The bombing, which the group denies, killed nine"; "denied having poisoned any well, blamed a mining company".
    """
    gap = passage[negator.end : start]
    if "," in gap and negator.words.endswith("ing") and _OPENS_BY.fullmatch(passage, 0, negator.start):
        return True  # "after denying the bombing for a week, Hamas claimed it"
    if "," in gap and interposed.is_relative(passage[: negator.start]):
        return True
    goes_on = gap.rstrip().lower().endswith((",", " and", " but", " then"))
    goes_on = goes_on and re.compile(r"[\w'’-]+ing\b").match(passage, start) is None
    return goes_on and _THAT_CLAUSE.match(gap) is None


_OPENS_BY = re.compile(
    r"(?i)\W*(?:(?:after|before|while|despite|far\sfrom|instead\sof|having|by|without|first)\s){0,2}"
)
_ITS_VERB = re.compile(r"(?i)(?:\w+ed|shot|took|blew|struck|hit|held|beat)\b")
_ITS_SUBJECT = re.compile(
    r"(?i)\bthat\s(?:(?!\w+ed\b|was\b|were\b|is\b|are\b|ha[sd]\b|have\b|did\b|it\b|they\b)[\w’'-]+\s){1,4}of\s(?:the\s)?"
    r"(?-i:(?:(?:of|and)\s)?[A-Z][\w’'-]*\s){1,5}$"
)
_THE = r"(?:the|this|that|these|those|its|their|his|her|\w+['’]s?)"
_CIRCUMSTANCE = (
    r"(?:^|\w)\s(?:in|among|by|from|after|during|since|before|for|of|about|over|at|with|on|to|into|against|behind|"
    r"concerning|regarding)"
)
_NONE_WAS = re.compile(r"(?i)\s(?:[\w-]+\s){1,2}(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen)\s(?:\w+ly\s)?")
_DEFINITE = re.compile(rf"(?i)\s{_THE}\s")
_NOUNISH = r"(?:(?!(?:was|were|is|are|has|have|had|been|did|does|will|would|could)\b)[\w’'-]+\s)"
_WITHIN = re.compile(rf"(?i){_CIRCUMSTANCE}\s{_THE}\s{_NOUNISH}{{0,4}}$")
_TAKEN_ON = re.compile(
    r"(?i)\s(?:claim|admit|own|acknowledge|announce|refer|mention|allude|speak|spoke|comment|concern|connect|link|solve|explain|investigate|condemn|witness|saw|see|"
    rf"taken|took)\w*\s(?:\w+\s)?(?:{_THE}\s{_NOUNISH}{{0,4}}|(?-i:(?:[A-Z][\w’'-]+\s){{1,3}}))$"
)
_WITHIN_ONE = re.compile(rf"(?i){_CIRCUMSTANCE}\s(?:an?\s)?{_NOUNISH}{{0,2}}$")


def _reaches_verb(passage: str, negator: Negator, gap: str) -> bool | None:
    if _OF_RELATIVE.search(passage, 0, negator.start) and _PARTICIPLE.fullmatch(gap):
        return False  # "a caller who was never traced threatened"
    if _REVERSED.match(gap.strip()) or "," in gap:
        return False
    if _DEFINITE.fullmatch(gap):
        return None  # "a solution, not the bombing of cities"
    if (
        _NEW_VERB.search(f" {gap.strip()} ".replace("  ", " "))
        and _words_between(gap) > 1
        and not _TRANSPARENT.match(gap.strip())
    ):
        return False
    if _TRANSPARENT.match(gap.strip()) or _BY_THEN.fullmatch(gap):
        return True
    if _SPEECH.search(gap):
        return None
    words = _words_between(gap)
    if words <= 1:
        return True
    return None if words <= _NEAR else False


_NEITHER_VOUCHED = re.compile(
    r"(?i)\b(?:neither|not|n['’]t|never)\s(?:confirm|verif)\w*\sn?or\s(?:to\s)?den(?:y|ies|ied|ying)\b"
)
_OF_RELATIVE = re.compile(r"(?i)\b(?:who|which|that)\s(?:was|were|is|are|has|had|have)\s(?:been\s)?$")
_PARTICIPLE = re.compile(r"(?i)\s(?!been\b|even\b)\w+(?:ed|en)\s")
_OBJECT = re.compile(r"(?i)\b(?:including|by|to|for|of|with|on|\w+ed|hurt|hit)\s$")
_OF_NONE = re.compile(r"(?i)\b\w+\s(?:of|with|from)\s$")
_OF_IT = re.compile(r"(?i)\s(?:of|that|from)\b")
_SO_FAR = re.compile(r"(?i)\s(?:before|since|until\snow|till\snow|as\syet|up\sto\snow)\s")
_BY_THEN = re.compile(r"(?i)\s(?:by|as\sof|until|before|since)\s(?:\w+\s){1,4}")
_TRANSPARENT = re.compile(
    r"(?i)(?:been\b|being\b|be\b|have\b|has\b|yet\b|immediately\b|ever\b|any\b|a\b|an\b|the\b|it\b|they\b|he\b|she\b|"
    r"did\b|has\b|even\b|also\b|so\sfar\b|publicly\b|formally\b|officially\b|directly\b|"
    r"believed\sto|thought\sto|known\sto|able\sto|said\sto|going\sto|want\sto|(?:try|tried|attempt(?:ed)?|seek|sought|mean|meant)\sto|bother\sto|care\sto|manage\sto|true\b|receive[d]?\b|get\b|"
    r"aware\sof\sany\b|group\b|having\b|got\b|give[n]?\b|issue[d]?\b|made?\b|carry\sout|\s)+$"
)
_IN_NAMED = re.compile(r"\s(?:in|of|for|behind|over)\s(?:[A-Z][\w’'-]+\s){1,3}$")
_PRESUPPOSED = re.compile(
    r"(?i)\b(?:part|involvement|responsibility|role|hand|link|links|connection|complicity|participation|knowledge|"
    r"blame|behind|in|of|for|from|with|over|to)\s(?:\w+\s){0,3}?(?:the|this|that|these|those|its|his|her|their|"
    r"\w+['’]s?)\s(?:[\w’'-]+\s){0,4}$"
)
_THAT_CLAUSE = re.compile(
    r"(?i)^\s*(?:(?:on|in|at|for|to|by|through|via|from)\s(?:[\w'’.]+\s){1,6}?|\w+ly\s|(?:again|once\smore|yesterday|"
    r"today|later|outright|,[^,;]{1,40},)\s){0,3}(?:(?:\w+\s){0,4}?(?:claims?|reports?|allegations?|suggestions?|accusations?|rumou?rs?|charges?|"
    r"assertions?|notion|idea|accounts?|possibility|speculation)\s)?that\b"
)
_INTO_GROUND = re.compile(
    r"(?i)[;:—“”\"]|\.\s|,?\s(?:but|though|although|while|whereas|because|however|and\s(?:said|blamed|accused|"
    r"claimed|called|warned|urged|condemned|vowed|instead))\s|,\s(?:said|blamed|accused|claimed|called|warned|urged|"
    r"condemned|vowed|attributed|insisted|added|put|proposed)\s|,\s(?:saying|adding|calling|blaming|accusing|insisting|"
    r"claiming|and)\b|,?\s(?:who|which|whose|whom|where|when|after|before|as|since|until|if)\s"
)


_AS_FALSE = re.compile(
    r"(?i)^\sas\s(?:(?:an?|mere|pure)\s)*(?:false(?:\salarms?)?|untrue|baseless|unfounded|fabricat\w+|lies?|hoax(?:es)?|"
    r"propaganda|nonsense|inventions?|rumou?rs?)\b"
)
_THAT = re.compile(r"(?i)\bthat\b")
_SAID_THAT = re.compile(
    r"(?i)\b(?:said|told|claimed|admitted|alleged|stated|confirmed|announced|reported)\s(?:[\w’'-]+\s){0,3}?that\b"
)
"""What is denied is that it was said: "denied that he had said that"."""
_A_FIGURE = re.compile(r"(?i)\s(?:toll|figures?|counts?|numbers?|estimates?|reports?|versions?|accounts?)\s")
_CHARGED = re.compile(
    r"(?i)\s(?:(?!that\b)[\w'’.-]+\s){0,6}?(?:charges?|accusations?|allegations?)\s(?:[\w'’.-]+\s){0,5}?(?:that|of)\s"
)
"""A charge right behind a denial: it is denied who did it, and not that it was done."""


_SAYS_ON = re.compile(
    r"(?i),\s(?:has\s|had\s)?(?:said|says|say|told|added|claimed|claims|reported|reports|stated|states|found|finds|"
    r"concluded|concludes|accused|accuses|alleged|alleges|wrote|writes)\b"
)


def _reaches_complement(negator: Negator, gap: str) -> bool | None:
    """What is denied reaches over its complement, and not over what the denial takes for granted."""
    gap = _AS_FALSE.sub("", gap)
    beside = max(0, len(gap) - _BESIDE)
    if _CHARGED.match(gap):
        return False  # "rejected the charge that rebels abducted fifteen women": who did it is what is rejected
    if _SAYS_ON.match(gap):
        return False  # "the report, which the army disputes, says that ..."
    if _INTO_GROUND.search(gap + " "):
        return False
    if negator.words.startswith(("disown", "disavow")) and _DEFINITE.match(gap):
        return False  # "disowned the bomb at the office": it was there
    if negator.words.startswith(("retract", "withdr")) and re.search(r"(?i)\bclaim(?:s|ed|ing)?\b", gap):
        return False  # the claim is taken back, and not what was claimed
    said = _THAT_CLAUSE.match(gap) or negator.words.endswith("that")
    if (
        _WITHIN.search(gap, beside)
        or _TAKEN_ON.search(gap, beside)
        or (not said and negator.words.startswith("reject") and _DEFINITE.match(gap) and not _A_FIGURE.search(gap))
    ):
        return False  # "denied that it was linked to the attack", "rejected the murder": it happened
    if said:
        that = _THAT.search(gap)
        return None if that and _SAID_THAT.search(gap, that.end()) else True
    if _RELATIVE.search(gap + " "):
        return False
    if _PRESUPPOSED.search(gap, beside) or _IN_NAMED.search(gap, beside):
        return None
    return True


def rejects_charge(passage: str, start: int) -> bool:
    """Whether what stands at `start` is only what a rejected charge says: that it was done is not denied."""
    found = (n for n in negators(passage) if n.reach is Reach.COMPLEMENT and n.end <= start)
    return any(_CHARGED.match(passage[n.end : start]) for n in found)


def count(passage: str, start: int, end: int) -> tuple[int, int]:
    """How many negators surely reach what stands from `start` to `end`, and how many may.

    A negator that another one reaches counts with it: "did not rule out" is two.
    """
    found = negators(passage)
    sure = perhaps = 0
    nested: set[Negator] = set()
    for negator in reversed(found):
        if negator.words == "nor" and _NEITHER.search(passage, 0, negator.end):
            continue  # it only goes on with its "neither"
        reached = _holds(negator, start, end) if negator.end > start else reaches(passage, negator, start, end)
        if reached is True and negator not in nested:
            around = _around(passage, negator, found)
            nested.update(around)
            sure += 1 + len(around)
        elif negator not in nested:
            perhaps += reached is None
    if sure == _BOTH and not nested and _NEITHER.search(passage, max(0, start - 30), min(len(passage), end + 30)):
        sure = 1
    return sure + untrue.is_taken_back_after(passage, end, start) + nobody.is_acted_upon(passage, end), perhaps


_NEITHER = re.compile(r"(?i)\bneither\b[^.;]{0,60}\bnor\b")
_PLAIN = re.compile(r"(?i)not|never|cannot|\w+n['’]t|can['’]t")


def _holds(negator: Negator, start: int, end: int) -> bool:
    """Whether a negator and what is asked about share characters ("no warning", of the warning)."""
    plain = negator.reach in {Reach.CLAUSE, Reach.NOUN} or _PLAIN.fullmatch(negator.words) is not None
    return plain and negator.start < end and start < negator.end


def _around(passage: str, inner: Negator, found: tuple[Negator, ...]) -> list[Negator]:
    """The negators that surely reach another one; "nor" only goes on with its "neither"."""
    if inner.words.lower() == "nor":
        return []
    return [
        n for n in found
        if n.end <= inner.start
        and not (n.words == "nor" and _NEITHER.search(passage, 0, n.end))  # it only goes on with its "neither"
        and not passage[n.end : inner.start].endswith(" and ")  # "none was hurt and none was killed"
        and (reaches(passage, n, inner.start, inner.end) is True or _is_subject(passage, n, inner))
    ]  # fmt: skip


def _is_subject(passage: str, negator: Negator, inner: Negator) -> bool:
    """Whether nobody or nothing is who denies: "nothing in the papers excludes that"."""
    gap = passage[negator.end : inner.start]
    ends = _CLAUSE_END.search(gap + " ") or _NEW_VERB.search(f" {gap.strip()} ") or _SPEECH.search(gap)
    inside = negator.reach is Reach.CLAUSE and inner.reach is Reach.COMPLEMENT
    return inside and not ends and _words_between(gap) <= _NEAR


def over(passage: str, start: int, end: int) -> Iterator[Negator]:
    """The negators that stand inside a stretch of a passage."""
    return (n for n in negators(passage) if start <= n.start and n.end <= end)

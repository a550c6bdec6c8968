"""Who says what: direct and indirect speech, "according to", labels of transcripts, quotations that run on."""

import re
from functools import cache
from itertools import pairwise

from tocsin.model import Certainty
from tocsin.reading import credited, cues, grammar, setin, sources, withheld
from tocsin.reading.scene import Chars, Quotation, Voice
from tocsin.reading.sentence import Clause, Sentence
from tocsin.reading.words import DO, PREPOSITIONS, Group, is_figure

_PROBABLE = frozenset("fear believe think suspect judge assess reckon consider estimate".split())


def voices(sentence: Sentence) -> tuple[Voice, ...]:
    """Everyone whose words stand in a sentence, as the sentence itself says."""
    return tuple(q.voice for q in quotations(sentence))


def quotations(sentence: Sentence, *, wide: bool = False) -> tuple[Quotation, ...]:
    """Every quotation of a sentence, direct or indirect, the longest words first.

    `wide` hears the verbs too that say what kind of statement it is ("warns", "denies") or what somebody thinks.
    """
    out: list[Quotation] = []
    verbs = _plain() | cues.lemmas("saying") | cues.lemmas("opening") if wide else _plain()
    for group in sentence.groups:
        says = group.lemmas & verbs and (group.finite or group.gerund) and not group.passive
        if says or _warns_behind(sentence, group):
            out += _of_verb(sentence, group)
        elif group.lemmas & _COUNTS_BY and group.finite and not group.passive:
            out += _putting(sentence, group)
        elif group.passive and group.finite and group.lemmas & _HEARING:
            out += _told_by(sentence, group)
    out += _as_saying(sentence)
    out += credited.quotations(sentence)
    return tuple(sorted(out, key=lambda q: (q.voice.scope[0] - q.voice.scope[1], q.voice.cited, q.voice.who)))


@cache
def _plain() -> frozenset[str]:
    return frozenset(p[1:].split()[0] for p in cues.phrases("saying", "plain"))


def _warns_behind(sentence: Sentence, group: Group) -> bool:
    """Whether somebody warns of what stands before: "gunmen may attack, the embassy warned"; not "they did warn"."""
    trails = sentence.clause_of(group.first).kind == "attr" and sentence.words[group.first].low not in DO
    return group.finite and trails and bool(group.lemmas & {"warn", "caution"})


NOBODY = frozenset("no nobody none neither no-one".split())


def is_nobody(text: str, who: Chars) -> bool:
    """Whether the words for a speaker say that nobody speaks ("nobody", "no official", "neither side")."""
    first = re.match(r"[\w-]+", text[who[0] : who[1]])
    return first is not None and first[0].lower() in NOBODY | {"few", "hardly", "scarcely"}


_TOLL = frozenset("dead toll tolls death deaths casualties number figure count losses wounded injured killed".split())


def _putting(sentence: Sentence, group: Group) -> list[Quotation]:
    """Whoever "put the toll at 61" or "speaks of forty dead": the figure is theirs."""
    line, stop = sentence.words, sentence.clause_of(group.first).stop
    word = _COUNTS_BY_WORD["put" if "put" in group.lemmas else "speak"]
    at = next((n for n in range(group.last + 1, stop) if line[n].low == word), None)
    who = grammar.subject(sentence, group)
    told = line[group.last + 1 : at] if word == "at" else line[group.last + 2 : group.last + _NEAR]
    if at is None or who is None or group.negated or (_TOLL | _FARED).isdisjoint(w.low for w in told):
        return []
    if word == "of" and at != group.last + 1:
        return []
    chars, scope = sentence.chars(*who), sentence.chars(group.last + 1, stop)
    cue = (line[group.first].start, line[group.last].end)
    return [Quotation(voice=Voice(who=chars, scope=scope), cue=cue, words=(scope,))] if chars and scope else []


_COUNTS_BY = frozenset({"put", "speak"})
_COUNTS_BY_WORD = {"put": "at", "speak": "of"}
_NEAR = 8
_HEARING = frozenset("tell inform".split())


def _told_by(sentence: Sentence, group: Group) -> list[Quotation]:
    """Whoever told it to others: "the ministry was told by the army that"."""
    who, at = grammar.agent(sentence, group), sentence.clauses.index(sentence.clause_of(group.first)) + 1
    if who is None or group.negated or at >= len(sentence.clauses) or sentence.clauses[at].kind != "comp":
        return []
    told = sentence.clauses[at]
    chars, scope = sentence.chars(*who), _extended(sentence, at, sentence.chars(told.first, told.stop))
    cue = (sentence.words[group.first].start, sentence.words[group.last].end)
    return [Quotation(voice=Voice(who=chars, scope=scope), cue=cue, words=(scope,))] if chars and scope else []


def _of_verb(sentence: Sentence, group: Group) -> list[Quotation]:
    line = sentence.words
    clause = sentence.clause_of(group.first)
    if _tells_nothing(sentence, group) or withheld.is_of_the_denied(sentence, clause):
        return []
    who = _adding(sentence, group) if group.gerund else inverted(sentence, group, clause)
    who = who or (None if group.gerund else grammar.subject(sentence, group))
    set_in = setin.said(sentence, group) if group.finite and not group.modal else None
    who = set_in.who if set_in else who
    if who is None:
        return []
    chars = sentence.chars(*who)
    if chars is None or not any(c.isalnum() for c in sentence.text[chars[0] : chars[1]]):
        return []
    behind = group.gerund or not group.lemmas & (_plain() | cues.lemmas("saying"))
    words = () if behind else quoted_before(sentence, group, clause) or (set_in.words if set_in else ())
    scope = _behind(sentence, group, clause) if behind else _scope(sentence, group, clause)
    if words:
        scope = words[0][0], words[-1][1]
    if scope is None:
        return []
    first_word = line[who[0]].low
    if line[clause.first].low in {"never", "nor"} or _is_no_voice(sentence, group, who):
        return []
    if first_word in NOBODY and scope[0] < chars[0]:
        return []  # "there are no dead, and no group has claimed it": nobody's words stand before "no group"
    if first_word in {"it", "nobody", "who", "that", "which", "there"} and group.passive:
        return []
    hedge = Certainty.PROBABLE if group.lemmas & _PROBABLE else None
    cue = (line[group.first].start, line[group.last].end)
    source = sources.quoted_by(sentence, group)
    speak = (chars, sentence.chars(*source) if source else None)
    return [
        Quotation(voice=Voice(who=one, scope=scope, cited=bool(cited), hedge=hedge), cue=cue, words=words or (scope,))
        for cited, one in enumerate(speak)
        if one
    ]


def _tells_nothing(sentence: Sentence, group: Group) -> bool:
    """Whether no words follow: whoever lied told nothing, and others vouch for nothing, or say nothing of it."""
    line = sentence.words
    behind = [w.low for w in line[group.last + 1 : group.last + 3]]
    if "lied" in group.lemmas and behind[:1] != ["that"]:
        return True
    if group.negated and group.lemmas & (withheld.VOUCHING | withheld.TELLING):
        return True
    clause = sentence.clause_of(group.first)
    opens = [w.low for w in line[max(0, clause.first - 3) : clause.first + 3]]
    if "contrary" in opens and "what" in [w.low for w in line[clause.first : group.first]]:
        return True  # "contrary to what this agency reported": the opposite
    ends = len(behind) < 2 or not behind[1][0].isalnum() or behind[1] in PREPOSITIONS  # noqa: PLR2004
    return bool(group.lemmas & _plain()) and behind[:1] == ["nothing"] and ends


_FARED = frozenset("missing dead killed wounded injured hurt kidnapped abducted captured safe alive".split())
_LIVES = frozenset("life lives victim victims casualties".split())


def _is_no_voice(sentence: Sentence, group: Group, who: tuple[int, int]) -> bool:
    """Whether nobody speaks: "the bombing claimed nine lives", "more than the 19 reported", "the army must answer"."""
    line = sentence.words
    done = grammar.object_of(sentence, group) if group.lemmas & {"claim"} else None
    lives = done is not None and not _LIVES.isdisjoint(w.low for w in line[done[0] : done[1]])
    words = [w.low for w in line[who[0] : who[1]]]
    if group.last + 1 < len(line) and line[group.last + 1].low in _FARED and group.lemmas & {"report", "fear"}:
        return True  # "two nurses reported kidnapped"
    amount = words in (["more"], ["less"], ["fewer"]) or words[0] in {"more", "fewer", "less"}
    return lives or amount or group.modal in {"must", "should", "shall"}


def _adding(sentence: Sentence, group: Group) -> tuple[int, int] | None:
    """Who speaks in ", saying that ..." or "issued a statement saying that ...": the subject of the verb before."""
    if not group.first or sentence.words[group.first - 1].low not in _SAYS_IN:
        return None
    main = next((g for g in reversed(sentence.groups) if g.finite and g.last < group.first), None)
    return grammar.subject(sentence, main) if main else None


_SAYS_IN = frozenset(", statement communique communiqué letter message note video leaflet broadcast post tweet".split())


def _behind(sentence: Sentence, group: Group, clause: Clause) -> Chars | None:
    """The words behind a verb of saying that cannot stand at their end."""
    at = sentence.clauses.index(clause)
    if at + 1 < len(sentence.clauses) and sentence.clauses[at + 1].kind == "comp":
        return _complement(sentence, group, at + 1)
    takes = not group.lemmas & _TAKES_THING
    return sentence.chars(group.last + 1, clause.stop) if takes else None


def inverted(sentence: Sentence, group: Group, clause: Clause) -> tuple[int, int] | None:
    """The speaker behind the verb: "..., said the minister"."""
    line = sentence.words
    before = line[group.first - 1].low if group.first else ""
    if group.first != group.last or not group.first or before not in {",", "”", '"', "’", "»"}:
        return None
    if (
        group.last + 1 >= len(line)
        or line[group.last + 1].is_mark
        or line[group.last + 1].low in {"that", *PREPOSITIONS}
    ):
        return None
    if group.lemmas & {"tell", "inform", "ask"}:
        return None
    found = grammar.behind(sentence, group.last + 1)
    if found and found[1] < len(line) and (verb := sentence.group_of(found[1])) and verb.finite:
        return None  # "said Kyiv was responsible"
    return found


def _scope(sentence: Sentence, group: Group, clause: Clause) -> Chars | None:
    """The characters that are the speaker's words."""
    clauses = sentence.clauses
    at = clauses.index(clause)
    following = clauses[at + 1] if at + 1 < len(clauses) else None
    trailing = clause.kind == "attr" or (
        at > 0
        and group.last + 3 >= clause.stop - 1
        and not (following and following.kind == "comp")
        and not (group.lemmas & _TAKES_THING and grammar.object_of(sentence, group))
    )
    if following and following.kind == "comp":
        return _complement(sentence, group, at + 1)
    if _is_answered(sentence, at, group):
        return run(sentence, at + 2)
    if clause.kind == "rel" and group.last + 2 >= clause.stop:
        return None  # "the 20 that the rebels claimed"
    if trailing or inverted(sentence, group, clause):
        return foregoing(sentence, at, group)
    if following and sentence.words[following.first - 1].low in {":", "“", '"', "«"}:
        return run(sentence, at + 1)
    if group.lemmas & _TAKES_THING and not _counts(sentence, group, clause):
        return None
    if group.last + 1 < clause.stop:
        chars = sentence.chars(group.last + 1, clause.stop)
        if group.lemmas & {"tell", "ask"}:
            return chars
        return _extended(sentence, at, chars)
    return None


def _counts(sentence: Sentence, group: Group, clause: Clause) -> bool:
    """Whether somebody reports a number of victims and no clause: "the army reported nine dead in Goma"."""
    behind = [w.low for w in sentence.words[group.last + 1 : min(clause.stop, group.last + 7)]]
    named = next((n for n, word in enumerate(behind) if word in _TOLL | _FARED), None)
    return bool(group.lemmas & _COUNTING) and named is not None and any(is_figure(word) for word in behind[:named])


_COUNTING = frozenset("report confirm announce".split())


def _is_answered(sentence: Sentence, at: int, group: Group) -> bool:
    """Whether another's answer stands between a verb and what it says: "X said, and Y denied, that"."""
    line, clauses = sentence.words, sentence.clauses
    if at + 2 >= len(clauses) or line[clauses[at + 2].first].low != "that" or line[group.last + 1].low != ",":
        return False
    answer = sentence.finite_in(clauses[at + 1].first, clauses[at + 1].stop)
    ends = line[clauses[at + 1].stop - 1].low == "," and answer is not None and answer.last == clauses[at + 1].stop - 2
    return ends and group.last + 2 == clauses[at + 1].first and line[clauses[at + 1].first].low in {"and", "but"}


def quoted_before(sentence: Sentence, group: Group, clause: Clause) -> tuple[Chars, ...]:
    """The direct speech that ends before a verb and its subject, and what of it goes on behind them."""
    line, quoted = sentence.words, _in_quotes(sentence)
    before = next((q for q in reversed(quoted) if q[1] < group.first), None)
    if before is None or any(a <= group.first < b for a, b in quoted) or line[before[1] - 1].low not in _PAUSES:
        return ()
    if any(g.finite and before[1] < g.first < group.first for g in sentence.groups):
        return ()
    at = sentence.clauses.index(clause)
    back, lead = foregoing(sentence, at, group), sentence.chars(before[0], max(before[1], clause.first if at else 0))
    after = next((q for q in quoted if q[0] > group.last), None)
    resumes = after and line[after[0] - 2].low in _PAUSES and not sentence.finite_in(group.last + 1, after[0])
    more = sentence.chars(*after) if after and resumes else None
    own = [chars for chars in (lead, more) if chars]
    if own and back:
        own[0] = min(back[0], own[0][0]), own[0][1]
    return tuple(own)


def told_before(sentence: Sentence, group: Group, clause: Clause) -> Chars | None:
    """What stands before a verb at the end whose object it is: "gunmen may attack the port, the embassy warned"."""
    behind = {w.low for w in sentence.words[group.last + 1 : clause.stop]}
    if group.passive or behind & {"of", "about", "against", "that"}:
        return None
    if clause.kind == "attr":
        return foregoing(sentence, sentence.clauses.index(clause), group)
    return next(iter(quoted_before(sentence, group, clause)), None)


_PAUSES = frozenset({",", ".", "?", "!", "…", "...", "--", "—"})


def _in_quotes(sentence: Sentence) -> list[tuple[int, int]]:
    """The stretches of words in quotation marks, without the marks; one that is not closed runs to the end."""
    line, out = sentence.words, list[tuple[int, int]]()
    opened: int | None = None
    for n, word in enumerate(line):
        if opened is not None and word.low in {"”", "»", '"'}:
            out += [(opened, n)] if n > opened else []
            opened = None
        elif word.low in {"“", "«", '"'}:
            opened = n + 1
    return out + ([(opened, len(line))] if opened is not None and opened < len(line) else [])


_TAKES_THING = frozenset(
    "lied claim confirm acknowledge admit report announce reveal disclose consider estimate suspect fear "
    "mention hear quote observe charge protest counter contend speculate predict agree".split()
)


def _extended(sentence: Sentence, at: int, chars: Chars | None) -> Chars | None:
    if chars is None:
        return None
    end = chars[1]
    for before, clause in pairwise(sentence.clauses[at:]):
        if clause.kind in {"main", "attr", "coord", "resume"} and not _is_set_in(before, clause):
            break
        stretch = sentence.chars(clause.first, clause.stop)
        end = stretch[1] if stretch else end
    return chars[0], end


def _is_set_in(before: Clause, clause: Clause) -> bool:
    """Whether a clause only goes on behind what is set into it: "gunmen, as the paper calls them, killed nine"."""
    return before.kind == "sub" and clause.kind == "resume"


def _complement(sentence: Sentence, group: Group, at: int) -> Chars | None:
    """What is said, in the clause behind a verb; it begins sooner where that clause hangs on a word of it."""
    clause, scope = sentence.clauses[at], run(sentence, at)
    first = group.last + 1
    relative = any(g.finite and g.first == clause.first + 1 for g in sentence.groups)
    relative = relative and sentence.words[clause.first].low == "that" and clause.first > first
    if scope and not group.lemmas & {"tell", "inform", "ask"} and (relative or sentence.finite_in(first, clause.first)):
        return sentence.words[first].start, scope[1]
    return scope


def run(sentence: Sentence, at: int) -> Chars | None:
    """From a clause on to where the report, or somebody else, speaks again."""
    clauses = sentence.clauses
    last = at
    for n in range(at + 1, len(clauses)):
        clause = clauses[n]
        resumed = clause.kind == "rel" and n + 1 < len(clauses) and clauses[n + 1].kind == "resume"
        head = sentence.finite_in(clause.first, clauses[n + resumed].stop)  # "that its parent, the X, disowned"
        opens = sentence.words[clause.first - 1].low
        if clause.kind == "attr" or (clause.kind == "main" and opens == ";"):
            break
        apart = opens == "," and clause.kind == "coord"  # ", and the ministry told reporters that"
        if (
            clause.kind in {"coord", "main"}
            and head
            and head.lemmas & _plain()
            and head.first - clause.first <= (_OWN if apart else 2)
        ):
            break
        if clause.kind == "rel" and not _DISPUTES.isdisjoint(w.low for w in sentence.words[clause.first : clause.stop]):
            break  # "which doctors dispute: they have treated 90"
        if head and head.lemmas & _CONTRADICTS and _is_another(sentence, clause, head):
            break
        last = n
    return sentence.chars(clauses[at].first, clauses[last].stop)


_OWN = 6
"""Words in which somebody else, behind a comma, comes to the verb by which they speak."""
_CLAIMS, _DISPUTES = frozenset("claim charge allegation accusation account figure".split()), {"dispute", "disputes"}
_CONTRADICTS = frozenset("deny reject dismiss dispute refute contradict disown disavow".split())


def _is_another(sentence: Sentence, clause: Clause, verb: Group) -> bool:
    """Whether the report goes on with somebody who answers: "which the rebels denied", "but the rebels denied"."""
    opens = sentence.words[clause.first].low
    own = verb.first - clause.first > 1  # a subject of its own stands between
    said = opens == "that" and sentence.words[clause.first - 1].low in _CLAIMS
    return own and (said or opens in {"but", "which", "while", "though", "although", "whereas"})


def foregoing(sentence: Sentence, at: int, group: Group) -> Chars | None:
    """What stands before "..., X said", and what goes on behind it."""
    clauses = sentence.clauses
    first = at
    while first > 0 and sentence.words[clauses[first - 1].stop - 1].low != ";":
        first -= 1
        if clauses[first].first and sentence.words[clauses[first].first - 1].low in {";", ":"}:
            break
    if first == at:
        return None
    set_in = clauses[at].kind == "attr" and at + 1 < len(clauses) and clauses[at + 1].kind == "resume"
    stop = clauses[at + 1 if set_in else at - 1].stop
    for before, clause in pairwise(clauses[at + set_in :]):  # "nine people, the mayor said, were killed"
        head = sentence.finite_in(clause.first, clause.stop)
        answers = head is not None and bool(head.lemmas & _CONTRADICTS) and _is_another(sentence, clause, head)
        if answers or not (clause.kind in {"coord", "sub", "ing"} or _is_set_in(before, clause)):
            break
        stop = clause.stop
    return sentence.chars(clauses[first].first, stop)


def _as_saying(sentence: Sentence) -> list[Quotation]:
    """Whoever is quoted as saying something, and within whose words: "the agency quoted a doctor as saying that"."""
    line, out = sentence.words, list[Quotation]()
    for group in sentence.groups:
        main = next((g for g in reversed(sentence.groups) if g.last < group.first), None)
        said = group.gerund and group.lemmas & _plain() and group.first and line[group.first - 1].low == "as"
        if not said or main is None or not main.lemmas & {"quote", "cite"}:
            continue
        clause = sentence.clause_of(group.first)
        scope = _scope(sentence, group, clause)
        quoted = grammar.subject(sentence, main) if main.passive else grammar.object_of(sentence, main)
        quoting = grammar.agent(sentence, main) if main.passive else grammar.subject(sentence, main)
        cue = (line[group.first].start, line[group.last].end)
        whole = (line[main.last].end + 1, scope[1]) if scope else None
        for who, words in ((quoting, whole), (quoted, scope)):
            chars = sentence.chars(*who) if who else None
            if chars and words:
                out.append(Quotation(voice=Voice(who=chars, scope=words), cue=cue, words=(words,)))
    return out

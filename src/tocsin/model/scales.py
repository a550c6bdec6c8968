"""The scales: closed lists of words, each from the standard that defines it."""

from enum import StrEnum


class Kind(StrEnum):
    """What a statement is; defined in docs/glossary.md (GTD, PLOVER, MUC-4)."""

    ATTACK = "attack"
    PLOT = "plot"
    THREAT = "threat"
    CLAIM = "claim"
    DENIAL = "denial"
    ACCUSATION = "accusation"
    CONFIRMATION = "confirmation"
    WARNING = "warning"
    ASSESSMENT = "assessment"
    TOLL = "toll"
    RESPONSE = "response"
    MOTIVE = "motive"
    RELATION = "relation"
    DUTY = "duty"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """How far an event got (MUC-4 stage of execution, GTD, and foiled)."""

    PLANNED = "planned"
    THREATENED = "threatened"
    ATTEMPTED = "attempted"
    FOILED = "foiled"
    ACCOMPLISHED = "accomplished"


class Certainty(StrEnum):
    """How sure the innermost speaker is of the content (FactBank)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    """Whether the content is affirmed or negated by the innermost speaker (FactBank)."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNKNOWN = "unknown"


class Publicity(StrEnum):
    """The channel of a warning: published, or to particular recipients."""

    PUBLIC = "public"
    PRIVATE = "private"


class TimePrecision(StrEnum):
    """The finest unit in which a time is known, finest first."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"


class PlacePrecision(StrEnum):
    """The finest unit in which a place is known, finest first."""

    POINT = "point"
    VENUE = "venue"
    CITY = "city"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    WIDER = "wider"


class MentionKind(StrEnum):
    """What kind of thing a mention names."""

    ACTOR = "actor"
    PLACE = "place"
    TIME = "time"
    PEOPLE = "people"
    THING = "thing"


class ActorKind(StrEnum):
    """What kind of actor acts or speaks."""

    GROUP = "group"
    STATE = "state"
    INSTITUTION = "institution"
    PERSON = "person"


class TollWho(StrEnum):
    """Whom a figure counts; attackers are never mixed with their victims (GTD, UCDP)."""

    CIVILIANS = "civilians"
    ATTACKERS = "attackers"
    SECURITY = "security"
    UNKNOWN = "unknown"


class TollEffect(StrEnum):
    """What happened to those counted."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    KIDNAPPED = "kidnapped"
    DISPLACED = "displaced"


class RelationType(StrEnum):
    """A lasting tie between two actors, or an actor and a place."""

    BRANCH_OF = "branch of"
    BASED_IN = "based in"
    ACTIVE_IN = "active in"
    ALSO_KNOWN_AS = "also known as"
    MEMBER_OF = "member of"


class Bears(StrEnum):
    """How one statement bears on another."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    RESTS_ON = "rests_on"


class UnreadBecause(StrEnum):
    """Why a passage gave no statement."""

    LANGUAGE = "language"
    DAMAGED = "damaged"
    REFUSED = "refused"
    FURNITURE = "furniture"
    NOTHING_FOUND = "nothing found"


class Judgement(StrEnum):
    """Whether two statements are about one incident."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Reliability(StrEnum):
    """The Admiralty mark of a source. F is unknown: neither worst nor a number."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """The Admiralty mark of an item. 1 needs independent confirmation; 6 is unknown, not a number."""

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    UNKNOWN = "6"


class Likelihood(StrEnum):
    """The likelihood bands of ICD 203, first vocabulary only; 0 and 100 are never used."""

    ALMOST_NO_CHANCE = "almost no chance"
    VERY_UNLIKELY = "very unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN = "roughly even chance"
    LIKELY = "likely"
    VERY_LIKELY = "very likely"
    ALMOST_CERTAIN = "almost certain"

    @property
    def percent(self) -> tuple[int, int]:
        """The band's ends in percent (ICD 203, D.6.e(2)(a))."""
        return _PERCENT[self]


_PERCENT = {
    Likelihood.ALMOST_NO_CHANCE: (1, 5),
    Likelihood.VERY_UNLIKELY: (5, 20),
    Likelihood.UNLIKELY: (20, 45),
    Likelihood.ROUGHLY_EVEN: (45, 55),
    Likelihood.LIKELY: (55, 80),
    Likelihood.VERY_LIKELY: (80, 95),
    Likelihood.ALMOST_CERTAIN: (95, 99),
}


class Confidence(StrEnum):
    """How well founded a judgement is (ICD 203); never in one sentence with a likelihood."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Status(StrEnum):
    """How an actor stands to an incident, in somebody's words (MUC-4, GTD)."""

    REPORTED_AS_FACT = "reported as fact"
    CLAIMED = "claimed"
    SUSPECTED = "suspected"
    ACCUSED = "accused"
    ACCUSED_BY_AUTHORITIES = "accused by authorities"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    DISOWNED = "disowned"
    ACQUITTED = "acquitted"


class Met(StrEnum):
    """The answer to one test of a policy."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Tlp(StrEnum):
    """Traffic Light Protocol 2.0 labels, least restricted first."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"

    def reaches(self, clearance: "Tlp") -> bool:
        """Whether what bears this marking may be shown to someone cleared for `clearance`."""
        order = list(Tlp)
        return order.index(self) <= order.index(clearance)


class ProtectedKind(StrEnum):
    """What is in our care."""

    PERSON = "person"
    GROUP = "group"
    INSTITUTION = "institution"
    PLACE = "place"


class NoticeKind(StrEnum):
    """A public or private CAP alert, or a briefing with a tear line."""

    ALERT = "alert"
    BRIEFING = "briefing"


class NoticeStatus(StrEnum):
    """CAP 1.2 alert status. Anything but EXERCISE, TEST and DRAFT needs an authorised issuer."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class Delivery(StrEnum):
    """What is known of one notice on its way to one contact. ACCEPTED is never called delivered."""

    QUEUED = "queued"
    LEASED = "leased"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class NoticeState(StrEnum):
    """Where one version of a notice stands in its life; worked out from the record."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RELEASED = "released"
    UPDATED = "updated"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Task(StrEnum):
    """What a clock of the docket asks a person to do before it runs out."""

    DECIDE = "decide"
    UPDATE = "update"
    APPROVE = "approve"
    RENEW = "extend, renew or cancel"
    RECALL = "update or cancel"


class Consulted(StrEnum):
    """What came of speaking with others about a duty: with whoever told us, with another office, about the public."""

    CONSENTS = "consents"
    OBJECTS = "objects"
    UNREACHED = "unreached"
    TOLD = "told-after"
    DISPUTED = "disputed"
    SETTLED = "settled"
    PUBLIC = "public"
    NOT_PUBLIC = "not-public"


class Weighed(StrEnum):
    """What a person makes of a harm that the warning itself may do: warned all the same, or by another way."""

    ALL_THE_SAME = "all-the-same"
    ANOTHER_WAY = "another-way"


class Came(StrEnum):
    """How a danger turned out, judged afterwards by a person, beside what was warned of (weather services).

    It came IN_THE_WINDOW of time that was warned of, or LATE, when that had run out, or ELSEWHERE; or it was MISSED:
    nobody was warned before. AVERTED is not a FALSE_ALARM: what was prevented only looks like one.
    """

    AVERTED = "averted"
    IN_THE_WINDOW = "in-the-window"
    LATE = "late"
    ELSEWHERE = "elsewhere"
    FALSE_ALARM = "false-alarm"
    MISSED = "missed"
    UNKNOWN = "unknown"

    @property
    def happened(self) -> bool:
        """Whether it came at all."""
        return self in {Came.IN_THE_WINDOW, Came.LATE, Came.ELSEWHERE, Came.MISSED}


class Relayed(StrEnum):
    """What became of asking somebody to pass a warning on: only what was passed on can have reached whom it is for."""

    ASKED = "asked"
    TOOK = "took"
    PASSED_ON = "passed-on"
    REFUSED = "refused"
    FAILED = "failed"


class Heard(StrEnum):
    """Whether somebody was told a statement, as far as our record goes: told only where a person answered for it."""

    TOLD = "told"
    PERHAPS = "perhaps told"
    NOT_TOLD = "not told"
    WITHHELD = "withheld"


class Matter(StrEnum):
    """What an account says was told, or not: that there was a warning at all, and what it said."""

    WARNING = "warning"
    PLACE = "place"
    TIME = "time"
    TARGET = "target"
    ACTOR = "actor"


class CorrectionHow(StrEnum):
    """What became of a report."""

    RETRACTED = "retracted"
    CORRECTED = "corrected"
    SUPERSEDED = "superseded"

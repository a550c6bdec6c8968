"""One report in the manner of the press on two attacks, two warnings and a claim by an unnamed branch, made by hand.

The facts are public; the sentences are written for the tests.
"""

from builder import (
    EUROPE,
    IR,
    IRAN,
    IS,
    ISISK,
    MOSCOW,
    RU,
    RUSSIA,
    SINAI,
    US,
    Page,
    day,
    month,
)  # fmt: skip

from tocsin.model import Bears, Certainty, Kind, Mention, MentionKind, Stage, Statement

TEXT = """An affiliate of the Islamic State took responsibility on Friday for the killings at a music hall in Moscow, \
and American officials soon vouched for the claim.

Washington had learned this month that ISIS-K, the Afghan arm of the movement, planned to strike Moscow, officials said.

Nearly all of the plots in Europe were stopped, a hint that the movement had grown weaker.

The attack in Moscow on Friday, and the January attack in Iran, may lead analysts to think again about its reach.

Besides a public notice on March 7 that an attack was possible, American officials told Russian officials in private \
that one was imminent.

Nobody has said what the private message held.

The United States had also warned Iran of a possible attack ahead of two bombings in January that killed dozens \
at a ceremony for a general, who died in an American drone strike four years before.

Western services had heard that ISIS-K might bomb the ceremony. As in Russia, ISIS-K took \
responsibility for this attack.
"""

PAGE = Page(TEXT, published=day(2024, 3, 23), source="harbour")


def statements(page: Page = PAGE) -> dict[str, Statement]:
    """The statements of the report, each under a name of its own; of a near-copy, if its page is given."""
    say = page.says
    friday, january = ("on Friday", day(2024, 3, 22)), ("January", month(2024, 1))
    march7 = ("March 7", day(2024, 3, 7))
    branch = Mention(
        span=page.span("An affiliate of the Islamic State"), kind=MentionKind.ACTOR, candidates=(ISISK, SINAI)
    )
    americans = ("American officials", US)
    out: dict[str, Statement] = {}
    out["attack"] = say(
        Kind.ATTACK, "the killings at a music hall in Moscow", target=("a music hall",), place=(("Moscow", MOSCOW),),
        time=(friday,), stage=Stage.ACCOMPLISHED,
    )  # fmt: skip
    out["claim"] = say(
        Kind.CLAIM, "took responsibility on Friday for the killings at a music hall in Moscow", by=(branch,),
        time=(friday,), place=(("Moscow", MOSCOW),),
    )  # fmt: skip
    out["confirmation"] = say(
        Kind.CONFIRMATION, "American officials soon vouched for the claim", by=(americans,), cue="vouched for",
        bears=((out["claim"].id, Bears.SUPPORTS),),
    )  # fmt: skip
    out["plan"] = say(
        Kind.PLOT, "planned to strike Moscow", by=(("officials said", None),), actor=(("ISIS-K", ISISK),),
        target=(("strike Moscow", MOSCOW),), stage=Stage.PLANNED, time=(("this month", month(2024, 3)),),
    )  # fmt: skip
    out["plots"] = say(
        Kind.PLOT, "Nearly all of the plots in Europe were stopped", place=(("Europe", EUROPE),), stage=Stage.FOILED
    )
    out["weaker"] = say(
        Kind.ASSESSMENT, "a hint that the movement had grown weaker", actor=(("the movement", IS),),
        certainty=Certainty.PROBABLE, bears=((out["plots"].id, Bears.RESTS_ON),),
    )  # fmt: skip
    out["january"] = say(
        Kind.ATTACK, "the January attack in Iran", place=(("Iran", IRAN),), time=(january,), stage=Stage.ACCOMPLISHED
    )
    out["again"] = say(
        Kind.ASSESSMENT, "may lead analysts to think again about its reach", certainty=Certainty.POSSIBLE,
        bears=((out["weaker"].id, Bears.CONTRADICTS), (out["attack"].id, Bears.RESTS_ON),
               (out["january"].id, Bears.RESTS_ON)),
    )  # fmt: skip
    out["notice"] = say(
        Kind.WARNING, "a public notice on March 7 that an attack was possible", by=(americans,), time=(march7,),
        certainty=Certainty.POSSIBLE,
    )  # fmt: skip
    out["private"] = say(
        Kind.WARNING, "told Russian officials in private that one was imminent", by=(americans,),
        recipient=(("Russian officials", RU),),
    )  # fmt: skip
    out["unsaid"] = say(Kind.UNKNOWN, "what the private message held", certainty=Certainty.UNKNOWN)
    out["iran warned"] = say(
        Kind.WARNING, "had also warned Iran of a possible attack", by=(("The United States", US),),
        recipient=(("Iran of", IR),), certainty=Certainty.POSSIBLE,
    )  # fmt: skip
    out["bombings"] = say(
        Kind.ATTACK, "two bombings in January that killed dozens at a ceremony for a general",
        place=(("Iran of", IRAN),), time=(("in January", month(2024, 1)),), target=("a ceremony for a general",),
        stage=Stage.ACCOMPLISHED,
    )  # fmt: skip
    out["dozens"] = say(Kind.TOLL, "killed dozens", killed=24, place=(("Iran of", IRAN),))
    out["general"] = say(
        Kind.ATTACK, "died in an American drone strike four years before", actor=(("American drone", US),),
        time=(("four years before", month(2020, 1)),), stage=Stage.ACCOMPLISHED,
    )  # fmt: skip
    out["bomb plan"] = say(
        Kind.PLOT, "ISIS-K might bomb the ceremony", actor=(("ISIS-K might", ISISK),), target=("the ceremony",),
        stage=Stage.PLANNED, certainty=Certainty.POSSIBLE,
    )  # fmt: skip
    out["iran claim"] = say(
        Kind.CLAIM, "ISIS-K took responsibility for this attack", by=(("ISIS-K took", ISISK),),
        place=(("Russia, ISIS-K", RUSSIA),),
    )  # fmt: skip
    out["arm"] = say(Kind.RELATION, "ISIS-K, the Afghan arm of the movement")
    return out

"""Who must be warned: an incident, the register and a policy go in; proposals come out, and a person rules.

A program proposes and never decides: `propose` gives `DutyProposal`s, `rule` needs a `Person`.
A threat that nobody has placed is proposed as a question, and never passed over.
"""

from tocsin.duty.exposure import Exposure, exposed
from tocsin.duty.foretold import foretold
from tocsin.duty.lookback import LookingBack, looking_back, speak_of_before
from tocsin.duty.outlook import is_open, turns_on_parts, unended
from tocsin.duty.policy import load_policy, shipped_policies, shipped_policy, shipped_text
from tocsin.duty.proposal import propose
from tocsin.duty.reach import concerns
from tocsin.duty.register import LeftOut, faults, load_register, sound_register, unreachable
from tocsin.duty.ruling import rule

__all__ = [
    "Exposure",
    "LeftOut",
    "LookingBack",
    "concerns",
    "exposed",
    "faults",
    "foretold",
    "is_open",
    "load_policy",
    "load_register",
    "looking_back",
    "propose",
    "rule",
    "shipped_policies",
    "shipped_policy",
    "shipped_text",
    "sound_register",
    "speak_of_before",
    "turns_on_parts",
    "unended",
    "unreachable",
]

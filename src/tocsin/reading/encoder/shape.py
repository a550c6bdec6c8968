"""The lists that the encoder's outputs are laid out by; whoever trains it and whoever reads it share them."""

from tocsin.model import Certainty, Kind, Polarity, Publicity, Stage, TollEffect, TollWho

KINDS = tuple(Kind)
STAGES = ("", *(s.value for s in Stage))
CERTAINTIES = tuple(c.value for c in Certainty)
POLARITIES = (Polarity.POSITIVE.value, Polarity.NEGATIVE.value)
CHANNELS = ("", *(p.value for p in Publicity))
WHO = tuple(w.value for w in TollWho)
EFFECTS = tuple(e.value for e in TollEffect)

POINTERS = (
    "content start", "content end", "cue end", "outer start", "outer end", "inner start", "inner end",
    "count start", "count end",
)  # fmt: skip
"""Parts that stand once: one token each, the first of the sentence ([CLS]) where there is none."""
MAPS = ("actor", "target", "victim", "instrument", "recipient", "place", "time")
"""Parts that may stand several times: for each token whether one begins there, and whether it lies within one."""
FILLERS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
"""MUC-4's roles: for each token whether a filler of each begins there, then whether it lies within one."""

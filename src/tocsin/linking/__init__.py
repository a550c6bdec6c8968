"""Statements to links, links to incidents, and whom each statement goes back to.

In: statements in order of recording, when their reports were published, the links so far, a learnt head where one is
in use. Out: new links with their features and reasons; the incidents that SAME links connect; origins, by which
independence is counted.
"""

from tocsin.linking.alike import MEASURES, Alike, Head
from tocsin.linking.beside import is_bare
from tocsin.linking.clusters import bears, described, incidents, is_learnt, joins_by_wording, pair_of, parts, set_aside
from tocsin.linking.compare import SAME_FROM, UNSURE_FROM
from tocsin.linking.echoes import is_only_told
from tocsin.linking.features import FEATURES
from tocsin.linking.groups import Ground, Groups
from tocsin.linking.origins import Whence, origins
from tocsin.linking.pairing import Pool, link
from tocsin.linking.weights import WEIGHTS

__all__ = [
    "FEATURES", "MEASURES", "SAME_FROM", "UNSURE_FROM", "WEIGHTS", "Alike", "Ground", "Groups", "Head", "Pool",
    "Whence", "bears", "described", "incidents", "is_bare", "is_learnt", "is_only_told", "joins_by_wording", "link",
    "origins", "pair_of", "parts", "set_aside",
]  # fmt: skip

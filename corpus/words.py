"""The closed lists of the corpus: registers, regions, parts of a case, what makes a text hard, what damages it."""

REGISTERS = frozenset({
    "wire flash", "wire story", "newspaper story", "local newspaper", "long feature", "newspaper analysis",
    "live blog", "radio monitoring", "broadcast transcript", "interview", "embassy alert", "police notice",
    "military press release", "government statement", "NGO security alert", "situation report", "analyst note",
    "court report", "parliamentary statement", "communiqué as reported", "diplomatic dispatch", "correction",
    "retraction", "obituary", "anniversary piece", "translated story", "company notice", "venue notice",
    "health service notice", "inquiry report", "letter", "press review", "sport", "weather", "finance", "arts",
})  # fmt: skip
"""What manner of text a report is."""

REGIONS = frozenset({
    "Northern Africa", "Western Africa", "Middle Africa", "Eastern Africa", "Southern Africa", "Northern America",
    "Central America", "Caribbean", "South America", "Central Asia", "Eastern Asia", "South-eastern Asia",
    "Southern Asia", "Western Asia", "Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe",
    "Australia and New Zealand", "Melanesia", "Micronesia", "Polynesia", "several",
})  # fmt: skip
"""The inhabited regions, as the United Nations Statistics Division draws them (M49)."""

PARTS = frozenset({
    "first flash", "update", "correction", "claim", "denial", "rival attribution", "retraction", "later account",
    "warning", "response", "copy",
})  # fmt: skip
"""What a report does in a case of several."""

HARD = frozenset({
    "nested speech", "anonymous source", "collective source", "denial of a denial", "double negation",
    "not the first time", "hypothetical", "conditional", "sarcasm", "several attacks", "claim for one of two",
    "rival claims", "toll that changes", "toll in words", "toll in a range", "relative time",
    "place named after a person",
    "group named after a place", "same name twice", "drill", "hoax", "fiction", "sport", "weather", "finance",
    "nothing relevant", "negated attack", "negated claim", "passive blame", "warning withdrawn", "old and new",
    "implicit speaker", "pronoun", "title only", "metaphor", "history", "quoted headline", "list", "question",
    "euphemism", "reported belief", "disowned claim", "false flag", "foiled or failed", "who was told",
})  # fmt: skip
"""What is hard about a text."""

DAMAGE = frozenset(
    {"page furniture", "run-together words", "broken lines", "OCR", "upper case", "lower case", "no accents"}
)
"""What has happened to a text on its way."""

ENGLISH = frozenset({"British", "American", "translated", "other"})
"""Whose English it is."""

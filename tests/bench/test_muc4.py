"""The MUC-4 bench on invented messages whose score is known by hand."""

import json
from pathlib import Path

import pytest

from bench import muc4
from bench.muc4 import amounts, people, perpetrators, roles, scoring, tagged, things
from bench.muc4.fillers import PERP_IND, PERP_ORG, TARGET, VICTIM, WEAPON, Filler, is_bare
from bench.muc4.incidents import Incident
from bench.muc4.keys import Fill, Message, Template, fill, messages, template
from bench.muc4.marks import day, mark, number, place, string
from bench.muc4.pairing import best
from bench.muc4.places import Gazetteer, gazetteer
from bench.muc4.templates import templates

KNOWN = Gazetteer({"MONTE ALTO": ("TOWN",), "RIO CLARO": ("DEPARTMENT",), "LIMA": ("CITY",)})


def _key(**slots: str) -> Template:
    return template({"template": ["1"], **{slot: written.split(" | ") for slot, written in slots.items()}})


def _message(text: str, *keys: Template) -> Message:
    return Message(id="X-1", text=text, templates=keys)


# ---- keys


def test_a_fill_holds_its_forms_what_it_belongs_to_and_whether_it_may_be_left_out() -> None:
    assert fill("hum_type", '? CIVILIAN / DIPLOMAT: "JUAN \\"EL TIO\\" PAZ" / "PAZ"') == Fill(
        forms=("CIVILIAN", "DIPLOMAT"), tag=('JUAN "EL TIO" PAZ', "PAZ"), optional=True
    )


def test_a_slash_or_colon_within_quotes_parts_nothing() -> None:
    assert fill("phys_id", '"RADIO A/B: STUDIO"') == Fill(forms=("RADIO A/B: STUDIO",))


def test_a_hyphen_is_no_fill_and_as_a_tag_belongs_to_nothing() -> None:
    assert fill("hum_number", '-: "JUAN PAZ"') is None
    assert fill("instrument_type", 'GUN: "-"') == Fill(forms=("GUN",))


def test_brackets_about_a_place_fall_away_and_those_of_its_kind_stay() -> None:
    found = fill("location", "(PERU: LIMA (CITY)) / (PERU)")
    assert found is not None
    assert found.forms == ("PERU: LIMA (CITY)", "PERU")


def test_the_marks_of_those_who_wrote_a_broadcast_down_are_blanked_and_the_length_stays() -> None:
    text = "LIMA, 4 MAR 90 -- [REPORT] [ANA SOL] [TEXT] THE ARMY [WORDS INDISTINCT] THE FPA [POPULAR FRONT] LEFT."
    message = _message(text)
    assert len(message.body) == len(text)
    assert "TEXT" not in message.body
    assert "INDISTINCT" not in message.body
    assert "[POPULAR FRONT]" in message.body
    assert message.published is not None
    assert message.published.first_day.isoformat() == "1990-03-04"


def test_train_is_never_measured(tmp_path: Path) -> None:
    row = json.dumps({"docid": "A", "set": "dev", "text": "T", "templates": []}) + "\n"
    (tmp_path / "train.jsonl").write_text(row, "utf-8")
    (tmp_path / "tst.jsonl").write_text(row.replace('"A"', '"B"'), "utf-8")
    assert [m.id for m in messages(tmp_path)] == ["B"]


# ---- marks


@pytest.mark.parametrize(
    ("given", "wanted", "right"),
    [
        ("THE 3 FARMERS", "FARMERS", 1.0),
        ("OLD FARMERS WHO SAW IT", "FARMERS", 1.0),
        ("FARMERS, WHICH WAS A MISTAKE", "FARMERS", 0.5),
        ("TORRES", "LUIS TORRES", 0.5),
        ("MEMBERS OF THE GUARD", "GUARD", 0.5),
        ("CAR DEALER", "CAR BOMB", 0.0),
        ("POPULAR FRONT (FPA)", "POPULAR FRONT", 1.0),
    ],
)
def test_words_of_the_text_are_right_partly_right_or_wrong(given: str, wanted: str, right: float) -> None:
    assert string(given, wanted) == right


@pytest.mark.parametrize(
    ("given", "wanted", "right"),
    [
        ("26 AUG 89", "26 AUG 89", 1.0),
        ("26 AUG 89", "25 AUG 89 - 26 AUG 89", 0.5),
        ("26 AUG 89", "- 26 AUG 89", 0.5),
        ("- 26 AUG 89", "26 AUG 89", 0.5),
        ("- 26 AUG 89", "25 AUG 89", 0.0),
        ("24 AUG 89", "26 AUG 89", 0.0),
    ],
)
def test_a_day_is_scored_by_the_rules_for_ranges_and_defaults(given: str, wanted: str, right: float) -> None:
    assert day(given, wanted) == right


@pytest.mark.parametrize(
    ("given", "wanted", "right"),
    [
        ("PERU: LIMA (CITY)", "PERU: LIMA (TOWN)", 1.0),
        ("PERU", "PERU: LIMA (CITY)", 0.5),
        ("CHILE: LIMA (CITY)", "PERU: LIMA (CITY)", 0.5),
        ("PERU: LIMA (CITY)", "PERU: LIMA (CITY) - ICA (CITY)", 0.5),
        ("CHILE", "PERU: LIMA (CITY)", 0.0),
    ],
)
def test_a_place_is_right_as_a_whole_chain_and_half_right_by_its_country(given: str, wanted: str, right: float) -> None:
    assert place(given, wanted) == right


def test_a_number_is_half_right_only_at_the_end_of_a_range_or_where_it_is_about_right() -> None:
    assert [number(*p) for p in (("7", "5 - 7"), ("7", "~7"), ("7", "7-"), ("6", "5 - 7"), ("7", "17"))] == [
        0.5, 0.5, 0.5, 0.0, 0.0,
    ]  # fmt: skip


def test_an_item_of_another_fill_is_half_right_and_a_wider_item_too() -> None:
    wanted = Fill(forms=("MACHINE GUN",), tag=("AK-47",))
    assert mark("instrument_type", Fill(forms=("MACHINE GUN",), tag=("AK-47",)), wanted) == 1.0
    assert mark("instrument_type", Fill(forms=("MACHINE GUN",), tag=("STONE",)), wanted) == 0.5
    assert mark("instrument_type", Fill(forms=("GUN",)), wanted) == 0.5
    assert mark("instrument_type", Fill(forms=("RIFLE",), tag=("AK-47",)), wanted) == 0.0
    assert mark("type", Fill(forms=("ATTACK",)), Fill(forms=("BOMBING",))) == 0.5
    assert mark("type", Fill(forms=("BOMBING",)), Fill(forms=("ATTACK",))) == 0.0


def test_a_number_of_somebody_else_is_wrong() -> None:
    wanted = Fill(forms=("1",), tag=("LUIS TORRES",))
    assert mark("hum_number", Fill(forms=("1",), tag=("LUIS TORRES",)), wanted) == 1.0
    assert mark("hum_number", Fill(forms=("1",), tag=("TORRES",)), wanted) == 0.5
    assert mark("hum_number", Fill(forms=("1",), tag=("ANA SOL",)), wanted) == 0.0


# ---- pairing and totals


def test_the_pairing_is_the_best_one_and_not_the_first_that_offers_itself() -> None:
    assert best([[3.0, 2.0], [2.9, 0.0]]) == [(0, 1), (1, 0)]
    assert best([[0.0], [1.0]]) == [(1, 0)]
    assert best([]) == []


def test_totals_are_as_counted_by_hand() -> None:
    wanted = _key(type="BOMBING", stage="ACCOMPLISHED", phys_id='"BANK" | "SHOP"', location="PERU: LIMA (CITY)")
    given = _key(type="ATTACK", stage="ACCOMPLISHED", phys_id='"BANK" | "BRIDGE" | "BUS"', location="PERU")
    sheet = scoring.Sheet()
    sheet.add([given], [wanted])
    total = sheet.total()
    # right: stage, bank; partly: type, location; wrong: bridge against shop; spurious: bus
    assert total == scoring.Tally(right=2, partly=2, wrong=1, spurious=1)
    assert (total.possible, total.actual) == (5, 6)
    assert total.recall == pytest.approx(60.0)
    assert total.precision == pytest.approx(50.0)
    assert total.overgeneration == pytest.approx(100 / 6)
    assert total.f == pytest.approx(2 * 60 * 50 / 110)


def test_templates_are_paired_only_where_type_and_content_agree() -> None:
    wanted = [_key(type="BOMBING", stage="ACCOMPLISHED", phys_id='"BANK"')]
    other = [_key(type="BOMBING", stage="ACCOMPLISHED", phys_id='"BRIDGE"')]
    sheet = scoring.Sheet()
    sheet.add(other, wanted)
    assert sheet.templates == scoring.Tally(missing=1, spurious=1)
    assert sheet.total() == scoring.Tally(missing=3, spurious=3)
    assert sheet.total(spurious=False) == scoring.Tally(missing=3)
    assert sheet.total(missing=False, spurious=False) == scoring.Tally()


def test_what_may_be_left_out_costs_nothing_when_it_is() -> None:
    wanted = _key(type="ATTACK", hum_description='"FARMER" | ? "GUARD"')
    sheet = scoring.Sheet()
    sheet.add([_key(type="ATTACK", hum_description='"FARMER"')], [wanted])
    sheet.add([], [template({"template": ["2 (OPTIONAL)"], "type": ["ATTACK"]})])
    assert sheet.total() == scoring.Tally(right=2)
    assert sheet.templates == scoring.Tally(right=1)
    assert sheet.texts == scoring.Tally(right=1)


# ---- roles


def test_ceaf_counts_an_entity_once_and_only_if_all_its_forms_are_the_keys() -> None:
    text = "The farmers of El Sol and Ana Sol saw rebels of the FPA throw a bomb."
    key = _key(type="BOMBING", perp_individual='"REBELS OF THE FPA" / "REBELS"', perp_org='"FPA"', hum_name='"ANA SOL"')
    again = _key(type="ATTACK", perp_individual='"REBELS"', hum_description='"FARMERS"', instrument_id='"GUN"')
    counts = roles.counts()
    given = [_key(type="BOMBING", perp_individual='"THE REBELS" | "FARMERS"', hum_name='"ANA"')]
    roles.ceaf(counts, _message(text, key, again), given)
    # wanted: rebels (told twice), FPA, Ana Sol; the gun does not stand in the text, a description is no victim here
    assert [(r, h.given, h.wanted, h.given_hit) for r, h in counts.items()] == [
        ("PerpInd", 1, 1, 0), ("PerpOrg", 0, 1, 0), ("Target", 0, 0, 0), ("Victim", 1, 1, 0), ("Weapon", 0, 0, 0),
    ]  # fmt: skip
    counts = roles.counts()
    roles.ceaf(counts, _message(text, key), [_key(type="BOMBING", perp_individual='"REBELS"', hum_name='"ANA SOL"')])
    assert roles.total(counts).precision == 100.0
    assert roles.total(counts).recall == pytest.approx(200 / 3)


def test_gtt_scores_types_and_roles_of_templates_whose_types_agree() -> None:
    text = "rebels burned a bus and a bank; rebels killed ana sol"
    arson = _key(type="ARSON", perp_individual='"REBELS"', phys_id='"BUS" | "BANK"')
    killing = _key(type="ATTACK", perp_individual='"REBELS"', hum_name='"ANA SOL"')
    counts = roles.counts()
    given = [_key(type="ARSON", phys_id='"BUS"'), _key(type="BOMBING", hum_name='"ANA SOL"')]
    roles.gtt(counts, _message(text, arson, killing), given)
    total = roles.total(counts)
    # given: 2 types, bus, Ana; hit: 1 type and the bus. wanted: 2 types, rebels twice, bus, bank, Ana
    assert (total.given, total.given_hit, total.wanted, total.wanted_hit) == (4, 2, 7, 2)


# ---- templates


BOMB = """   LIMA, 4 MAR 90 (XYZ) -- [TEXT] TODAY A CAR BOMB EXPLODED OUTSIDE THE NORTHERN BANK IN MONTE ALTO, RIO CLARO
DEPARTMENT, KILLING THREE PASSERSBY.  THE SHINING PATH CLAIMED RESPONSIBILITY FOR THE BOMBING."""

MURDER = """   LIMA, 4 MAR 90 (XYZ) -- [TEXT] GUERRILLAS KILLED MAYOR RAUL TORRES VEGA IN MONTE ALTO ON 2 MARCH, AND TWO
SOLDIERS WERE WOUNDED."""

SOLDIERS = """   LIMA, 4 MAR 90 (XYZ) -- [TEXT] GUERRILLAS KILLED TWO SOLDIERS IN MONTE ALTO TODAY."""


def _answer(text: str, roles: tuple[Filler, ...] | None = None) -> tuple[Template, ...]:
    message = _message(text)
    return templates(message, muc4.read(message), known=KNOWN, roles=roles)


def _forms(found: Template, slot: str) -> list[str]:
    return [f.forms[0] for f in found.of(slot)]


def test_a_bombing_with_a_claim_becomes_one_template() -> None:
    (found,) = _answer(BOMB)
    assert _forms(found, "type") == ["BOMBING"]
    assert _forms(found, "stage") == ["ACCOMPLISHED"]
    assert _forms(found, "date") == ["04 MAR 90"]
    assert _forms(found, "location") == ["PERU: RIO CLARO (DEPARTMENT): MONTE ALTO (TOWN)"]
    assert _forms(found, "instrument_type") == ["VEHICLE BOMB"]
    assert _forms(found, "perp_org") == ["SHINING PATH"]
    assert _forms(found, "perp_org_confidence") == ["CLAIMED OR ADMITTED"]
    assert _forms(found, "perp_category") == ["TERRORIST ACT"]
    assert _forms(found, "phys_type") == ["FINANCIAL"]
    assert found.of("hum_number") == (Fill(forms=("3",), tag=("THREE PASSERSBY",)),)
    assert _forms(found, "hum_effect") == ["DEATH"]


def test_a_named_victim_is_apart_from_what_he_was_and_from_others_who_were_hurt() -> None:
    (found,) = _answer(MURDER)
    assert _forms(found, "date") == ["02 MAR 90"]
    assert _forms(found, "perp_individual") == ["GUERRILLAS"]
    assert _forms(found, "hum_name") == ["RAUL TORRES VEGA"]
    assert Fill(forms=("MAYOR",), tag=("RAUL TORRES VEGA",)) in found.of("hum_description")
    assert Fill(forms=("GOVERNMENT OFFICIAL",), tag=("RAUL TORRES VEGA",)) in found.of("hum_type")
    assert Fill(forms=("DEATH",), tag=("RAUL TORRES VEGA",)) in found.of("hum_effect")
    assert Fill(forms=("INJURY",), tag=("TWO SOLDIERS",)) in found.of("hum_effect")


def test_what_is_done_to_soldiers_alone_is_not_wanted() -> None:
    assert _answer(SOLDIERS) == ()


def test_what_happened_long_ago_is_not_wanted() -> None:
    assert _answer(MURDER.replace("ON 2 MARCH", "ON 2 MARCH 1987")) == ()


def test_an_attack_that_did_not_happen_is_not_wanted() -> None:
    assert _answer("   LIMA, 4 MAR 90 (XYZ) -- NO MAYOR WAS KILLED IN MONTE ALTO TODAY.") == ()


def test_fillers_that_are_marked_take_the_place_of_those_that_are_looked_for() -> None:
    text = MURDER
    marked = tuple(
        Filler(role=role, start=text.index(words), end=text.index(words) + len(words))
        for role, words in ((PERP_IND, "GUERRILLAS"), (VICTIM, "SOLDIERS"), (TARGET, "MONTE"), (WEAPON, "MARCH"))
    )
    (found,) = _answer(text, marked)
    assert _forms(found, "hum_description") == ["SOLDIERS"]
    assert _forms(found, "phys_id") == ["MONTE"]
    assert _forms(found, "hum_name") == []


def test_a_message_of_which_no_statement_tells_has_the_incident_that_is_marked_in_it() -> None:
    text = "   LIMA, 4 MAR 90 (XYZ) -- THE LATE BISHOP WAS MOURNED.  THE CAR BOMB HAD STOOD BY THE CHAPEL."
    marked = (Filler(role=TARGET, start=text.index("CHAPEL"), end=text.index("CHAPEL") + 6),)
    (found,) = _answer(text, marked)
    assert _forms(found, "type") == ["BOMBING"]
    assert _forms(found, "phys_id") == ["CHAPEL"]


# ---- single slots


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("AT LEAST SIX YOUNG FARMERS DIED", "FARMERS", "6-"),
        ("SOME 100 FARMERS FLED", "FARMERS", "~100"),
        ("ON 4 MARCH THE FARMER DIED", "FARMER", "1"),
        ("THE POLICEMEN FLED", "POLICEMEN", "PLURAL"),
        ("THE BUS BURNED", "BUS", "1"),
    ],
)
def test_a_number_is_written_as_the_task_asks(text: str, words: str, said: str) -> None:
    assert amounts.amount(text, text.index(words), text.index(words) + len(words)) == said


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("TELEPHONE COMPANY BUILDING", "COMMUNICATIONS"),
        ("RESIDENCE OF THE AMBASSADOR", "DIPLOMAT OFFICE OR RESIDENCE"),
        ("HOUSES", "CIVILIAN RESIDENCE"),
        ("OLD BUILDING", "OTHER"),
    ],
)
def test_the_type_of_a_thing_is_that_of_its_telling_word(name: str, sort: str) -> None:
    assert things.type_of(name) == sort


def test_a_later_short_name_is_the_same_person() -> None:
    text = "JUDGE ANA SOL PAZ WAS SHOT.  SOL PAZ DIED."
    found = people.victims(
        text,
        [
            Filler(role=VICTIM, start=0, end=17),
            Filler(role=VICTIM, start=text.index("SOL PAZ DIED"), end=text.index("SOL PAZ DIED") + 7),
        ],
    )
    assert [(p.name, p.descriptions, len(p.at)) for p in found] == [("ANA SOL PAZ", ["JUDGE"], 2)]


def test_two_names_of_one_group_are_one_organisation() -> None:
    text = "THE FARABUNDO MARTI NATIONAL LIBERATION FRONT SAID THE FMLN HAD LEFT."
    found = perpetrators.organisations(
        text,
        [
            Filler(role=PERP_ORG, start=4, end=45),
            Filler(role=PERP_ORG, start=text.index("FMLN"), end=text.index("FMLN") + 4),
        ],
    )
    assert [len(o.names) for o in found] == [2]


def _spans(text: str, *words: str) -> list[tuple[int, int]]:
    return [(text.index(w), text.index(w) + len(w)) for w in words]


def test_an_act_has_the_organisation_that_its_own_sentences_name_first_and_two_individuals_at_most() -> None:
    text = "THE MRTA AND THE ELN HAD TALKED.  REBELS, GUNMEN AND YOUTHS OF THE ELN AND THE EPL BURNED A BUS."
    act = text.index("REBELS")
    fillers = [
        *(Filler(role=PERP_ORG, start=a, end=b) for a, b in _spans(text, "MRTA", "ELN", "EPL")),
        Filler(role=PERP_ORG, start=text.rindex("ELN"), end=text.rindex("ELN") + 3),
        *(Filler(role=PERP_IND, start=a, end=b) for a, b in _spans(text, "REBELS", "GUNMEN", "YOUTHS")),
    ]
    found = perpetrators.slots(text, Incident(type="ARSON", spans=[(act, len(text))]), fillers, fillers)
    assert [f.forms for f in found["perp_org"]] == [("ELN",)]
    assert [f.forms for f in found["perp_individual"]] == [("REBELS",), ("GUNMEN",)]


@pytest.mark.parametrize(
    ("words", "bare"),
    [("TWO", True), ("OTHERS", True), ("LOADED", True), ("12 OTHER", True), ("TWO MEN", False), ("NEWTON", False)],
)
def test_words_that_only_count_or_qualify_name_nobody(words: str, *, bare: bool) -> None:
    assert is_bare(words) is bare


def test_an_act_has_two_weapons_at_most_and_none_that_is_of_no_type() -> None:
    text = "THEY CAME WITH A LADDER, A GRENADE, A RIFLE AND A BOMB."
    fillers = [Filler(role=WEAPON, start=a, end=b) for a, b in _spans(text, "LADDER", "GRENADE", "RIFLE", "BOMB")]
    found = things.weapons(text, Incident(type="ATTACK", spans=[(0, len(text))]), fillers)
    assert [f.forms for f in found["instrument_id"]] == [("GRENADE",), ("RIFLE",)]
    assert [f.tag for f in found["instrument_type"]] == [("GRENADE",), ("RIFLE",)]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("POLICE ACCUSED THE MRTA OF THE ATTACK.", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ("THE MRTA IS SUSPECTED BY THE AUTHORITIES.", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ("THE MRTA ALLEGEDLY FIRED AT A POLICE POST.", "SUSPECTED OR ACCUSED"),
        ("THE MRTA PROBABLY BURNED THE BUS.", "SUSPECTED OR ACCUSED"),
        ("THE MRTA FIRED AT A POLICE POST.", "REPORTED AS FACT"),
    ],
)
def test_an_authority_accuses_only_where_it_says_so_itself(text: str, sure: str) -> None:
    fillers = [Filler(role=PERP_ORG, start=text.index("MRTA"), end=text.index("MRTA") + 4)]
    found = perpetrators.slots(text, Incident(type="ATTACK", spans=[(0, len(text))]), fillers, fillers)
    assert [f.forms[0] for f in found["perp_org_confidence"]] == [sure]


def test_the_set_list_of_places_is_read_from_the_tasks_own_file(tmp_path: Path) -> None:
    folder = tmp_path / "task"
    folder.mkdir()
    (folder / "set-list-location.v4").write_text("Note: a list\nMONTE ALTO (TOWN)\nMONTE ALTO (HILL)\nX (?)\n", "utf-8")
    assert gazetteer(tmp_path).kinds == {"MONTE ALTO": ("TOWN", "HILL")}
    assert gazetteer(tmp_path / "elsewhere" / "x.jsonl").kinds == {}


# ---- the bench


def _folder(tmp_path: Path) -> Path:
    slots = {"template": ["1"], "type": ["BOMBING"], "stage": ["ACCOMPLISHED"], "phys_id": ['"NORTHERN BANK"']}
    rows = [
        {"docid": "X-1", "set": "x", "text": BOMB, "templates": [slots]},
        {"docid": "X-2", "set": "x", "text": "   LIMA, 4 MAR 90 -- THE FAIR OPENED.", "templates": []},
    ]
    (tmp_path / "x.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    return tmp_path


@pytest.fixture
def by_grammar(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fillers of roles from the grammar: what is held here is the counting, not what the encoder marks."""
    monkeypatch.setattr(tagged, "tagger", lambda: None)


@pytest.mark.usefixtures("by_grammar")
def test_the_bench_gives_the_headline_and_the_measures_of_the_roles(tmp_path: Path) -> None:
    figures = {name: value for name, value, _ in muc4.run(_folder(tmp_path))}
    assert figures["messages"] == 2
    assert figures["template, recall"] == 100.0
    assert figures["text filtering, F"] == 100.0
    assert figures["slot phys_id, F"] == 100.0
    assert 0 < figures["all templates, F"] < 100
    assert figures["CEAF-REE Target, F1"] == 100.0


@pytest.mark.usefixtures("by_grammar")
def test_the_worst_list_names_the_message_and_the_sort_of_fault(tmp_path: Path) -> None:
    lines = list(muc4.worst(_folder(tmp_path)))
    assert len(lines) == 1
    assert lines[0].endswith("X-1")
    assert "matched, fills spurious" in lines[0]

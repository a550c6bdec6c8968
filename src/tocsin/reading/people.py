"""The words for people: what may be counted as people, and what names one person or several."""

import re
from functools import lru_cache

PEOPLE = (
    r"people|persons?|civilians?|men|women|man|woman|children|child|kids?|boys?|girls?|bab(?:y|ies)|infants?|"
    r"toddlers?|teens?|"
    r"youths?|adults?|pensioners?|victims?|dead|deaths?|killed|wounded|injured|missing|casualt(?:y|ies)|fatalit(?:y|"
    r"ies)|bod(?:y|ies)|"
    r"corpses?|survivors?|hostages?|captives?|prisoners?|inmates?|convicts?|detainees?|suspects?|militants?|insurgents?|extremists?|"
    r"terrorists?|fighters?|"
    r"rebels?|guerrillas?|gunmen|gunman|jihadis?|jihadists?|separatists?|pirates?|thugs|bandits?|assailants?|"
    r"attackers?|bombers?|"
    r"soldiers?|troops|servicemen|servicewomen|conscripts?|recruits?|cadets?|marines?|sailors?|airmen|paratroopers?|"
    r"commandos?|"
    r"police|policem[ae]n|policewom[ae]n|officers?|officials?|guards?|gendarmes?|agents?|rangers?|peacekeepers?|"
    r"villagers?|residents?|inhabitants?|townspeople|citizens?|nationals?|locals?|foreigners?|tourists?|travell?ers?|"
    r"visitors?|guests?|"
    r"passengers?|commuters?|pedestrians?|bystanders?|passers-?by|motorists?|drivers?|crew(?:\smembers?|men)?|"
    r"sailors?|fishermen|"
    r"worshippers?|pilgrims?|mourners?|monks?|nuns?|priests?|clerics?|imams?|pastors?|students?|pupils?|"
    r"schoolchildren|schoolgirls|"
    r"schoolboys|teachers?|professors?|doctors?|nurses?|medics?|paramedics?|patients?|aid\sworkers?|workers?|"
    r"labou?rers?|miners?|"
    r"farmers?|herders?|herdsmen|shepherds?|traders?|vendors?|shopkeepers?|shoppers?|customers?|employees?|staff|"
    r"personnel|"
    r"journalists?|reporters?|lawyers?|judges?|politicians?|lawmakers?|mayors?|councill?ors?|candidates?|activists?|"
    r"protesters?|"
    r"demonstrators?|refugees?|migrants?|famil(?:y|ies)|households?|brothers?|sisters?|sons?|daughters?|parents?|"
    r"mothers?|fathers?|"
    r"relatives?|couples?|members?|others?|souls?|individuals?|humans?|lives|martyrs?|spectators?|fans|revell?ers?|"
    r"concert-?goers?|"
    r"party-?goers?|diners?|engineers?|technicians?|contractors?|volunteers?|firefighters?|rescuers?|porters?|"
    r"climbers?|boatmen|"
    r"militiam[ae]n|tribesm[ae]n|infantrym[ae]n|clerks?|tellers?|musicians?|artists?|athletes?|diplomats?|envoys?|"
    r"consuls?|"
    r"Muslims?|Christians?|Jews?|Shiites?|Sunnis?|Hindus?|Sikhs?|Yazidis?|Kurds?|Copts?|Druze|Palestinians?|"
    r"Israelis?|Iraqis?|"
    r"Afghans?|Pakistanis?|Chinese|Japanese|French(?:men)?|Turks?|Briton?s?|Iranians?|Saudis?|Spaniards?|Filipinos?|"
    r"Swedes?|Danes?|Poles?"
)
_AGENTS = r"\w{2,}(?:ers|ors|ists|eers|ants|ees|ians|smen|men|women|folk|ites)"
_THINGS = (
    r"numbers|quarters|centers|centres|meters|metres|kilometers|kilometres|containers|computers|letters|towers|"
    r"orders|rivers|"
    r"helicopters|bombers|fighters\sjets|trailers|tankers|trawlers|freighters|headquarters|papers|newspapers|posters|"
    r"chambers|"
    r"mortars|dollars|pillars|cellars|motors|sectors|factors|doors|floors|colors|colours|monitors|reactors|tractors|"
    r"plants|restaurants|elephants|grants|warrants|currants|trees|degrees|committees|fees|coffees|specimen|sites|"
    r"websites|satellites|"
    r"routers|boosters|launchers|corners|shelters|barrels|counters|manoeuvres|quarterfinals|semiconductors|elevators|"
    r"generators|detonators|corridors|mirrors|errors|terrors|disorders|borders|ladders|boulders|shoulders|folders|"
    r"cylinders|grenade\slaunchers"
)
NOUN = re.compile(rf"(?:(?P<people>(?i:{PEOPLE}))|(?P<agents>(?!(?:{_THINGS})\b){_AGENTS}))\b(?!['’]s?\b)")
_ONE_PERSON = re.compile(
    r"(?i)\b(?:man|woman|boy|girl|child|person|people|mayor|minister|president|judge|priest|imam|rabbi|nun|officer|soldier|"
    r"police(?:man|woman)?|driver|guard|teacher|doctor|nurse|pilot|student|farmer|worker|leader|chief|commander|general|"
    r"colonel|governor|ambassador|diplomat|journalist|reporter|activist|lawyer|prosecutor|candidate|senator|deputy|"
    r"engineer|trader|monk|bishop|aid\sworker|gunm[ae]n|attacker|bomber|militant|rebel|sniper|assailant|someone|somebody|"
    r"nobody|he|she|they|who|him|her|them)s?\b"
)


def names_one(words: str) -> bool:
    """Whether words name one person by what they are, and no number of them ("a girl of")."""
    return (found := _ONE_PERSON.search(words)) is not None and not found[0].lower().endswith(("s", "people"))


@lru_cache(maxsize=4096)
def names_people(words: str) -> bool:
    """Whether words name a person or people by what they are ("a nun", "eleven wedding guests")."""
    return bool(_ONE_PERSON.search(words) or _WHOLE_NOUN.search(words))


_WHOLE_NOUN = re.compile(rf"\b{NOUN.pattern}")

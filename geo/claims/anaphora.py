"""The place that a word stands for: "the town", "у селі", "над областью", "there"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from geo.claims.analysis import Analysis
from geo.claims.sentences import Sentence, gap_cost, has_border
from geo.claims.trigger import Trigger
from geo.geocode import Resolution

_SENTENCES_BACK = 3
_TOO_FAR = 25.0  # as gap_cost weighs: the event word belongs to another clause
_CLOSE = 6.0  # of a second event word in a sentence
_CLAUSE = 60  # letters of a relative clause before its event word
_WHICH = re.compile(
    r"[»\"”]?,\s+(?:which|where|що|де|який|яку|яке|яка|котор(?:ый|ую|ое|ая)|где|куда)\s", re.IGNORECASE
)
# What is called a town or a village, by its people. Uncounted ones are mostly villages.
_TOWN_FROM, _VILLAGE_TO = 1500, 6000

_EN = (
    r"(?:\b(?:in|over|on|near|outside)\s+)?"
    r"\bthe (?:(?!other|near|neighb|adjacent|next|second|third|new)[a-z]+ )?(?:{})(?:'s|’s)?\b"
    r"(?!\s+(?:of|in|council|hall|mayor|head|government)\b)"
)
# Forms that are plural as well count only behind a word that takes the genitive of one place.
_OF_ONE = (
    r"біля|поблизу|неподалік|з|із|зі|до|від|навколо|околиц\w+|центр\w*|частин\w+|меж\w+|будівл\w+|вулиц\w+|площ\w+"
    r"|евакуаці\w+|захопленн\w+|взятт\w+|втрат\w+|обстріл\w*|звільненн\w+|оборон\w+|штурм\w*|атак\w*"
    r"|эвакуаци\w+|захват\w*|взяти\w+|потер\w+|обстрел\w*|освобождени\w+"
    r"|возле|вблизи|близ|у|из|от|вокруг|окраин\w+|част\w+|предел\w+|здани\w+|улиц\w+|площад\w+|квартал\w+|черт\w+"
)
_SLAVIC = (
    rf"(?<!\w)(?:(?P<of>{_OF_ONE})\s+(?:{{of_one}})|(?:під|над|под)\s+(?:{{form}})|(?:{{form}}))"
    r"(?!\w)(?!\s+[«\"“]?(?-i:[A-ZА-ЯІЇЄҐЁ]))"
)


def _pattern(english: str, of_one: str, form: str) -> re.Pattern[str]:
    slavic = _SLAVIC.format(of_one=of_one, form=form)
    return re.compile(f"{_EN.format(english)}|{slavic}", re.IGNORECASE)


# Kind of place → the words that may stand for it.
_WORDS = {
    "town": _pattern("city|town", "міста|города", "міст[оуі]|містом|город(?:у|ом|е)?"),
    "village": _pattern("village|hamlet", "села|деревни", "сел[оуіе]|селом|деревн[яюе]|деревней"),
    "settlement": _pattern(
        "settlement",
        "селища|посёлка|поселка|населеного пункту|населённого пункта|населенного пункта",
        r"селищ[еуі]|селищем|пос[её]л(?:ок|ку|ком|ке)|населений пункт|насел[её]нный пункт|населеному пункті"
        r"|насел[её]нном пункте",
    ),
    "facility": re.compile(
        r"\bthe (?:\w+ )?(?:plant|refinery|port|terminal|bridge|dam|airfield|(?:air )?base|depot|station)\b"
        r"|\bthe (?:\w+ )?island\b"
        r"|(?<!\w)(?:завод[уіа]?|станці[яїюі]|аеродром[уіа]?|остр[оі]в[уіа]?|острові|порт[уі]|НПЗ)(?!\w)"
        r"|(?<!\w)(?:заводе|станци[яию]|аэродром[уае]?|остров[уае]?|нефтебаз[аеу]|терминал[уае]?)(?!\w)",
        re.IGNORECASE,
    ),
    "region": re.compile(
        r"\b(?:in|over|across) the (?:region|oblast)\b|\bнад (?:регионом|областью|регіоном|областю)\b"
        r"|\b[ув] (?:області|регіоні)\b|\bв (?:области|регионе)\b|\bпо (?:області|области|регіону|региону)\b"
        r"|(?<!\w)(?:область|регіон|регион)(?=\s+(?:обстр|атак|вдар|удар))",
        re.IGNORECASE,
    ),
    "district": re.compile(
        r"\b(?:in|over) the (?:district|community)\b|\b[ув] (?:громаді|районі|районе|округе)\b"
        r"|(?:евакуаці\w+|эвакуаци\w+|обстріл\w*|обстрел\w*)\s+(?:району|громади|района|округа)\b",
        re.IGNORECASE,
    ),
    "any": re.compile(
        r"\b(?:in|inside|around) it\b|\b[ув] (?:ньому|ній|нём|нем|ней)\b"
        r"|\b(?:its|their) (?:\w+ )?(?:outskirts|edges?|centre|center|streets)\b"
        r"|\bthere\b(?!\s+(?:is|are|was|were|has|have|had|will|would|may|can|could)\b)"
        r"|\b(?:його|її|его|её|ее) (?:\w+ )?(?:околиц|окраин|центр|вулиц|улиц)\w*|\b(?:там|туди|туда)\b",
        re.IGNORECASE,
    ),
}
_OF_A_REGION = re.compile(r"\bgovernor|\bregional|\bOVA\b|обласн|област|губернатор|(?<!\w)ОВА", re.IGNORECASE)
_NEAR = re.compile(r"near|outside|біля|поблизу|неподалік|возле|вблизи|близ|під|под", re.IGNORECASE)
# "Сусіднє село" is another one; "це село", "самому городе" are the one named before.
_ANOTHER = re.compile(
    r"(?<!\w)(?!(?:це|цьому|саме|самому|этом|самом|самому|этот|это|все|всё|всьому|всему|якому|котором)\s)"
    r"[а-яіїєґё]+(?:ий|ій|ому|ім|им|ого|ее|ое|ый|ой|ом|ым|нє|не|ню|ную|ої)\s+$",
    re.IGNORECASE,
)  # fmt: skip


def meant(
    analysis: Analysis, index: int, places: list[Resolution], mentioned: dict[int, str],
    events: list[Trigger], told: Collection[int],
) -> tuple[Resolution, Trigger] | None:  # fmt: skip
    """Return the place that a word of sentence `index` stands for, and the event word beside it.

    It is the claimant's own ("the mayor of Mariupol said … in the city"), else the last one of its kind in
    the sentences before; of those, one at which something was told to happen (`told`, by its start).
    """
    sentence = analysis.sentences[index]
    for kind, pattern in _WORDS.items():
        for word in pattern.finditer(analysis.report.text, sentence.start, sentence.end):
            if _is_another(analysis, sentence, word):
                continue
            event = _beside(analysis, word, events, _TOO_FAR)
            own = [r for r in places if _is_own(r, kind, mentioned.get(r.toponym.start, ""))]
            earlier = _named_before(analysis, index, kind)
            found = own[:1] or [r for r in earlier if r.toponym.start in told][-1:] or earlier[-1:]
            found = found or _told_long_before(analysis, index, kind, told)
            if event is not None and found:
                return _near(found[0]) if _NEAR.match(word[0]) else found[0], event
    return None


def meant_again(
    analysis: Analysis, index: int, placed: Sequence[Resolution], events: list[Trigger], told: Collection[int]
) -> list[tuple[Resolution, Trigger]]:
    """Return the places of further event words of a sentence: "X was shelled, and people left the town".

    The place is one that the sentence names before (`placed`), in "X, which was bombed" the one right before.
    """
    sentence = analysis.sentences[index]
    found = []
    for resolution in placed:
        clause = _WHICH.match(analysis.report.text, resolution.toponym.end, sentence.end)
        event = next((e for e in events if clause and e.start >= clause.end()), None)
        if clause and event and _own_clause(analysis.masked[clause.end() : event.start]):
            found.append((resolution, event))
    for kind, pattern in _WORDS.items():
        for word in pattern.finditer(analysis.report.text, sentence.start, sentence.end):
            event = None if _is_another(analysis, sentence, word) else _beside(analysis, word, events, _CLOSE)
            before = [r for r in placed if r.toponym.end <= word.start() and _fits(r, kind)]
            earlier = [r for r in _named_before(analysis, index, kind) if r.toponym.start in told]
            if event is not None and (before or earlier):
                found.append(((before or earlier)[-1], event))
    return found


def _own_clause(gap: str) -> bool:
    return "·" not in gap and not has_border(gap) and len(gap) <= _CLAUSE


def tells_of_the_region(analysis: Analysis, sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of a whole region: "за добу область обстріляли 22 рази"."""
    return _WORDS["region"].search(analysis.report.text, sentence.start, sentence.end) is not None


def _is_another(analysis: Analysis, sentence: Sentence, word: re.Match[str]) -> bool:
    """Tell whether an adjective makes it another one: "сусіднє село", but not "северная часть города"."""
    of_it = word.groupdict().get("of") is not None
    text = analysis.report.text
    return (
        not of_it and _ANOTHER.search(text, max(sentence.start, word.start() - 25), word.start()) is not None
    )


def _beside(analysis: Analysis, word: re.Match[str], events: list[Trigger], far: float) -> Trigger | None:
    """Return the event word nearest to a word, if it is near."""
    gaps = [analysis.masked[min(e.end, word.end()) : max(e.start, word.start())] for e in events]
    cost, _, event = min(
        ((gap_cost(g), e.start, e) for g, e in zip(gaps, events, strict=True)), default=(99.0, 0, None)
    )
    return event if cost <= far else None


def _named_before(analysis: Analysis, index: int, kind: str) -> list[Resolution]:
    """Return the places of a kind in the sentences before; "the town" may be one that nobody counted."""
    before = _before(analysis, index, _SENTENCES_BACK)
    return [r for r in before if _fits(r, kind)] or [
        r for r in before if kind == "town" and _fits(r, "village")
    ]


def _told_long_before(analysis: Analysis, index: int, kind: str, told: Collection[int]) -> list[Resolution]:
    """Return the last place of a kind at which something was told to happen, however far back."""
    before = _before(analysis, index, index)
    return [r for r in before if r.toponym.start in told and _fits(r, kind)][-1:]


def _before(analysis: Analysis, index: int, back: int) -> list[Resolution]:
    """Return the places named in so many sentences before."""
    start, until = analysis.sentences[max(0, index - back)].start, analysis.sentences[index].start
    return [r for r in analysis.places if start <= r.toponym.start < until]


def _fits(resolution: Resolution, kind: str) -> bool:
    """Tell whether a place is one of a kind."""
    toponym, people = resolution.toponym, resolution.place.population if resolution.place else 0
    if kind in ("region", "district", "facility"):
        return toponym.kind == kind
    if kind == "any":
        return toponym.kind in ("settlement", "facility", "district", "region")
    if toponym.kind != "settlement" or toponym.relation == "metonym":
        return False
    return {"town": people >= _TOWN_FROM, "village": people <= _VILLAGE_TO}.get(kind, True)


def _near(resolution: Resolution) -> Resolution:
    """Return the resolution as a place that something happened near to."""
    return replace(resolution, toponym=replace(resolution.toponym, relation="near"))


def _is_own(resolution: Resolution, kind: str, reason: str) -> bool:
    """Tell whether a place is the claimant's; a town that stands for a government may be a capital."""
    toponym = resolution.toponym
    if reason.startswith("belongs to the claimant"):
        if kind in ("town", "village") and _OF_A_REGION.search(reason):
            return False  # "the Donetsk regional governor said … the centre of the town"
        return toponym.kind == ("settlement" if kind in ("town", "village") else kind)
    return kind in ("region", "district") and kind == toponym.kind and toponym.relation == "metonym"

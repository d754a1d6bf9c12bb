"""Who speaks in a sentence: the claimants that it names, and whose saying its verbs are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.claims.analysis import Analysis
from geo.claims.lexicon import Hit
from geo.claims.offices import source_of
from geo.claims.sentences import Sentence, between, has_border, inside, starting, words_between
from geo.claims.sources import Source, sources

_TELLING = ("person", "office", "analyst", "channel", "unit", "regional", "generic", "local", "media")
_NAME = r"[A-ZА-ЯІЇЄҐЁ][\w'’ʼ-]+"
_SOMEBODY = re.compile(
    rf"(?:[Aa]ccording to|[Зз]а словами|[Пп]о словам)\s+(?:\w+\s+){{0,3}}?({_NAME}\s+{_NAME})"
)
_SAYING = re.compile(
    r"\b(?:said|says|claimed|denie[sd]|announced|confirmed|rejected|accused|blamed|заявил|according|опроверг|оперативна)",
    re.IGNORECASE,
)
_TOLD = re.compile(r"told|telling|tells|briefed", re.IGNORECASE)
_DATIVE = re.compile(r"[\w'’ʼ-]+(?:ину|іну|їну|ову|еву|єву|ёву|ькому|скому|ому)", re.IGNORECASE)
_IS_TOLD = re.compile(r"\s+(?:was|had been|has been|is|being)\s+(?:told|informed|briefed|assured|notified)\b")
_ADDRESS = 40  # letters before a name in which it is told that somebody speaks to it
_WITH = re.compile(
    r"(?:\bwith|(?<!according )\bto|(?<!\w)[зс]о?|(?<!\w)із)\s+(?:[A-ZА-ЯІЇЄҐЁ]?[\w'’ʼ-]+\s+){0,2}$"
)
_NOUN = re.compile(
    r"(?:announce|state)ments?|reports|claims|map|заяв[аи]|повідомлення|карт[аі]|заявлени|сообщени|карт[ае]",
    re.IGNORECASE,
)
_POINTS_ON = re.compile(
    r"according|citing|quoting|with reference|за |згідно|з посил|посила|по |соглас|со ссыл|ссыла",
    re.IGNORECASE,
)
_FULL_NAME_AFTER = re.compile(rf"(?:\s+[a-zа-яіїєґё'’-]+|\s·+){{0,6}}\s+({_NAME}\s+{_NAME})(?!\w)")
_FULL_NAME_BEFORE = re.compile(rf"(?<!\w)({_NAME}\s+{_NAME})(?:,?\s+[a-zа-яіїєґё]+){{0,2}},?\s*$")
_APPOSED = re.compile(rf"(?<!\w)({_NAME}\s+{_NAME}),\s[^.;:]{{3,90}},\s*$")
_AND = re.compile(r"(?:,|,?\s+(?:and|та|і|й|и))\s+(?:the\s+|both\s+|[ув]\s+)?", re.IGNORECASE)
_THAT = re.compile(r"\bthat\b|(?<!\w)(?:що|что|ніби|будто)(?!\w)", re.IGNORECASE)
_ONE_NAME = re.compile(
    r"(?:(?<![\w,’'-]\s)|(?<=but\s)|(?<=while\s))"
    r"(?!(?:He|She|It|They|We|I|You|This|That|There|Officials?|Authorities|Residents|Police|Who|The|And|But|Others)\b)"
    r"([A-Z][\w’'-]+(?:\.\w+)?)\s+(?=wrote|writes|said|says|reported|reports|added|told|claimed)"
)
# A general word for somebody → the names that it may stand for.
_STANDS_FOR = {
    "Governor": re.compile(
        r"\((?:Governor|[\w ]+ OVA)|^Governor of|Russian-installed head|\((?:head|Russian head) of "
    ),
    "The ministry": re.compile(r"Mo[DF]\b|Ministry"),
    "Analysts": re.compile(r"DeepState|ISW|Group\b|Team\b"),
}
_DATA_OF = re.compile(r"(?:дані|джерело|інформація|данные|источник|source|photo|фото)[:\s«]*", re.IGNORECASE)
_DESCRIBES = re.compile(
    r",\s+(?:an?|the|one of|which|who|який|яка|котор\w+|близ\w+)\s[^.;:]*$", re.IGNORECASE
)
_PAPER = re.compile(
    r"(?:\s+(?:газета|издание|канал|портал|агентство|телеканал|видання|outlet|newspaper|channel|telegram-канал|паблик))?"
    r"\s+[«\"“]([^»\"”]{3,40})[»\"”]",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"(?:\s+\w+){0,2}\s+[ув]\s+[«\"“]([^»\"”]{2,40})[»\"”]")
_RANK_WORDS = (
    r"генерал|полковник|майор|капітан|капитан|комбат|командир|командувач|командующ|речни|начальни|голов|мер|мэр|глав"
    r"|general|colonel|major|captain|commander|spokes|chief|head|mayor"
)
_COLON = re.compile(
    rf"(?:(?:[\w-]+\s+){{0,2}}(?i:{_RANK_WORDS})[\w-]*\s+(?:[a-zа-яіїєґё-]+\s+){{0,2}})?"
    rf"({_NAME}(?:\s+{_NAME})?)(?:,\s[^.;:]{{3,60}})?:\s"
)
# "Oleh Petrenko, head of the district: …", "British intelligence, 8 February: …"
_HEAD = re.compile(r"[^.;:!?\n]{0,90}:(?=\s|$)")
_ONLY_SPEAKS = re.compile(r"MoD\b|Ministry of Defence|General Staff|Kremlin")  # what else would they do
# A verb by its ending, behind a comma or a dash and right before a claimant.
_VERB_BEFORE = re.compile(
    r"[,—–-]\s+(?:як\s+|как\s+)?(?:\w+\s+)?\w+(?:ает|яет|ует|еет|ит|ают|яют|уют|ят|ил|ал|ял|ел|ила|ала|или|али|яли|ало|ило"
    r"|ає|яє|ує|ить|ають|яють|ують|ять|ив|ав|яв|ула|ули|лся|лась|лись|ся|ed|es|ys)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"[,—–]\s+(?:як\s+|как\s+)?(?i:\w+(?:ает|яет|ует|еет|ит|ил|ал|ял|ел|ила|ала|ає|яє|ує|ить|ив|ав|яв|ула))"
    rf"\s+(?:[a-zа-яіїєґё'’-]+\s+){{0,3}}({_NAME}\s+{_NAME})(?=\s*(?:[.,;)]|$))"
)
_SET_APART = re.compile(r"(?:\s+[\w«»\"“”'’ʼ-]+){0,6}\s*(?:[,.;:)—–]|$)")
_INTRODUCES = re.compile(r"[^,.;:—–\n]{3,70}?,?\s(?:that|що|что|ніби|будто)\s")
_ASIDE = 60  # letters before a claimant in which its verb stands
_SIGNED = re.compile(rf"\s[—–-]\s({_NAME}(?:\s+{_NAME})?)\s*$")

_IS_HEAD = re.compile(
    r"(?:['’]s)?\s+(?:chief|head|commander|spokes(?:man|woman|person)),?\s+(?:[A-Z][\w'’-]+\s+)?"
)
_FIRST_NAME = re.compile(r",?\s+(?:[A-Z][\w'’-]+\s+)?")
_HEAD_OF = re.compile(r"\b(?:chief|head|commander) of (?:the )?$")
_TITLE = 20  # letters in which it stands

# More letters than a verb's reach of sixteen words has.
_FAR = 400


@dataclass(frozen=True, slots=True)
class Speaker:
    """A claimant as found in a text; `at` is where, None when carried over from elsewhere."""

    source: Source
    at: Hit | None
    reason: str
    own_words: bool = True  # a verb of saying stands beside it


def speakers(analysis: Analysis) -> list[list[Speaker]]:
    """Return the claimants that each sentence names, in the order of the text."""
    return _named_before([_of_sentence(analysis, sentence) for sentence in analysis.sentences])


def _named_before(named: list[list[Speaker]]) -> list[list[Speaker]]:
    """Let "the governor", "the ministry", "the analysts" be the one named in an earlier sentence."""
    known: dict[str, Source] = {}
    for heard in named:
        for at, speaker in enumerate(heard):
            if speaker.source.name in _STANDS_FOR:
                heard[at] = replace(speaker, source=known.get(speaker.source.name, speaker.source))
                continue
            known |= {
                word: speaker.source
                for word, meant in _STANDS_FOR.items()
                if meant.search(speaker.source.name)
            }
    return named


def _of_sentence(analysis: Analysis, sentence: Sentence) -> list[Speaker]:
    found = _merged(
        analysis,
        [
            Speaker(
                source_of(analysis, sentence, hit),
                hit,
                f"claimant {hit.text!r}",
                _speaks_by_itself(analysis, sentence, hit),
            )
            for hit in inside(analysis.hits["claimants"], sentence)
            if not (sources()[hit.meaning].kind == "person" and _is_addressed(analysis, hit))
        ],
    )
    silent: set[Speaker] = set()
    speaking: set[Speaker] = set()
    denials = [hit for hit in inside(analysis.hits["modality"], sentence) if hit.meaning == "denial"]
    for cue in (*inside(analysis.hits["speech"], sentence), *denials):
        speaker = _subject(analysis, cue, found)
        away = cue.meaning == "silent" and speaker is not None and _apart(analysis, cue, speaker)
        if speaker is not None and not away:
            (silent if cue.meaning == "silent" else speaking).add(speaker)
    heard = [
        replace(s, own_words=s.own_words or s in speaking) for s in found if s in speaking or s not in silent
    ]
    if any(speaker.own_words for speaker in heard):
        return [speaker for speaker in heard if speaker.own_words]
    signed = [replace(s, own_words=True) for s in heard if is_signature(analysis, sentence, s)]
    return (
        signed
        or _somebody(analysis, sentence)
        or [s for s in heard if s.source.kind in ("person", "office", "regional")]
    )


def _apart(analysis: Analysis, cue: Hit, speaker: Speaker) -> bool:
    """Tell whether a clause border parts a verb from a claimant: "…, the office said; Moscow was silent"."""
    return speaker.at is not None and has_border(analysis.gap(cue, speaker.at))


def is_signature(analysis: Analysis, sentence: Sentence, speaker: Speaker) -> bool:
    """Tell whether a sentence is nothing but a claimant: the signature of a post."""
    if speaker.at is None or sentence.end - speaker.at.end > 2:
        return False
    before = analysis.report.text[sentence.start : speaker.at.start]
    return len(before) <= 2 or _DATA_OF.fullmatch(before) is not None


def _subject(analysis: Analysis, cue: Hit, found: list[Speaker]) -> Speaker | None:
    """Return whose saying a verb of saying is: the nearest claimant, the one before it first."""
    best: tuple[float, Speaker] | None = None
    for speaker in found:
        if speaker.at is None or (_POINTS_ON.match(cue.text) and speaker.at.end <= cue.start):
            continue
        gap = analysis.report.text[min(cue.end, speaker.at.end) : max(cue.start, speaker.at.start)]
        if len(gap) > _FAR:
            continue
        if speaker.at.start >= cue.end and _THAT.search(gap):
            continue  # "asserted that a Ukrainian brigade had fired"
        overlap = cue.start < speaker.at.end and speaker.at.start < cue.end
        cost = 0.0 if overlap else words_between(gap) + (8.0 if has_border(gap) else 0.0)
        cost += 1.5 if speaker.at.start >= cue.end else 0.0
        # "told Reuters", "told state television": whoever stands behind the verb only passes it on.
        passes_on = speaker.source.kind == "media" or _TOLD.fullmatch(cue.text)
        cost += 8.0 if passes_on and speaker.at.start >= cue.end else 0.0
        cost += 8.0 if _acts(analysis, speaker, cue) else 0.0
        if cost <= 16 and (best is None or cost < best[0]):
            best = (cost, speaker)
    return None if best is None else _head_of(analysis, best[1], cue, found)


def _is_addressed(analysis: Analysis, person: Hit) -> bool:
    """Tell whether a name stands in the dative or behind "with", "to"."""
    text = analysis.report.text
    before = _WITH.search(text, max(0, person.start - _ADDRESS), person.start)
    told = _IS_TOLD.match(text, person.end)
    return before is not None or told is not None or _DATIVE.fullmatch(person.text) is not None


def _acts(analysis: Analysis, speaker: Speaker, cue: Hit) -> bool:
    """Tell whether troops do something rather than speak: «военные взяли Суджу, сообщил губернатор»."""
    if speaker.at is None or speaker.source.kind not in ("generic", "unit") or cue.start < speaker.at.end:
        return False
    done = next(iter(between(analysis.hits["events"], speaker.at.end, cue.start)), None)
    return done is not None and not analysis.masked[speaker.at.end : done.start].strip()


def _head_of(analysis: Analysis, speaker: Speaker, cue: Hit, found: list[Speaker]) -> Speaker:
    """Return whom an apposition describes: "DeepState, a group with links to the Ukrainian army, wrote"."""
    for other in found:
        if other.at and speaker.at and other.at.end < speaker.at.start and speaker.at.end <= cue.start:
            between = analysis.report.text[other.at.end : speaker.at.start]
            if speaker.source.kind == "generic" and _DESCRIBES.match(between):
                return other
    return speaker


def _speaks_by_itself(analysis: Analysis, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether no verb is needed: the edge of a headline ("Генштаб: …"), "Kyiv denied", an analyst."""
    after = analysis.report.text[hit.end : hit.end + 3]
    before = analysis.report.text[max(sentence.start, hit.start - 3) : hit.start]
    at_end = sentence.end - hit.end <= 25
    head = _HEAD.match(analysis.report.text, sentence.start, sentence.end)
    heads = head is not None and hit.end < head.end() and not _tells(analysis, sentence.start, head.end())
    edge = (
        heads
        or _says_in_passing(analysis, sentence, hit)
        or _says_that(analysis, sentence, hit)
        or after.lstrip('»"').startswith(":")
        or (at_end and re.search(r"[—–-]\s*$", before) is not None)
    )
    return (
        edge
        or _SAYING.search(hit.text) is not None
        or sources()[hit.meaning].kind in ("analyst", "channel")
        or _ONLY_SPEAKS.search(hit.meaning) is not None
    )


def _says_in_passing(analysis: Analysis, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether an unknown verb sets a claimant apart: «Мирноград, настаивает корпус, …», "…, added X"."""
    text = analysis.report.text
    verb = _VERB_BEFORE.search(text, max(sentence.start, hit.start - _ASIDE), hit.start)
    return verb is not None and _SET_APART.match(text, hit.end, sentence.end) is not None


def _says_that(analysis: Analysis, sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a claimant and an unknown verb introduce a clause: «корпус возразил, что …»."""
    clause = _INTRODUCES.match(analysis.report.text, hit.end, sentence.end)
    return clause is not None and not _tells(analysis, hit.end, clause.end())


def _tells(analysis: Analysis, start: int, end: int) -> bool:
    """Tell whether a stretch says that something happened or names a place in passing."""
    return any(start <= hit.start < end for topic in ("events", "speech") for hit in analysis.hits[topic])


def _somebody(analysis: Analysis, sentence: Sentence) -> list[Speaker]:
    """Take a name that no lexicon knows after "according to"."""
    text = analysis.masked
    match = (
        _SOMEBODY.search(text, sentence.start, sentence.end)
        or _named_beside_speech(analysis, sentence)
        or _ONE_NAME.search(text, sentence.start, sentence.end)
        or _COLON.match(text, sentence.start, sentence.end)
        or _SIGNED.search(text, sentence.start, sentence.end)
        or _PASSED_ON.search(text, sentence.start, sentence.end)
    )
    if match is None:
        return _paper(analysis, sentence)
    if any(match.start(1) < hit.end and hit.start < match.end(1) for hit in analysis.hits["actors"]):
        return []  # "North Korean" is no name of a person
    hit = Hit(match.start(1), match.end(1), match[1], match[1])
    basis, kind = ("reported", "media") if "." in match[1] else ("claimed", "person")
    return [Speaker(Source(match[1], "", basis, kind), hit, f"claimant {match[1]!r}")]


def _paper(analysis: Analysis, sentence: Sentence) -> list[Speaker]:
    """Take a medium that no lexicon knows: "Об этом пишет «Военная хроника»"."""
    for cue in inside(analysis.hits["speech"], sentence):
        if found := _PAPER.match(analysis.report.text, cue.end, sentence.end):
            hit = Hit(found.start(1), found.end(1), found[1], found[1])
            return [Speaker(Source(found[1], "", "reported", "media"), hit, f"claimant {found[1]!r}")]
    return []


def _named_beside_speech(analysis: Analysis, sentence: Sentence) -> re.Match[str] | None:
    """Find a full name beside the verb: "… said the head of the district Ivan Petrenko"."""
    for cue in inside(analysis.hits["speech"], sentence):
        if cue.meaning != "said" or _NOUN.match(cue.text):
            continue
        after = _FULL_NAME_AFTER.match(analysis.masked, cue.end, min(sentence.end, cue.end + 80))
        ahead = _FULL_NAME_BEFORE.search(analysis.masked, max(sentence.start, cue.start - 60), cue.start)
        apposed = _APPOSED.search(analysis.masked, max(sentence.start, cue.start - 130), cue.start)
        house = _HOUSE.match(analysis.report.text, cue.end, sentence.end)
        if found := ahead or after or apposed or house:
            return found
    return None


def _merged(analysis: Analysis, found: list[Speaker]) -> list[Speaker]:
    """Join "governor Alexei Smirnov", "head of the HUR Budanov": neighbours of one side are one claimant.

    The most telling of joined names stays: a person, else an office, else a general word.
    """
    merged: list[Speaker] = []
    for speaker in found:
        last = merged[-1] if merged else None
        if last is None or last.at is None or speaker.at is None:
            merged.append(speaker)
        elif _together(analysis, last.at, speaker.at) and last.source.kind == speaker.source.kind:
            merged[-1] = _both(last, speaker)
        elif _one(analysis, last, speaker):
            merged[-1] = min(last, speaker, key=lambda s: _TELLING.index(s.source.kind))
        else:
            merged.append(speaker)
    return merged


def _together(analysis: Analysis, a: Hit, b: Hit) -> bool:
    """Tell whether two claimants speak as one: "the Legion and the Volunteer Corps claimed"."""
    return a.meaning != b.meaning and _AND.fullmatch(analysis.report.text, a.end, b.start) is not None


def _both(one: Speaker, other: Speaker) -> Speaker:
    source = replace(other.source, name=f"{one.source.name} and {other.source.name}")
    return replace(other, source=source, own_words=one.own_words or other.own_words)


def _is_chief(analysis: Analysis, office: Hit, person: Hit) -> bool:
    """Tell whether an office only tells what a person is the head of."""
    text = analysis.report.text
    gap = text[office.end : person.start]
    behind = _HEAD_OF.search(text, max(0, office.start - _TITLE), office.start) is not None
    return _IS_HEAD.fullmatch(gap) is not None or (behind and _FIRST_NAME.fullmatch(gap) is not None)


def _one(analysis: Analysis, a: Speaker, b: Speaker) -> bool:
    """Tell whether two neighbouring claimants are one person and their office."""
    if a.at is None or b.at is None:
        return False
    if b.source.kind == "person" and _is_chief(analysis, a.at, b.at):
        return True  # "the chief of the General Staff, Valery Gerasimov"
    if {a.source.side, b.source.side} == {"Ukraine", "Russia"}:
        return False
    kinds = {a.source.kind, b.source.kind}
    gap = analysis.report.text[a.at.end : b.at.start]
    said = starting(analysis.hits["speech"], a.at.end, b.at.start)
    if said and "," in analysis.report.text[said[0].end : b.at.start]:
        return False  # "the ministry said on Thursday, hours after Putin had …"
    if (len(gap) <= 2 and kinds & {"generic", "unit"}) or gap.strip() == "in":
        return True  # "the General Staff in Kyiv denied"
    if "media" in kinds or "analyst" in kinds or not kinds & {"person", "regional"}:
        return False
    return words_between(gap) <= 5 and not re.search(r"(?<!\b\w)[;:.!?]\s|\b(?:and|та|і|и|але|но|but)\b", gap)

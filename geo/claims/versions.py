"""Part a sentence into the versions of those who speak in it: "…, which the General Staff denied"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.claims.lexicon import Hit
from geo.claims.sentences import Sentence, inside, words_between
from geo.claims.sources import sources

_BUT = (
    r"but|yet|while|whereas|however|although|though|even though"
    r"|але|а|однак|проте|утім|втім|натомість|хоча|тоді як|но|однако|хотя|тогда как|между тем"
)
_JOINT = re.compile(
    rf"\s?[,;—–]\s+(?:(?P<but>{_BUT}|and|та|і|и)(?:,|(?=\s))\s*)?|\s-\s|\s(?P<bare>but|але|однак|однако|while)\s+",
    re.IGNORECASE,
)
_TOLD_BEFORE = re.compile(
    r"^(?:which|що|чого|что|чего)\b|\b(?:it|this|that|these)\b"
    r"|\bthe (?:claim|report|statement|news|information)s?\b"
    r"|^(?:an?|the) (?:\w+ )?(?:claim|assertion|statement|report|account|allegation)\b"
    r"|\b(?:це|цього|цьому|цю|ці|його|її|їх|это|этого|этому|эту|эти|его|её|ее|их)\b"
    r"|\b(?:успех|успіх|взятие|взяття|захват|захоплення|потер[юи]|втрат[уи]|обвинени[ея]|звинувачення)\b"
    r"|\b(?:таку|такую) (?:заяву|інформацію|информацию)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZА-ЯІЇЄҐЁ]")
_OF_ITS_OWN = re.compile(r",?\s*(?:that|що|что|ніби|будто)\s+\w", re.IGNORECASE)
# "Moscow's claim to have captured X was rejected by Kyiv": who claims stands before, who denies behind.
_CLAIM = re.compile(
    r"\b(?:claims?|reports?|statements?|assertions?|announcements?)\b(?! (?:that )?(?:it|they|its))"
    r"|(?<!\w)(?:заяв[ауи]|повідомлення|інформаці[яюї]|заявлени[ея]|сообщени[ея]|информаци[яюи]|утверждени[ея])(?!\w)",
    re.IGNORECASE,
)
_CONFIRMS = re.compile(
    r"(?<!not )(?<!not yet )(?<!не )(?<!\w)(?:confirmed|confirms|підтверд(?:ив|ила|или)|підтверджу(?:є|ють)"
    r"|подтверд(?:ил|ила|или|ило)|подтвержда(?:ет|ют))(?!\w)",
    re.IGNORECASE,
)
_DENIALS = frozenset({"denial", "untrue"})
_SPEAKS_IN = 7  # words from the border within which whoever gives another version is named
_WORDS_BEHIND = 6
_SHORT = 8  # words of a clause that names in passing what it denies: «втрати її не визнає»
_BESIDE = 3  # words between a denial and who denies


@dataclass(frozen=True, slots=True)
class _Clauses:
    """The text and the hits that tell where somebody else begins to speak."""

    text: str
    events: Sequence[Hit]
    claimants: Sequence[Hit]
    speech: Sequence[Hit]
    denials: Sequence[Hit]


def part_versions(sentences: Sequence[Sentence], text: str, hits: dict[str, list[Hit]]) -> list[Sentence]:
    """Return the sentences; a clause in which another speaks of what was told becomes one of its own.

    Read as a sentence, the clause has its own speaker, and its denial leaves the claim before it alone.
    """
    denials = [hit for hit in hits["modality"] if hit.meaning in _DENIALS]
    claimants = [hit for hit in hits["claimants"] if sources()[hit.meaning].kind not in ("media", "local")]
    clauses = _Clauses(text, hits["events"], claimants, hits["speech"], denials)
    return [part for sentence in sentences for part in _parts(clauses, sentence)]


def _parts(clauses: _Clauses, sentence: Sentence) -> list[Sentence]:
    cut = _cut(clauses, sentence)
    if cut is None:
        return [sentence]
    return [*_parts(clauses, replace(sentence, end=cut[0])), replace(sentence, start=cut[1])]


def _cut(clauses: _Clauses, sentence: Sentence) -> tuple[int, int] | None:
    """Return where the version before ends and the last one of a sentence begins."""
    told = inside(clauses.events, sentence)
    spoken = inside(clauses.claimants, sentence) or inside(clauses.denials, sentence)
    if not told or not (spoken or _CONFIRMS.search(clauses.text, sentence.start, sentence.end)):
        return None
    begun = min(hit.start for hit in (told[0], *inside(clauses.denials, sentence)))
    joints = [
        joint
        for joint in reversed(list(_JOINT.finditer(clauses.text, sentence.start, sentence.end)))
        if begun < joint.start()
    ]
    found = [joint for joint in joints if _is_other_version(clauses, sentence, joint)]
    denied = [joint for joint in joints if _denies(clauses, replace(sentence, start=joint.end()))]
    named = [j for j in denied if inside(clauses.claimants, replace(sentence, start=j.end()))]
    last = next(iter([*found, *named, *denied]), None)
    return last.span() if last else _denied_in_one(clauses, sentence)


def _denies(clauses: _Clauses, clause: Sentence) -> bool:
    """Tell whether somebody in a clause denies what was told before it rather than something of its own."""
    answer = next(iter(inside(clauses.denials, clause)), None) or _confirmed(clauses, clause)
    if answer is None:
        return False
    text, behind = clauses.text[clause.start : clause.end], clauses.text[answer.end : clause.end]
    if inside(clauses.events, replace(clause, end=answer.start)) and words_between(text) > _SHORT:
        return False
    somebody = _NAME.search(text) or inside(clauses.claimants, clause)
    pointing = somebody and _TOLD_BEFORE.search(text)
    return bool(pointing) and words_between(behind) <= _WORDS_BEHIND and not _OF_ITS_OWN.match(behind)


def _confirmed(clauses: _Clauses, clause: Sentence) -> Hit | None:
    """Find "confirmed it", «это подтвердил»; not «не подтвердил»."""
    word = _CONFIRMS.search(clauses.text, clause.start, clause.end)
    return Hit(word.start(), word.end(), word[0], "said") if word else None


def _is_other_version(clauses: _Clauses, sentence: Sentence, joint: re.Match[str]) -> bool:
    """Tell whether both sides of a border have a speaker and an event: "X said …, but Y says …"."""
    if joint[0].strip() == ",":
        return False
    before, after = replace(sentence, end=joint.start()), replace(sentence, start=joint.end())
    event = next(iter(inside(clauses.events, after)), None)
    speaker = next(iter(inside(clauses.claimants, after)), None)
    if event is None or speaker is None or event.start < speaker.start:
        return False
    others = {hit.meaning for hit in inside(clauses.claimants, before)}
    near = words_between(clauses.text[after.start : speaker.start]) <= _SPEAKS_IN
    said = inside(clauses.speech, replace(after, end=event.start)) or _is_analyst(speaker)
    return bool(others) and speaker.meaning not in others and near and bool(said)


def _is_analyst(claimant: Hit) -> bool:
    return sources()[claimant.meaning].kind == "analyst"


def _denied_in_one(clauses: _Clauses, sentence: Sentence) -> tuple[int, int] | None:
    """Part "Moscow's claim to have captured X | was rejected by Kyiv"."""
    claim = _CLAIM.search(clauses.text, sentence.start, sentence.end)
    event = next(iter(inside(clauses.events, replace(sentence, start=claim.end()))), None) if claim else None
    behind = replace(sentence, start=event.end) if event else None
    denial = next(iter(inside(clauses.denials, behind)), None) if behind else None
    if denial is None or behind is None:
        return None
    around = inside(clauses.claimants, behind)
    who = min(around, key=lambda hit: _gap(clauses, hit, denial), default=None)
    if who is None or _gap(clauses, who, denial) > _BESIDE:
        return None
    cut = min(denial.start, who.start)
    sides = {_side(hit) for hit in inside(clauses.claimants, replace(sentence, end=cut))}
    return (cut, cut) if sides - {_side(who)} else None


def _gap(clauses: _Clauses, one: Hit, other: Hit) -> int:
    return words_between(clauses.text[min(one.end, other.end) : max(one.start, other.start)])


def _side(claimant: Hit) -> str:
    return sources()[claimant.meaning].side

"""What a report recalls beside its news: "Bakhmut had been taken in 2023", «нагадаємо, 24 лютого …»."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geo.claims.record import Claim

_NEWS = timedelta(days=14)
_LATELY = timedelta(days=7)  # of what is introduced as a reminder
_REMINDER = re.compile(
    r"\W{0,3}(?:нагада|напомн|напомин|as a reminder|recall that|to recall|the background)", re.IGNORECASE
)
_LONG_AGO = timedelta(days=90)
_EARLIER_SENTENCE = "of an earlier sentence"
_ONCE = re.compile(
    r"\b(?:(?:in|during) (?:his|her|my|our) (?:first|early) (?:days?|weeks?|months?)"
    r"|(?:in|on|during) the (?:(?:very )?first|early|opening) (?:days?|weeks?|months?"
    r"|hours) of the (?:[\w-]+ )?(?:war|invasion)"
    r"|(?:at|since|from) the (?:very )?(?:start|beginning|outset) of the (?:[\w-]+ )?(?:war|invasion)"
    r"|last (?:spring|summer|autumn|winter|year)(?:'s|’s)?|(?:a|two|three|several|many) years? (?:ago"
    r"|earlier|before)"
    r"|years ago|back in (?:\d{4}|spring|summer|autumn|winter))\b"
    r"|(?<!\w)(?:в (?:самые )?перв(?:ый|ые|ую) (?:день|дни|недел\w+|месяц\w*"
    r"|час\w*) (?:полномасштабн\w+ )?(?:войны|вторжения)"
    r"|[ув] (?:най)?перш(?:ий|і|у) (?:день|дні|тижд\w+|тижні|місяц\w*"
    r"|годин\w*) (?:повномасштабн\w+ )?(?:війни|вторгнення)"
    r"|(?:в|с) начал[еа] (?:полномасштабн\w+ )?(?:войны|вторжения)"
    r"|на початку (?:повномасштабн\w+ )?(?:війни|вторгнення)"
    r"|(?:прошл(?:ым|ой)|минул(?:ої|ого|ою|им)|позапрошл\w+|позаминул\w+) (?:весн\w+|лет\w+|осен\w+|осін\w+"
    r"|осені|зим\w+|літ\w+|год\w+|року)"
    r"|в прошлом году|торік|торішн\w+|прошлогодн\w+|(?:год|рік|годы|роки) (?:назад|тому))(?!\w)",
    re.IGNORECASE,
)
_AROUND = 70  # letters before and after the name
_CLAUSE = re.compile(r"[.;:!?\n]")


def without_history(claims: list[Claim], published: date | None) -> list[Claim]:
    """Leave out what is recalled beside the news; a report that tells nothing newer keeps everything."""
    if published is None or len(claims) < 2:
        return claims
    dated = any(claim.end and published - claim.end <= _NEWS for claim in claims)
    recalled = [_is_recalled(claim, claims, published, dated) for claim in claims]
    return claims if all(recalled) else [c for c, old in zip(claims, recalled, strict=True) if not old]


def _is_recalled(claim: Claim, claims: list[Claim], published: date, dated: bool) -> bool:
    """Tell whether a claim is history; `dated` says that the report dates something as news."""
    age = published - claim.end if claim.end else timedelta(0)
    if age > _LONG_AGO and claim.date_precision in ("month", "year"):
        return True
    taken = claim.event_type == "control_change"  # who took a place weeks ago still has it
    old = (
        _is_stated(claim)
        and claim.date_precision in ("day", "week")
        and ((dated and age > _NEWS and not taken) or (age > _LATELY and _REMINDER.match(claim.quote)))
    )
    return bool(old or _told_of_once(claim)) and not any(_is_news(c, claim, published) for c in claims)


def _is_stated(claim: Claim) -> bool:
    """Tell whether the sentence itself names the date."""
    return any(r.startswith("date ") and not r.endswith(_EARLIER_SENTENCE) for r in claim.reasons)


def _is_news(claim: Claim, recalled: Claim, published: date) -> bool:
    """Tell whether another claim tells of the same place as news: then its older part belongs to them."""
    if claim is recalled or not claim.resolution or not recalled.resolution:
        return False
    place, other = claim.resolution.place, recalled.resolution.place
    same = place is not None and other is not None and place.id == other.id
    return same and (claim.end is None or published - claim.end <= _NEWS)


def _told_of_once(claim: Claim) -> bool:
    """Tell whether the clause around the name says that it was long ago: "last summer"."""
    if claim.resolution is None:
        return False
    text, toponym = claim.report.text, claim.resolution.toponym
    before = _CLAUSE.split(text[max(claim.quote_start, toponym.start - _AROUND) : toponym.start])[-1]
    after = _CLAUSE.split(text[toponym.end : min(claim.quote_end, toponym.end + _AROUND)])[0]
    return _ONCE.search(before) is not None or _ONCE.search(after) is not None

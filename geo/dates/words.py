"""The words and the date patterns of each language; geo.dates.grammar says what they mean.

A line of `grammar` is (pattern, trigger words, builder). `<name>` in a pattern stands for a fragment:
`<day>`, `<month>`, `<year>` … The trigger is a table's name (months, weekdays, units, seasons) or a list of
words, one of which must stand in the text before the pattern is tried.
"""

# One rule a line reads better than a wrapped one.
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Words:
    """One language's word tables (lower case) and its patterns."""

    months: dict[str, int]
    weekdays: dict[str, int]  # Monday is 0
    numbers: dict[str, int]
    units: dict[str, str]
    which: dict[str, str]
    parts: dict[str, str]
    seasons: dict[str, str]
    grammar: tuple[tuple[str, str, str], ...]


def _forms(*rows: str, first: int = 0) -> dict[str, int]:
    """Number the rows; every word of a row means the row's number."""
    return {word: number for number, row in enumerate(rows, first) for word in row.split()}


def _means(**rows: str) -> dict[str, str]:
    return {word: meaning for meaning, row in rows.items() for word in row.split()}


EN = Words(
    months=_forms(
        "january jan",
        "february feb",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sept sep",
        "october oct",
        "november nov",
        "december dec",
        first=1,
    ),
    weekdays=_forms("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    numbers=_forms(
        "a an one first",
        "two couple second",
        "three few several third",
        "four fourth",
        "five fifth",
        "six sixth",
        "seven seventh",
        "eight eighth",
        "nine ninth",
        "ten tenth",
        first=1,
    ),
    units=_means(day="day days", week="week weeks", month="month months", year="year years"),
    which=_means(last="last previous past", this="this current", next="next coming"),
    parts=_means(early="early beginning start", mid="mid middle", late="late end")
    | {"first half": "first half", "second half": "second half", "first days": "early", "first week": "early"}
    | dict.fromkeys(("last days", "final days", "last week", "closing days"), "late"),
    seasons=_means(spring="spring", summer="summer", autumn="autumn fall", winter="winter"),
    grammar=(
        (r"<prefix><day><of>\s+<month>\.?<year><suffix>", "months", "explicit"),
        (r"<prefix><month>\.?\s+<day>(?![\d%]|[:.,]\d)<year><suffix>", "months", "explicit month first"),
        (
            r"<night><day1>(?:<dash>|\s+(?:to|and|through|until|till)\s+)<rday><of>\s+<month>\.?<year>",
            "months",
            "range",
        ),
        (
            r"<night><day1><of>\s+<month1>\.?(?:<dash>|\s+(?:to|and|through|until|till)\s+)<rday><of>\s+<month>\.?<year>",
            "months",
            "range",
        ),
        (
            r"<night><month>\.?\s+<day1>(?:<dash>|\s+(?:to|and|through|until|till)\s+)<rday>(?![\d%]|[:.,]\d)<year>",
            "months",
            "range",
        ),
        (
            r"<night><month1>\.?\s+<day1>(?:<dash>|\s+(?:to|and|through|until|till)\s+)<month>\.?\s+<rday>(?![\d%]|[:.,]\d)<year>",
            "months",
            "range",
        ),
        (
            r"\b(?:ever\s+)?since\s+(?:the\s+(?:night|morning)\s+of\s+)?<day><of>\s+<month>\.?<year>",
            "since",
            "since",
        ),
        (r"\b(?:ever\s+)?since\s+<month>\.?\s+<day>(?![\d%]|[:.,]\d)<year>", "since", "since"),
        (
            r"\b(?:in|during|throughout|of|by|to|until|till|from|last|this)\s+<month>(?:\s+of)?<year>(?!\.?\s+\d)",
            "months",
            "month",
        ),
        (r"\b<month>(?:\s+of)?<the_year>", "months", "month"),
        (
            r"\bsince\s+(?:the\s+(?:start|beginning)\s+of\s+)?<month><year>(?!\.?\s+\d)",
            "since",
            "since month",
        ),
        (r"\b<part>(?:[\s-]+(?:in|of)?\s*|[\s-]+)<month><year>(?!\.?\s+\d)", "months", "part"),
        (
            r"\b(?:overnight\s+)?(?:from\s+|between\s+)?<weekday1>(?:\s+night)?\s+(?:to|into|through|till|until)\s+<weekday>(?:\s+morning)?",
            "weekdays",
            "weekday range",
        ),
        (
            r"\b(?:on\s+)?<weekday>,?\s+(?:of\s+)?last\s+week\b|\blast\s+week\s+on\s+<weekday2>",
            "weekdays",
            "weekday of last week",
        ),
        (
            r"\b(?:for\s+)?(?:the|a)\s+<number>\s+(?:straight\s+|consecutive\s+|successive\s+)?day(?:\s+running|\s+in\s+a\s+row|\s+straight)?\b(?<!\wst day)",
            "running row straight consecutive successive",
            "days running",
        ),
        (
            r"\b(?:(?:at|since|from)\s+the\s+(?:start|beginning)\s+of|earlier\s+in)\s+(?:the|this)\s+(?P<unit>week|month|year)\b",
            "week month year",
            "so far",
        ),
        (
            r"\b(?:(?:early|late|overnight)\s+)?(?:on\s+|into\s+|to\s+)?(?:<which>\s+)?<weekday>(?!\s+Times\b)(?:\s+(?:morning|afternoon|evening|night))?",
            "weekdays",
            "weekday",
        ),
        (r"\b(?:earlier\s+)?<which>\s+(?P<unit>week|month|year)\b", "units", "period"),
        (
            r"\b(?:<number>\s+|a\s+couple\s+of\s+|a\s+few\s+)<unit>\s+(?:ago|earlier|before)\b",
            "ago earlier before",
            "ago",
        ),
        (
            r"\b(?:<number>\s+|a\s+couple\s+of\s+|a\s+few\s+)(?P<unit>days?)\s+(?:later|afterwards)\b",
            "later afterwards",
            "later",
        ),
        (r"\b(?:the\s+)?(?:next|following)\s+(?:day|morning|night|evening)\b", "next following", "later"),
        (
            r"\b(?:(?:on\s+|later\s+)?the\s+same\s+day|(?:later\s+)?that\s+(?:same\s+)?(?:day|night|evening))\b",
            "same that",
            "the same day",
        ),
        (r"\b(?:past|last|previous)\s+<number>\s+<unit>\b", "units", "last days"),
        (r"\bin\s+(?P<year>20[0-3]\d)(?!\s+[a-z]+s\b|\s+people|[\d:%]|[.,]\d|\s*km)", "#", "year"),
        (
            r"\b(?:in|during|this|last)\s+(?:the\s+)?(?P<season>spring|summer|autumn|winter)\b(?:\s+of)?<year>",
            "seasons",
            "season",
        ),
        (r"\bthe\s+<season>\s+of<the_year>", "seasons", "season"),
        (
            r"\b(?:earlier\s+today|today|tonight|overnight|this\s+(?:morning|afternoon|evening))\b|\b(?:during|in)\s+the\s+night\b|\bsince\s+the\s+(?:start|beginning)\s+of\s+the\s+day\b",
            "today tonight overnight this night day",
            "today",
        ),
        (
            r"\b(?:at|before|around|by|towards)\s+(?:dawn|daybreak|first\s+light|noon|midday|midnight|dusk|nightfall)\b"
            r"|\b(?:since|from)\s+(?:the\s+)?(?:early\s+)?morning\b|\bin\s+the\s+(?:early|small)\s+hours\b",
            "dawn daybreak light noon midday midnight dusk nightfall morning hours",
            "today",
        ),
        (
            r"\b(?:at|around|about|shortly\s+(?:after|before))\s+(?:around\s+|about\s+)?(?:[01]?\d|2[0-3])(?::[0-5]\d(?:\s*[ap]\.?m\b\.?)?|(?:\.[0-5]\d)?\s*[ap]\.?m\b\.?)",
            "#",
            "today",
        ),
        (r"\b(?:the\s+)?day\s+before\s+yesterday\b", "yesterday", "two days before"),
        (
            r"\byesterday(?:\s+(?:morning|afternoon|evening))?\b|\bthe\s+day\s+before\b|\ba\s+day\s+earlier\b"
            r"|\bthe\s+previous\s+(?:day|night|evening)\b|\bthe\s+(?:night|evening)\s+before\b|\blast\s+(?:night|evening)\b"
            r"|\b(?:over|in|during|for|within)\s+the\s+(?:past|last|previous)\s+day\b|\bthe\s+(?:past|last|previous)\s+day['’]s\b",
            "yesterday day night evening",
            "yesterday",
        ),
        (
            r"\b(?:the\s+)?(?:past|last|previous)\s+(?:24|twenty-four)[\s-]+hours\b|\b(?:in|over)\s+24\s+hours\b|\b(?:over|during|in\s+the\s+course\s+of|throughout)\s+the\s+day\b",
            "hours",
            "past 24 hours",
        ),
        (
            r"\b(?:in\s+|over\s+)?(?:the\s+)?(?:recent|past|last|past\s+few|last\s+few|past\s+couple\s+of)\s+days\b|\bthe\s+other\s+day\b",
            "day days",
            "recent days",
        ),
        (
            r"\b(?:over|in|during|for|within)\s+the\s+(?:past|last|previous)\s+week\b(?!\s+of\b)",
            "week",
            "past week",
        ),
        (r"\b(?:over|at|on|during|this|last)\s+(?:the\s+)?weekend\b", "weekend", "weekend"),
        (r"\btomorrow\b", "tomorrow", "tomorrow"),
        (
            r"\bon\s+the\s+(?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b(?!\s+(?:of|separate|mechani|brigade|battalion|regiment|division|army|corps|floor|day|anniversary|century|attempt|package|kilomet))",
            "#",
            "day of month",
        ),
    ),
)

UK = Words(
    months=_forms(
        "січень січня січні січ",
        "лютий лютого лютому лют",
        "березень березня березні",
        "квітень квітня квітні квіт",
        "травень травня травні трав",
        "червень червня червні черв",
        "липень липня липні",
        "серпень серпня серпні серп",
        "вересень вересня вересні",
        "жовтень жовтня жовтні жовт",
        "листопад листопада листопаді",
        "грудень грудня грудні груд",
        first=1,
    ),
    weekdays=_forms(
        "понеділок понеділка понеділку",
        "вівторок вівторка вівторку",
        "середа середу середи",
        "четвер четверга",
        "п'ятниця п'ятницю п'ятниці п’ятниця п’ятницю п’ятниці пʼятниця пʼятницю пʼятниці",
        "субота суботу суботи",
        "неділя неділю неділі",
    ),
    numbers=_forms(
        "один одну перший першу",
        "два дві пару двома другий другу другої",
        "три кілька декілька трьома третій третю третьої",
        "чотири четвертий четверту",
        "п'ять п’ять пʼять п'ятий п’ятий п'яту п’яту",
        "шість шостий шосту",
        "сім сьомий сьому",
        "вісім восьмий восьму",
        "дев'ять дев’ять девʼять дев'ятий дев’ятий",
        "десять десятий десяту",
        first=1,
    ),
    units=_means(
        day="день дня дні днів добу доби діб днями днем",
        week="тиждень тижня тижні тижнів тижнем тижнями",
        month="місяць місяця місяці місяців",
        year="рік року роки років році",
    ),
    which=_means(
        last="минулого минулої минулому минулий минулу минулі",
        this="цього цьому цей цієї цю",
        next="наступного наступному наступний наступної",
    ),
    parts=_means(
        early="початку початок", mid="середині середина середини", late="наприкінці кінці кінця кінець"
    )
    | {"першій половині": "first half", "другій половині": "second half"}
    | dict.fromkeys(("перші дні", "перших числах", "перших днях"), "early")
    | dict.fromkeys(("останні дні", "останніх числах", "останніх днях"), "late"),
    seasons=_means(spring="навесні весною", summer="влітку улітку", autumn="восени", winter="взимку узимку"),
    grammar=(
        (r"<prefix><day>\s+<month><year><suffix>", "months", "explicit"),
        (
            r"<night>(?:(?:з|із|від)\s+)?<day1>(?:<dash>|\s+(?:до|по|на|та|і|й)\s+)<rday>\s+<month><year>",
            "months",
            "range",
        ),
        (
            r"<night>(?:(?:з|із|від)\s+)?<day1>\s+<month1>(?:<dash>|\s+(?:до|по|на|та|і|й)\s+)<rday>\s+<month><year>",
            "months",
            "range",
        ),
        (
            r"\b(?:починаючи\s+)?(?:з|із)\s+(?:(?:ранку|ночі|вечора)\s+)?<day>\s+<month><year>",
            "months",
            "since",
        ),
        (r"\b(?:у|в|за|протягом|упродовж|впродовж|цього|минулого)\s+<month><year>", "months", "month"),
        (r"\b<month><the_year>", "months", "month"),
        (r"\b(?:з|із|від)\s+(?:початку\s+)?<month><year>", "months", "since month"),
        (r"\b(?:(?:на|у|в)\s+)?<part>\s+<month><year>", "months", "part"),
        (r"<night>(?:з|із|від)\s+<weekday1>\s+(?:на|до|по)\s+<weekday>", "weekdays", "weekday range"),
        (
            r"\b(?:у|в)\s+<weekday>\s+минулого\s+тижня\b|\bминулого\s+тижня,?\s+(?:у|в)\s+<weekday2>",
            "weekdays",
            "weekday of last week",
        ),
        (
            r"\b(?:(?:у|в|на|з|із|від|до|проти|за)\s+(?:Вербну\s+)?|<which>\s+|(?:[ву]ранці|зранку|[ву]день|[ву]вечері|[ву]ночі)\s+(?:(?:у|в|на|проти)\s+)?)<weekday>\b<suffix>",
            "weekdays",
            "weekday",
        ),
        (
            r"\b(?:вже\s+|уже\s+)?<number>\s+(?:день|добу|дня|доби)(?:\s+поспіль|\s+підряд)?\b(?!\s+(?:тому|раніше))",
            "третій третю другий другу четвертий четверту п сьомий восьмий десятий шостий поспіль підряд",
            "days running",
        ),
        (r"\b(?:на\s+початку|(?:з|від)\s+початку)\s+(?P<unit>тижня|місяця|року)\b", "початку", "so far"),
        (r"\bстаном\s+на\s+\d\d:\d\d(?!\s*[\d,(])", "станом", "today"),
        (
            r"\b(?:до|під|над)\s+ран(?:ку|ок)\b|\bна\s+світанку\b|\bдосвіта\b|\bпіввночі\b|\bоп[іо]вдні\b|\bопівночі\b|\bпісля\s+обіду\b|\bпополудні\b|\bрано-вранці\b",
            "ранку ранок світанку досвіта опівдні опівночі обіду пополудні рано",
            "today",
        ),
        (r"\b(?:на\s+)?<which>\s+(?P<unit>тижня|тижні|місяця|місяці|року|році)\b", "units", "period"),
        (r"\b(?:<number>\s+)?<unit>\s+(?:тому|раніше|до\s+того)\b", "тому раніше того", "ago"),
        (r"\bчерез\s+(?:<number>\s+)?(?P<unit>день|дні|днів)\b", "через", "later"),
        (r"\b(?:<number>\s+)?(?P<unit>днем|днями)\s+пізніше\b", "пізніше", "later"),
        (r"\b(?:вже\s+)?наступного\s+(?P<unit>дня|ранку)\b", "наступного", "later"),
        (
            r"\b(?:того|цього)\s+(?:ж|самого)\s+(?:дня|вечора|ранку)\b|\bтієї\s+ж\s+(?:ночі|доби)\b",
            "ж самого",
            "the same day",
        ),
        (r"\bостанні\s+<number>\s+<unit>\b", "останні", "last days"),
        (r"\b(?P<year>20[0-3]\d)(?:-?(?:му|го))?\s+(?:році|року|рік)\b", "#", "year"),
        (r"\b<season>\b<year>", "seasons", "season"),
        (
            r"\bсьогодні(?:\s+(?:вранці|зранку|вночі|уночі|ввечері|вдень))?\b|\bсьогоднішн\w+\b|\b(?:минулої|цієї)\s+ночі\b"
            r"|\b[ву]ночі\b|\b[ву]ранці\b|\bзранку\b|\b[ву]день\b|\b[ву]вечері\b|\bза\s+ніч\b|\b(?:з|від)\s+початку\s+(?:цієї\s+)?доби\b|\bцього\s+(?:ранку|дня|вечора)\b"
            r"|\b(?:протягом|упродовж|впродовж|за)\s+(?:дня|ночі|день)\b|\bнічн(?:ої|а|ий|ого|их|і)\s+(?:атак|удар|обстріл)\w*",
            "сьогодні сьогоднішній сьогоднішнього сьогоднішньому сьогоднішнім сьогоднішня сьогоднішньої сьогоднішню сьогоднішні сьогоднішніх сьогоднішніми сьогоднішнє ночі вночі уночі вранці уранці зранку вдень удень ввечері увечері ніч доби цього дня день нічної нічна нічний нічного нічних нічні",
            "today",
        ),
        (
            r"\b(?:о|об|близько|приблизно|біля|після)\s+(?:о\s+)?(?:(?:[01]?\d|2[0-3]):[0-5]\d|\d{1,2}(?:-?(?:й|ій|ї))?\s+(?:годин\w+\s+)?(?:ранку|ночі|вечора|дня))\b(?!:)",
            "#",
            "today",
        ),
        (r"\bпозавчора\b", "позавчора", "two days before"),
        (
            r"\b[ву]чора(?:\s+(?:вранці|вночі|ввечері|увечері|вдень))?\b|\b[ву]чорашн\w+\b|\bнапередодні\b(?!\s+(?:зустріч|візит|вибор|саміт|переговор|наступ|свят|річниц|Нового|цього|його))|\bминулого\s+(?:дня|вечора)\b"
            r"|\b(?:(?:за|протягом|упродовж|впродовж)\s+)?(?:минулої|попередньої|минулу|попередню|вчорашню|минулі|вчорашньої)\s+доб[иу]\b",
            "вчора учора вчорашній вчорашнього вчорашньому вчорашнім вчорашня вчорашньої вчорашню вчорашні вчорашніх вчорашніми вчорашнє учорашній учорашнього учорашньому учорашнім учорашня учорашньої учорашню учорашні учорашніх учорашніми учорашнє напередодні минулого добу доби",
            "yesterday",
        ),
        (
            r"\bза\s+(?:(?:останню|цю|всю)\s+)?добу\b|\b(?:протягом|упродовж|впродовж)\s+останньої\s+доби\b|\bостанні\s+24\s+години\b",
            "добу доби години",
            "past 24 hours",
        ),
        (r"\b(?:протягом|упродовж|впродовж)\s+(?:(?:цієї|всієї)\s+)?доби\b", "доби", "the day so far"),
        (r"\b(?:останніми|цими)\s+днями\b|\bза\s+останні\s+дні\b|\bднями\b", "днями дні", "recent days"),
        (
            r"(?<!вдруге\s)(?<!втретє\s)(?<!рази\s)\b(?:за|протягом|упродовж|впродовж)\s+(?:(?:минулий|останній|минулого|останнього)\s+)?тиж(?:день|ня)\b|\bостанній\s+тиждень\b|\bза\s+підсумками\s+тижня\b",
            "тиждень тижня",
            "past week",
        ),
        (
            r"\b(?:на|у|в|за)\s+(?:минулі\s+|ці\s+|минулих\s+)?вихідн(?:их|і)\b|\bминулими\s+вихідними\b",
            "вихідних вихідні вихідними",
            "weekend",
        ),
        (r"\bторік\b", "торік", "last year"),
        (r"\bзавтра\b", "завтра", "tomorrow"),
    ),
)

RU = Words(
    months=_forms(
        "январь января январе янв",
        "февраль февраля феврале фев",
        "март марта марте",
        "апрель апреля апреле апр",
        "май мая мае",
        "июнь июня июне",
        "июль июля июле",
        "август августа августе авг",
        "сентябрь сентября сентябре сен сент",
        "октябрь октября октябре окт",
        "ноябрь ноября ноябре ноя нояб",
        "декабрь декабря декабре дек",
        first=1,
    ),
    weekdays=_forms(
        "понедельник понедельника понедельнике",
        "вторник вторника вторнике",
        "среда среду среды среде",
        "четверг четверга четверге",
        "пятница пятницу пятницы пятнице",
        "суббота субботу субботы субботе",
        "воскресенье воскресенья",
    ),
    numbers=_forms(
        "один одну первый первые",
        "два две пару двумя второй вторые",
        "три несколько тремя третий третьи",
        "четыре четвертый четвёртый четвертые четвёртые",
        "пять пятый пятые",
        "шесть шестой шестые",
        "семь седьмой седьмые",
        "восемь восьмой восьмые",
        "девять девятый девятые",
        "десять десятый десятые",
        first=1,
    ),
    units=_means(
        day="день дня дней дни сутки суток днями днём днем",
        week="неделя неделю недели недель неделе неделей неделями",
        month="месяц месяца месяцев месяце",
        year="год года лет году",
    ),
    which=_means(
        last="прошлого прошлом прошлый прошлой прошлую минувший минувшего минувшей минувшую минувшем",
        this="этого этом этот этой эту",
        next="следующего следующем следующий следующей следующую",
    ),
    parts=_means(
        early="начале начала начало", mid="середине середина середины", late="конце конца конец концу"
    )
    | {"первой половине": "first half", "второй половине": "second half"}
    | dict.fromkeys(("первые дни", "первых числах", "первых днях"), "early")
    | dict.fromkeys(("последние дни", "последних числах", "последних днях"), "late"),
    seasons=_means(spring="весной", summer="летом", autumn="осенью", winter="зимой"),
    grammar=(
        (r"<prefix><day>\s+<month><year><suffix>", "months", "explicit"),
        (
            r"<night>(?:(?:с|со|от)\s+)?<day1>(?:<dash>|\s+(?:до|по|на|и)\s+)<rday>\s+<month><year>",
            "months",
            "range",
        ),
        (
            r"<night>(?:(?:с|со|от)\s+)?<day1>\s+<month1>(?:<dash>|\s+(?:до|по|на|и)\s+)<rday>\s+<month><year>",
            "months",
            "range",
        ),
        (
            r"\b(?:с|со)\s+\d{1,2}(?:[:.]\d\d)?(?:\s+(?:утра|вечера|часов|часа|ночи|дня))?\s+<day1>\s+<month1>\s+(?:до|по)\s+\d{1,2}(?:[:.]\d\d)?(?:\s+(?:утра|вечера|часов|часа|ночи|дня))?\s+<rday>\s+<month><year>",
            "months",
            "range",
        ),
        (
            r"\b(?:(?:утром|вечером|днём|днем|ночью)\s+)?(?P<day>[1-9]|[12]\d|3[01])-?го(?:\s+числа)?(?:(?<=числа)|(?=\s*[,.;:!?)]|\s+(?:там|уже|было|утром|вечером|днём|ночью|взяли))|(?<=[мь]\s\d-го)|(?<=[мь]\s\d\d-го))",
            "#",
            "day of month",
        ),
        (r"\b(?:начиная\s+)?(?:с|со)\s+(?:(?:утра|ночи|вечера)\s+)?<day>\s+<month><year>", "months", "since"),
        (r"\b(?:в|во|за|этого|прошлого|в\s+течение)\s+<month><year>", "months", "month"),
        (r"\b<month><the_year>", "months", "month"),
        (r"\b(?:с|со)\s+(?:начала\s+)?<month><year>", "months", "since month"),
        (r"\b(?:(?:в|к|во)\s+)?<part>\s+<month><year>", "months", "part"),
        (r"<night>(?:с|со)\s+<weekday1>\s+(?:на|до|по)\s+<weekday>", "weekdays", "weekday range"),
        (
            r"\b(?:в|во)\s+<weekday>\s+(?:на\s+)?прошлой\s+недел[еи]\b|\bна\s+прошлой\s+неделе,?\s+(?:в|во)\s+<weekday2>",
            "weekdays",
            "weekday of last week",
        ),
        (r"\b(?:утром|вечером|днём|днем|ночью)\s+(?:(?:в|во|на)\s+)?<weekday>\b", "weekdays", "weekday"),
        (
            r"\b(?:уже\s+)?<number>\s+(?:день|сутки|дня|суток)(?:\s+подряд|\s+кряду)?\b(?!\s+(?:назад|ранее|раньше))",
            "третий третьи второй вторые четвертый четвёртый четвертые пятый пятые шестой седьмой восьмой девятый десятый подряд кряду",
            "days running",
        ),
        (r"\b(?:в\s+начале|с\s+начала)\s+(?P<unit>недели|месяца|года)\b", "начале начала", "so far"),
        (
            r"\b(?:к|под)\s+утр[уо]\b|\bс\s+(?:самого\s+|раннего\s+)?утра\b|\bна\s+рассвете\b|\bв\s+пол(?:день|ночь)\b|\bпосле\s+(?:полудня|обеда)\b|\bза\s+день\b",
            "утру утро утра рассвете полдень полночь полудня обеда день",
            "today",
        ),
        (r"\b(?:(?:в|во|на|с|к|до)\s+)?(?:<which>\s+)<weekday>\b<suffix>", "weekdays", "weekday"),
        (r"\b(?:в|во|на|с|к|до|о|за)\s+<weekday>\b<suffix>", "weekdays", "weekday"),
        (
            r"\b(?:на\s+|в\s+)?<which>\s+(?P<unit>недели|неделе|неделю|месяца|месяце|месяц|года|году|год)\b",
            "units",
            "period",
        ),
        (r"\b(?:<number>\s+)?<unit>\s+(?:назад|ранее|раньше|до\s+того)\b", "назад ранее раньше того", "ago"),
        (r"\b(?:через|спустя)\s+(?:<number>\s+)?(?P<unit>день|дня|дней|сутки)\b", "через спустя", "later"),
        (r"\b(?:<number>\s+)?(?P<unit>днём|днем|днями|сутками)\s+позже\b", "позже", "later"),
        (
            r"\bна\s+(?:следующий\s+день|другой\s+день|следующее\s+утро)\b",
            "следующий другой следующее",
            "later",
        ),
        (
            r"\b(?:в\s+)?(?:тот|этот)\s+же\s+(?:день|вечер)\b|\bтого\s+же\s+дня\b|\bтем\s+же\s+(?:вечером|утром|днём|днем)\b|\bтой\s+же\s+ночью\b",
            "же",
            "the same day",
        ),
        (r"\bпоследние\s+<number>\s+<unit>\b", "последние", "last days"),
        (r"\b(?P<year>20[0-3]\d)(?:-?(?:м|го))?\s+(?:году|года|год)\b", "#", "year"),
        (r"\b<season>\b<year>", "seasons", "season"),
        (
            r"\bсегодня(?:\s+(?:утром|ночью|вечером|днём|днем))?\b|\bсегодняшн\w+\b|\b(?:прошлой|этой|минувшей)\s+ноч(?:ью|и)\b"
            r"|\bночью\b|\bутром\b|\bвечером\b|\bднём\b|\bза\s+ночь\b|\b(?:с|от)\s+начала\s+(?:этих\s+)?(?:суток|дня)\b|\bэт(?:им|ого)\s+(?:утром|утра|вечером|вечера)\b|\bв\s+течение\s+(?:дня|ночи)\b|\bночн(?:ой|ая|ого|ых|ые)\s+(?:атак|удар|обстрел|налёт|налет)\w*",
            "сегодня сегодняшний сегодняшнего сегодняшнему сегодняшним сегодняшнем сегодняшняя сегодняшней сегодняшнюю сегодняшние сегодняшних сегодняшними сегодняшнее утром вечером днём ночью ночь суток этим этого дня ночи ночной ночная ночного ночных ночные",
            "today",
        ),
        (
            r"\b(?:в|около|примерно|после)\s+(?:в\s+)?(?:(?:[01]?\d|2[0-3]):[0-5]\d|\d{1,2}\s+(?:час\w*\s+)?(?:утра|ночи|вечера|дня))\b(?!:)",
            "#",
            "today",
        ),
        (r"\bпозавчера\b", "позавчера", "two days before"),
        (
            r"\bвчера(?:\s+(?:утром|ночью|вечером|днём|днем))?\b|\bвчерашн\w+\b|\bнакануне\b(?!\s+(?:встреч|визит|выбор|саммит|переговор|наступлени|праздник|годовщин|Нового|этого|его))"
            r"|\b(?:за\s+)?(?:прошедшие|минувшие|прошлые|предыдущие|вчерашние|истекшие)\s+сутки\b"
            r"|\b(?:в\s+течение\s+)?(?:прошедших|минувших|прошлых|предыдущих)\s+суток\b",
            "вчера вчерашний вчерашнего вчерашнему вчерашним вчерашнем вчерашняя вчерашней вчерашнюю вчерашние вчерашних вчерашними вчерашнее накануне сутки суток",
            "yesterday",
        ),
        (
            r"\bза\s+(?:(?:последние|эти)\s+)?сутки\b|\bв\s+течение\s+(?:последних\s+)?суток\b|\bпоследние\s+24\s+часа\b",
            "сутки суток часа",
            "past 24 hours",
        ),
        (r"\b(?:в\s+)?последние\s+дни\b|\bна\s+днях\b", "дни днях", "recent days"),
        (
            r"(?<!раз\s)(?<!раза\s)(?<!дважды\s)\bза\s+(?:(?:прошедшую|последнюю|минувшую)\s+)?неделю\b|\bв\s+течение\s+недели\b|\bпо\s+итогам\s+недели\b",
            "неделю недели",
            "past week",
        ),
        (
            r"\b(?:на|в|за)\s+(?:(?:прошедшие|минувшие|прошлые|эти|прошлых|минувших)\s+)?выходн(?:ых|ые)\b",
            "выходных выходные",
            "weekend",
        ),
        (r"\bзавтра\b", "завтра", "tomorrow"),
    ),
)

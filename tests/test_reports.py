# ruff: noqa: E501
"""Readers of reports: text, e-mail, HTML, tables, JSON lines, folders; and everything that can be wrong with them."""

import datetime
import io
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.reports import Report, Unread, columns, detect, read_bytes, read_path, read_paths
from geo.reports.encoding import decode, repair
from geo.reports.pubdate import date_in_name, day_order, publication_date
from geo.reports.table import match_columns, preview, read_table
from geo.reports.text import html_text, parse_text

TODAY = datetime.date(2026, 11, 26)
DECEMBER = datetime.date(2024, 12, 14)
UKRAINIAN = "Голова громади повідомив: у селі Плехово чути вибухи, є пошкодження. Їдуть рятувальники."
RUSSIAN = "Губернатор сообщил, что в Судже повреждены дома. Объявлена эвакуация жителей."


def read(data: bytes, name: str) -> tuple[list[Report], list[Unread]]:
    unread: list[Unread] = []
    return list(read_bytes(data, name, unread)), unread


# Report


def test_a_report_has_the_same_id_each_time_it_is_read() -> None:
    one, two = (
        Report("A text", source_url="https://a.example/1"),
        Report("A text", source_url="https://a.example/1"),
    )
    assert one.id == two.id
    assert len(one.id) == 16
    assert one.id != Report("A text", source_url="https://b.example/1").id
    assert one.urls == ("https://a.example/1",)
    assert Report("A text", id="mine").id == "mine"


# Text and its header


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("date 2024-12-14 The governor spoke.", "The governor spoke."),
        (" date 2024-12-14\n\nThe governor spoke.", "The governor spoke."),
        ("Date: 14 December 2024\nTitle: News\nSource: A paper\nURL: https://a.example/1\n\nThe governor spoke.", "The governor spoke."),
        ("дата: 14 грудня 2024\nЗаголовок: Новини\nГолова сказав.", "Голова сказав."),
        ("Дата 14.12.2024\nГубернатор сказал.", "Губернатор сказал."),
    ],
)  # fmt: skip
def test_a_header_gives_the_date_and_is_no_part_of_the_text(text: str, body: str) -> None:
    (report,) = parse_text(text, "a.txt", [])
    assert (report.text, report.date) == (body, DECEMBER)


def test_a_header_gives_title_source_and_address() -> None:
    text = "Title: News\nSource: A paper\nURL: https://a.example/1\nLang: uk\nDate: 2024-12-14\n\nA text.\nDate: of no use"
    (report,) = parse_text(text, "a.txt", [])
    assert (report.title, report.source_name, report.source_url) == ("News", "A paper", "https://a.example/1")
    assert (report.lang, report.text) == ("uk", "A text.\nDate: of no use")


@pytest.mark.parametrize(
    "text", ["Source close to the staff said no.", "Date palms burn.", "Link-up failed.", "Title"]
)
def test_words_that_only_look_like_a_header_are_text(text: str) -> None:
    (report,) = parse_text(text, "a.txt", [])
    assert report.text == text


def test_the_date_in_a_file_name_counts_without_a_header() -> None:
    (report,) = parse_text("A text.", "2024-12-14-kursk.txt", [])
    assert report.date == DECEMBER
    assert date_in_name("/x/20241214_b.txt") == DECEMBER
    assert date_in_name("2024-13-45.txt") is None
    assert date_in_name("b-120241214.txt") is None


@pytest.mark.parametrize("stated", ["31.02.2025", "2031-01-01", "30 February 2024"])
def test_a_date_that_cannot_be_is_said_with_its_line_and_the_text_is_read(stated: str) -> None:
    reports, unread = read(f"Title: A\nDate: {stated}\n\nA text.".encode(), "a.txt")
    assert [(report.text, report.date) for report in reports] == [("A text.", None)]
    assert (unread[0].line, unread[0].kept) == (2, True)
    assert stated in str(unread[0])


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"date 2024-12-14\n"])
def test_an_empty_text_is_said_to_be_empty(data: bytes) -> None:
    assert read(data, "a.txt") == ([], [Unread("a.txt", 0, "the text is empty")])


# Dates


@pytest.mark.parametrize(
    "value",
    ["2024-12-14", "2024-12-14T10:00:00+02:00", "2024/12/14", "20241214", "14.12.2024", "14.12.24", "14/12/2024",
     "14 December 2024", "14th Dec, 2024", "December 14, 2024", "Sat, 14 Dec 2024 10:00:00 GMT", "14 грудня 2024",
     "14 декабря 2024 г.", "субота, 14 грудня 2024", "1734170400", "1734170400000", "7-Dec-24"],
)  # fmt: skip
def test_publication_dates_in_the_forms_that_occur(value: str) -> None:
    assert publication_date(value, today=TODAY) == (
        datetime.date(2024, 12, 7) if value == "7-Dec-24" else DECEMBER
    )


@pytest.mark.parametrize(
    ("value", "reason"),
    [("31 February 2024", "does not exist"), ("2024-02-30", "does not exist"), ("14/12/24", "two-digit year"),
     ("03/04/2024", "day/month or month/day"), ("2026-11-28", "future"), ("soon", "is no date"),
     ("14 Brumaire 2024", "no month"), ("99999999999", "is no date")],
)  # fmt: skip
def test_dates_that_are_refused_say_why(value: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        publication_date(value, today=TODAY)


def test_the_order_of_day_and_month_is_told_by_the_column() -> None:
    assert day_order(["03/04/2024", "25/04/2024"]) == "dmy"
    assert day_order(["03/04/2024", "04/25/2024"]) == "mdy"
    assert day_order(["03/04/2024", "25/04/2024", "04/25/2024"]) == ""
    assert publication_date("03/04/2024", "mdy", TODAY) == datetime.date(2024, 3, 4)
    assert publication_date("2026-11-27", today=TODAY) == datetime.date(2026, 11, 27), (
        "already tomorrow in the east"
    )


@given(st.text(max_size=40))
@example("0000-00-00")
@example("9999999999999")
def test_any_text_gives_a_date_or_a_clear_error(value: str) -> None:
    try:
        found = publication_date(value, today=TODAY)
    except InputError as error:
        assert "2024-12-14" in str(error)
    else:
        assert found is None or found <= TODAY + datetime.timedelta(days=1)


# Encodings


@pytest.mark.parametrize("text", [UKRAINIAN, RUSSIAN])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8_u"]
)
def test_cyrillic_is_read_in_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("page", ["cp1251", "latin-1"])
def test_mojibake_is_put_right(page: str) -> None:
    broken = UKRAINIAN.encode().decode(page, errors="strict" if page == "latin-1" else "replace")
    if "\ufffd" not in broken:
        assert repair(broken) == UKRAINIAN
    assert repair(UKRAINIAN) == UKRAINIAN
    assert repair("Café à la carte, Ñandú") == "Café à la carte, Ñandú"


def test_a_declared_charset_counts_only_where_it_fits() -> None:
    assert decode("Суджа і Плехово".encode(), "windows-1251")[0] == "Суджа і Плехово"
    assert decode("Łódź".encode("cp1250"), "cp1250")[0] == "Łódź"
    assert decode(b"plain", "no-such-charset") == ("plain", "utf-8")


@given(st.binary(max_size=300))
def test_any_bytes_become_text(data: bytes) -> None:
    text, encoding = decode(data)
    assert "\r" not in text
    assert "\x00" not in text
    assert encoding


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=200))
def test_utf_8_with_a_mark_is_read_as_it_is_but_for_line_ends(text: str) -> None:
    expected = repair(text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").lstrip("\ufeff")
    assert decode(text.encode("utf-8-sig"))[0].lstrip("\ufeff") == expected


# Tables


def test_columns_are_matched_by_name_in_three_languages() -> None:
    csv = 'Дата;Текст;Джерело;Посилання\n14.12.2024;"Вибухи; у Суджі";Газета;https://a.example/1\n'
    (report,), unread = read(csv.encode("cp1251"), "a.csv")
    assert (report.text, report.date, report.source_name) == ("Вибухи; у Суджі", DECEMBER, "Газета")
    assert (report.source_url, report.lang, unread) == ("https://a.example/1", "uk", [])


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_every_separator_is_read(mark: str) -> None:
    table = mark.join(("id", "text", "date")) + "\r\n" + mark.join(("7", "A text", "2024-12-14")) + "\r\n"
    (report,), unread = read(table.encode("utf-8-sig"), "a.csv")
    assert (report.id, report.text, report.date, unread) == ("7", "A text", DECEMBER, [])


def test_three_columns_of_one_name_are_refused_with_their_numbers() -> None:
    reports, (note,) = read(b"date,text,Date,date\n2024-12-14,A,,\n", "a.csv")
    assert not reports
    assert "3 columns are named 'date' (columns 1, 3, 4)" in note.reason
    reports, unread = [], []
    reports = list(
        read_table(b"date,text,Date,date\n,A,2024-12-14,\n", "a.csv", unread, {"text": 1, "date": 2})
    )
    assert (reports[0].date, unread) == (DECEMBER, [])


def test_a_table_without_a_text_column_is_refused_with_what_it_has() -> None:
    reports, (note,) = read(b"a,b\n1,2\n", "a.csv")
    assert not reports
    assert "no column holds the text (found 'a', 'b')" in note.reason
    shown = preview(b"a,b\n1,2\n3,4\n", "a.csv")
    assert (shown.columns, shown.rows) == (("a", "b"), (("1", "2"), ("3", "4")))
    assert "no column holds the text" in shown.problem


def test_rows_with_faults_are_listed_by_line_and_the_rest_is_read() -> None:
    table = b'text,date\nA,2024-12-14\n"spans\ntwo lines",31.02.2024\n,2024-12-14\nB,2024-12-15,extra\nC\n'
    reports, unread = read(table, "a.csv")
    assert [report.text for report in reports] == ["A", "spans\ntwo lines", "B", "C"]
    assert [(note.line, note.kept) for note in unread] == [(3, True), (5, False), (6, True)]


def test_a_preview_of_a_large_table_reads_its_head_alone() -> None:
    data = ("текст,дата\n" + "Суджа,2024-08-06\n" * 50_000).encode()
    head = preview(data)
    assert head.columns == ("текст", "дата")
    assert head.rows[0][0].startswith("Суджа")


def test_a_quotation_mark_that_is_never_closed_is_said() -> None:
    reports, unread = read(b'text,date\nA,2024-12-14\n"B,2024-12-14\nC,2024-12-14\n', "a.csv")
    assert [report.text.split(",")[0] for report in reports] == ["A", "B"]
    assert (unread[-1].line, "never closed" in unread[-1].reason) == (3, True)
    reports, unread = read(b'text,date\nA,2024-12-14\n"' + b"x\n" * 2_600_000, "a.csv")
    assert [report.text for report in reports] == ["A"]
    assert (unread[-1].line, unread[-1].kept) == (3, False)


def test_the_separator_that_excel_states_is_taken() -> None:
    (report,), unread = read(b"sep=;\ntext;date\nA, and B;2024-12-14\n", "a.csv")
    assert (report.text, report.date, unread) == ("A, and B", DECEMBER, [])


def test_a_mapping_by_name_or_number_takes_the_place_of_the_header() -> None:
    unread: list[Unread] = []
    table = b"when,what\n2024-12-14,A text\n"
    (report,) = read_table(table, "a.csv", unread, {"text": "what", "date": 0})
    assert (report.text, report.date) == ("A text", DECEMBER)
    assert not list(read_table(table, "a.csv", unread, {"text": "absent"}))
    assert "no column 'absent'" in unread[-1].reason
    assert not list(read_table(table, "a.csv", unread, {"text": 9}))
    assert "no column number 9" in unread[-1].reason


def test_ambiguous_dates_follow_their_column() -> None:
    reports, unread = read(b"text,date\nA,03/04/2024\nB,25/04/2024\n", "a.csv")
    assert reports[0].date == datetime.date(2024, 4, 3)
    assert not unread


@given(st.lists(st.text(max_size=12), max_size=6), st.binary(max_size=200))
def test_any_table_is_read_or_listed(header: list[str], body: bytes) -> None:
    data = ",".join(header).encode("utf-8", "replace") + b"\n" + body
    reports, unread = read(data, "a.csv")
    assert (
        reports or unread or not body.strip() or "text" in data.decode("utf-8", "replace").casefold() or True
    )
    assert all(note.reason for note in unread)


def test_a_table_that_matches_twice_takes_the_better_name() -> None:
    assert match_columns(("summary", "text", "report_date", "date")) == {"text": 1, "date": 3}


# JSON lines


def test_columns_that_are_not_used_are_told_of() -> None:
    table = b"event_date;published;body;;scraped_at\n2024-12-13;2024-12-14;A;x;B\n"
    (report,), (note,) = read(table, "a.csv")
    assert (report.text, report.source_name, report.date) == ("A", "", DECEMBER)
    assert (note.reason, note.kept) == ("columns that were not used: event_date, scraped_at", True)


def test_broken_lines_are_listed_and_the_rest_is_read() -> None:
    lines = b'{"text": "A", "date": "2024-12-14"}\n{"text": \n[1]\n{"id": 3}\n\n{"id": 4, "message": "B", "lang": "ua"}\n'
    reports, unread = read(lines, "a.jsonl")
    assert [(report.text, report.date, report.lang) for report in reports] == [
        ("A", DECEMBER, "en"),
        ("B", None, "uk"),
    ]
    assert [note.line for note in unread] == [2, 3, 4]
    assert reports[1].id == "4"


def test_half_a_surrogate_pair_is_replaced() -> None:
    lines = b'{"text": "Sudzha \\ud800 today", "date": "\\udfff"}\n{"text": "B"}'
    reports, unread = read(lines, "a.jsonl")
    assert [report.text for report in reports] == ["Sudzha \ufffd today", "B"]
    assert all(str(note).encode() for note in unread)


def test_a_report_holds_only_what_can_be_stored() -> None:
    half = Report("Sudzha \udfff today\0", title="\ud800", source_url="https://a.example/\ud800", id="\udfff")
    assert (half.text, half.title, half.id) == ("Sudzha \ufffd today\ufffd", "\ufffd", "\ufffd")
    assert half.urls == ("https://a.example/\ufffd",)
    pair = Report("\U0001f600 stays")
    assert pair.text == "\U0001f600 stays"
    assert Report("a\ud800").id == Report("a\ufffd").id


def test_an_array_of_objects_is_read_too() -> None:
    reports, unread = read(b'[\n {"text": "A"},\n 7,\n {"text": "B"}\n]', "a.json")
    assert [report.text for report in reports] == ["A", "B"]
    assert [note.line for note in unread] == [2]
    assert "broken JSON" in read(b'[{"text": "A"', "a.json")[1][0].reason


@given(st.binary(max_size=200))
def test_any_json_lines_are_read_or_listed(data: bytes) -> None:
    reports, unread = read(data, "a.jsonl")
    assert all(report.text.strip() for report in reports)
    assert all(note.reason for note in unread)


# E-mail and HTML


def test_an_email_gives_subject_date_and_sender() -> None:
    message = (
        b"From: Desk <desk@a.example>\nSubject: =?utf-8?b?0J3QvtCy0LjQvdC4?=\nDate: Sat, 14 Dec 2024 10:00:00 +0200\n"
        b"Content-Type: text/plain; charset=windows-1251\nContent-Transfer-Encoding: 8bit\n\n"
    ) + UKRAINIAN.encode("cp1251")
    (report,), unread = read(message, "a.eml")
    assert (report.text, report.title, report.date, report.lang) == (UKRAINIAN, "Новини", DECEMBER, "uk")
    assert not unread
    assert (
        read(b"Subject: none\nContent-Type: image/png\n\nxx", "a.eml")[1][0].reason
        == "the message has no text part"
    )


def test_a_message_with_broken_headers_is_read_without_them() -> None:
    (report,), unread = read(
        b"From: x @\nDate: Sat, 14 Dec 2024 10:00:00 +0000\n\nShelling hit Sudzha.", "a.eml"
    )
    assert (report.source_name, report.date) == ("", DECEMBER)
    assert [(note.reason, note.kept) for note in unread] == [
        ("read without “from”: this header is broken", True)
    ]


def test_a_message_of_parts_without_end_is_told_of() -> None:
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    reports, (note,) = read(b"MIME-Version: 1.0\n" + parts, "a.eml")
    assert not reports
    assert "cannot be read" in note.reason


def test_a_page_gives_its_article() -> None:
    page = f"""<html><head><title>Новини</title><meta property="article:published_time" content="2024-12-14T08:00">
    </head><body><nav>Menu</nav><article><h1>Новини</h1><p>{UKRAINIAN}</p><p>{UKRAINIAN} Ще.</p></article></body></html>"""
    (report,), unread = read(page.encode("cp1251"), "a.html")
    assert UKRAINIAN in report.text
    assert "Menu" not in report.text
    assert (report.date, unread) == (DECEMBER, [])


@pytest.mark.parametrize(
    ("head", "footer", "date"),
    [
        ("", "© 2020-2025 Газета", None),  # a year is no date of publication
        ("<div class='date'>14 грудня 2024, 10:00</div>", "© 2020-2025 Газета", datetime.date(2024, 12, 14)),
        ("<time datetime='2025-01-01'>1 січня</time>", "© 2020-2025 Газета", datetime.date(2025, 1, 1)),
    ],
)
def test_a_page_is_of_the_day_that_it_says(head: str, footer: str, date: datetime.date | None) -> None:
    page = f"<html><body>{head}<article><p>{UKRAINIAN}</p><p>{UKRAINIAN} Ще.</p></article><footer>{footer}</footer></body></html>"
    (report,) = read_bytes(page.encode(), "page.html", [])
    assert report.date == date


def test_a_page_that_is_no_article_is_refused_by_size_but_for_its_scripts() -> None:
    reports, (note,) = read(b"<p>Words of a page.</p>" * 100_000, "a.html")
    assert not reports
    assert "a page of 2 MB" in note.reason
    page = f"<html><body><script>{'x' * 3_000_000}</script><article><p>{UKRAINIAN}</p><p>{RUSSIAN}</p></article></body></html>"
    (report,), unread = read(page.encode(), "a.html")
    assert UKRAINIAN in report.text
    assert not unread


def test_words_of_html_without_scripts() -> None:
    assert html_text("<p>One &amp; <b>two</b></p><script>three()</script><p>four") == "One & two\nfour"
    assert html_text("a < b") == "a < b"
    assert html_text("no marks") == "no marks"


@given(st.text(max_size=200))
def test_any_html_becomes_text(markup: str) -> None:
    html_text(markup)


# Files and folders


def test_a_folder_is_read_whole_and_strangers_are_listed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.csv").write_text("text\nTwo.\n", encoding="utf-8")
    (tmp_path / "c.dat").write_bytes(b"x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("no", encoding="utf-8")
    (tmp_path / ".hidden").write_text("no", encoding="utf-8")
    reports, unread = read_path(tmp_path)
    assert [report.text for report in reports] == ["One.", "Two."]
    assert [Path(note.file).name for note in unread] == ["c.dat"]
    assert "'.dat' is no kind of report" in unread[0].reason


@pytest.mark.parametrize("suffix", [".xml", ".rss", ".atom"])
def test_a_feed_that_was_saved_as_a_file_is_read_entry_by_entry(tmp_path: Path, suffix: str) -> None:
    item = "<item><title>Shells fell on Sumy</title><pubDate>Wed, 14 Aug 2024 08:00:00 +0300</pubDate></item>"
    feed = f"<?xml version='1.0'?><rss version='2.0'><channel>{item}<item/></channel></rss>"
    (tmp_path / f"feed{suffix}").write_text(feed, encoding="utf-8")
    (report,), (note,) = read_path(tmp_path)
    assert (report.text, report.date) == ("Shells fell on Sumy", datetime.date(2024, 8, 14))
    assert "neither a title nor a text" in note.reason


def test_addresses_are_fetched_like_files_and_refused_with_the_reason() -> None:
    reports, (note,) = read_paths(["http://127.0.0.1/feed"])
    assert not reports
    assert "private network" in note.reason


def test_files_that_are_not_there_are_listed(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    reports, unread = read_paths([tmp_path / "absent.txt", tmp_path / "empty"])
    assert not reports
    assert "cannot be opened" in unread[0].reason
    assert "no files" in unread[1].reason


@pytest.mark.parametrize(
    ("data", "count"),
    [(b'{"text": "A"}\n{"text": "B"}\n', 2), (b"text;date\nA;2024-12-14\n", 1), (b"Just a text.", 1),
     (b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>A</title></item></channel></rss>', 1)],
)  # fmt: skip
def test_standard_input_is_told_by_its_beginning(
    monkeypatch: pytest.MonkeyPatch, data: bytes, count: int
) -> None:
    class Stdin:
        buffer = io.BytesIO(data)

    monkeypatch.setattr(sys, "stdin", Stdin())
    reports, unread = read_path("-")
    assert (len(reports), unread) == (count, [])


@pytest.mark.parametrize(("name", "size"), [("a.txt", 21_000_000), ("a.csv", 51_000_000)])
def test_what_is_too_large_is_refused_with_the_limit(name: str, size: int) -> None:
    reports, (note,) = read(b"x" * size, name)
    assert not reports
    assert "over the limit of" in note.reason


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"PK\x03\x04...", b"\x89PNG..."])
def test_files_that_only_bear_the_name_of_a_text_are_refused(data: bytes) -> None:
    reports, (note,) = read(data, "a.txt")
    assert not reports
    assert "not a text" in note.reason


# Languages


@pytest.mark.parametrize(
    ("text", "lang"),
    [(UKRAINIAN, "uk"), (RUSSIAN, "ru"), ("The governor said that shells fell near the town.", "en"),
     ("Вибухи в Сумах", "uk"), ("Взрыв в Курске был", "ru"), ("Explosions heard in Sumy", "en"), ("12:30", ""), ("", ""),
     ("Der Gouverneur sagte, dass Granaten in der Nähe der Stadt einschlugen und Häuser trafen.", "")],
)  # fmt: skip
def test_languages(text: str, lang: str) -> None:
    assert detect(text) == lang


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a"])
def test_noise_is_no_text(name: str) -> None:
    reports, (note,) = read(bytes(range(256)) * 8, name)
    assert not reports
    assert note.reason == "this is no text: many of its bytes are no letters"


@pytest.mark.parametrize("address", ["ftp://a.example/x", "file:///etc/hosts"])
def test_other_addresses_than_those_of_the_web_are_refused_by_name(address: str) -> None:
    _, (note,) = read_paths([address])
    assert str(note) == f"{address}: only http:// and https:// addresses are read"


UNNAMED = (
    "Wann;Ort;Breite;Länge;Was;Wer;Worte;Herkunft\n"
    "12.08.2024;Sudzha;51,19;35,27;Angriff;ISW;Ukrainian forces were said to be in the town.;https://a.example/1\n"
    "13.08.2024;Korenevo;51,41;34,90;Beschuss;Gouverneur;The governor said that the village was shelled.;"
    "https://a.example/2\n"
).encode()


def test_columns_that_no_name_tells_are_known_by_their_cells() -> None:
    table = preview(UNNAMED, "a.csv")
    guessed = {field: table.columns[at] for field, at in table.mapping.items()}
    assert guessed == {"date": "Wann", "text": "Worte", "source_url": "Herkunft"}
    assert not table.problem


def test_a_column_of_sources_that_holds_addresses_is_that_of_addresses() -> None:
    table = preview(b"text,source\nA,https://a.example/1\nB,https://a.example/2\n", "a.csv")
    assert table.mapping == {"text": 0, "source_url": 1}


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["2024-08-12", "", "13 серпня 2024"], columns.DATE),
        (["08/14/2024", "08/02/2024"], columns.DATE),
        (
            ["2024-08-12 Sudzha: fighting was reported in the town again.", "2024-08-13 Lgov: nothing new."],
            columns.TEXT,
        ),
        (["51,19", "-3.5", "7"], columns.NUMBER),
        (["4031", "4032"], columns.NUMBER),
        (["https://a.example", "http://b.example/x y is no address"], columns.WORDS),
        (["Sudzha", "Velyka Novosilka"], columns.WORDS),
        (["", " "], columns.EMPTY),
    ],
)
def test_what_a_column_holds(cells: list[str], kind: str) -> None:
    assert columns.kind(cells) == kind


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ([["1", "2"], ["51.2", "49.1"], ["35.3", "37.2"]], (1, 2)),
        ([["151.2", "99.1"], ["35.3", "37.2"]], (1, 0)),
        ([["51", "49"], ["35", "37"]], None),
        ([["51.2", "49.1"], ["Sudzha", "Lgov"], ["35.3", "37.2"]], None),
    ],
)
def test_two_columns_of_degrees_beside_each_other_are_coordinates(
    table: list[list[str]], found: tuple[int, int] | None
) -> None:
    assert columns.coordinates(table) == found

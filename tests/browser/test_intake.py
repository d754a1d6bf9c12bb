"""What a reader puts in, in a real browser: tables whose headers say nothing, files of every kind."""

import re

import pytest
from playwright.sync_api import Page, expect
from reader import ready

UNNAMED = """Wann;Ort;Breite;Länge;Was;Wer sagt es;Worte;Herkunft
12.08.2024;Sudzha;51,19;35,27;Angriff;ISW;Ukrainian forces were said to be in Sudzha.;https://a.example/1
13.08.2024;Korenevo;51,41;34,90;Beschuss;MoD;The governor said that Korenevo was shelled.;https://a.example/2
"""


def put(page: Page, tab: str, key: str, name: str, content: bytes, kind: str = "text/csv") -> None:
    """Upload a file under a tab."""
    page.get_by_role("tab", name=tab).click()
    box = page.locator(f".st-key-{key}")
    box.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    expect(box.get_by_text(name)).to_be_visible()
    ready(page)


def picked(page: Page, label: str) -> str:
    """Return the column that the step of columns has picked for a field."""
    return page.get_by_role("combobox", name=label, exact=True).input_value()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_table_of_reports_is_read_by_what_its_columns_hold(visit, width):
    page = visit("read", width=width)
    put(page, "Upload", "files", "notes.csv", UNNAMED.encode())
    assert [picked(page, label) for label in ("Text of the report", "Published on", "Address")] == [
        "7. Worte",
        "1. Wann",
        "8. Herkunft",
    ]
    expect(page.get_by_text("have coordinates")).to_be_visible()
    page.get_by_role("button", name="Read the files").click()
    expect(page.locator(".report mark")).to_have_text(["Sudzha", "Korenevo"])


def test_a_table_of_claims_is_put_on_the_map_by_what_its_columns_hold(visit):
    page = visit("read")
    put(page, "Data set", "data_set", "list.csv", UNNAMED.encode())
    labels = ("Place", "Latitude", "Longitude", "Day, or the first", "Text or summary")
    assert [picked(page, label) for label in labels] == [
        "2. Ort",
        "3. Breite",
        "4. Länge",
        "1. Wann",
        "7. Worte",
    ]
    page.get_by_role("button", name="Read the data set").click()
    expect(page.get_by_text(re.compile("2 claims found"))).to_be_visible()


def test_a_table_of_claims_without_a_place_says_which_column_it_needs(visit):
    page = visit("read")
    put(
        page, "Data set", "data_set", "list.csv", b"a,b\n2024-08-12,Ukrainian forces were said to be there.\n"
    )
    expect(page.get_by_text("Choose the column of the places")).to_be_visible()
    expect(page.get_by_role("button", name="Read the data set")).to_have_count(0)


def test_on_a_phone_nothing_covers_the_way_to_the_map(visit):
    page = visit("read", width=390, height=844, has_touch=True, is_mobile=True)
    page.get_by_role("textbox", name="Report").fill(
        "On 13 August 2024 ISW said that Ukraine had taken Sudzha."
    )
    page.get_by_role("button", name="Read the report").click()
    page.get_by_role("button", name=re.compile("^Show on my map")).click()
    link = page.get_by_role("link", name="See it among the others")
    page.get_by_test_id("stDataFrame").tap()
    expect(page.get_by_test_id("stElementToolbar").first).to_be_visible()
    link.click(trial=True, timeout=3_000)

"""What a reader takes along is what stands on the screen."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import expect
from reader import opened, ready


def test_the_map_as_a_file_shows_what_is_on_the_screen(visit, tmp_path):
    path = "?window=2024-08-10..2024-08-20&at=51.2000_35.2700_10&q=Sudzha"
    page = visit(path, accept_downloads=True)
    frame = opened(page)
    frame.wait_for_function("() => geoMap.layers.length && geoMap.counted")
    shown = frame.locator(".gm-total").inner_text()
    heading = page.locator(".st-key-title h1").inner_text()
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Map (HTML, works offline)").click()
    saved = tmp_path / "map.html"
    download.value.save_as(saved)

    offline = page.context.browser.new_context(offline=True)
    file = offline.new_page()
    file.goto(saved.as_uri())
    file.wait_for_selector("html[data-ready]")
    expect(file).to_have_title(heading)
    expect(file.locator(".gm-title")).to_have_text(heading)
    expect(file.locator(".gm-total")).to_have_text(shown)
    for foot in (frame, file):
        expect(foot.locator(".gm-attribution")).to_contain_text("Claims: CC BY 4.0")
    days = file.evaluate("[geoMap.window.from, geoMap.window.to].map(toISO)")
    assert days == ["2024-08-10", "2024-08-20"]
    view = file.evaluate("[geoMap.map.getCenter().lat, geoMap.map.getCenter().lng, geoMap.map.getZoom()]")
    assert [round(part, 2) for part in view] == [51.2, 35.27, 10]
    kinds = file.evaluate("geoMap.layers.map(l => [l.name, l.at(geoMap.window.to).map(f => f.kind)])")
    ((name, drawn),) = kinds
    assert name == "Control, estimate from reports"
    assert {"area", "front"} <= set(drawn)
    offline.close()


def test_every_row_of_a_table_says_its_licence(visit):
    page = visit("?q=Sudzha", accept_downloads=True)
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("^CSV")).click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert rows
    assert {row["licence"] for row in rows} - {"#meta+licence"} == {"CC BY 4.0"}
    ready(page)

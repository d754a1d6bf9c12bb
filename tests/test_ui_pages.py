"""Every page runs, in every language, for editors and visitors, and does what it says."""

import datetime as dt
import re
import threading
from types import SimpleNamespace

import pandas as pd
import pytest
from argon2 import PasswordHasher
from pages_scene import REPORT, go, start, submit, texts
from streamlit.testing.v1 import AppTest

from geo.events import frame, read_reports
from geo.reports import Report
from geo.store import Store
from geo.ui import data, labels, layers
from geo.ui.pages import places

pytestmark = pytest.mark.usefixtures("own_folder")
PAGES = ("map", "compare", "places", "sources", "read", "review", "about")


def test_the_outline_of_a_page_comes_before_everything_else_and_in_the_language_of_the_link():
    app = start(lang="uk")
    assert "Відкривається мапа" in app.main.children[0].proto.body


@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs(page):
    app = start(page)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_in_ukrainian(page):
    app = start(page, lang="uk")
    assert not app.exception


def shown(app):
    """Read "n of total" from the sidebar."""
    line = next(element.value for element in app.sidebar.markdown if "**" in element.value)
    n, total = line.replace("*", "").replace(",", "").split(" of ")
    return int(n), int(total.split()[0])


def save_a_report():
    report = Report(REPORT, date=dt.date(2024, 8, 14), source_name="notes")
    with Store.open() as store:
        store.save(report, read_reports([report], data.gazetteer()))


def header_of(app):
    return " ".join(html.proto.body for html in app.get("html"))


def test_the_map_opens_on_a_month_and_the_other_pages_on_every_day():
    app = start()
    few, total = shown(app)
    assert 0 < few < total
    assert not app.query_params
    assert shown(go(app, "places")) == (total, total)


def test_the_map_says_how_new_it_is_and_what_its_colours_mean():
    app = start()
    assert "Newest report: 28 Apr 2025" in texts(app)
    assert any("ground held by Ukraine" in html.proto.body for html in app.get("html"))
    app = start(layers="none")
    assert not any("ground held by Ukraine" in html.proto.body for html in app.get("html"))


def test_the_map_as_known_on_a_day_ends_on_it_and_shows_the_ground_of_that_day():
    app = start(window="all", known="2024-08-20")
    assert "1 Jun – 20 Aug 2024" in header_of(app)
    assert "as known on 20 Aug 2024" in header_of(app)
    layers._beside(lambda: None).result(120)  # the estimate before it is made
    assert "ground held by Ukraine" in header_of(app.run())


def test_no_colour_is_explained_that_is_not_on_the_map():
    app = start(window="2024-06-01..2024-06-20")
    assert "ground held" not in header_of(app)


def test_a_saved_report_does_not_change_the_days_that_the_map_opens_on():
    before = shown(start())[0]
    save_a_report()
    assert shown(start())[0] >= before
    assert "6 Aug – 4 Sep 2024" in header_of(start())


def test_claims_of_others_open_the_map_on_the_month_of_the_newest_report():
    days = ("2024-01-01", "2024-12-31")
    own = frame([{"event_id": day, "place": "Rylsk", "start": day, "known_on": day} for day in days])
    assert data.Dataset(own, "own").opening == (dt.date(2024, 12, 2), dt.date(2024, 12, 31))
    assert data.Dataset(frame([]), "none").opening is None


def test_every_language_of_the_reports_has_a_name():
    assert set(data.demo()["lang"]) <= {"", *labels.REPORT_LANGUAGES}


def test_compare_tells_villages_of_one_name_apart():
    app = start("compare", compare="2024-09-01..2025-02-01")
    table = app.dataframe[0].value.set_index("Place")
    assert tuple(table.loc["Snagost", ["District", "Region"]]) == ("Korenevsky District", "Kursk Oblast")


def test_a_search_says_where_it_found_its_words_and_offers_the_district():
    app = start(window="all", q="Sudzha")
    few, _total = shown(app)
    assert re.search(r"\d+ at places of this name · \d+ in the words alone", texts(app))
    offered = app.button(key="around_Sudzhansky District")
    within = int(offered.label.split(" · ")[1])
    offered.click().run()
    assert shown(app)[0] >= within > few
    assert app.text_input(key="f_text").value == '"Sudzhansky District"'
    assert not [each for each in app.button if str(each.key).startswith("around_")]
    few = shown(app)[0]
    app.text_input(key="f_text").set_value("Суджанський район").run()
    assert shown(app)[0] == few, "names of areas are known in every language"


def test_the_map_does_not_wait_for_the_estimate(monkeypatch):
    """A store needs an estimate of its own: the page stands without it, says so, and shows it when made."""
    save_a_report()
    going, estimate = threading.Event(), layers._frame

    def slow(*what):
        assert going.wait(60)
        return estimate(*what)

    monkeypatch.setattr(layers, "_frame", slow)
    app = start()
    try:
        assert "estimating who holds the ground" in header_of(app)
        assert "ground held by Ukraine" not in header_of(app)
    finally:
        going.set()
    assert layers._beside(lambda: None).result(60) is None
    app.run()
    assert "ground held by Ukraine" in header_of(app)
    assert "estimating" not in header_of(app)


def test_the_estimate_does_not_hold_up_the_end_of_the_program():
    going = threading.Event()
    layers._beside(lambda: going.wait(60) and None)
    try:
        assert [each.daemon for each in threading.enumerate() if each.name == "estimate"] == [True]
    finally:
        going.set()


def test_an_estimate_that_failed_is_tried_again(monkeypatch):
    tries = []

    def fails(known, data):
        tries.append(known)
        raise ValueError("no estimate")

    monkeypatch.setattr(layers, "_frame", fails)
    monkeypatch.setattr(layers, "_ready", lambda: False)
    monkeypatch.setattr(layers, "known", lambda: None)
    monkeypatch.setattr(layers, "shared", lambda: SimpleNamespace(token="fails"))
    for _ in range(3):
        with pytest.raises(ValueError, match="no estimate"):
            layers._estimate().result(10)
    assert len(tries) > 1


def test_filters_narrow_and_clear():
    app = start("map", window="all")
    everything, total = shown(app)
    assert everything == total > 100
    app.sidebar.multiselect(key="f_type").set_value(["battle"]).run()
    battles, same = shown(app)
    assert 0 < battles < total == same
    assert "battle" in app.query_params["type"]
    app.sidebar.text_input(key="f_text").set_value("no such words anywhere").run()
    assert shown(app)[0] == 0
    app.button(key="clear_here").click().run()
    assert shown(app) == (total, total)
    app.sidebar.multiselect(key="f_type").set_value(["battle"]).run()
    app.sidebar.button(key="clear").click().run()
    assert shown(app) == (total, total)
    assert set(app.query_params) == {"window"}


def test_a_link_restores_what_it_says():
    app = start("map", window="2024-08-06..2024-08-31", type="battle", q="sudzha")
    assert app.sidebar.multiselect(key="f_type").value == ["battle"]
    assert app.sidebar.text_input(key="f_text").value == "sudzha"
    assert [str(day) for day in app.sidebar.slider[0].value] == ["2024-08-06", "2024-08-31"]
    assert not app.warning


def test_what_is_set_in_a_closed_drawer_is_told():
    app = start("map", window="all", basis="claimed", precision="settlement")
    assert "2 of these filters are set." in texts(app)
    assert 0 < shown(app)[0] < shown(app)[1]


def test_a_stale_link_falls_back_with_a_note():
    app = start("map", type="siege", window="soon", at="1,2", layers="secret")
    assert not app.exception
    (note,) = (warning.value.replace("\\", "") for warning in app.warning)
    assert all(f"“{asked}”" in note for asked in ("type=siege", "window=soon", "at=1,2", "layers=secret"))
    assert 0 < shown(app)[0] < shown(app)[1]


def test_the_date_slider_moves_the_window():
    app = start("map", window="all")
    slider = app.sidebar.slider[0]
    first, last = slider.value
    slider.set_value((first, first.replace(day=first.day + 5))).run()
    assert f"{first}..{first.replace(day=first.day + 5)}" in app.query_params["window"]
    assert shown(app)[0] < shown(app)[1]
    app.sidebar.slider[0].set_value((first, last)).run()
    assert "all" in app.query_params["window"]


def test_places_says_who_claims_sudzha_and_when():
    app = start("places", q="Sudzha")
    select = app.selectbox[0]
    sudzha = next(option for option in select.options if option.startswith("Sudzha,"))
    select.select(sudzha).run()
    assert "last said to be held by **Russia**" in texts(app)
    assert "2025" in texts(app)


def test_read_a_report_keep_it_and_see_it():
    app = start("read")
    app.text_area(key="pasted").set_value(REPORT)
    submit(app, "Read the report").run()
    assert not app.exception
    assert "Sudzha" in set(app.dataframe[0].value["Place"])
    before = shown(go(app, "map"))[1]
    go(app, "read")
    app.button(key="show").click().run()
    assert shown(go(app, "map"))[1] > before


def test_what_was_saved_before_is_said_and_leads_to_the_review():
    for words in ("Saved: 1 new report", "Everything in it was saved before"):
        app = start("read")
        app.text_area(key="pasted").set_value(REPORT)
        submit(app, "Read the report").run()
        app.button(key="save").click().run()
        assert not app.exception
        assert words in texts(app)


def test_an_empty_report_gets_a_message():
    app = start("read")
    submit(app, "Read the report").run()
    assert "no text" in texts(app)


def test_a_report_without_places_gets_a_message():
    app = start("read")
    app.text_area(key="pasted").set_value("Nothing much was said that day.")
    submit(app, "Read the report").run()
    assert not app.exception
    assert "No place or event was found" in texts(app)


def test_visitors_of_a_host_read_and_editors_write():
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("open sesame")
    app = start("review", secrets={"password_hash": hashed})
    assert not app.exception  # the menu and the page both ask for the password
    assert "Sign in" in texts(app)
    assert not app.radio
    app.text_input[0].set_value("guess")
    submit(app, "Sign in").run()
    assert "not the editors' password" in " ".join(error.value for error in app.error)
    app.text_input[0].set_value("open sesame")
    submit(app, "Sign in").run()
    assert "Sign in" not in texts(app)


def test_a_table_asks_which_column_is_what():
    app = start("read")
    rows = f"Day,Message,Who\n2024-08-14,{REPORT},ISW\n2024-08-15,,ISW\n"
    app.file_uploader[0].upload("table.csv", rows.encode(), "text/csv").run()
    labels = {box.label: box for box in app.selectbox}
    assert {"Text of the report", "Published on", "Source"} <= set(labels)
    labels["Source"].select("3. Who")
    labels["Text of the report"].select("2. Message").run()
    submit(app, "Read the files").run()
    assert not app.exception
    assert "Sudzha" in set(app.dataframe[-1].value["Place"])
    assert any("table.csv:3" in line.value for line in app.text)


def test_two_tables_of_one_name_are_both_read():
    app = start("read")
    files = [("t.csv", f"date,text\n2024-08-14,{REPORT} {n}\n".encode(), "text/csv") for n in "ab"]
    app.file_uploader[0].set_value(files).run()
    assert not app.exception
    submit(app, "Read the files").run()
    assert not app.exception
    assert "Sudzha" in set(app.dataframe[-1].value["Place"])


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\x00", b"a,b\n1,2\n", b"text,text,text\nx,y,z\n", b"date,text\n2024-08-14,a, b, c\n"],
)
def test_an_odd_table_gets_a_message(content):
    app = start("read")
    app.file_uploader[0].upload("odd.csv", content, "text/csv").run()
    assert not app.exception
    assert app.warning or app.info or app.error or app.button


def test_a_data_set_of_claims_is_shown_without_reading_text():
    app = start("read")
    rows = "date,place,latitude,longitude,what\n2024-08-15,Sudzha,51.19,35.27,Battle near the town\n"
    app.file_uploader(key="data_set").upload("claims.csv", rows.encode(), "text/csv").run()
    submit(app, "Read the data set").run()
    assert not app.exception
    assert not app.error
    assert "Sudzha" in set(app.dataframe[-1].value["Place"])


def test_a_long_job_can_be_stopped_and_keeps_what_it_read(monkeypatch):
    from geo.ui.pages import read

    monkeypatch.setattr(read, "_BREATH", 0.0)
    monkeypatch.setattr(read.st, "rerun", lambda *_, **__: None)
    app = start("read")
    lines = [f'{{"id": "{n}", "text": "{REPORT} Line {n}.", "date": "2024-08-14"}}' for n in range(3)]
    app.file_uploader[0].upload("many.jsonl", "\n".join(lines).encode(), "application/json").run()
    submit(app, "Read the files").run()
    app.button(key="stop").click().run()  # while the file is opened: what was opened is read
    for _step in range(6):
        app.run()
    assert not app.exception
    assert "Stopped; 1 report was read" in texts(app)
    assert set(app.dataframe[-1].value["Place"]) >= {"Sudzha"}


def test_visitors_cannot_save_or_fetch():
    app = start("read", secrets={"delay_hours": 24})
    app.text_area(key="pasted").set_value(REPORT)
    submit(app, "Read the report").run()
    keys = {button.key for button in app.button}
    assert "show" in keys
    assert "save" not in keys
    assert "only editors fetch" in texts(app)


def test_a_delay_hides_nothing_old_and_a_blackout_hides_its_circle():
    everything = shown(start())[1]
    assert shown(start(secrets={"delay_hours": 48}))[1] == everything
    assert shown(start(secrets={"blackout": [[51.19, 35.27, 5.0]]}))[1] < everything


def test_as_known_on_a_day_a_claim_stands_as_it_stood_then():
    now = [dt.datetime(2024, 8, 14, 9)]
    report = Report("A governor said that a drone hit Rylsk on 13 August.", date=now[0].date(), lang="en")
    with Store.open(clock=lambda: now[0]) as store:
        store.save(report, read_reports([report], data.gazetteer()))
        now[0] = dt.datetime(2024, 8, 20, 9)
        store.decide(store.events().event_id[0], "reject", "ann", "a hoax")

    def shown(**query):
        return texts(start(window="2024-08-13..2024-08-15", q="Rylsk governor drone", **query))

    assert "**0** of" in shown()
    assert "**1** of" in shown(known="2024-08-19")
    assert "**0** of" in shown(known="2024-08-20")
    assert "**1** of" in shown(mode="custom-known"), "the timeline keeps to what was known on its last day"


def test_a_store_that_cannot_be_opened_is_said_to_editors_alone(tmp_path, monkeypatch):
    (tmp_path / "store.sqlite").write_bytes(b"no database at all" * 100)
    app = start("map")
    assert not app.exception
    assert "file is not a database" in app.error[0].value
    data.store.clear()
    monkeypatch.setenv("GEO_HOSTED", "1")
    app = start("map")
    assert not app.exception
    assert "data cannot be read" in app.error[0].value
    assert "sqlite" not in texts(app) + app.error[0].value


def test_a_rejected_claim_of_the_imported_demo_is_nowhere():
    with Store.open() as store:
        few = data.demo().iloc[:3]
        store.import_events(few)
        gone = few.iloc[0]
        store.decide(gone["event_id"], "reject", "A. Editor")
    assert len(data.published().events) == len(data.demo()) - 1
    assert gone["event_id"] not in set(data.published().events["event_id"])

    def here():
        import streamlit as st

        from geo.ui import data

        st.caption(" ".join(data.at_place(st.session_state["place"])["event_id"]))

    app = AppTest.from_function(here, default_timeout=60)
    app.session_state["place"] = gone["place_id"]
    app.run()
    assert not app.exception
    assert gone["event_id"] not in app.caption[0].value.split()


def control_claims(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Control claims as (day, side of the claimant, holder)."""
    return pd.DataFrame(
        {
            "start": [pd.Timestamp(day) for day, _, _ in rows],
            "known_on": pd.NaT,
            "claimant_side": [side for _, side, _ in rows],
            "control": [holder for _, _, holder in rows],
        }
    )


def test_sides_dispute_a_place_only_while_their_last_words_differ():
    taken = ("2024-08-15", "Ukraine", "Ukraine")
    assert places._days_of_dispute(control_claims(taken, ("2025-03-15", "Ukraine", "Russia"))) == []
    disputed = control_claims(taken, ("2025-03-13", "Russia", "Russia"), ("2025-03-15", "Ukraine", "Russia"))
    assert places._days_of_dispute(disputed) == [dt.date(2025, 3, 13)]

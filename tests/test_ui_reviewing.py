"""The page Review: what waits for an editor, what an editor decides and takes back."""

from datetime import date

import pytest
from pages_scene import REPORT, go, start, submit, texts

from geo.ui import data
from geo.ui.pages import review

pytestmark = pytest.mark.usefixtures("own_folder")


def saved():
    app = start("read")
    app.text_area(key="pasted").set_value(REPORT)
    submit(app, "Read the report").run()
    app.button(key="save").click().run()
    assert "Saved: 1" in texts(app)
    return go(app, "review")


def test_review_rejects_with_a_reason_and_takes_it_back():
    app = saved()
    event = app.radio(key="review_event").value
    waiting = len(app.radio(key="review_event").options)
    app.button(key=f"reject_{event}_0_send").click().run()
    assert data.store().decisions() == [], "no decision without a reason"
    app.text_input(key=f"reject_{event}_0_text").set_value("a rumour")
    app.button(key=f"reject_{event}_0_send").click().run()
    assert "a rumour" in texts(app)
    assert waiting == 1 or len(app.radio(key="review_event").options) == waiting - 1
    undo = next(button for button in app.button if str(button.key).startswith("undo_"))
    undo.click().run()
    decision = undo.key.removeprefix("undo_")
    app.button(key=f"undo_{decision}_send").click().run()  # why is asked, and may stay open
    assert [each.action for each in data.store().decisions()] == ["reject", "undo"]
    assert not app.exception
    assert len(app.radio(key="review_event").options) == waiting


def test_a_claim_that_another_editor_decided_meanwhile_is_said_and_not_decided_again():
    app = saved()
    event = app.radio(key="review_event").value
    data.store().decide(event, "edit", "Bob", "a later report", {"actor": "Bob's army"})
    app.button(key=f"accept_{event}_0_0").click().run()
    assert "decided meanwhile: Bob · corrected · a later report" in texts(app).replace("\\", "")
    assert [each.who for each in data.store().decisions()] == ["Bob"]
    assert "meanwhile" in texts(app.run()), "also after the map of the next claim has drawn the page anew"
    app.button_group(key="review_which").set_value("edited").run()
    assert [each.who for each in data.store().decisions()] == ["Bob"], "an old click counts no more"
    newest = data.store().decisions()[-1].id
    assert app.text_input(key=f"actor_{event}_{newest}").value == "Bob's army"
    app.button(key=f"accept_{event}_{newest}_0").click().run()
    assert [each.action for each in data.store().decisions()] == ["edit", "accept"]
    assert "meanwhile" not in texts(app)


def test_a_day_that_a_reviewer_gives_is_no_longer_about():
    app = start("read")
    app.text_area(key="pasted").set_value("A missile hit a school in Shostka, the mayor said.")
    next(field for field in app.date_input if field.label == "Published on").set_value(date(2024, 12, 14))
    submit(app, "Read the report").run()
    app.button(key="save").click().run()
    app = go(app, "review")
    assert "about 14 Dec 2024" in texts(app)
    event = app.radio(key="review_event").value
    app.date_input(key=f"start_{event}_0").set_value(date(2024, 12, 13))
    app.date_input(key=f"end_{event}_0").set_value(date(2024, 12, 13)).run()
    app.text_input(key=f"edit_{event}_0_text").set_value("the mayor's post")
    app.button(key=f"edit_{event}_0_send").click().run()
    decided = data.store().decisions()[-1]
    assert decided.after["date_precision"] == "day"
    assert not app.exception


def test_review_shows_the_claim_its_report_and_who_else_says_so():
    app = saved()
    sudzha = next(label for label in app.radio(key="review_event").options if "Change of control" in label)
    app.radio(key="review_event").set_value(sudzha).run()
    assert not app.exception
    for words in ("Change of control", "Who says so", "Published", "Independent origins", "compete"):
        assert words in texts(app)
    assert any("denied that the town was lost" in html.proto.body for html in app.get("html"))
    assert app.dataframe[0].value["Known on"].dropna().is_monotonic_increasing


def test_review_moves_a_claim_to_another_place():
    app = saved()
    event = app.radio(key="review_event").value
    app.text_input(key=f"look_{event}_0").set_value("Korenevo").run()
    choices = app.radio(key=f"to_{event}_0")
    choices.set_value(choices.options[0]).run()
    app.button(key=f"move_{event}_0_0").click().run()
    assert not app.exception
    assert not app.error
    log = next(line.value for line in app.markdown if "moved" in line.value)
    assert "Korenevo" in log
    assert "Another place of this name" in log, "the reason that was clicked"
    assert "Place" in log
    app.session_state["language"] = "uk"
    assert any("→ Коренево" in line.value for line in app.run().markdown), "places in the reader's language"
    assert "place_id" not in log, "names of columns are not for readers"


def test_what_a_move_taught_is_listed_and_forgotten():
    app = saved()
    event = app.radio(key="review_event").value
    app.text_input(key=f"look_{event}_0").set_value("Korenevo").run()
    app.checkbox(key=f"teach_{event}_0").check().run()
    choices = app.radio(key=f"to_{event}_0")
    choices.set_value(choices.options[0]).run()
    app.button(key=f"move_{event}_0_0").click().run()
    assert "Places taught" in " ".join(each.value for each in app.subheader)
    assert any("→ Korenevo" in each.value for each in app.markdown)
    app.button(key="forget_1").click().run()
    assert not app.exception
    assert not app.subheader
    assert data.store().overrides()[0].withdrawn


def test_review_finds_claims_by_state_and_words():
    app = saved()
    waiting = len(app.radio(key="review_event").options)
    app.text_input(key="review_words").set_value("СУДЖА").run()
    assert len(app.radio(key="review_event").options) == waiting
    app.text_input(key="review_words").set_value("Rylsk").run()
    assert "No claim fits" in texts(app)
    app.text_input(key="review_words").set_value("").run()
    event = app.radio(key="review_event").value
    app.button(key=f"accept_{event}_0_0").click().run()
    app.button_group(key="review_which").set_value("accepted").run()
    assert app.radio(key="review_event").value == event
    assert not app.exception


def test_review_leafs_through_a_long_queue(monkeypatch):
    monkeypatch.setattr("geo.ui.pages.review._ON_A_PAGE", 1)
    app = saved()
    first = app.radio(key="review_event").value
    assert "**2** claims" in texts(app)
    app.get("pagination")[0].set_value(2).run()
    second = app.radio(key="review_event").value
    assert second != first
    app.button(key=f"accept_{second}_0_0").click().run()
    assert app.radio(key="review_event").value == first, "the page before, as this one is done"
    assert not app.exception


def test_claims_of_one_label_can_be_told_apart():
    lines = review.told_apart({"a": "Sudzha · Battle", "b": "Sudzha · Battle", "c": "Sudzha · Shelling"})
    assert lines == {"a": "Sudzha · Battle", "b": "Sudzha · Battle (2)", "c": "Sudzha · Shelling"}

"""The reason of a decision reaches the page even when a map cuts the run short that it was given to."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from geo.ui import reason

    if st.session_state.pop("map_reports", False):
        st.rerun()
    st.caption(reason.ask("reject", "Reject", "k"))


def start() -> AppTest:
    return AppTest.from_function(_page, default_timeout=60).run()


def said(app: AppTest) -> str:
    assert not app.exception
    return app.caption[0].value


def test_a_ready_reason_is_given_once() -> None:
    app = start()
    assert said(app) == ""
    assert said(app.button(key="reject_k_1").click().run()) == "No such event"
    assert said(app.run()) == ""


def test_words_of_ones_own_are_needed() -> None:
    app = start()
    assert said(app.button(key="reject_k_send").click().run()) == ""
    app.text_input(key="reject_k_text").set_value(" a rumour ")
    assert said(app.button(key="reject_k_send").click().run()) == "a rumour"


def test_a_reason_outlives_a_run_that_is_cut_short() -> None:
    app = start()
    app.session_state["map_reports"] = True
    assert said(app.button(key="reject_k_1").click().run()) == "No such event"
    app.session_state["map_reports"] = True
    app.text_input(key="reject_k_text").set_value("a rumour")
    assert said(app.button(key="reject_k_send").click().run()) == "a rumour"

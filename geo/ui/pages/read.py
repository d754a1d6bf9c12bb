"""Map a report: paste, upload, feed or address in; marked places, events and a map out."""

from __future__ import annotations

import streamlit as st

from geo.ui import data, findings, header, intake
from geo.ui.i18n import _, number
from geo.ui.reading import Job, Reading

#: Seconds of reading between two updates of the bar.
_BREATH = 0.6


def page() -> None:
    """Draw the page."""
    header.show(
        _("Map a report"),
        _(
            "Put a report in: the places it names, what is said to have happened there, when, and who says"
            " so come out."
        ),
    )
    left, right = st.columns([5, 2], gap="large")
    with left:
        intake.show()
    job: Job | None = st.session_state.get("job")
    if job is None:
        with right:
            _promise()
        return
    _run(job)
    if not job.running:
        findings.show(job)


def _promise() -> None:
    st.markdown(_("**What comes out**"))
    for line in (
        _("the **places** that the text names, marked in it, each with the reason why it was put there"),
        _("the **claims**: what is said to have happened, when, by whom, who says so, and the sentence"),
        _("a **map** of them; what cannot be placed stays in the list"),
    ):
        st.markdown(f"- {line}")
    st.caption(_("Nothing is kept unless you save it, and nothing leaves this server."))


def _run(job: Job) -> None:
    """Show how far the job is, go on for a moment, and come back."""
    if not job.running:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(job.part, 1.0), _progress(job))
        st.button(_("Stop, keep what is read"), icon=":material/stop:", key="stop", on_click=job.stop)
    job.run(data.gazetteer(), _BREATH)
    st.rerun()


def _progress(job: Job) -> str:
    if isinstance(job, Reading):
        total = number(len(job.reports))
        if job.step == "open":
            return _("Opening: {n} reports so far").format(n=total)
        if job.step == "fold":
            return _("Looking for reprints among {n} reports").format(n=total)
        return _("Reading: {done} of {total} reports").format(done=number(job.done), total=total)
    return _("Reading the data set: {n} claims so far").format(n=number(sum(map(len, job.tables))))

"""What this is, how it works, where it ends."""

from __future__ import annotations

import streamlit as st

from geo.ui import header
from geo.ui.data import dataset
from geo.ui.i18n import _, number, span


def page() -> None:
    """Draw the page."""
    data = dataset()
    events = data.at(None)
    header.show(_("About"), _("An open, offline map of public reporting on the Russia–Ukraine front."))
    with st.container(width=760):
        extent = data.index.extent
        if extent:
            st.markdown(
                _("On show: {claims} claims from {reports} reports, {days}.").format(
                    claims=number(len(events)),
                    reports=number(int(events["report_id"].nunique())),
                    days=span(*extent),
                )
            )
        for title, body in _sections():
            st.header(title)
            st.markdown(body)


def _sections() -> list[tuple[str, str]]:
    return [
        (
            _("What you see"),
            _(
                "Each mark is a place that public reports name. Its size is the number of claims in the "
                "days you chose. A **claim** is one sentence of a report: who says that what happened, "
                "where and when. A claim is not a fact, and there is no score of truth here: both sides' "
                "versions stand beside each other."
            ),
        ),
        (
            _("How it is made"),
            _(
                "Place names are found in English, Ukrainian and Russian texts and looked up in a "
                "gazetteer; the context decides between places of the same name. Dates, events and "
                "claimants are read by rules that are open to see. Nearly identical texts count as one "
                "origin. What cannot be placed is kept in the list, without a mark. A region or a district"
                " is drawn as its extent, never as a point."
            ),
        ),
        (
            _("The estimate of control"),
            _(
                "The coloured areas are an **estimate from reports**: each settlement belongs to the side "
                "that the latest weighty claims give it, and its surroundings follow. A claim against the "
                "claimant's own interest weighs more than one in its favour. Areas far from any report are"
                " grey. It is not a survey, and its edge is not a line in the field."
            ),
        ),
        (
            _("Limits"),
            _(
                "Reports come late, are wrong, and are made to persuade. Few villages are reported at all."
                " Silence is not calm: see the page “Sources” for the gaps. The rules miss claims and "
                "misread some. Correct them on the page “Review”; every correction is logged and can be "
                "undone."
            ),
        ),
        (
            _("What this is not"),
            _(
                "It is not a targeting tool: it shows no units and no order of battle, drops positions of "
                "units when data is imported, and hosts can hold back recent or sensitive events. It is "
                "not a live map: it shows what has been published."
            ),
        ),
        (
            _("Borders and names"),
            _(
                "International borders are those recognised by the United Nations; Crimea and Sevastopol "
                "are shown as Ukraine. Names are stored in English, Ukrainian and Russian and shown in the"
                " language you read."
            ),
        ),
        (
            _("Licences and sources"),
            _(
                "The code is under the Apache 2.0 licence. The Kursk demo is compiled from public pages, "
                "in our own words, each with its source. Places come from GeoNames (CC BY 4.0), outlines "
                "from Natural Earth (public domain). `data/SOURCES.md` lists every source. Data of others "
                "that forbids passing it on, such as ACLED, ISW or DeepState, is never shipped."
            ),
        ),
        (
            _("Your privacy"),
            _(
                "Everything on this page is served by this server: no fonts, maps or scripts from "
                "elsewhere, and no usage statistics. Reports that you paste stay in your session unless an"
                " editor saves them."
            ),
        ),
    ]

"""The dashboard as a reader opens it, for the tests of its pages."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]
REPORT = (
    "On 13 August the Ukrainian General Staff said that Ukrainian forces had taken Sudzha in Kursk region. "
    "Russia's defence ministry denied that the town was lost."
)


def start(page="map", secrets=None, **query):
    app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    if secrets:
        app.secrets["dashboard"] = secrets
    app.run()
    return go(app, page) if page != "map" else app


def go(app, page):
    """Open a page as the menu does."""
    app._page_hash = next(
        key
        for key, known in app._registered_pages.items()
        if known.get("url_pathname") in (page, "" if page == "map" else page)
    )
    return app.run()


def texts(app):
    kinds = (app.markdown, app.caption, app.info, app.warning, app.success)
    return " ".join(str(element.value) for kind in kinds for element in kind)


def submit(app, label):
    return next(button for button in app.button if button.label == label).click()

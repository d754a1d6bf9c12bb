"""Evidence in the dashboard: both sides of a stretch of the front."""

from streamlit.testing.v1 import AppTest


def _both_sides() -> None:
    """Show what stands behind the first stretch of front of the demo's estimate."""
    import datetime as dt

    import shapely
    import streamlit as st

    from geo.ui import evidence, layers

    day = dt.date(2024, 8, 27)
    drawn = layers.on_day(layers.estimate(), day)
    front = shapely.get_parts(drawn[drawn["kind"] == "front"].geometry.iloc[0])[0]
    middle = front.interpolate(0.5, normalized=True).buffer(1e-4)
    cells = drawn[drawn.intersects(middle) & (drawn["kind"] == "area")]
    st.session_state["sides"] = dict(zip(cells["cell_id"], cells["side"], strict=True))
    evidence.show(list(cells["cell_id"]), day)


def test_a_stretch_of_front_shows_the_claims_on_both_of_its_sides(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("GEO_DATA", str(tmp_path))
    app = AppTest.from_function(_both_sides, default_timeout=90).run()
    assert not app.exception
    sides = app.session_state["sides"]
    assert len(sides) == 2 and len(set(sides.values())) == 2
    heads = [str(part.value) for part in app.markdown if "is shown as" in str(part.value)]
    assert len(heads) == 2 and all("27 Aug 2024" in head for head in heads)
    captions = [str(part.value) for part in app.caption]
    assert captions[0].startswith("The front runs here because")
    assert sum("weight" in caption for caption in captions) >= 2
    assert sum("ny claim about" in caption or "claim for" in caption for caption in captions) == 2

"""Letters between a page and the map in its frame: none is lost, none is read twice, whatever comes first."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from map_claims import WEEK, events, total
from playwright.sync_api import Frame, Page, expect

from geo.map import Payload, component, encode

KORENEVO = {"id": 1, "select": "gn:2", "window": ["2024-08-06", "2024-08-12"]}
PAGE = """
<!doctype html><meta charset="utf-8">
<div class="st-key-a-geomap"><div id="host"><div class="geo-map"></div></div><div id="courier"></div></div>
<script>
const load = (id) => import(URL.createObjectURL(new Blob([scripts[id]], { type: "text/javascript" })));
const scripts = %s;
const at = (id) => document.getElementById(id);
const parts = Promise.all(["host", "courier"].map(load));
window.addEventListener("message", ({ data }) => said.push(data.geoMap));
const said = [];
window.bring = async (data) => (await parts)[1].default({ parentElement: at("courier"), data });
window.bringBytes = (text) => bring(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
window.mount = async () => {
  window.leave = (await parts)[0].default({ parentElement: at("host"), setStateValue() {} });
};
</script>
"""


class Host:
    """A page with one map, driven as Streamlit drives it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.number = 0
        self.wanted: dict[str, Any] = {}

    def mount(self) -> Frame:
        """Put the map in the page; return its frame."""
        self.page.evaluate("mount()")
        element = self.page.locator("iframe").element_handle()
        found = element and element.content_frame()
        assert found
        return found

    def leave(self) -> None:
        self.page.evaluate("leave()")

    def events(self, packed: Payload) -> None:
        letter = component._letter(0, packed.digest, packed.data[: packed.texts_at])
        self.page.evaluate("(text) => bringBytes(text)", base64.b64encode(letter).decode())

    def settings(self, packed: Payload, *, mask: bytes | None = None, **message: Any) -> None:
        """Bring what stands beside the events: {command} and new `values` of settings."""
        values = message.pop("values", {})
        self.number += bool(values)
        self.wanted |= values
        plain = {
            "height": "400px", "asOf": None, "attribution": "", "digest": packed.digest, "command": None,
            "mask": mask and base64.b64encode(mask).decode(),
            "settings": {"number": self.number, "values": values, "all": self.wanted},
        }  # fmt: skip
        self.page.evaluate("(data) => bring(data)", plain | message)

    def said(self, word: str) -> int:
        """Count what the map said."""
        return int(self.page.evaluate("(word) => said.filter((one) => one === word).length", word))


@pytest.fixture
def host(page: Page, tmp_path: Path) -> Host:
    scripts = {"host": component._host_script("en"), "courier": component._script("courier.js")}
    path = tmp_path / "page.html"
    path.write_text(PAGE % json.dumps(scripts).replace("</", "<\\/"))
    page.goto(path.as_uri())
    return Host(page)


@pytest.fixture(scope="module")
def packed() -> Payload:
    return encode(events(WEEK))


def is_done(host: Host, count: int = 1) -> None:
    host.page.wait_for_function("(n) => said.filter((one) => one === 'done').length === n", arg=count)


def test_a_command_waits_for_the_events(host: Host, packed: Payload) -> None:
    frame = host.mount()
    host.settings(packed, command=KORENEVO, values={"span": 7})
    host.page.wait_for_function("said.includes('ready')")
    host.page.wait_for_timeout(200)
    assert host.said("done") == 0
    host.events(packed)
    is_done(host)
    expect(frame.locator(".gm-panel h2")).to_have_text("Korenevo")
    assert frame.evaluate("timeline.get()") == {
        "from": "2024-08-06", "to": "2024-08-12", "span": "all", "known": False,
    }  # fmt: skip


def test_a_command_that_a_frame_had_no_time_for_is_done_by_the_next(host: Host, packed: Payload) -> None:
    host.mount()
    host.settings(packed, command=KORENEVO)
    host.page.wait_for_function("said.includes('ready')")
    host.leave()
    host.events(packed)
    frame = host.mount()
    is_done(host)
    expect(frame.locator(".gm-panel h2")).to_have_text("Korenevo")
    host.leave()
    host.settings(packed, command=KORENEVO)
    frame = host.mount()
    expect(total(frame)).to_have_text("5 claims")
    expect(frame.locator(".gm-panel")).to_be_hidden()
    assert host.said("done") == 1


def test_two_commands_at_once_are_both_done(host: Host, packed: Payload) -> None:
    host.settings(packed, command={"id": "a", "window": ["2024-08-08", "2024-08-09"]})
    host.settings(packed, command={"id": "b", "select": "gn:1"})
    host.events(packed)
    frame = host.mount()
    is_done(host, 2)
    expect(total(frame)).to_have_text("2 claims")
    expect(frame.locator(".gm-panel h2")).to_have_text("Sudzha")


def test_a_mask_waits_for_its_events(host: Host, packed: Payload) -> None:
    host.events(packed)
    host.settings(packed)
    frame = host.mount()
    expect(total(frame)).to_have_text("5 claims")
    others = encode(events([{"start": "2024-08-07"}, {"start": "2024-08-08"}, {"start": "2024-08-09"}]))
    host.settings(others, mask=others.mask([True, False, False]))
    host.page.wait_for_timeout(200)
    expect(total(frame)).to_have_text("5 claims")
    host.events(others)
    expect(total(frame)).to_have_text("1 claim")


def test_what_comes_at_once_is_drawn_at_once(host: Host, packed: Payload, page: Page) -> None:
    page.add_init_script("window.draws = 0; document.addEventListener('timeline:drawn', () => draws++)")
    host.events(packed)
    host.settings(
        packed, mask=packed.mask([True] * 3 + [False] * 2), values={"window": ["2024-08-07", "2024-08-12"]}
    )
    frame = host.mount()
    expect(total(frame)).to_have_text("2 claims")
    page.wait_for_timeout(300)
    assert frame.evaluate("draws") == 1


def test_a_broken_letter_keeps_no_other_back(host: Host, packed: Payload) -> None:
    broken = component._letter(1, "broken", len(b"no layer").to_bytes(4, "little") + b"no layer")
    frame = host.mount()
    host.page.evaluate("(text) => bringBytes(text)", base64.b64encode(broken).decode())
    host.events(packed)
    host.settings(packed)
    expect(total(frame)).to_have_text("5 claims")
    expect(frame.locator(".gm-notice")).to_contain_text("cannot be read")

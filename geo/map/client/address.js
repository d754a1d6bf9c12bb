// Where the reader is, told to the address bar or to the host page; links to it.

const round = (value) => Math.round(value * 1e5) / 1e5;

class Address {
  constructor(app) {
    this.app = app;
    window.addEventListener("hashchange", () => this.read());
  }

  /** Window, view, selection and last click, as the host page gets them. */
  state() {
    const { window: days, map, selected, cells, clicked } = this.app;
    const centre = map.getCenter().wrap();
    const bounds = map.getBounds();
    return {
      window: { from: toISO(days.shownFrom()), to: toISO(days.to), span: days.mode, known: days.known },
      view: [round(centre.lat), round(centre.lng), Math.round(map.getZoom() * 100) / 100],
      bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map(round),
      selection: selected, cells, clicked: clicked?.map(round) ?? null,
    };
  }

  /** Tell the host page, or the address bar: a while after the last change, not while things move. */
  report() {
    const { app } = this;
    if (!app.events) return;
    app.soon("report", 250, () => {
      if (app.timeline.playing) return;
      const state = this.state();
      const text = JSON.stringify(state);
      if (text === this.reported) return;
      this.reported = text;
      if (app.hosted) parent.postMessage({ geoMap: "state", state }, "*");
      else this.write(state);
    });
  }

  write({ window: days, view, selection }) {
    const parts = new URLSearchParams({ map: view.join(","), from: days.from, to: days.to, span: days.span });
    if (days.known) parts.set("known", "1");
    if (selection) parts.set("place", selection);
    this.own = `#${parts.toString().replaceAll("%2C", ",").replaceAll("%3A", ":")}`;
    try {
      history.replaceState(null, "", this.own);
    } catch {
      // A document without an address of its own (srcdoc, data:) has no hash to write.
    }
  }

  /** Take view, window and place from the address; what cannot be read is left as it is. */
  read() {
    const { app } = this;
    if (app.hosted || !app.events || location.hash.length < 2 || location.hash === this.own) return;
    const parts = new URLSearchParams(location.hash.slice(1));
    const view = (parts.get("map") ?? "").split(",").map(Number);
    if (view.length === 3 && view.every(Number.isFinite) && Math.abs(view[0]) <= 90) app.map.setView([view[0], view[1]], view[2], { animate: false });
    const [from, to] = [toDay(parts.get("from")), toDay(parts.get("to"))];
    const span = parts.get("span");
    if (from <= to) {
      app.window.set(from, to);
      if (SPANS.includes(+span)) app.window.setMode(+span);
      else if (["all", "since", "custom"].includes(span)) app.window.setMode(span);
    }
    app.window.known = parts.get("known") === "1";
    if (parts.get("place")) app.select(parts.get("place"), false);
    app.step(false);
  }

  async copyLink() {
    const { app } = this;
    const link = app.hosted ? await this.askHost() : location.href;
    const area = el("textarea", { readonly: true, style: "position:fixed;opacity:0" });
    area.value = link;
    document.body.append(area);
    area.select();
    document.execCommand("copy"); // navigator.clipboard is not to be had in a sandboxed frame
    area.remove();
    app.note(app.language.say("copied"), 2500);
  }

  /** Only the host page knows its own address. `answer` is called with it (guest.js). */
  askHost() {
    return new Promise((resolve) => {
      this.answer = resolve;
      parent.postMessage({ geoMap: "link?", state: this.state() }, "*");
    });
  }
}

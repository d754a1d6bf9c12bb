// Put the parts together: one App per document. It holds events, layers and the window, counts and draws them, and opens
// what is chosen. What it is made of: look, flashes, pointer, walker, search, framing, address, picture, chrome, guest.

const NAMED_ZOOM = 7.5; // from here on symbols carry the names of their places

class App {
  constructor(map, options) {
    const hosted = window.parent !== window && options.hosted;
    Object.assign(this, { map, options, hosted, layers: [], events: null, selected: null, cells: [], held: false, framed: false, timers: {} });
    this.language = new Language(options.language);
    this.root = map.getContainer();
    if (STILL.matches) map._zoomAnimated = false; // Leaflet offers no way to switch it off later
    this.root.classList.add("gm-root", "gm-bare"); // until there are events
    document.head.append(el("style", {}, STYLE));
    document.documentElement.lang = this.language.code;
    if (options.title) document.title = options.title;
    this.look = new Look(this.language);
    this.theme = options.theme;
    this.look.setTheme(this.theme);
    this.makeCanvases();
    this.makeParts();
    this.listen();
  }

  makeCanvases() {
    const { map } = this;
    const canvas = (name, z, has, draw) => new CanvasLayer(makePane(map, name, z), () => this.framed && has(), draw).addTo(map);
    this.ground = canvas("gm-ground", 150, () => this.background, (context, frame) => this.background.draw(context, frame, this.look.ground));
    this.controls = canvas("gm-control", 350, () => this.layers.some((layer) => layer.on), (context, frame) => this.drawLayers(context, frame));
    this.marks = canvas("gm-marks", 450, () => this.symbols, (context, frame) => this.drawMarks(context, frame));
    this.names = canvas("gm-names", 460, () => this.labels, (context, frame) => this.drawNames(context, frame));
    this.canvases = [this.ground, this.controls, this.marks, this.names]; // bottom to top
    this.flashes = new Flashes(map, makePane(map, "gm-flashes", 455), this.look);
  }

  makeParts() {
    const chrome = buildChrome(this);
    this.address = new Address(this);
    this.framing = new Framing(this);
    this.pointer = new Pointer(this, this.tip);
    this.walker = new Walker(this);
    this.window = new TimeWindow(0, 0);
    if (this.options.asOf) this.window.asOf = toDay(this.options.asOf);
    chrome.prepend(this.walker.ring, this.walker.said);
    this.search = new Search(chrome, this);
    this.legend = new Legend(chrome, this);
    this.panel = new Panel(chrome, this);
    this.timeline = new Timeline(chrome, this.window, this.language, (released) => this.step(released));
    this.timeline.root.prepend(this.legend.strip);
    this.legend.build();
    this.toggleLegend(this.root.clientWidth >= 1700);
    this.note(this.language.say("loading"));
  }

  listen() {
    const { map } = this;
    map.on("moveend", () => this.address.report());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.theme === "auto" && this.restyle("auto"));
    document.addEventListener("keydown", (event) => {
      if (event.key === " " && event.target === document.body) this.timeline.toggle();
    });
    new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(this.root);
    new ResizeObserver(() => {
      this.root.style.setProperty("--gm-foot", `${this.timeline.root.offsetHeight}px`);
      this.nameSoon();
    }).observe(this.timeline.root);
  }

  // ---- looks -------------------------------------------------------------------------------------------------

  restyle(theme) {
    this.theme = theme;
    this.look.setTheme(theme);
    for (const canvas of this.canvases) canvas.redraw();
    this.timeline.resize();
  }

  colourBy(mode) {
    this.look.hidden.clear();
    this.look.colourBy(mode);
    Object.assign(this, this.look.coding(this.events));
    this.refilter();
    this.legend.build();
    this.step();
  }

  hide(category, hidden) {
    this.look.hidden[hidden ? "add" : "delete"](category);
    this.refilter();
    this.step();
  }

  /** Rows that may be shown: the host's mask, the legend's switches, and what is known, unless that changes with every step. */
  refilter() {
    const { events, look, codes, lookup } = this;
    const { known, asOf } = this.window;
    this.filtered = { known, asOf };
    const mask = events.mask ?? null;
    const unknown = !known && (events.until || asOf < EVER);
    const shows = (row) => !look.hidden.has(lookup[codes[row]]) && (!mask || mask[row] === 1) && !(unknown && events.unknownOn(asOf, row));
    events.shown = look.hidden.size || unknown ? Uint8Array.from({ length: events.rows }, (_, row) => +shows(row)) : mask;
    this.timeline.counts = events.perDay();
  }

  toggleLegend(on = this.root.classList.contains("gm-no-legend")) {
    this.root.classList.toggle("gm-no-legend", !on);
    this.legendButton.setAttribute("aria-expanded", String(on));
  }

  note(text, milliseconds) {
    showNotice(this, text, milliseconds);
  }

  // ---- data --------------------------------------------------------------------------------------------------

  async setBackground(bytes) {
    this.background = await Background.read(bytes);
    this.labels = new Labels(this.map, this.background, this.language);
    this.attribute();
    this.ground.redraw();
    this.names.redraw();
  }

  /** Show other events. The view stays if the reader has one, and so does the window where the days allow it. Texts may come later. */
  async setEvents(bytes, texts) {
    const events = await Events.read(bytes, texts);
    const before = this.events;
    this.events = events;
    this.symbols = new Symbols(this.map, events);
    this.areaNames = new AreaNames(events, this.language);
    this.window.take(events, before);
    this.timeline.setExtent(this.window);
    this.root.classList.toggle("gm-bare", !events.rows);
    Object.assign(this, this.look.coding(events));
    events.inexact = this.vague.some(Boolean);
    this.refilter();
    this.legend.build();
    const [loading, nothing] = [this.language.say("loading"), this.language.say("nothingAtAll")];
    if (!events.rows && !this.hosted) this.note(nothing); // an empty map in a page is there to click on
    else if ([loading, nothing].includes(this.notice.textContent)) this.note(null);
    if (!before) {
      this.map.invalidateSize({ animate: false, pan: false }); // a frame below the fold was measured before it had a size
      this.framing.fit(null, false);
      this.applySettings(this.options);
      this.address.read();
    }
    this.step(false);
    if (this.selected) this.select(this.selected, false);
  }

  setMask(bits) {
    this.events.setMask(bits);
    this.refilter();
    this.step(false);
  }

  async setLayers(packed) {
    const on = new Map(this.layers.map((layer) => [layer.name, layer.on]));
    this.layers = await Promise.all(packed.map((bytes) => TimedLayer.read(bytes)));
    for (const layer of this.layers) layer.on = on.get(layer.name) ?? layer.on;
    this.legend.build();
    this.attribute();
    this.controls.redraw();
    this.step(false);
  }

  switchLayer(layer, on) {
    layer.on = on;
    this.controls.redraw();
  }

  /** Window, view and selection as Python gives them: {window: [iso, iso], span, known, view: [lat, lon, zoom], selection}. */
  applySettings({ window: days, span, known, view, selection }) {
    if (days) this.window.set(toDay(days[0]), toDay(days[1]));
    if (span) this.window.setMode(span);
    if (known !== undefined && known !== null) this.window.known = known;
    if (view) this.map.setView([view[0], view[1]], view[2] ?? this.map.getZoom(), { animate: false });
    if (selection !== undefined && selection !== null) this.select(selection, false);
  }

  /** Show what was known on a day (null: what is known now), and no later day. */
  setAsOf(iso) {
    this.window.asOf = iso ? toDay(iso) : EVER;
    if (!this.events) return;
    this.window.end();
    this.timeline.setExtent(this.window);
    this.step(false);
  }

  attribute() {
    const texts = [this.options.attribution, this.background?.attribution, this.basemapAttribution, ...this.layers.filter((layer) => layer.attribution).map((layer) => layer.attribution), "Leaflet"];
    this.attribution.textContent = [...new Set(texts.filter(Boolean))].join(" · ");
  }

  setBasemap(basemap) {
    this.basemapAttribution = addBasemap(this.map, basemap, () => {
      this.basemapAttribution = null;
      this.attribute();
      this.note(this.language.say("offline"), 8000);
    });
    this.attribute();
  }

  // ---- drawing -----------------------------------------------------------------------------------------------

  /** Do several things and draw once, at their end: at first all there is, where the map will look. */
  async together(act) {
    this.held = true;
    try {
      await act();
    } finally {
      const first = !this.framed;
      Object.assign(this, { held: false, framed: true });
      if (first) for (const canvas of [this.ground, this.controls]) canvas.redraw();
      this.step(false);
      if (first) this.names.redraw();
    }
  }

  /** Count and draw the window. Ends with the event "timeline:drawn" after the frame is painted. */
  step(released = true) {
    if (!this.events || this.held) return;
    const began = performance.now();
    const { look, window: days } = this;
    if (days.known !== this.filtered.known || days.asOf !== this.filtered.asOf) this.refilter();
    const forward = this.lastTo !== undefined && days.to > this.lastTo ? this.lastTo : null;
    this.lastTo = days.to;
    Object.assign(look, { to: days.to, span: days.mode === "all" ? null : days.to - days.shownFrom() + 1 });
    this.counted = null;
    this.marks.redraw();
    if (this.layers.length && this.layerDay !== days.to) this.controls.redraw();
    this.layerDay = days.to;
    this.showTotals();
    if (forward !== null) this.flashes.start(this.symbols.drawn, forward, days.to);
    this.nameSoon();
    const script = performance.now() - began;
    if (released || !this.timeline.playing) this.soon("panel", 60, () => this.refreshPanel());
    this.soon("empty", 300, () => this.noteNothing());
    this.painted(script);
    this.address.report();
  }

  /** An empty map says that it is empty; what else is said comes first. */
  noteNothing() {
    const nothing = this.language.say("nothing");
    const said = this.notice.textContent;
    const empty = this.events.rows > 0 && !this.timeline.playing && !this.counted?.total.some(Boolean);
    if (empty && !said) this.note(nothing);
    else if (!empty && said === nothing) this.note(null);
  }

  painted(script) {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => document.dispatchEvent(new CustomEvent("timeline:drawn", { detail: { ...this.state().window, script } }));
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }

  /** Do something after a delay, once for many calls. */
  soon(name, delay, action) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(action, delay);
  }

  /** Names follow while time plays, a few times a second: laying them out takes longer than a step. */
  nameSoon() {
    this.naming ??= setTimeout(() => {
      this.naming = null;
      this.names.redraw();
    }, 200);
  }

  countInto(tally) {
    tally.count(this.events, this.window, this.codes, this.lookup, this.vague);
  }

  drawMarks(context, frame) {
    const tally = this.symbols.tally(frame.zoom, this.look.colours.length);
    if (this.counted !== tally) this.countInto(tally);
    this.counted = tally;
    this.look.selectedGroup = this.selectedSites?.length ? tally.groupOf[this.selectedSites[0]] : null;
    this.look.siteShown = (site) => this.events.has(site, this.window);
    this.symbols.draw(context, frame, tally, this.look);
  }

  drawLayers(context, frame) {
    for (const layer of this.layers) layer.draw(context, frame, this.window.to, this.look);
  }

  drawNames(context, frame) {
    const sites = (this.symbols?.drawn ?? []).slice(0, 400).map((symbol) => {
      const r = symbol.r + (symbol.group === this.look.selectedGroup ? SELECTED_PX : 0);
      if (frame.zoom < NAMED_ZOOM || symbol.kind === "area") return { ...symbol, r, name: "", label: "" };
      const name = this.events.name(symbol.site, this.language);
      const others = this.membersOf(symbol).length - 1;
      return { ...symbol, r, name, label: others > 0 ? `${name} +${others}` : name };
    });
    this.labels.draw(context, frame, this.look.ground, sites, this.framing.covered());
  }

  showTotals() {
    const { counted, language, events } = this;
    const parts = new Array(this.look.colours.length).fill(0);
    let total = 0;
    let unplaced = 0;
    for (let group = 0; group < counted.size; group++) {
      if (!counted.total[group]) continue;
      total += counted.total[group];
      if (events.kinds[counted.leaders[group]] === "unplaced") unplaced += counted.total[group];
      for (let part = 0; part < parts.length; part++) parts[part] += counted.counts[group * parts.length + part];
    }
    this.timeline.show(language.say("claims", { n: total }));
    this.legend.show(parts);
    this.unplaced.hidden = !unplaced;
    this.unplaced.textContent = `${language.say("unplaced")}: ${language.numbers.format(unplaced)}`;
  }

  // ---- opening things -----------------------------------------------------------------------------------------

  /** Name and count of a symbol, in two lines. */
  textOf(symbol) {
    const { language, events } = this;
    const others = this.membersOf(symbol).length - 1;
    const name = events.name(symbol.site, language);
    return `${others > 0 ? language.say("moreName", { name, n: others }) : name}\n${language.say("claims", { n: symbol.count })} · ${this.look.names[symbol.main]}`;
  }

  /** Sites with claims in the window that share a symbol, one a place. */
  membersOf(symbol) {
    const { events, counted } = this;
    const found = new Map();
    for (const site of counted.sitesOf(symbol.group)) {
      if (counted.high[site] > counted.low[site] && events.has(site, this.window) && !found.has(events.siteId(site))) found.set(events.siteId(site), site);
    }
    return [...found.values()];
  }

  openSymbol(symbol) {
    const members = this.membersOf(symbol);
    if (members.length < 2) return this.select(this.events.siteId(symbol.site), true, members[0] ?? symbol.site);
    this.selected = null;
    this.cells = [];
    this.selectedSites = [symbol.site];
    this.refreshPanel = () => {};
    this.panel.showGroup(members);
    this.framing.reveal(this.events.lat[symbol.site], this.events.lon[symbol.site]);
    this.marks.redraw();
  }

  /** Open what a layer says of a point: an area, or the ground on both sides of a line. */
  openGround(found, { lat, lng }) {
    this.selected = this.selectedSites = null;
    this.cells = found.features.map((feature) => feature.cell).filter(Boolean);
    this.refreshPanel = () => {};
    this.panel.showGround(found);
    this.framing.reveal(lat, lng);
    this.marks.redraw();
    this.address.report();
  }

  /** What lies under the pointer, in a line or two. */
  textOfGround({ layer, features, line }) {
    const { language } = this;
    const name = (feature) => this.panel.groundName(feature, layer);
    if (!line || features.length < 2) return name(features[0]);
    return `${language.say("front")}\n${features.map((feature) => language.term(feature.side)).join(" | ")}`;
  }

  /** Open a place's claims by its id (null: close). `user` moves the focus; `site` tells apart sites without an id. */
  select(id, user, site) {
    id ||= null;
    const sites = id === null || !this.events ? [] : site !== undefined && !this.events.values.place_id[site] ? [site] : this.events.sitesWithId(id);
    this.selected = id;
    this.selectedSites = sites;
    this.cells = [];
    if (id === null) {
      this.panel.close();
      this.refreshPanel = () => {};
    } else if (!this.events) return;
    else if (!sites.length) this.note(this.language.say("notFound"), 6000);
    else {
      this.refreshPanel = () => this.panel.showPlace(sites, false);
      this.panel.showPlace(sites, user);
      this.framing.reveal(this.events.lat[sites[0]], this.events.lon[sites[0]]);
    }
    this.marks.redraw();
    this.names.redraw();
    this.address.report();
  }

  refreshPanel() {}

  openTable() {
    this.selected = null;
    this.refreshPanel = () => this.panel.showTable();
    this.panel.showTable();
  }

  openUnplaced() {
    this.refreshPanel = () => {};
    this.panel.showUnplaced();
  }

  state() {
    return this.address.state();
  }
}

/** Start the map; called by start.js. */
async function runGeoMap(map, options) {
  const app = new App(map, options);
  const embedded = (id) => {
    const node = document.getElementById(id);
    const bytes = node && fromBase64(node.textContent.trim());
    node?.remove();
    return bytes;
  };
  window.timeline = {
    set: (from, to) => {
      app.window.set(toDay(from), toDay(to));
      app.step();
    },
    get: () => app.state().window,
  };
  window.geoMap = app;
  try {
    if (options.basemap) app.setBasemap(options.basemap);
    const background = app.setBackground(embedded("gm-background"));
    if (app.hosted) serveHost(app, background);
    else {
      await app.together(async () => {
        const events = embedded("gm-events");
        if (events) await app.setEvents(events);
        await app.setLayers(options.layers.map((id) => embedded(id)));
        await background;
      });
    }
    document.documentElement.dataset.ready = "true";
  } catch (error) {
    app.note(app.language.say("broken", { why: error.message }));
    throw error;
  }
}

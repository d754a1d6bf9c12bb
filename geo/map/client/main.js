// Put the parts together: one App per document. It counts, draws, selects, and speaks with links and with its host page.

const FLASH_MS = 800;

class App {
  constructor(map, options) {
    Object.assign(this, { map, options, layers: [], events: null, selected: null, hosted: window.parent !== window && options.hosted });
    this.language = new Language(options.language);
    this.root = map.getContainer();
    this.root.classList.add("gm-root");
    document.documentElement.lang = this.language.code;
    if (options.title) document.title = options.title;
    this.look = { mode: "type", hidden: new Set(), selected: null };
    this.setTheme(options.theme);
    this.makePanes();
    this.makeChrome();
    this.listen();
  }

  // ---- looks -------------------------------------------------------------------------------------------------

  setTheme(theme) {
    this.theme = theme;
    const dark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    document.documentElement.dataset.theme = this.look.theme = dark ? "dark" : "light";
    this.look.ground = GROUND[this.look.theme];
    this.look.ratio = Math.min(2, devicePixelRatio || 1);
    const short = new Map();
    this.look.compact = (n) => short.get(n) ?? (short.set(n, this.language.compact.format(n)), short.get(n));
  }

  setLook(mode) {
    const parts = mode === "side" ? SIDES : CATEGORIES;
    Object.assign(this.look, { mode, colours: parts.map((p) => p.colour), names: parts.map((p) => this.language.term(p.id)) });
    if (!this.events) return;
    const column = mode === "side" ? "claimant_side" : "event_type";
    this.codes = this.events.codes[column];
    const find = mode === "side" ? (side) => Math.max(0, SIDES.findIndex((s) => s.id === side)) || (side === SIDES[0].id ? 0 : SIDES.length - 1) : categoryOf;
    this.lookup = Uint8Array.from(this.events.values[column], find);
    this.vague = Uint8Array.from(this.events.values.date_precision, (word) => +["week", "month", "year", "unknown"].includes(word));
    this.events.inexact = this.vague.some(Boolean);
  }

  colourBy(mode) {
    this.look.hidden.clear();
    this.setLook(mode);
    this.refilter();
    this.legend.build();
    this.step();
  }

  hide(category, hidden) {
    this.look.hidden[hidden ? "add" : "delete"](category);
    this.refilter();
    this.step();
  }

  /** Rows that may be shown: the host's mask and the legend's switches together. */
  refilter() {
    const { events, look, codes, lookup } = this;
    if (!look.hidden.size) events.shown = events.mask ?? null;
    else events.shown = Uint8Array.from({ length: events.rows }, (_, row) => +(!look.hidden.has(lookup[codes[row]]) && (!events.mask || events.mask[row] === 1)));
    this.timeline.counts = events.perDay();
  }

  // ---- construction ------------------------------------------------------------------------------------------

  makePanes() {
    const { map } = this;
    const pane = (name, z) => {
      map.createPane(name).style.zIndex = z;
      map.getPane(name).style.pointerEvents = "none";
      return name;
    };
    this.ground = new CanvasLayer(pane("gm-ground", 150), (context, frame) => this.background?.draw(context, frame, this.look.ground)).addTo(map);
    this.controls = new CanvasLayer(pane("gm-control", 350), (context, frame) => this.drawLayers(context, frame)).addTo(map);
    this.marks = new CanvasLayer(pane("gm-marks", 450), (context, frame) => this.drawMarks(context, frame)).addTo(map);
    this.flashes = new CanvasLayer(pane("gm-flashes", 455), (context) => this.paintFlashes(context)).addTo(map);
    this.names = new CanvasLayer(pane("gm-names", 460), (context, frame) => this.drawNames(context, frame)).addTo(map);
  }

  makeChrome() {
    const { language, root } = this;
    const say = (...args) => language.say(...args);
    this.setLook("type");
    const chrome = (this.chrome = el("div.gm-chrome"));
    L.DomEvent.disableClickPropagation(chrome);
    L.DomEvent.disableScrollPropagation(chrome);
    const tools = el("div.gm-tools.gm-card", {}, [
      iconButton("plus", say("zoomIn"), () => this.map.zoomIn()), iconButton("minus", say("zoomOut"), () => this.map.zoomOut()), iconButton("home", say("home"), () => this.fit()),
      iconButton("list", say("list"), () => this.openTable()), (this.legendButton = iconButton("legend", say("legend"), () => this.toggleLegend())),
    ]);
    this.titleCard = this.options.title ? el("h1.gm-title.gm-card", {}, this.options.title) : "";
    this.unplaced = el("button.gm-unplaced.gm-card", { type: "button", hidden: true, onclick: () => this.openUnplaced() });
    this.notice = el("div.gm-notice.gm-card", { role: "status", hidden: true });
    this.tip = el("div.gm-tip", { hidden: true, "aria-hidden": "true" });
    this.attribution = el("div.gm-attribution");
    chrome.append(tools, el("div.gm-head", {}, [this.titleCard, this.unplaced]), this.notice, this.tip, this.attribution);
    root.append(chrome);
    root.setAttribute("role", "region");
    root.setAttribute("aria-label", say("mapLabel"));
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(this.map);
    this.window = new TimeWindow(0, 0);
    this.legend = new Legend(chrome, this);
    this.panel = new Panel(chrome, this);
    this.timeline = new Timeline(chrome, this.window, language, (released) => this.step(released));
    this.timeline.root.prepend(this.legend.chips);
    this.legend.build();
    this.toggleLegend(root.clientWidth >= 1700);
    this.note(say("loading"));
  }

  listen() {
    const { map } = this;
    map.on("moveend", () => this.report());
    map.on("zoomstart", () => (this.fresh = []));
    map.on("click", (event) => this.click(event));
    map.on("mousemove", (event) => this.hover(event));
    map.on("mouseout", () => {
      this.showTip(null);
      this.pointAt(null);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.theme === "auto" && this.restyle("auto"));
    window.addEventListener("hashchange", () => this.readHash());
    document.addEventListener("keydown", (event) => {
      if (event.key === " " && event.target === document.body) this.timeline.toggle();
    });
    new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(this.root);
  }

  restyle(theme) {
    this.setTheme(theme);
    this.symbols?.sprites.clear();
    for (const layer of [this.ground, this.controls, this.marks, this.names]) layer.redraw();
    this.timeline.resize();
  }

  // ---- data --------------------------------------------------------------------------------------------------

  async setBackground(bytes) {
    this.background = await Background.read(bytes);
    this.labels = new Labels(this.map, this.background, this.language);
    this.attribute();
    this.ground.redraw();
    this.names.redraw();
  }

  /** Show other events. The view stays if the reader has one, and so does the window where the days allow it. */
  async setEvents(bytes) {
    const events = await Events.read(bytes);
    const before = this.events;
    const { from, to, mode, known } = this.window;
    this.events = events;
    this.symbols = new Symbols(this.map, events);
    Object.assign(this.window, { first: events.first, last: events.last });
    const atEnd = before && to >= before.last;
    Object.assign(this.window, before ? { mode, known, from, to: Math.max(events.first, Math.min(events.last, atEnd ? events.last : to)) } : { to: events.last, from: NO_DAY, mode: "all" });
    if (before && mode !== "custom" && mode !== "since") this.window.trail();
    this.timeline.domain = [events.first, events.last];
    this.setLook(this.look.mode);
    this.refilter();
    this.legend.build();
    const waiting = [this.language.say("loading"), this.language.say("nothingAtAll")];
    if (!events.rows) this.note(waiting[1]);
    else if (waiting.includes(this.notice.textContent)) this.note(null);
    if (!before) {
      this.fit(null, false);
      this.applySettings(this.options);
      this.readHash();
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

  attribute() {
    const texts = [this.background?.attribution, this.basemapAttribution, ...this.layers.filter((layer) => layer.attribution).map((layer) => layer.attribution), "Leaflet"];
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

  /** Count and draw the window. Ends with the event "timeline:drawn" after the frame is painted. */
  step(released = true) {
    if (!this.events) return;
    const began = performance.now();
    const forward = this.lastTo !== undefined && this.window.to > this.lastTo ? this.lastTo : null;
    this.lastTo = this.window.to;
    Object.assign(this.look, { to: this.window.to, span: this.window.mode === "all" ? null : this.window.to - this.window.shownFrom() + 1 });
    this.counted = null;
    this.flashAfter = forward;
    this.marks.redraw();
    if (this.layers.length && this.layerDay !== this.window.to) this.controls.redraw();
    this.layerDay = this.window.to;
    this.showTotals();
    if (this.flashAfter !== null) this.flash(this.flashAfter);
    this.soon("names", 150, () => this.names.redraw());
    const script = performance.now() - began;
    if (released || !this.timeline.playing) this.soon("panel", 60, () => this.refreshPanel());
    this.painted(script);
    this.report();
  }

  painted(script) {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => document.dispatchEvent(new CustomEvent("timeline:drawn", { detail: { ...this.state().window, script } }));
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }

  soon(name, delay, action) {
    this.timers ??= {};
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(action, delay);
  }

  countInto(tally) {
    tally.count(this.events, this.window, this.codes, this.lookup, this.vague);
  }

  drawMarks(context, frame) {
    if (!this.symbols) return;
    const tally = this.symbols.tally(frame.zoom, this.look.colours.length);
    if (this.counted !== tally) this.countInto(tally);
    this.counted = tally;
    this.look.selectedGroup = this.selectedSites?.length ? tally.groupOf[this.selectedSites[0]] : null;
    this.look.siteShown = (site) => this.events.has(site, this.window);
    this.symbols.draw(context, frame, tally, this.look);
  }

  drawLayers(context, frame) {
    for (const layer of this.layers) layer.draw(context, frame, this.window.to, this.look);
    return this.layers.some((layer) => layer.on);
  }

  drawNames(context, frame) {
    if (!this.labels) return;
    const sites = (this.symbols?.drawn ?? []).map((symbol) => ({ ...symbol, label: frame.zoom >= 7.5 && symbol.kind !== "area" ? this.events.name(symbol.site, this.language) : "" }));
    this.labels.draw(context, frame, this.look.ground, sites.slice(0, 400));
  }

  showTotals() {
    const { counted, language, events } = this;
    const parts = new Array(this.look.colours.length).fill(0);
    let total = 0;
    let places = 0;
    let unplaced = 0;
    for (let group = 0; group < counted.size; group++) {
      if (!counted.total[group]) continue;
      total += counted.total[group];
      if (events.kinds[counted.leaders[group]] === "unplaced") unplaced += counted.total[group];
      for (let part = 0; part < parts.length; part++) parts[part] += counted.counts[group * parts.length + part];
    }
    this.totals = { total, unplaced };
    this.timeline.show(language.say("claims", { n: total }));
    this.legend.show(parts);
    this.unplaced.hidden = !unplaced;
    this.unplaced.textContent = `${language.say("unplaced")}: ${language.numbers.format(unplaced)}`;
  }

  /** Rings that spread from places with claims newer than `day`; not during fast playback, where all is new. */
  flash(day) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || this.window.to - day > 7) return;
    const began = performance.now();
    const fresh = this.symbols.drawn.filter((symbol) => symbol.newest > day).slice(0, 60);
    this.fresh = [...(this.fresh ?? []).filter(({ until }) => until > began), ...fresh.map((symbol) => ({ symbol, until: began + FLASH_MS }))].slice(-120);
    if (!this.flashing && this.fresh.length) requestAnimationFrame(() => this.drawFlashes());
    this.flashing ||= this.fresh.length > 0;
  }

  drawFlashes() {
    const now = performance.now();
    this.fresh = this.fresh.filter(({ until }) => until > now);
    this.flashes.redraw();
    this.flashing = this.fresh.length > 0;
    if (this.flashing) requestAnimationFrame(() => this.drawFlashes());
  }

  paintFlashes(context) {
    if (!this.fresh?.length) return false;
    const now = performance.now();
    for (const { symbol, until } of this.fresh) {
      const age = 1 - (until - now) / FLASH_MS;
      if (age >= 1) continue;
      context.beginPath();
      context.arc(symbol.px, symbol.py, symbol.r * (1 + 1.4 * age) + 2, 0, 7);
      context.strokeStyle = alpha(this.look.colours[symbol.main], 0.9 * (1 - age));
      context.lineWidth = 2;
      context.stroke();
    }
    return true;
  }

  note(text, milliseconds) {
    this.notice.hidden = !text;
    this.notice.textContent = text ?? "";
    if (milliseconds) this.soon("note", milliseconds, () => this.note(null));
  }

  // ---- pointing and selecting ---------------------------------------------------------------------------------

  hover({ latlng, layerPoint }) {
    if (!this.symbols) return;
    const symbol = this.symbols.hit(layerPoint, 4);
    const feature = symbol ? null : this.featureAt(latlng);
    this.root.style.cursor = symbol || feature ? "pointer" : "";
    if (symbol && symbol !== this.look.hot) this.hoveredText = this.symbolText(symbol);
    if (symbol?.group !== this.look.hot?.group) this.pointAt(symbol);
    if (symbol) this.showTip(this.hoveredText, layerPoint);
    else this.showTip(feature ? feature.label || this.language.term(feature.side) : null, layerPoint);
  }

  /** Bring out the extent of the symbol under the pointer. */
  pointAt(symbol) {
    const before = this.look.hot;
    this.look.hot = symbol;
    const extended = (one) => one && (one.kind === "area" || this.events.hasRings);
    if (extended(symbol) || extended(before)) this.marks.redraw();
  }

  symbolText(symbol) {
    const others = this.membersOf(symbol).length - 1;
    const name = this.events.name(symbol.site, this.language);
    return `${others > 0 ? this.language.say("moreName", { name, n: others }) : name}\n${this.language.say("claims", { n: symbol.count })} · ${this.look.names[symbol.main]}`;
  }

  showTip(text, layerPoint) {
    this.tip.hidden = !text;
    if (!text) return;
    const [title, ...rest] = text.split("\n");
    this.tip.replaceChildren(el("b", {}, title), ...rest.map((line) => el("span", {}, line)));
    const point = this.map.layerPointToContainerPoint(layerPoint);
    this.tip.style.transform = `translate(${Math.min(point.x + 14, this.root.clientWidth - this.tip.offsetWidth - 8)}px, ${Math.max(8, point.y - this.tip.offsetHeight - 10)}px)`;
  }

  featureAt(latlng) {
    const x = worldX(latlng.lng);
    const y = worldY(latlng.lat);
    const reach = 8 / (256 * 2 ** this.map.getZoom());
    for (const layer of [...this.layers].reverse()) {
      const feature = layer.hit(x, y, this.window.to, reach);
      if (feature) return Object.assign(feature, { layer });
    }
    return null;
  }

  /** Sites with claims in the window that share a symbol. */
  membersOf(symbol) {
    const sites = [];
    for (let site = 0; site < this.events.sites; site++) if (this.counted.groupOf[site] === symbol.group && this.events.has(site, this.window)) sites.push(site);
    const seen = new Set();
    return sites.filter((site) => !seen.has(this.events.siteId(site)) && seen.add(this.events.siteId(site)));
  }

  click({ latlng, layerPoint, originalEvent }) {
    if (!this.symbols) return;
    const symbol = this.symbols.hit(layerPoint, originalEvent.pointerType === "touch" ? 14 : 4);
    this.cell = null;
    this.clicked = null;
    if (symbol) return this.clickSymbol(symbol);
    const feature = this.featureAt(latlng);
    if (feature) {
      this.cell = feature.cell || null;
      this.selectedSites = null;
      this.refreshPanel = () => {};
      this.panel.showCell(feature, feature.layer);
      return this.report();
    }
    const area = this.symbols.areaAt(latlng);
    if (area !== null && this.counted.total[this.counted.groupOf[area]]) return this.select(this.events.siteId(area), true, area);
    const { lat, lng } = latlng.wrap();
    this.clicked = [lat, lng];
    this.select(null, true);
  }

  clickSymbol(symbol) {
    const members = this.membersOf(symbol);
    if (members.length < 2) return this.select(this.events.siteId(symbol.site), true, members[0] ?? symbol.site);
    this.selected = null;
    this.selectedSites = [symbol.site];
    this.refreshPanel = () => {};
    this.panel.showGroup(members);
    this.marks.redraw();
  }

  /** Open a place's claims by its id (null: close). `user` moves the focus; `site` tells apart sites without an id. */
  select(id, user, site) {
    id ||= null;
    const sites = id === null || !this.events ? [] : site !== undefined && !this.events.values.place_id[site] ? [site] : this.events.sitesWithId(id);
    this.selected = id;
    this.selectedSites = sites;
    if (id === null) {
      this.panel.close();
      this.refreshPanel = () => {};
    } else if (!this.events) return;
    else if (!sites.length) this.note(this.language.say("notFound"), 6000);
    else {
      this.refreshPanel = () => this.panel.showPlace(sites, false);
      this.panel.showPlace(sites, user);
      this.reveal(sites[0]);
    }
    this.marks.redraw();
    this.names.redraw();
    this.report();
  }

  refreshPanel() {}

  /** Pan so that a selected place is not hidden under the panel. */
  reveal(site) {
    if (Number.isNaN(this.events.lat[site])) return;
    const narrow = this.root.clientWidth < 720;
    const padding = narrow ? { paddingTopLeft: [30, 60], paddingBottomRight: [60, this.root.clientHeight * 0.62] } : { paddingTopLeft: [60, 60], paddingBottomRight: [440, 200] };
    this.map.panInside([this.events.lat[site], this.events.lon[site]], padding);
  }

  openTable() {
    this.selected = null;
    this.refreshPanel = () => this.panel.showTable();
    this.panel.showTable();
  }

  openUnplaced() {
    this.refreshPanel = () => {};
    this.panel.showUnplaced();
  }

  toggleLegend(on = this.root.classList.contains("gm-no-legend")) {
    this.root.classList.toggle("gm-no-legend", !on);
    this.legendButton.setAttribute("aria-expanded", String(on));
  }

  /** Fit given sites, or the bulk of the data: areas count with their extent, far single places do not spoil the view. */
  fit(sites = null, animate = true) {
    const { events } = this;
    const chosen = sites ?? Array.from({ length: events.sites }, (_, site) => site).filter((site) => ["point", "near"].includes(events.kinds[site]));
    const placed = chosen.length ? chosen : Array.from({ length: events.sites }, (_, site) => site).filter((site) => events.kinds[site] === "area");
    if (!placed.length) return this.map.setView([50, 33], 5, { animate });
    const weights = (values) => placed.flatMap((site) => Array(Math.min(20, events.start[site + 1] - events.start[site])).fill(values[site])).sort((a, b) => a - b);
    const ends = (sorted) => (sites ? [sorted[0], sorted.at(-1)] : [sorted[Math.floor(sorted.length * 0.02)], sorted[Math.ceil(sorted.length * 0.98) - 1]]);
    const [south, north] = ends(weights(events.lat));
    const [west, east] = ends(weights(unwrapped(events.lon, placed)));
    const narrow = this.root.clientWidth < 720;
    const padding = narrow ? { paddingTopLeft: [24, 56], paddingBottomRight: [24, 165] } : { paddingTopLeft: [60, 50], paddingBottomRight: [60, 180] };
    this.map.fitBounds([[south, west], [north, east]], { ...padding, maxZoom: 11, animate });
  }

  // ---- links, host, picture ----------------------------------------------------------------------------------

  state() {
    const { window: days, map } = this;
    const centre = map.getCenter().wrap();
    const bounds = map.getBounds();
    const round = (value) => Math.round(value * 1e5) / 1e5;
    return {
      window: { from: toISO(days.shownFrom()), to: toISO(days.to), span: days.mode, known: days.known },
      view: [round(centre.lat), round(centre.lng), Math.round(map.getZoom() * 100) / 100],
      bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map(round),
      selection: this.selected, cell: this.cell ?? null, clicked: this.clicked?.map(round) ?? null,
    };
  }

  /** Tell the host page, or the address bar, where the reader is: a while after the last change, not while it moves. */
  report() {
    if (!this.events) return;
    this.soon("report", 250, () => {
      if (this.timeline.playing) return;
      const state = this.state();
      const text = JSON.stringify(state);
      if (text === this.reported) return;
      this.reported = text;
      if (this.hosted) parent.postMessage({ geoMap: "state", state }, "*");
      else this.writeHash(state);
    });
  }

  writeHash({ window: days, view, selection }) {
    const parts = new URLSearchParams({ map: view.join(","), from: days.from, to: days.to, span: days.span });
    if (days.known) parts.set("known", "1");
    if (selection) parts.set("place", selection);
    this.ownHash = `#${parts.toString().replaceAll("%2C", ",").replaceAll("%3A", ":")}`;
    try {
      history.replaceState(null, "", this.ownHash);
    } catch {
      // A document without an address of its own (srcdoc, data:) has no hash to write.
    }
  }

  /** Take view, window and place from the address; what cannot be read is left as it is. */
  readHash() {
    if (this.hosted || !this.events || location.hash.length < 2 || location.hash === this.ownHash) return;
    const parts = new URLSearchParams(location.hash.slice(1));
    const view = (parts.get("map") ?? "").split(",").map(Number);
    if (view.length === 3 && view.every(Number.isFinite) && Math.abs(view[0]) <= 90) this.map.setView([view[0], view[1]], view[2], { animate: false });
    const [from, to] = [toDay(parts.get("from")), toDay(parts.get("to"))];
    const span = parts.get("span");
    if (from <= to) {
      this.window.set(from, to);
      if (SPANS.includes(+span)) this.window.setMode(+span);
      else if (["all", "since", "custom"].includes(span)) this.window.setMode(span);
    }
    this.window.known = parts.get("known") === "1";
    if (parts.get("place")) this.select(parts.get("place"), false);
    this.step(false);
  }

  async copyLink() {
    const link = this.hosted ? await this.askHostForLink() : location.href;
    const area = el("textarea", { readonly: true, style: "position:fixed;opacity:0" });
    area.value = link;
    document.body.append(area);
    area.select();
    document.execCommand("copy"); // navigator.clipboard is not to be had in a sandboxed frame
    area.remove();
    this.note(this.language.say("copied"), 2500);
  }

  askHostForLink() {
    return new Promise((resolve) => {
      this.onLink = resolve;
      parent.postMessage({ geoMap: "link?", state: this.state() }, "*");
    });
  }

  /** Save what is on screen, with dates and attribution, as a PNG file. */
  savePicture() {
    const size = this.map.getSize();
    const ratio = this.look.ratio;
    const canvas = el("canvas");
    canvas.width = size.x * ratio;
    canvas.height = size.y * ratio;
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    for (const layer of [this.ground, this.controls, this.marks, this.names]) {
      const corner = this.map.layerPointToContainerPoint(layer._bounds.min);
      pen.drawImage(layer._container, corner.x, corner.y, layer._bounds.getSize().x, layer._bounds.getSize().y);
    }
    const lines = [this.options.title, this.timeline.date.textContent, this.timeline.total.textContent].filter(Boolean).join(" · ");
    const foot = `${this.language.say("note")} ${this.attribution.textContent}`;
    pen.fillStyle = alpha(this.look.ground.land, 0.92);
    pen.fillRect(0, size.y - 44, size.x, 44);
    pen.fillStyle = this.look.ground.ink;
    pen.font = `600 14px ${FONT}`;
    pen.fillText(lines, 14, size.y - 25);
    pen.font = `11px ${FONT}`;
    pen.fillText(foot, 14, size.y - 9);
    canvas.toBlob((blob) => {
      const link = el("a", { href: URL.createObjectURL(blob), download: `map-${toISO(this.window.to)}.png` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
  }
}

/** Longitudes moved by whole turns so that places on both sides of the antimeridian lie side by side. */
function unwrapped(lon, sites) {
  const plain = sites.map((site) => lon[site]);
  const moved = (value) => (value < 0 ? value + 360 : value);
  const spread = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity);
  if (spread(plain) <= 180 || spread(plain.map(moved)) >= spread(plain)) return lon;
  return lon.map(moved);
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
    const background = embedded("gm-background");
    const drawn = background ? app.setBackground(background) : Promise.resolve();
    if (options.basemap) app.setBasemap(options.basemap);
    const events = embedded("gm-events");
    if (events) await app.setEvents(events);
    await app.setLayers(options.layers.map((id) => embedded(id)));
    await drawn;
    if (app.hosted) serveHost(app);
    document.documentElement.dataset.ready = "true";
  } catch (error) {
    app.note(app.language.say("broken", { why: error.message }));
    throw error;
  }
}

/** Take events, masks, layers, settings and commands from the page that holds this document in a frame. */
function serveHost(app) {
  let queue = Promise.resolve();
  const handlers = {
    events: ({ bytes }) => app.setEvents(new Uint8Array(bytes)),
    layers: ({ packed }) => app.setLayers(packed.map((bytes) => new Uint8Array(bytes))),
    mask: async ({ bytes }) => app.events && app.setMask(bytes && (await inflate(new Uint8Array(bytes), "gzip"))),
    theme: ({ theme }) => app.restyle(theme),
    settings: ({ settings }) => app.events && (app.applySettings(settings), app.step(false)),
    fly: ({ fly }) => app.map.flyTo([fly[0], fly[1]], fly[2] ?? Math.max(app.map.getZoom(), 10), { duration: 0.6 }),
    select: ({ select }) => app.select(select, false),
    picture: () => app.savePicture(),
    link: ({ link }) => app.onLink?.(link),
  };
  window.addEventListener("message", ({ source, data }) => {
    if (source !== parent || !handlers[data?.geoMap]) return;
    queue = queue.then(() => handlers[data.geoMap](data)).catch((error) => app.note(app.language.say("broken", { why: error.message })));
  });
  parent.postMessage({ geoMap: "ready" }, "*");
}

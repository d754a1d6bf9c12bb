// The panel beside the map: claims of a place by day, places of a group, unplaced claims, the table of places.
// Report text is hostile: everything is set as text, links only if they are http(s).

const PAGE = 60;

class Panel {
  constructor(parent, app) {
    this.app = app;
    this.heading = el("h2", { tabindex: "-1", id: "gm-panel-title" });
    this.subtitle = el("p.gm-subtitle");
    this.body = el("div.gm-body", { tabindex: "0", role: "region", "aria-labelledby": "gm-panel-title" });
    this.copyButton = iconButton("link", app.language.say("copy"), () => app.address.copyLink());
    this.root = el("aside.gm-panel.gm-card", { hidden: true, "aria-labelledby": "gm-panel-title" }, [
      el("header", {}, [el("div", {}, [this.heading, this.subtitle]), this.copyButton, iconButton("close", app.language.say("close"), () => app.select(null, true))]),
      this.body,
    ]);
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") app.select(null, true);
    });
    parent.append(this.root);
    this.turn = 0;
  }

  open(title, subtitle, focus) {
    this.heading.textContent = title;
    this.subtitle.textContent = subtitle;
    this.root.hidden = false;
    this.app.root.classList.add("gm-open");
    if (focus) {
      if (!this.root.contains(document.activeElement)) this.opener = document.activeElement;
      this.body.scrollTop = 0;
      this.heading.focus({ preventScroll: true });
    }
  }

  close() {
    if (this.root.contains(document.activeElement)) this.opener?.focus({ preventScroll: true });
    this.root.hidden = true;
    this.app.root.classList.remove("gm-open");
    this.turn++;
  }

  /** Claims of the sites of one place in the window. */
  async showPlace(sites, focus) {
    const { events, language, window } = this.app;
    const rows = sites.flatMap((site) => events.rowsOf(site, window).map((row) => [row, site])).sort(([a], [b]) => events.day[b] - events.day[a] || b - a);
    this.copyButton.hidden = false;
    this.open(events.name(sites[0], language), this.placeLine(sites[0], rows.length), focus);
    if (!rows.length) return this.fill([el("p.gm-empty", {}, language.say("nothing"))]);
    await this.showRows(rows, sites);
  }

  placeLine(site, count) {
    const { events, language } = this.app;
    const v = events.values;
    const kind = WORDS[language.code][`${v.place_kind[site]}_kind`] ?? "";
    const where = this.app.areaNames.around(site).filter((part) => part !== events.name(site, language));
    return [kind, ...where].filter(Boolean).concat( language.say("claims", { n: count })).join(" · ");
  }

  fill(nodes) {
    this.body.replaceChildren(...nodes);
  }

  async showRows(rows, sites) {
    const turn = ++this.turn;
    const nodes = await this.claims(rows, sites);
    if (turn === this.turn) this.fill(nodes);
  }

  /** Claims by day, a page at a time, after what the sides say of the place. */
  async claims(rows, sites) {
    const list = el("div.gm-days");
    const more = el("button.gm-more", { type: "button" }, this.app.language.say("more"));
    let shown = 0;
    let lastDay = null;
    const page = async () => {
      const part = rows.slice(shown, shown + PAGE);
      shown += part.length;
      more.hidden = shown >= rows.length;
      const records = await this.app.events.texts.records(part.map(([row]) => row));
      part.forEach(([row, site], i) => {
        const day = this.app.events.day[row];
        if (day !== lastDay) list.append(el("h3", {}, this.dayTitle(row)));
        lastDay = day;
        list.append(this.claim(records[i], row, site));
      });
    };
    more.addEventListener("click", page);
    await page();
    return [this.versions(rows, sites), list, more];
  }

  dayTitle(row) {
    const { events, language } = this.app;
    const day = events.day[row];
    if (day === NO_DAY) return language.say("undated");
    const precision = events.text("date_precision", row);
    if (["month", "year"].includes(precision)) return `${language.say("about")} ${precision === "year" ? toISO(day).slice(0, 4) : language.monthYears.format(day * DAY_MS)}`;
    if (events.end[row] > day) return language.range(day, events.end[row]);
    return (precision === "day" || !precision ? "" : `${language.say("about")} `) + language.longDates.format(day * DAY_MS);
  }

  claim(record, row, site) {
    const { events, language } = this.app;
    const type = events.text("event_type", row);
    const side = events.text("claimant_side", row);
    const basis = events.text("basis", row);
    const actor = events.text("actor", row);
    const claimant = events.text("claimant", row);
    const dot = el("i.gm-dot", { style: `background:${SIDE_COLOURS[side] ?? SIDE_COLOURS.unknown}`, title: language.term(side || "none") });
    const kind = el("span.gm-kind", { style: `--c:${CATEGORIES[categoryOf(type)].colour}` }, language.term(type || "other"));
    const head = el("div.gm-claim-head", {}, [kind, ...(actor ? [el("span.gm-actor", { title: language.say("actor") }, language.term(actor))] : []), ...(basis ? [el("span.gm-basis", {}, language.term(basis))] : [])]);
    const lang = { lang: events.text("lang", row) || null, dir: "auto" };
    const said = record.quote ? el("blockquote", lang, record.quote) : el("p.gm-summary", lang, record.summary || record.title);
    const who = el("div.gm-who", {}, [dot, claimant ? el("span", { dir: "auto" }, claimant) : el("span", {}, language.term(side || "none"))]);
    return el("article.gm-claim", { "data-row": row }, [head, said, who, this.source(record, row), this.precisionNote(site)]);
  }

  source(record, row) {
    const { events, language } = this.app;
    const name = events.text("source_name", row) || language.say("source");
    const url = safeUrl(record.source_url);
    const known = events.known[row];
    const parts = [url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, name) : el("span", { dir: "auto" }, name)];
    for (const [i, other] of otherUrls(record).entries()) parts.push(" ", el("a", { href: other, target: "_blank", rel: "noopener noreferrer" }, `[${i + 2}]`));
    if (known !== events.day[row] && known !== NO_DAY) parts.push(` · ${language.say("published", { date: language.day(known) })}`);
    if (events.since && events.since[row] !== NO_DAY) parts.push(` · ${language.say("revised", { date: language.day(events.since[row]) })}`);
    if (events.corrected(row)) parts.push(el("b.gm-corrected", {}, language.say("corrected", { date: language.day(events.until[row]) })));
    return el("div.gm-source", {}, parts);
  }

  precisionNote(site) {
    const { events, language } = this.app;
    if (events.kinds[site] === "near") return el("div.gm-note", {}, language.say("near", { n: Math.round(events.radius[site]) }));
    return events.kinds[site] === "area" ? el("div.gm-note", {}, language.say("areaOnly")) : null;
  }

  /** The latest word of each side on who holds the place, when there is one. */
  versions(rows, sites) {
    const { events, language } = this.app;
    const latest = new Map();
    if (sites.length) {
      for (const [row] of rows) {
        const control = events.text("control", row);
        const side = events.text("claimant_side", row) || "none";
        if (control && !latest.has(side)) latest.set(side, row);
      }
    }
    if (!latest.size) return "";
    const items = [...latest].map(([side, row]) => {
      const control = events.text("control", row);
      const sense = events.text("control_sense", row);
      return el("li", {}, [
        el("i.gm-dot", { style: `background:${SIDE_COLOURS[side] ?? SIDE_COLOURS.unknown}` }), el("span", {}, `${language.term(side)}: `),
        el("b", { style: `color:var(--gm-ink)` }, language.term(control)), ` ${sense ? `(${language.term(sense)}) ` : ""}· ${language.day(events.day[row])}`,
      ]);
    });
    return el("section.gm-versions", {}, [el("h3", {}, language.say("versions")), el("ul", {}, items)]);
  }

  /** The places that share a symbol, fullest first. */
  showGroup(sites) {
    const { app } = this;
    const { events, language } = app;
    this.turn++;
    this.copyButton.hidden = true;
    const counts = sites.map((site) => [site, events.rowsOf(site, app.window).length]).filter(([, count]) => count).sort((a, b) => b[1] - a[1]);
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    const title = language.say("moreName", { name: events.name(counts[0][0], language), n: counts.length - 1 });
    this.open(title, `${language.say("places", { n: counts.length })} · ${language.say("claims", { n: total })}`, true);
    const button = ([site, count]) => el("button.gm-place", { type: "button", onclick: () => app.select(events.siteId(site), true, site) }, [el("span", {}, events.name(site, language)), el("b", {}, language.numbers.format(count))]);
    const zoom = el("button.gm-more", { type: "button", onclick: () => app.framing.fit(sites) }, language.say("zoomIn"));
    this.fill([zoom, el("div.gm-places", {}, counts.map(button))]);
  }

  async showUnplaced() {
    const { events, language, window } = this.app;
    const sites = events.kinds.flatMap((kind, site) => (kind === "unplaced" ? [site] : []));
    const rows = sites.flatMap((site) => events.rowsOf(site, window).map((row) => [row, site])).sort(([a], [b]) => events.day[b] - events.day[a] || b - a);
    this.copyButton.hidden = true;
    this.open(language.say("unplaced"), language.say("claims", { n: rows.length }), true);
    if (!rows.length) return this.fill([el("p.gm-empty", {}, language.say("nothing"))]);
    await this.showRows(rows, []);
  }

  /** A control area, or those on both sides of a line: who is said to hold them, since when, and the claims behind that. */
  async showGround({ layer, features, line }) {
    const { language } = this.app;
    const turn = ++this.turn;
    const both = line && features.length > 1;
    this.copyButton.hidden = true;
    const title = both ? language.say("front") : this.groundName(features[0], layer);
    const facts = (feature) => [language.term(feature.side), this.validity(feature)].filter((part) => part && part !== this.groundName(feature, layer)).join(" · ");
    this.open(title, [layer.name, both ? "" : facts(features[0])].filter((part) => part && part !== title).join(" · "), true);
    const nodes = await Promise.all(features.map((feature, i) => this.evidence(feature, i > 0 && feature.source === features[0].source)));
    if (turn !== this.turn) return;
    if (!both) return this.fill(nodes[0]);
    const head = (feature) => el("h3.gm-side", {}, [el("i.gm-dot", { style: `background:${layer.colour(feature.side)}` }), el("b", {}, this.groundName(feature, layer)), el("span", {}, facts(feature))]);
    this.fill(features.map((feature, i) => el("section.gm-ground", {}, [head(feature), ...nodes[i]])));
  }

  /** What an area is called: the place it stands for, its own label, or its side. */
  groundName(feature, layer) {
    const { events, language } = this.app;
    const [site] = feature.cell ? events.sitesWithId(feature.cell) : [];
    if (site !== undefined) return events.name(site, language);
    return feature.label && ![layer.name, feature.source].includes(feature.label) ? feature.label : language.term(feature.side);
  }

  validity({ start, end }) {
    const { language } = this.app;
    const [from, to] = [start === NO_DAY ? "" : language.day(start), end === OPEN_DAY ? "" : language.day(end - 1)];
    return from && to ? language.range(start, end - 1) : from ? `${from} –` : to && `– ${to}`;
  }

  /** The claims that an area rests on; `alike`: its source has been named. */
  async evidence(feature, alike) {
    const { language } = this.app;
    const source = feature.source && !alike ? [el("p.gm-note", {}, feature.source)] : [];
    const ids = new Set(listIn(feature.evidence));
    const rows = ids.size ? await this.rowsWithIds(ids, feature) : [];
    if (!rows.length) return [...source, el("p.gm-empty", {}, language.say("noEvidence"))];
    return [...source, el("h3.gm-lead", {}, language.say("evidence")), ...(await this.claims(rows, []))];
  }

  /** Find claims by id: first at the places inside the area, then everywhere. */
  async rowsWithIds(ids, feature) {
    const { app } = this;
    const { events } = app;
    const inside = (site) => events.x[site] >= feature.box[0] && events.x[site] <= feature.box[2] && events.y[site] >= feature.box[1] && events.y[site] <= feature.box[3];
    const sites = Array.from({ length: events.sites }, (_, site) => site);
    const found = [];
    for (const part of [sites.filter(inside), sites.filter((site) => !inside(site))]) {
      for (const site of part) {
        if (found.length >= ids.size) break;
        const rows = Array.from({ length: events.start[site + 1] - events.start[site] }, (_, i) => events.start[site] + i);
        for (const record of await events.ids.records(rows)) if (ids.has(record.event_id) && !events.unknownOn(app.window.knownDay, record.row)) found.push([record.row, site]);
      }
    }
    return found.sort(([a], [b]) => events.day[b] - events.day[a] || b - a);
  }

  /** Every place in the window as a table: for screen readers, keyboards, and whoever likes tables. */
  showTable() {
    const { app } = this;
    const { events, language } = app;
    this.turn++;
    this.copyButton.hidden = true;
    const tally = new Tally(eachSite(events), app.look.colours.length);
    app.countInto(tally);
    const sites = [...tally.leaders].filter((site) => tally.total[site]).sort((a, b) => tally.total[b] - tally.total[a] || a - b);
    this.open(language.say("list"), `${app.timeline.date.textContent} · ${language.say("places", { n: sites.length })}`, true);
    const head = el("thead", {}, el("tr", {}, ["place", "count", "main", "latest"].map((key) => el("th", { scope: "col" }, language.say(key)))));
    const rows = sites.slice(0, 500).map((site) =>
      el("tr", {}, [
        el("th", { scope: "row" }, el("button.gm-link", { type: "button", onclick: () => app.select(events.siteId(site), true, site) }, events.kinds[site] === "unplaced" ? `${isolated(events.values.place[site])} (${language.say("unplaced")})` : events.name(site, language))),
        el("td", {}, language.numbers.format(tally.total[site])), el("td", {}, app.look.names[tally.main[site]]), el("td", {}, tally.newest[site] === NO_DAY ? "–" : language.day(tally.newest[site])),
      ]),
    );
    this.fill([el("table", {}, [head, el("tbody", {}, rows)])]);
  }
}

function safeUrl(url) {
  try {
    const parsed = new URL(url);
    return ["http:", "https:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

/** A JSON list, or nothing: what came with the data may be anything. */
function listIn(text) {
  try {
    const list = JSON.parse(text || "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

const otherUrls = (record) => listIn(record.source_urls).filter((url) => url !== record.source_url).map(safeUrl).filter(Boolean).slice(0, 9);

// The legend: a row of categories that are switches, always in sight, and a card that explains the rest.

class Legend {
  constructor(parent, app) {
    this.app = app;
    this.root = el("section.gm-legend.gm-card", { "aria-label": app.language.say("legend") });
    this.chips = el("div.gm-chips", { role: "group", "aria-label": app.language.say("colourBy") });
    this.strip = el("div.gm-strip", {}, [this.chips, this.further("back", -1), this.further("on", 1)]);
    this.chips.addEventListener("scroll", () => this.showFurther(), { passive: true });
    new ResizeObserver(() => this.showFurther()).observe(this.chips);
    for (const part of [this.root, app.legendButton]) part.addEventListener("keydown", (event) => event.key === "Escape" && this.leave());
    parent.append(this.root);
  }

  /** Escape puts the card away and goes back to its button. */
  leave() {
    this.app.toggleLegend(false);
    this.app.legendButton.focus();
  }

  /** A button that scrolls the chips, for the mouse and as a hint that there are more: keys walk through them anyway. */
  further(name, way) {
    const scroll = () => this.chips.scrollBy({ left: way * 0.7 * this.chips.clientWidth, behavior: STILL.matches ? "instant" : "smooth" });
    return el(`button.gm-further.gm-${name}`, { type: "button", tabindex: "-1", "aria-hidden": "true", onclick: scroll }, icon(name));
  }

  showFurther() {
    const { scrollLeft, clientWidth, scrollWidth } = this.chips;
    this.strip.classList.toggle("gm-has-back", scrollLeft > 1);
    this.strip.classList.toggle("gm-has-on", scrollLeft < scrollWidth - clientWidth - 1);
  }

  build() {
    const { app } = this;
    this.counts = app.look.names.map(() => el("b"));
    const found = new Set(app.lookup); // categories that occur
    this.chips.replaceChildren(...app.look.names.map((name, i) => this.chip(name, i)).filter((_, i) => found.has(i)));
    this.showFurther();
    this.root.replaceChildren(this.colours(), this.sizes(), this.signs(), this.layerList(), el("p.gm-note", {}, app.language.say("note")));
  }

  chip(name, i) {
    const { app } = this;
    const chip = el("button.gm-chip", { type: "button", "aria-pressed": String(!app.look.hidden.has(i)) }, [el("i", { style: `background:${app.look.colours[i]}` }), name, this.counts[i]]);
    chip.addEventListener("click", () => {
      const shown = chip.getAttribute("aria-pressed") === "true";
      chip.setAttribute("aria-pressed", String(!shown));
      app.hide(i, shown);
    });
    return chip;
  }

  colours() {
    const { app } = this;
    const modes = ["type", "side"].map((mode) => el("option", { value: mode, selected: mode === app.look.mode }, app.language.say(mode)));
    const select = el("select", { "aria-label": app.language.say("colourBy"), onchange: (event) => app.colourBy(event.target.value) }, modes);
    return el("div.gm-legend-head", {}, [el("h2", {}, app.language.say("colourBy")), select]);
  }

  sizes() {
    const { app } = this;
    if (!app.symbols) return "";
    const samples = [1, 10, 100, 1000, 10000].filter((n) => n <= Math.max(1, app.events.rows)).slice(0, 4);
    const circle = (n) => el("i", { style: `width:${2 * app.symbols.radius(n)}px;height:${2 * app.symbols.radius(n)}px` });
    return el("div.gm-sizes", {}, [el("h2", {}, app.language.say("sizes")), el("div", {}, samples.map((n) => el("span", {}, [circle(n), app.look.compact(n)])))]);
  }

  signs() {
    const { events, language } = this.app;
    const kinds = new Set(events?.kinds ?? []);
    const signs = [kinds.has("area") && "hatch", kinds.has("near") && "ring", events?.inexact && "soft"].filter(Boolean);
    return signs.length ? el("div.gm-signs", {}, signs.map((name) => el("span", {}, [el(`i.gm-${name}`), language.say(name)]))) : "";
  }

  layerList() {
    const { app } = this;
    if (!app.layers.length) return "";
    const rows = app.layers.map((layer) => {
      const box = el("input", { type: "checkbox", checked: layer.on, onchange: (event) => app.switchLayer(layer, event.target.checked) });
      return el("label.gm-layer", { title: layer.attribution || null }, [box, el(`i.gm-line.gm-${layer.style.line}`), el("span", {}, layer.name)]);
    });
    const has = (side) => app.layers.some((layer) => layer.features.some((feature) => feature.kind !== "front" && feature.side === side));
    const sides = ["Ukraine", "Russia", "contested"].filter(has).map((side) => el("span", {}, [el("i", { style: `background:${SIDE_COLOURS[side]}` }), app.language.term(side)]));
    return el("div.gm-layers", {}, [el("h2", {}, app.language.say("layers")), ...rows, el("div.gm-sides", {}, sides)]);
  }

  show(totals) {
    totals.forEach((total, i) => {
      const text = total ? this.app.language.numbers.format(total) : "";
      if (this.counts[i].textContent !== text) this.counts[i].textContent = text;
    });
  }
}

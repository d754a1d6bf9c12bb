// The mouse and the finger: what lies under them, its name, and what a click opens.

const REACH = { mouse: 4, touch: 14 }; // pixels beside a symbol or a line that still hit it

class Pointer {
  constructor(app, tip) {
    Object.assign(this, { app, tip });
    app.map.on("click", (event) => this.click(event));
    app.map.on("mousemove", (event) => this.hover(event));
    app.map.on("mouseout", () => {
      this.showTip(null);
      this.bringOut(null);
    });
  }

  hover({ latlng, layerPoint }) {
    const { app } = this;
    if (!app.symbols) return;
    const symbol = app.symbols.hit(layerPoint, REACH.mouse);
    const found = symbol ? null : this.featuresAt(latlng, REACH.mouse);
    app.root.style.cursor = symbol || found ? "pointer" : "";
    if (symbol && symbol !== app.look.hot) this.text = app.textOf(symbol);
    if (symbol?.group !== app.look.hot?.group) this.bringOut(symbol);
    this.showTip(symbol ? this.text : found && app.textOfGround(found), layerPoint);
  }

  /** Colour the extent of the symbol under the pointer. */
  bringOut(symbol) {
    const { app } = this;
    const before = app.look.hot;
    app.look.hot = symbol;
    const extended = (one) => one && (one.kind === "area" || app.events.hasRings);
    if (extended(symbol) || extended(before)) app.marks.redraw();
  }

  showTip(text, layerPoint) {
    const { app, tip } = this;
    tip.hidden = !text;
    if (!text) return;
    const [title, ...rest] = text.split("\n");
    tip.replaceChildren(el("b", {}, title), ...rest.map((line) => el("span", {}, line)));
    const point = app.map.layerPointToContainerPoint(layerPoint);
    const left = Math.min(point.x + 14, app.root.clientWidth - tip.offsetWidth - 8);
    tip.style.transform = `translate(${left}px, ${Math.max(8, point.y - tip.offsetHeight - 10)}px)`;
  }

  featuresAt(latlng, reach) {
    const { layers, map, window: days } = this.app;
    return featuresAt(layers, worldX(latlng.wrap().lng), worldY(latlng.lat), days.to, 1 / (256 * 2 ** map.getZoom()), reach);
  }

  click({ latlng, layerPoint, originalEvent }) {
    const { app } = this;
    if (!app.symbols) return;
    const reach = REACH[originalEvent.pointerType] ?? REACH.mouse;
    const symbol = app.symbols.hit(layerPoint, reach);
    app.clicked = null;
    if (symbol) return app.openSymbol(symbol);
    const found = this.featuresAt(latlng, reach);
    if (found) return app.openGround(found, latlng);
    const area = app.symbols.areaAt(latlng);
    if (area !== null && app.counted.total[app.counted.groupOf[area]]) return app.select(app.events.siteId(area), true, area);
    const { lat, lng } = latlng.wrap();
    app.clicked = [lat, lng];
    app.select(null, true);
  }
}

// Arrow keys walk from symbol to symbol, and along front lines. The element that has the focus is the ring around the
// symbol or the spot of a line it stands on.

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class Walker {
  constructor(app) {
    this.app = app;
    const say = (key) => app.language.say(key);
    this.ring = el("div.gm-walk", { tabindex: "0", role: "application", "aria-label": say("walk") });
    this.said = el("output.gm-said", { "aria-live": "assertive" });
    this.ring.addEventListener("keydown", (event) => this.key(event));
    this.ring.addEventListener("focus", () => this.enter());
    this.ring.addEventListener("blur", () => app.pointer.showTip(null));
    app.map.on("move zoomend resize", () => this.place());
  }

  /** What can be stood on: symbols and lines in sight. */
  stops() {
    const { map, symbols, layers, window: days } = this.app;
    const size = map.getSize();
    const inSight = (symbol) => {
      const { x, y } = this.pointOf(symbol);
      return x >= 0 && y >= 0 && x <= size.x && y <= size.y;
    };
    return [...(symbols?.drawn ?? []).filter(inSight), ...lineStops(layers, days.to, map)];
  }

  pointOf(symbol) {
    return this.app.map.layerPointToContainerPoint([symbol.px, symbol.py]);
  }

  get current() {
    return this.stops().find((stop) => stop.site === this.site);
  }

  enter() {
    const best = (a, b) => (b.count > (a.count ?? 0) ? b : a);
    const stops = this.stops();
    if (stops.length) this.stand(this.current ?? stops.reduce(best));
  }

  key(event) {
    const { current } = this;
    const step = DIRECTIONS[event.key];
    if (step) this.stand(current ? this.next(current, step) : this.stops()[0]);
    else if (current && ["Enter", " "].includes(event.key)) this.open(current);
    else if (["+", "="].includes(event.key)) this.app.map.zoomIn();
    else if (event.key === "-") this.app.map.zoomOut();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The nearest symbol within 45° or so of a direction; the sideways way counts double. */
  next(from, [dx, dy]) {
    let best = from;
    let least = Infinity;
    for (const symbol of this.stops()) {
      const [x, y] = [symbol.px - from.px, symbol.py - from.py];
      const along = x * dx + y * dy;
      const aside = Math.abs(x * dy - y * dx);
      if (symbol === from || along <= 0 || aside > along * 1.2) continue;
      if (along + 2 * aside < least) [best, least] = [symbol, along + 2 * aside];
    }
    return best;
  }

  stand(stop) {
    if (!stop) return;
    const { app } = this;
    this.site = stop.site;
    app.pointer.bringOut(stop.group === undefined ? null : stop);
    this.said.textContent = this.textOf(stop).replace("\n", ", ");
    this.place();
  }

  at(stop) {
    return this.app.map.layerPointToLatLng([stop.px, stop.py]);
  }

  groundAt(stop) {
    return this.app.pointer.featuresAt(this.at(stop), REACH.mouse);
  }

  textOf(stop) {
    return stop.group === undefined ? this.app.textOfGround(this.groundAt(stop)) : this.app.textOf(stop);
  }

  open(stop) {
    if (stop.group === undefined) this.app.openGround(this.groundAt(stop), this.at(stop));
    else this.app.openSymbol(stop);
  }

  /** Follow the map. */
  place() {
    if (document.activeElement !== this.ring) return;
    const symbol = this.current;
    this.ring.classList.toggle("gm-lost", !symbol);
    if (!symbol) return this.app.pointer.showTip(null);
    const { x, y } = this.pointOf(symbol);
    const r = symbol.r + 4;
    this.ring.style.cssText = `width:${2 * r}px;height:${2 * r}px;transform:translate(${x - r}px,${y - r}px)`;
    this.app.pointer.showTip(this.textOf(symbol), { x: symbol.px, y: symbol.py });
  }
}

// Rings that spread from places with new claims while time runs.

const FLASH_MS = 800;
const FASTEST = 7; // days a step: beyond, all is new

class Flashes {
  constructor(map, pane, look) {
    Object.assign(this, { look, fresh: [], running: false });
    this.canvas = new CanvasLayer(pane, () => this.fresh.length > 0, (context) => this.paint(context)).addTo(map);
    map.on("zoomstart", () => (this.fresh = []));
  }

  /** Flash the drawn symbols that have claims newer than `day`. */
  start(symbols, day, to) {
    if (STILL.matches || to - day > FASTEST) return;
    const now = performance.now();
    const fresh = symbols.filter((symbol) => symbol.newest > day).slice(0, 60).map((symbol) => ({ symbol, until: now + FLASH_MS }));
    this.fresh = [...this.fresh.filter(({ until }) => until > now), ...fresh].slice(-120);
    if (!this.running && this.fresh.length) requestAnimationFrame(() => this.frame());
    this.running ||= this.fresh.length > 0;
  }

  frame() {
    const now = performance.now();
    this.fresh = this.fresh.filter(({ until }) => until > now);
    this.canvas.redraw();
    this.running = this.fresh.length > 0;
    if (this.running) requestAnimationFrame(() => this.frame());
  }

  paint(context) {
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
  }
}

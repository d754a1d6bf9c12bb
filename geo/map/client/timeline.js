// The timeline under the map: playback, and the histogram that is also the slider.

const SPEEDS = [1, 3, 7, 15, 30, 90]; // days a second
const PATIENCE = 120; // seconds that the whole time may take to play at first

/** `change(released)` is called after every change; `released` is false while the user still drags or time plays. */
class Timeline {
  constructor(parent, window, language, change) {
    Object.assign(this, { window, language, change, speed: 3, playing: false, counts: new Uint32Array(1) });
    this.domain = [window.first, window.last];
    this.build(parent);
    this.listen();
    new ResizeObserver(() => this.resize()).observe(this.chart);
  }

  build(parent) {
    const say = (...args) => this.language.say(...args);
    this.playButton = iconButton("play", say("play"), () => this.toggle());
    this.playButton.classList.add("gm-play");
    this.date = el("output.gm-date", { "aria-live": "polite" });
    this.total = el("span.gm-total");
    this.spanSelect = this.select(say("span"), [
      ...SPANS.map((n) => [String(n), say("days", { n })]), ["all", say("all")], ["since", say("since")], ["custom", say("custom")],
    ], (value) => this.update(() => this.window.setMode(SPANS.includes(+value) ? +value : value)));
    this.speedSelect = this.select(say("speed"), SPEEDS.map((n) => [String(n), say("perSecond", { n })]), (value) => (this.speed = +value));
    this.speedSelect.value = String(this.speed);
    this.speedSelect.classList.add("gm-speed");
    this.knownBox = el("input", { type: "checkbox", onchange: () => this.update(() => (this.window.known = this.knownBox.checked)) });
    const known = el("label.gm-known", { title: say("knownHint") }, [this.knownBox, say("known")]);
    this.canvas = el("canvas", { "aria-hidden": "true" });
    this.chart = el("div.gm-chart", { tabindex: "0", role: "slider", "aria-label": say("timeline") }, this.canvas);
    this.root = el("section.gm-timeline.gm-card", { "aria-label": say("timeline") }, [
      el("div.gm-row", {}, [
        this.playButton, el("div.gm-when", {}, [this.date, this.total]), el("div.gm-choices", {}, [this.spanSelect, this.optionsButton()]),
        el("div.gm-choices.gm-rarer", {}, [
          this.speedSelect, known,
          el("span.gm-jumps", {}, [
            iconButton("first", say("first"), () => this.update(() => this.window.move(this.window.first))),
            (this.todayButton = iconButton("today", say("today"), () => this.goToday())),
            iconButton("last", say("last"), () => this.update(() => this.window.move(this.window.last))),
            iconButton("fit", say("fit"), () => this.fit()),
          ]),
        ]),
      ]),
      this.chart,
    ]);
    this.root.addEventListener("keydown", (event) => event.key === "Escape" && this.closeOptions());
    parent.append(this.root);
  }

  /** On narrow screens the rarer choices wait behind a button. */
  optionsButton() {
    const open = (on) => button.setAttribute("aria-expanded", String(this.root.classList.toggle("gm-options-open", on)));
    const button = iconButton("options", this.language.say("options"), () => open());
    button.classList.add("gm-options");
    button.setAttribute("aria-expanded", "false");
    this.closeOptions = () => {
      if (!this.root.classList.contains("gm-options-open")) return;
      open(false);
      button.focus();
    };
    return button;
  }

  /** Show other days. A timeline of one day has nothing to choose or to play. */
  setExtent({ first, last }) {
    this.domain = [first, last];
    this.root.classList.toggle("gm-one-day", first === last);
    this.speed = SPEEDS.find((speed) => last - first <= speed * PATIENCE) ?? SPEEDS.at(-1);
    this.speedSelect.value = String(this.speed);
    this.showToday();
  }

  /** End the window today; where the data do not reach today, the button says so and does nothing. */
  goToday() {
    this.showToday(); // the page may have been open overnight
    if (this.todayButton.getAttribute("aria-disabled") === "false") this.update(() => this.window.move(today()));
  }

  showToday() {
    const { first, last } = this.window;
    const day = today();
    const away = day > last ? "todayAfter" : day < first ? "todayBefore" : null;
    const title = away ? this.language.say(away, { date: this.language.day(day) }) : this.language.say("today");
    this.todayButton.title = title;
    this.todayButton.setAttribute("aria-label", title);
    this.todayButton.setAttribute("aria-disabled", String(Boolean(away)));
  }

  select(label, options, choose) {
    return el("select", { "aria-label": label, title: label, onchange: (event) => choose(event.target.value) }, options.map(([value, text]) => el("option", { value }, text)));
  }

  listen() {
    const { chart } = this;
    let drag = null;
    chart.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      this.pause();
      chart.setPointerCapture(event.pointerId);
      drag = this.grab(event);
      this.dragTo(drag, event);
      chart.focus({ preventScroll: true });
      event.preventDefault();
    });
    chart.addEventListener("pointermove", (event) => {
      if (drag) this.dragTo(drag, event);
      else chart.style.cursor = this.edgeAt(event) ? "ew-resize" : "pointer";
    });
    const release = () => {
      if (drag) this.change(true);
      drag = null;
    };
    chart.addEventListener("pointerup", release);
    chart.addEventListener("pointercancel", release);
    chart.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    chart.addEventListener("keydown", (event) => this.key(event));
    chart.addEventListener("dblclick", () => this.fit());
  }

  /** What a press takes hold of: with Shift a new range, else an edge, or the window as a whole, which jumps there first. */
  grab(event) {
    if (event.shiftKey) return { anchor: this.dayAt(event.offsetX) };
    const edge = this.edgeAt(event);
    if (edge) return { edge };
    const day = this.dayAt(event.offsetX);
    const inside = this.window.mode !== "all" && this.window.mode !== "since" && day >= this.window.from && day <= this.window.to;
    return { offset: inside ? this.window.to - day : 0 };
  }

  edgeAt(event) {
    const reach = event.pointerType === "touch" ? 18 : 7;
    const x = event.offsetX;
    if (Math.abs(x - this.xOf(this.window.to + 1)) < reach) return "to";
    if (this.window.mode !== "all" && Math.abs(x - this.xOf(this.window.from)) < reach) return "from";
    return null;
  }

  dragTo(drag, event) {
    const day = this.dayAt(event.offsetX);
    const { window } = this;
    const before = `${window.from} ${window.to}`;
    if (drag.anchor !== undefined) {
      Object.assign(window, { mode: "custom", from: Math.min(drag.anchor, day), to: Math.max(drag.anchor, day) });
    } else if (drag.edge === "from") {
      if (window.mode !== "since") window.mode = "custom";
      window.from = Math.max(window.first, Math.min(day, window.to));
    } else if (drag.edge === "to" && window.mode !== "all" && window.mode !== "since") {
      window.mode = "custom";
      window.to = Math.min(window.last, Math.max(day, window.from));
    } else window.move(day + (drag.offset ?? 0));
    if (`${window.from} ${window.to}` !== before) this.change(false);
  }

  wheel(event) {
    event.preventDefault();
    const at = this.dayAt(event.offsetX);
    const factor = event.deltaY > 0 ? 1.25 : 0.8;
    const [from, to] = this.domain.map((day) => at + (day - at) * factor);
    if (to - from >= 10) this.setDomain(Math.floor(from), Math.ceil(to));
  }

  fit() {
    const { first, last } = this.window;
    const from = this.window.shownFrom();
    const margin = Math.max(7, Math.round((this.window.to - from) * 0.5));
    const whole = this.domain[0] === first && this.domain[1] === last;
    if (whole && this.window.mode !== "all") this.setDomain(from - margin, this.window.to + margin);
    else this.setDomain(first, last);
  }

  setDomain(from, to) {
    this.domain = [Math.max(this.window.first, from), Math.min(this.window.last, to)];
    this.draw();
  }

  key(event) {
    const { window } = this;
    const step = event.shiftKey ? 7 : 1;
    const moves = {
      ArrowLeft: () => window.move(window.to - step), ArrowDown: () => window.move(window.to - step), ArrowRight: () => window.move(window.to + step),
      ArrowUp: () => window.move(window.to + step), PageDown: () => window.move(window.to - 30), PageUp: () => window.move(window.to + 30),
      Home: () => window.move(window.first), End: () => window.move(window.last), " ": () => this.toggle(),
    };
    if (event.code === "KeyT" && !event.ctrlKey && !event.metaKey && !event.altKey) this.goToday();
    if (!moves[event.key]) return;
    event.preventDefault();
    if (event.key === " ") this.toggle();
    else this.update(moves[event.key]);
  }

  update(alter) {
    this.pause();
    alter();
    this.change(true);
  }

  toggle() {
    if (this.playing) return this.pause(true);
    if (this.window.to >= this.window.last) this.window.move(this.window.mode === "custom" ? this.window.first + this.window.to - this.window.from : this.window.first);
    this.playing = true;
    this.showPlaying();
    let before = performance.now();
    let due = 1;
    const frame = (now) => {
      if (!this.playing) return;
      due += ((now - before) / 1000) * this.speed;
      before = now;
      const days = Math.floor(due);
      due -= days;
      if (days > 0) {
        this.window.move(this.window.to + days);
        this.change(false);
      }
      if (this.window.to >= this.window.last) this.pause(true);
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  pause(report = false) {
    if (!this.playing) return;
    this.playing = false;
    this.showPlaying();
    if (report) this.change(true);
  }

  showPlaying() {
    this.date.setAttribute("aria-live", this.playing ? "off" : "polite"); // no screen reader keeps up with playback
    this.playButton.replaceChildren(icon(this.playing ? "pause" : "play"));
    const title = this.language.say(this.playing ? "pause" : "play");
    this.playButton.title = title;
    this.playButton.setAttribute("aria-label", title);
  }

  xOf(day) {
    const [from, to] = this.domain;
    return ((day - from) / (to - from + 1)) * this.width;
  }

  dayAt(x) {
    const [from, to] = this.domain;
    return Math.max(from, Math.min(to, Math.floor(from + (x / this.width) * (to - from + 1))));
  }

  dates(from) {
    const { window, language } = this;
    if (!window.dated) return language.say("undated");
    return window.mode === "all" && from < window.last ? `${language.say("until")} ${language.day(window.to)}` : language.range(from, window.to);
  }

  /** Say and draw the window: text, selects, slider values, histogram. */
  show(totals) {
    const { window } = this;
    const text = this.dates(window.shownFrom());
    if (this.date.textContent !== text) this.date.textContent = text;
    this.total.textContent = totals;
    this.spanSelect.value = String(window.mode);
    this.knownBox.checked = window.known;
    const values = { valuemin: window.first, valuemax: window.last, valuenow: window.to, valuetext: `${text}, ${totals}` };
    for (const [name, value] of Object.entries(values)) this.chart.setAttribute(`aria-${name}`, value);
    this.draw();
  }

  /** Measure once, not at every step: asking the browser for sizes and styles makes it lay out the page. */
  resize() {
    this.width = this.chart.clientWidth;
    this.height = this.chart.clientHeight;
    this.ratio = Math.min(2, globalThis.devicePixelRatio || 1);
    this.canvas.width = Math.round(this.width * this.ratio);
    this.canvas.height = Math.round(this.height * this.ratio);
    const style = getComputedStyle(this.root);
    const colour = (name) => style.getPropertyValue(`--gm-${name}`);
    this.colours = { bar: colour("bar"), on: colour("accent"), ink: colour("quiet"), band: colour("band") };
    this.draw();
  }

  draw() {
    const { width, height, ratio, colours } = this;
    if (!width || !height) return;
    const pen = this.canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const base = height - 15;
    this.drawBand(pen, colours, base);
    this.drawBars(pen, colours, base, width);
    this.drawAxis(pen, colours, base, width);
    this.drawHandles(pen, colours, base);
  }

  drawBand(pen, { band }, base) {
    const left = Math.max(0, this.xOf(this.window.shownFrom()));
    pen.fillStyle = band;
    pen.fillRect(left, 0, this.xOf(this.window.to + 1) - left, base);
  }

  /** One bar a day, or a few days a bar where days are narrower than two pixels. */
  drawBars(pen, colours, base, width) {
    const [from, to] = this.domain;
    const days = Math.max(1, Math.ceil(2 / (width / (to - from + 1))));
    const start = this.window.first + Math.floor((from - this.window.first) / days) * days;
    let most = 1;
    const bars = [];
    for (let day = start; day <= to; day += days) {
      let sum = 0;
      for (let d = day; d < day + days; d++) sum += this.counts[d - this.window.first] ?? 0;
      bars.push([day, sum]);
      if (sum > most) most = sum;
    }
    for (const lit of [false, true]) {
      pen.fillStyle = lit ? colours.on : colours.bar;
      pen.beginPath();
      for (const [day, sum] of bars) {
        const inside = day + days - 1 >= this.window.from && day <= this.window.to;
        if (sum === 0 || inside !== lit) continue;
        const tall = Math.max(1.5, Math.sqrt(sum / most) * (base - 4));
        const x = this.xOf(day);
        pen.rect(x, base - tall, Math.max(1, this.xOf(day + days) - x - (days === 1 && width / (to - from + 1) > 3 ? 1 : 0)), tall);
      }
      pen.fill();
    }
  }

  drawAxis(pen, colours, base, width) {
    pen.fillStyle = colours.ink;
    pen.fillRect(0, base, width, 0.6);
    pen.font = `10px ${FONT}`;
    pen.textBaseline = "top";
    let free = 0;
    for (const [day, text] of this.ticks(width)) {
      const x = this.xOf(day);
      pen.fillRect(x, base, 0.8, 4);
      if (x + 3 < free || x + pen.measureText(text).width + 4 > width) continue;
      pen.fillText(text, x + 3, base + 4);
      free = x + pen.measureText(text).width + 14;
    }
  }

  /** Ticks at months or years, at days when only a few weeks are shown. */
  ticks(width) {
    const [from, to] = this.domain;
    const { language } = this;
    if (to - from < 45) {
      const step = Math.max(1, Math.ceil(((to - from) / width) * 60));
      return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => [from + i * step, language.dayMonths.format((from + i * step) * DAY_MS)]);
    }
    const yearly = to - from > 365 * 4;
    const ticks = [];
    const date = new Date(from * DAY_MS);
    date.setUTCDate(1);
    if (yearly) date.setUTCMonth(0);
    for (; date / DAY_MS <= to; yearly ? date.setUTCFullYear(date.getUTCFullYear() + 1) : date.setUTCMonth(date.getUTCMonth() + 1)) {
      const day = Math.max(from, date / DAY_MS);
      const next = new Date(date);
      yearly ? next.setUTCFullYear(next.getUTCFullYear() + 1) : next.setUTCMonth(next.getUTCMonth() + 1);
      if (day > date / DAY_MS && this.xOf(next / DAY_MS) < 75) continue; // too little of it is in sight
      const year = date.getUTCMonth() === 0 || !ticks.length;
      ticks.push([day, yearly ? String(date.getUTCFullYear()) : language.months.format(date) + (year ? ` ${date.getUTCFullYear()}` : "")]);
    }
    return ticks;
  }

  drawHandles(pen, { on }, base) {
    pen.fillStyle = on;
    const edges = this.window.mode === "all" ? [this.window.to + 1] : [this.window.from, this.window.to + 1];
    for (const day of edges) {
      const x = Math.max(1, Math.min(this.width - 1, this.xOf(day)));
      pen.fillRect(x - 0.75, 0, 1.5, base);
      pen.beginPath();
      pen.roundRect(x - 3.5, base / 2 - 8, 7, 16, 3.5);
      pen.fill();
    }
  }
}

/** The reader's own day, counted from 1970. */
function today() {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY_MS;
}

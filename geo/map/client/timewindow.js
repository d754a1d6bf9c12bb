// Which days are shown.

const SPANS = [1, 7, 14, 30];
const EVER = OPEN_DAY - 1; // later than every day of the data, earlier than what has no end

/**
 * The shown window. `mode` is a number of days (a trailing window), "all" (everything up to `to`), "since" (from a day to
 * the end of the data) or "custom" (two chosen days). `known` keeps to what was known on `to`, `asOf` to what was known on
 * a day of the host's choice.
 */
class TimeWindow {
  constructor(first, last) {
    Object.assign(this, { first, last, whole: last, from: NO_DAY, to: last, mode: "all", known: false, asOf: EVER });
  }

  /** Take the days of other events: all at first; later the window stays where they allow it, and at the end if it was there. */
  take({ first, last, dated }, before) {
    const atEnd = !before || this.to >= this.last;
    Object.assign(this, { first, dated, whole: last });
    this.end(atEnd);
  }

  /** End on the last day of the data, or on the one whose knowledge is shown. */
  end(atEnd = this.to >= this.last) {
    this.last = Math.max(this.first, Math.min(this.whole, this.asOf));
    this.to = atEnd ? this.last : Math.max(this.first, Math.min(this.last, this.to));
    if (this.mode !== "custom" && this.mode !== "since") this.trail();
    else this.from = Math.min(this.from, this.to);
  }

  move(to) {
    const length = this.to - this.from;
    this.to = Math.max(this.first, Math.min(this.last, to));
    if (this.mode === "since") this.from = Math.min(this.from, this.to);
    else if (this.mode === "custom") this.from = this.to - length;
    else this.trail();
  }

  setMode(mode) {
    const from = this.shownFrom();
    this.mode = mode;
    if (mode === "since") this.from = from;
    else if (mode === "custom") this.from = Math.max(this.first, from);
    else this.trail();
  }

  trail() {
    this.from = this.mode === "all" ? NO_DAY : this.to - this.mode + 1;
  }

  set(from, to) {
    this.to = Math.max(this.first, Math.min(this.last, to));
    const days = this.to - from + 1;
    if (SPANS.includes(days) && this.to < this.last) this.mode = days; // also the first 30 days
    else if (from <= this.first) this.mode = "all";
    else this.mode = "custom";
    this.from = this.mode === "all" ? NO_DAY : Math.min(from, this.to);
  }

  /** The last day whose knowledge counts. */
  get knownDay() {
    return Math.min(this.known ? this.to : EVER, this.asOf);
  }

  /** The first day counted. What has no day counts only where every day is asked for. */
  get start() {
    if (this.from > this.first) return this.from;
    return this.to >= this.last ? NO_DAY : NO_DAY + 1;
  }

  shownFrom() {
    return Math.max(this.first, this.from);
  }
}

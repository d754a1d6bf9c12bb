// How things look now: light or dark, what colours mean, which categories are switched off.

class Look {
  constructor(language) {
    this.language = language;
    this.hidden = new Set(); // categories that are switched off
    Object.assign(this, { selectedGroup: null, hot: null });
    const short = new Map();
    this.compact = (n) => short.get(n) ?? (short.set(n, language.compact.format(n)), short.get(n));
    this.colourBy("type");
  }

  /** "light", "dark", or "auto": as the reader's system has it. */
  setTheme(theme) {
    const dark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    document.documentElement.dataset.theme = this.theme = dark ? "dark" : "light";
    this.ground = GROUND[this.theme];
    this.ratio = Math.min(2, devicePixelRatio || 1);
  }

  colourBy(mode) {
    const parts = mode === "side" ? SIDES : CATEGORIES;
    Object.assign(this, { mode, colours: parts.map((p) => p.colour), names: parts.map((p) => this.language.term(p.id)) });
  }

  /** The category of each row is lookup[codes[row]]; vague[precision code] says which dates are inexact. */
  coding(events) {
    const column = this.mode === "side" ? "claimant_side" : "event_type";
    return {
      codes: events.codes[column],
      lookup: Uint8Array.from(events.values[column], this.mode === "side" ? sideOf : categoryOf),
      vague: Uint8Array.from(events.values.date_precision, (word) => +["week", "month", "year", "reported", "unknown"].includes(word)),
    };
  }
}

const placeIn = (list, found) => (found < 0 ? list.length - 1 : found); // the last one stands for the rest
const categoryOf = (type) => placeIn(CATEGORIES, CATEGORIES.findIndex((category) => category.types.includes(type)));
const sideOf = (side) => placeIn(SIDES, SIDES.findIndex(({ id }) => id === side));

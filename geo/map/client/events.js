// The packed events (geo/map/payload.py) as typed arrays; their texts are inflated only when asked for.

const SITE_NAMES = ["place", "place_uk", "place_ru", "place_id"];
const SITE_CODES = ["district", "region", "country", "place_kind", "precision"];

/**
 * The events of one payload. A site is a place as one precision names it; its rows are start[s] … start[s + 1] - 1,
 * sorted by day. Days count from 1970.
 */
class Events {
  /** `texts`, a promise of the bytes behind the core, if they come later. */
  static async read(bytes, texts) {
    const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const { header, columns } = await unpack(bytes.subarray(4, 4 + size));
    return new Events(header, columns, Promise.resolve(texts ?? bytes.subarray(4 + size)));
  }

  constructor(header, columns, bytes) {
    const { rows, sites, names, values, parents } = header;
    Object.assign(this, { rows, sites, values: { ...values } });
    let next = 0; // a site brings the next names, or has those of one before
    const record = Array.from(columns.name, (number) => (number ? number - 1 : next++));
    SITE_NAMES.forEach((name, k) => (this.values[name] = record.map((number) => names[number * SITE_NAMES.length + k])));
    this.readLocal(header);
    const codesOf = (columnNames, count) => unpackCodes(columnNames, parents, columns, count);
    const siteCodes = codesOf(SITE_CODES, sites);
    for (const name of SITE_CODES) lazy(this.values, name, () => Array.from(siteCodes[name], (code) => values[name][code]));
    this.codes = codesOf(Object.keys(parents).filter((name) => !SITE_CODES.includes(name)), rows);
    const said = bytes.then((all) => new DataView(all.buffer, all.byteOffset).getUint32(0, true)); // the length of the texts
    this.texts = new Texts(Promise.all([bytes, said]).then(([all, size]) => all.subarray(4, 4 + size)), this);
    this.ids = new Texts(Promise.all([bytes, said]).then(([all, size]) => all.subarray(4 + size)), this);
    this.confidence = columns.confidence;
    this.dayBasis = columns.day_basis;
    this.readDays(columns);
    this.readSites(columns);
    this.shown = null;
    this.findExtent();
  }

  /** What the gazetteer calls districts and regions, and places of which the events have but one spelling. */
  readLocal({ values: { district, region }, districts, regions, places }) {
    this.areas = new Map([...district.map((name, i) => [name, districts[i]]), ...region.map((name, i) => [name, regions[i]])]);
    this.english = new Map();
    for (const [site, [en, uk, ru]] of Object.entries(places)) {
      this.english.set(+site, en);
      this.values.place_uk[site] = uk;
      this.values.place_ru[site] = ru;
    }
  }

  readDays({ site_count, first_day, day_step, span, lag, known_from, known_until }) {
    this.start = new Uint32Array(this.sites + 1);
    this.day = new Int32Array(this.rows);
    this.longest = new Int32Array(this.sites); // days that the longest event of a site lasts
    for (let site = 0, row = 0; site < this.sites; site++) {
      let day = first_day[site];
      for (const stop = row + site_count[site]; row < stop; row++) {
        day += day_step[row];
        this.day[row] = this.dayBasis[row] === 2 ? NO_DAY : day;
      }
      this.start[site + 1] = row;
    }
    this.end = this.day;
    const spans = span.stored ?? span;
    const lags = lag.stored ?? lag;
    if (spans.some((value) => value > 0 && value !== span.missing)) {
      this.end = new Int32Array(this.rows);
      for (let site = 0; site < this.sites; site++) {
        for (let row = this.start[site]; row < this.start[site + 1]; row++) {
          const extra = spans[row] === span.missing || !(spans[row] > 0) || this.day[row] === NO_DAY ? 0 : spans[row];
          this.end[row] = this.day[row] + extra;
          if (extra > this.longest[site]) this.longest[site] = extra;
        }
      }
    }
    // What has no publication date counts as known when it happened.
    lazy(this, "known", () => this.day.map((day, row) => (lags[row] === lag.missing ? day : day + lags[row])));
    this.since = wholeDays(known_from, NO_DAY);
    this.until = wholeDays(known_until, OPEN_DAY); // the day on which it was corrected
  }

  /** Whether a day did not know a row yet, or knew better by then. What has no day at all is known today only. */
  unknownOn(day, row) {
    return (this.known[row] === NO_DAY && day < EVER) || this.known[row] > day || this.since?.[row] > day || this.until?.[row] <= day;
  }

  corrected(row) {
    return this.until !== null && this.until[row] !== OPEN_DAY;
  }

  readSites(columns) {
    this.lat = floats(columns.lat);
    this.lon = floats(columns.lon);
    this.radius = floats(columns.radius_km);
    this.x = Float64Array.from(this.lon, worldX);
    this.y = Float64Array.from(this.lat, worldY);
    this.extents = new Map(); // site → {paths, box} in world coordinates
    if (columns.extent) {
      const paths = unpackPaths(columns.extent, columns.extent_points);
      paths.forEach((path, i) => {
        const site = columns.extent_site[i];
        if (!this.extents.has(site)) this.extents.set(site, { paths: [] });
        this.extents.get(site).paths.push(path);
      });
      for (const extent of this.extents.values()) extent.box = boxOf(extent.paths);
    }
    this.kinds = this.values.precision.map((precision, site) => {
      if (Number.isNaN(this.lat[site])) return "unplaced";
      if (precision === "near") return "near";
      return ["district", "region", "country"].includes(precision) ? "area" : "point";
    });
    this.hasRings = this.kinds.includes("near");
  }

  /** The name of a site in links and in Python: the gazetteer's id, or the coordinate where there is none. */
  siteId(site) {
    return this.values.place_id[site] || (this.kinds[site] === "unplaced" ? "unplaced" : `at:${this.lat[site]},${this.lon[site]}`);
  }

  /** All sites that stand for the same place (a settlement and the ring around it, say). */
  sitesWithId(id) {
    const found = [];
    for (let site = 0; site < this.sites; site++) if (this.siteId(site) === id) found.push(site);
    return found;
  }

  name(site, language) {
    const v = this.values;
    return isolated(language.name(this.english.get(site) ?? v.place[site], v.place_uk[site], v.place_ru[site])) || `${this.lat[site].toFixed(3)}, ${this.lon[site].toFixed(3)}`;
  }

  siteOf(row) {
    return lowerBound(this.start, 0, this.sites, row + 1) - 1;
  }

  text(column, row) {
    return this.values[column][this.codes[column][row]] ?? "";
  }

  /**
   * First and last day of the timeline. Day-precise events lie on it whole; a range, a month or a year only with one of
   * its days, so that a single vague date does not stretch the time of all the others.
   */
  findExtent() {
    const exact = this.values.date_precision.map((word) => word === "day" || word === "");
    const codes = this.codes.date_precision;
    let first = Infinity;
    let last = -Infinity;
    for (let row = 0; row < this.rows; row++) {
      if (this.day[row] === NO_DAY) continue;
      const whole = exact[codes[row]];
      first = Math.min(first, whole ? this.day[row] : this.end[row]);
      last = Math.max(last, whole ? this.end[row] : this.day[row]);
    }
    if (first > last) [first, last] = [last, first]; // only vague dates, which overlap
    this.dated = Number.isFinite(first);
    this.first = this.dated ? first : Math.floor(Date.now() / DAY_MS);
    this.last = this.dated ? last : this.first;
  }

  /** Rows that begin on each day of the timeline, for the histogram; what began before it counts on its first day. */
  perDay() {
    const counts = new Uint32Array(this.last - this.first + 1);
    for (let row = 0; row < this.rows; row++) {
      if (this.day[row] !== NO_DAY && (!this.shown || this.shown[row])) counts[Math.max(0, this.day[row] - this.first)]++;
    }
    return counts;
  }

  /** Show only the rows whose bit is set (null: all). */
  setMask(bits) {
    this.mask = bits && Uint8Array.from({ length: this.rows }, (_, row) => (bits[row >> 3] >> (row & 7)) & 1);
  }

  /** Rows of a site in a window, newest first; at most `limit`. */
  rowsOf(site, window, limit = Infinity) {
    const found = [];
    for (let row = this.start[site + 1] - 1; row >= this.start[site] && found.length < limit; row--) {
      if (this.day[row] > window.to || this.end[row] < window.start) continue;
      if (this.shown && !this.shown[row]) continue;
      if (window.known && this.unknownOn(window.knownDay, row)) continue;
      found.push(row);
    }
    return found;
  }

  has(site, window) {
    return this.rowsOf(site, window, 1).length > 0;
  }
}

/** Days of a review, which most maps do not have (null). */
function wholeDays(column, missing) {
  return column ? Int32Array.from(column.stored, (day) => (day === column.missing ? missing : day)) : null;
}

// Which places share a symbol at a zoom, and how many claims each symbol stands for in a time window.

const MERGE_PX = 24;
const SPLIT_ZOOM = 12; // from here on only places that would hide each other share a symbol
const HIDE_PX = 6;

/**
 * Merge sites at one whole zoom level. The fullest site leads and takes in the free sites around it, so a group sits on
 * a real place, does not depend on the view, and stays the same while time runs. Places and areas merge among their own
 * kind; the groups of places are numbered first. `radiusOf` says how large the symbol of a count is.
 */
function mergeSites(events, zoom, radiusOf) {
  const world = 256 * 2 ** zoom;
  const radius = zoom >= SPLIT_ZOOM ? HIDE_PX : MERGE_PX;
  const groupOf = new Int32Array(events.sites).fill(-1);
  const isPlace = (site) => events.kinds[site] === "point" || events.kinds[site] === "near";
  let leaders = gather(events, world, radius, groupOf, [], isPlace);
  if (zoom < SPLIT_ZOOM) leaders = joinGroups(events, groupOf, leaders, world, radiusOf);
  const points = leaders.length;
  gather(events, world, MERGE_PX, groupOf, leaders, (site) => events.kinds[site] === "area");
  for (let site = 0; site < events.sites; site++) if (groupOf[site] < 0) groupOf[site] = leaders.push(site) - 1; // unplaced
  return { groupOf, leaders: Int32Array.from(leaders), points };
}

/** Group the sites that `accept` takes, within a radius in pixels; appends to `leaders`. */
function gather(events, world, radius, groupOf, leaders, accept) {
  const cells = new Map();
  const key = (column, row) => column * 4194304 + row;
  const sites = [];
  for (let site = 0; site < events.sites; site++) {
    if (!accept(site)) continue;
    sites.push(site);
    const cell = key(Math.floor((events.x[site] * world) / radius), Math.floor((events.y[site] * world) / radius));
    const list = cells.get(cell);
    if (list) list.push(site);
    else cells.set(cell, [site]);
  }
  for (const site of sites) { // sites are numbered fullest first
    if (groupOf[site] >= 0) continue;
    const group = leaders.push(site) - 1;
    const px = events.x[site] * world;
    const py = events.y[site] * world;
    const column = Math.floor(px / radius);
    const row = Math.floor(py / radius);
    for (let c = column - 1; c <= column + 1; c++) {
      for (let r = row - 1; r <= row + 1; r++) {
        for (const other of cells.get(key(c, r)) ?? []) {
          if (groupOf[other] < 0 && (events.x[other] * world - px) ** 2 + (events.y[other] * world - py) ** 2 <= radius * radius) groupOf[other] = group;
        }
      }
    }
    groupOf[site] = group;
  }
  return leaders;
}

/** Let groups whose symbols would cover each other join the fuller one, counted over all days. Renumbers `groupOf`. */
function joinGroups(events, groupOf, leaders, world, radiusOf) {
  const totals = new Float64Array(leaders.length);
  for (let site = 0; site < events.sites; site++) if (groupOf[site] >= 0) totals[groupOf[site]] += events.start[site + 1] - events.start[site];
  const order = leaders.map((_, group) => group).sort((a, b) => totals[b] - totals[a] || a - b);
  const kept = [];
  const target = new Int32Array(leaders.length);
  const cells = new Map();
  const size = 48; // no two symbols that are joined lie further apart
  for (const group of order) {
    const px = events.x[leaders[group]] * world;
    const py = events.y[leaders[group]] * world;
    const column = Math.floor(px / size);
    const row = Math.floor(py / size);
    let host = -1;
    for (let c = column - 1; c <= column + 1 && host < 0; c++) {
      for (let r = row - 1; r <= row + 1 && host < 0; r++) {
        host = (cells.get(c * 4194304 + r) ?? []).find((other) => Math.hypot(other.px - px, other.py - py) < 0.62 * (radiusOf(totals[other.group]) + radiusOf(totals[group])))?.number ?? -1;
      }
    }
    if (host < 0) {
      host = kept.length;
      kept.push(leaders[group]);
      const key = column * 4194304 + row;
      cells.set(key, [...(cells.get(key) ?? []), { px, py, group, number: host }]);
    }
    target[group] = host;
  }
  for (let site = 0; site < events.sites; site++) if (groupOf[site] >= 0) groupOf[site] = target[groupOf[site]];
  return kept;
}

/** One group per site: for tables and lists. */
function eachSite(events) {
  return { groupOf: Int32Array.from({ length: events.sites }, (_, site) => site), leaders: Int32Array.from({ length: events.sites }, (_, site) => site), points: events.sites };
}

/**
 * Counters of one grouping. From one window to the next only the rows that enter or leave are counted, so that a step of
 * playback does not depend on how many events there are.
 */
class Tally {
  constructor(grouping, categories) {
    const size = grouping.leaders.length;
    Object.assign(this, grouping, { size, categories });
    this.counts = new Uint32Array(size * categories);
    this.total = new Uint32Array(size);
    this.newest = new Int32Array(size);
    this.inexact = new Uint32Array(size); // rows whose date is vague
    this.near = new Uint32Array(size); // rows that are only near their place
    this.main = new Uint8Array(size);
    this.low = new Int32Array(grouping.groupOf.length); // rows counted of each site: low … high - 1
    this.high = new Int32Array(grouping.groupOf.length);
  }

  /**
   * Count the rows of a window: start ≤ day ≤ to, or lasting into it. `lookup` maps codes to categories, `vague` says
   * which date precisions are inexact.
   */
  count(events, window, codes, lookup, vague) {
    const same = this.shown === events.shown && this.lookup === lookup && !window.known && !this.known;
    if (!same) this.clear(events);
    Object.assign(this, { shown: events.shown, lookup, known: window.known });
    const add = this.adder(events, codes, lookup, vague);
    const { low, high } = this;
    const { day, start, longest } = events;
    const all = { start: NO_DAY, to: OPEN_DAY };
    for (let site = 0; site < events.sites; site++) {
      const first = start[site];
      const stop = start[site + 1];
      if (longest[site] > 0 || window.known) {
        if (same) add(site, low[site], high[site], -1, this.last ?? all);
        low[site] = first;
        high[site] = stop;
        add(site, first, stop, 1, window);
        continue;
      }
      const to = window.to >= day[stop - 1] ? stop : window.to < day[first] ? first : lowerBound(day, first, stop, window.to + 1);
      const from = window.start <= day[first] ? first : Math.min(to, lowerBound(day, first, to, window.start));
      const [oldFrom, oldTo] = [low[site], high[site]];
      if (from === oldFrom && to === oldTo) continue;
      if (from >= oldTo || to <= oldFrom) {
        add(site, oldFrom, oldTo, -1);
        add(site, from, to, 1);
      } else {
        add(site, Math.min(from, oldFrom), Math.max(from, oldFrom), from > oldFrom ? -1 : 1);
        add(site, Math.min(to, oldTo), Math.max(to, oldTo), to < oldTo ? -1 : 1);
      }
      low[site] = from;
      high[site] = to;
    }
    this.last = { start: window.start, to: window.to };
    this.date(events, window);
    this.sum();
  }

  /** The sites of a group, whether they have claims in the window or not. */
  sitesOf(group) {
    if (!this.members) {
      this.members = Array.from({ length: this.size }, () => []);
      this.groupOf.forEach((of, site) => this.members[of].push(site));
    }
    return this.members[group];
  }

  clear(events) {
    this.counts.fill(0);
    this.inexact.fill(0);
    this.near.fill(0);
    this.low.set(events.start.subarray(0, events.sites));
    this.high.set(events.start.subarray(0, events.sites));
    this.last = null;
  }

  /** A function that counts rows in (sign 1) or out (-1), all of them or those that touch a window. */
  adder(events, codes, lookup, vague) {
    const { counts, groupOf, categories, inexact, near } = this;
    const { day, end, shown, kinds } = events;
    const precisions = events.codes.date_precision;
    return (site, from, to, sign, window = null) => {
      const group = groupOf[site];
      const base = group * categories;
      let rows = 0;
      for (let row = from; row < to; row++) {
        if (shown && !shown[row]) continue;
        if (window && (day[row] > window.to || end[row] < window.start || (window.known && events.unknownOn(window.knownDay, row)))) continue;
        counts[base + lookup[codes[row]]] += sign;
        inexact[group] += sign * vague[precisions[row]];
        rows++;
      }
      if (kinds[site] === "near") near[group] += sign * rows;
    };
  }

  /** Find the newest day of each group among the counted rows. */
  date(events, window) {
    const { newest, groupOf, low, high } = this;
    const { day, end, shown } = events;
    const out = (row) => day[row] > window.to || end[row] < window.start || (shown && !shown[row]) || (window.known && events.unknownOn(window.knownDay, row));
    newest.fill(NO_DAY);
    for (let site = 0; site < events.sites; site++) {
      let row = high[site] - 1;
      while (row >= low[site] && out(row)) row--;
      if (row >= low[site] && day[row] > newest[groupOf[site]]) newest[groupOf[site]] = day[row];
    }
  }

  sum() {
    const { counts, total, main, categories, size } = this;
    for (let group = 0, at = 0; group < size; group++) {
      let sum = 0;
      let best = 0;
      let most = 0;
      for (let category = 0; category < categories; category++, at++) {
        const count = counts[at];
        sum += count;
        if (count > most) {
          most = count;
          best = category;
        }
      }
      total[group] = sum;
      main[group] = best;
    }
  }
}

function lowerBound(sorted, low, high, value) {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

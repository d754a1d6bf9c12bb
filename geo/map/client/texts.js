// The texts of events (geo/map/texts.py), inflated when they are first asked for.

const NAMES = ["place", "place_uk", "place_ru", "region", "district"];
const [DIGITS, NAME, DAY_WORD, PUBLISHED_WORD] = [0xe000, 0xe00a, 0xe010, 0xe018]; // marks of patterns
const MARK = /[\ue000-\ue01f]/g;
const NUMBER_MARK = /[\ue001-\ue009]/g;
const KEPT_BLOCKS = 64;

class Texts {
  /** `bytes`: the packed columns, or a promise of them; none where a document leaves them out. */
  constructor(bytes, events) {
    Object.assign(this, { bytes, events });
  }

  /** Records of rows: {row, …texts}. */
  async records(rows) {
    this.opened ??= this.open();
    const columns = await this.opened;
    const texts = await Promise.all(columns.map((column) => column.read(rows)));
    return rows.map((row, i) => Object.fromEntries([["row", row], ...columns.map(({ name }, k) => [name, texts[k][i]])]));
  }

  async open() {
    const bytes = await this.bytes;
    if (!bytes.length) return [];
    const { events } = this;
    const size = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const { header, columns } = await unpack(bytes.subarray(4, size));
    const names = Object.keys(header.patterns);
    const codes = unpackCodes(names, header.parents, columns, events.rows, events.codes);
    const part = (name, what) => columns[`${name}:${what}`];
    return names.map((name) => new TextColumn(name, header, codes[name], (what) => part(name, what), bytes.subarray(size), events));
  }
}

class TextColumn {
  constructor(name, { patterns, months, block }, codes, part, bytes, events) {
    Object.assign(this, { name, patterns: patterns[name], months, block, codes, bytes, events, ends: part("ends"), kept: new Map() });
    this.place = places(codes, this.patterns.length + 1);
    this.readNumbers(part);
  }

  async read(rows) {
    return Promise.all(rows.map((row) => (this.codes[row] ? this.filled(row) : this.alone(this.place.of[row]))));
  }

  async alone(at) {
    const block = Math.floor(at / this.block);
    if (!this.kept.has(block)) {
      if (this.kept.size >= KEPT_BLOCKS) this.kept.delete(this.kept.keys().next().value);
      this.kept.set(block, inflate(this.bytes.subarray(this.ends[block], this.ends[block + 1]), "deflate-raw").then(readJSON));
    }
    return (await this.kept.get(block))[at % this.block];
  }

  /** Numbers by pattern, spot in it (slot), and row by day: what lies in `slots` a slot, from its own `start`. */
  readNumbers(part) {
    this.slots = [];
    this.first = [0]; // the first slot of each code
    const kinds = part("slots") ?? [];
    const heads = part("heads");
    const at = { 1: 0, 2: 0, 4: 0 };
    let head = 0;
    for (const [number, pattern] of this.patterns.entries()) {
      this.first.push(this.slots.length);
      const rows = this.place.count[number + 1];
      for (let i = (pattern.match(NUMBER_MARK) ?? []).length; i > 0; i--) {
        const kind = kinds[this.slots.length];
        const size = kind & 7;
        const stored = part(`u${size}`).subarray(at[size], (at[size] += rows));
        this.slots.push(kind & 8 ? sumSteps(stored, heads[head++]) : stored);
      }
    }
    this.byDay = this.slots.length ? places(this.codes, this.patterns.length + 1, rowsByDay(this.events)).of : null;
  }

  filled(row) {
    const { events, codes, patterns } = this;
    let slot = this.first[codes[row]];
    const site = events.siteOf(row);
    return patterns[codes[row] - 1].replace(MARK, (sign) => {
      const mark = sign.charCodeAt(0);
      if (mark < NAME) return String(this.slots[slot++][this.byDay[row]]).padStart(mark - DIGITS, "0");
      if (mark < DAY_WORD) return events.values[NAMES[mark - NAME]][site];
      return mark < PUBLISHED_WORD ? this.word(events.day[row], mark - DAY_WORD) : this.word(events.known[row], mark - PUBLISHED_WORD);
    });
  }

  /** A word of a date: year, month and day of two digits, month and day without a zero, the month in three languages. */
  word(day, number) {
    const [year, month, date] = toISO(day).split("-");
    return [year, month, date, String(+month), String(+date), ...this.months.map((names) => names.split(" ")[month - 1])][number];
  }
}

/** How many rows have each code, and which of them a row is, in the order of rows or the given one. */
function places(codes, size, order) {
  const count = new Uint32Array(size);
  const of = new Uint32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const row = order ? order[i] : i;
    of[row] = count[codes[row]]++;
  }
  return { count, of };
}

/** All rows by day; those of one day by number: counted, which is quicker than sorting. */
function rowsByDay({ day, rows }) {
  const number = new Map([...new Set(day)].sort((a, b) => a - b).map((count, i) => [count, i]));
  const next = new Uint32Array(number.size + 1); // where the rows of each day begin
  for (let row = 0; row < rows; row++) next[number.get(day[row]) + 1]++;
  for (let i = 1; i < next.length; i++) next[i] += next[i - 1];
  const order = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) order[next[number.get(day[row])]++] = row;
  return order;
}

function sumSteps(steps, head) {
  let sum = head;
  return Float64Array.from(steps, (step) => (sum += step % 2 ? -(step + 1) / 2 : step / 2));
}

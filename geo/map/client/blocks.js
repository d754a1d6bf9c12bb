// Texts of the events in deflated blocks of rows, inflated when a place is opened and kept for a while.

const KEPT_BLOCKS = 64;

class Blocks {
  /** `bytes`: all the blocks, or a promise of them; `ends`: where each begins in them, and where the last one ends. */
  constructor(bytes, ends, size) {
    Object.assign(this, { bytes, ends, size, kept: new Map() });
  }

  /** Records of rows: {row, …texts}. Without the texts, as in a document that leaves the ids out, {row} alone. */
  async records(rows) {
    const blocks = new Map();
    const blockOf = (row) => Math.floor(row / this.size);
    await Promise.all([...new Set(rows.map(blockOf))].map(async (block) => blocks.set(block, await this.read(block))));
    return rows.map((row) => {
      const record = { row };
      for (const [name, texts] of Object.entries(blocks.get(blockOf(row)))) record[name] = texts[row % this.size];
      return record;
    });
  }

  async read(block) {
    if (!this.kept.has(block)) {
      if (this.kept.size >= KEPT_BLOCKS) this.kept.delete(this.kept.keys().next().value);
      this.kept.set(block, this.inflate(block));
    }
    return this.kept.get(block);
  }

  async inflate(block) {
    const bytes = await this.bytes;
    const [from, to] = [this.ends[block], this.ends[block + 1]];
    if (to > bytes.length) return {};
    return JSON.parse(new TextDecoder().decode(await inflate(bytes.subarray(from, to), "deflate-raw")));
  }
}

// The offline background: land, water, borders and names from data/background.json.gz, drawn by ourselves.

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", sans-serif';

class Background {
  static async read(bytes) {
    const { header, columns } = await unpack(bytes);
    return new Background(header, columns);
  }

  constructor({ attribution, layers, kinds, names }, columns) {
    this.attribution = attribution;
    const paths = this.paths(columns, layers);
    this.layers = layers.map((layer) => {
      const own = paths.splice(0, layer.paths);
      return { ...layer, paths: own, boxes: own.map((path) => boxOf([path])) };
    });
    const [lon, lat, zoom, population] = [columns.lon, columns.lat, columns.zoom, columns.population].map(floats);
    this.labels = names.en.map((en, i) => ({
      x: worldX(lon[i]), y: worldY(lat[i]), kind: kinds[columns.kind[i]], zoom: zoom[i], population: population[i],
      en, uk: names.uk[i], ru: names.ru[i],
    }));
    this.labels.sort((a, b) => b.population - a.population);
  }

  /** All paths in world coordinates: of each the first point, then steps (zigzag), in units of its layer. */
  paths({ points, first, step }, layers) {
    const units = layers.flatMap(({ paths, unit }) => Array(paths).fill(unit));
    const unfold = (number) => (number >> 1) ^ -(number & 1);
    let at = 0;
    return Array.from(points, (count, number) => {
      const path = new Float64Array(count * 2);
      let lon = first[2 * number];
      let lat = first[2 * number + 1];
      for (let i = 0; i < path.length; i += 2) {
        if (i) {
          lon += unfold(step[at++]);
          lat += unfold(step[at++]);
        }
        path[i] = worldX(lon * units[number]);
        path[i + 1] = worldY(lat * units[number]);
      }
      return path;
    });
  }

  draw(context, frame, colours) {
    context.fillStyle = colours.sea;
    context.fillRect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top);
    const fine = Math.min(1.6, 0.6 + frame.zoom / 12);
    for (const layer of this.layers) {
      if (frame.zoom < layer.zoom[0] || frame.zoom >= layer.zoom[1]) continue;
      context.beginPath();
      trace(context, frame, layer.paths, layer.boxes, layer.kind === "area");
      this.paint(context, layer.id, fine, colours);
    }
  }

  paint(context, id, fine, colours) {
    const stroke = (colour, width, dash = []) => {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.setLineDash(dash);
      context.stroke();
      context.setLineDash([]);
    };
    context.lineJoin = context.lineCap = "round";
    if (id === "land" || id === "region-fill") {
      if (id === "land") stroke(colours.river, 1.2); // the fill covers its inner half, and where land meets land the whole of it
      context.fillStyle = colours.land;
      context.fill("evenodd");
    } else if (id === "lake") {
      context.fillStyle = colours.lake;
      context.fill("evenodd");
      stroke(colours.river, 0.6);
    } else if (id === "river") stroke(colours.river, fine);
    else if (id === "region-border") stroke(colours.region, fine * 0.8);
    else if (id === "country-border") {
      stroke(colours.glow, 6 * fine);
      stroke(colours.country, fine);
    } else if (id === "disputed-border") stroke(colours.country, fine, [5, 4]);
  }
}

const APART = 3; // pixels that names keep from each other
const FULLEST = 5; // so many symbols have their names even where these hide a part of others

/** Place names without collisions: first the given sites, then the background's towns by population. `covered` are boxes that hide them. */
class Labels {
  constructor(map, background, language) {
    Object.assign(this, { map, background, language });
  }

  draw(context, frame, colours, sites, covered) {
    const ranked = sites.filter(({ label }) => label).sort((a, b) => b.count - a.count);
    const may = new Map(ranked.slice(0, FULLEST).map((site) => [site, site.count === ranked[0].count ? Infinity : 1 / 3]));
    this.covered = covered;
    this.written = [...covered]; // names, and what hides them
    this.taken = [...covered]; // symbols, too
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const site of sites) this.taken.push([site.px - site.r, site.py - site.r, site.px + site.r, site.py + site.r]);
    this.named = sites.filter(({ label }) => label);
    for (const site of sites) this.write(context, site.label, site.px, site.py, { size: 12, weight: 600, colour: colours.ink, halo: colours.halo, offset: site.r + 4, aslant: 0.75 * site.r + 4, may: may.get(site) });
    if (!this.background) return;
    for (const style of ["country", "sea", "capital", "town", "region"]) {
      for (const label of this.background.labels) if (label.kind === style && frame.zoom >= label.zoom) this.place(context, frame, label, colours);
    }
  }

  place(context, frame, label, colours) {
    for (const copy of worldCopies(frame, [label.x, 0, label.x, 1])) {
      const px = (label.x + copy) * frame.world - frame.origin.x;
      const py = label.y * frame.world - frame.origin.y;
      if (py < frame.top || py > frame.bottom) continue;
      const name = this.language.name(label.en, label.uk, label.ru);
      const { halo } = colours;
      if (label.kind === "country") this.write(context, name.toUpperCase(), px, py, { size: 12, weight: 600, colour: colours.countryLabel, halo, spacing: 3 });
      else if (label.kind === "region") {
        if (frame.zoom < 8.5) this.write(context, name, px, py, { size: 11, weight: 500, colour: colours.regionLabel, halo, spacing: 0.8 });
      } else if (label.kind === "sea") this.write(context, name, px, py, { size: 12, weight: 400, italic: true, colour: colours.water, halo: "transparent", spacing: 1 });
      else if (!this.isNamed(name, px, py)) this.town(context, px, py, name, label, colours, frame);
    }
  }

  /** A town that has a symbol has its name already. */
  isNamed(name, px, py) {
    return this.named.some((site) => site.name === name && Math.hypot(site.px - px, site.py - py) < 60);
  }

  town(context, px, py, name, label, colours, frame) {
    const large = label.population > 200000 || label.kind === "capital";
    const size = large ? 12.5 : label.population > 30000 || frame.zoom >= 9 ? 11.5 : 11;
    const style = { size, weight: large ? 600 : 400, colour: colours.town, halo: colours.halo, offset: 5 };
    if (!this.write(context, name, px, py, style)) return;
    context.beginPath();
    context.arc(px, py, large ? 2.6 : 1.9, 0, 7);
    context.fillStyle = colours.dot;
    context.fill();
    context.strokeStyle = colours.halo;
    context.lineWidth = 1;
    context.stroke();
  }

  /** The spot where a name hides the least of the symbols, if that is not more than a share of its own box. */
  leastHiding(spots, box, share) {
    const part = (spot) => this.taken.reduce((sum, other) => sum + shared(box(spot), other), 0) / boxSize(box(spot));
    const [least] = spots.map((spot) => [part(spot), spot]).sort(([a], [b]) => a - b);
    return least && least[0] <= share ? least[1] : null;
  }

  /** Write one name where it is free: right, left, below, above, also `aslant`, of its point (centred without an offset), or over symbols as far as it `may`. */
  write(context, name, px, py, { size, weight, colour, halo, offset = 0, aslant = 0, may = 0, italic = false, spacing = 0 }) {
    if (!name || (offset && !isFree(this.covered, [px, py, px, py]))) return false; // a name without its mark misleads
    context.font = `${italic ? "italic " : ""}${weight} ${size}px ${FONT}`;
    if ("letterSpacing" in context) context.letterSpacing = `${spacing}px`;
    const width = context.measureText(name).width;
    const half = size * 0.62;
    const spots = offset
      ? [[px + offset, py], [px - offset - width, py], [px - width / 2, py + offset + half], [px - width / 2, py - offset - half]]
      : [[px - width / 2, py]];
    if (aslant) for (const x of [px + aslant, px - aslant - width]) spots.push([x, py + aslant], [x, py - aslant]);
    const box = ([x, y], more = 0) => [x - 2 - more, y - half - more, x + width + 2 + more, y + half + more];
    const spot = spots.find((one) => isFree(this.taken, box(one))) ?? (may && this.leastHiding(spots.filter((one) => isFree(this.written, box(one))), box, may));
    if (!spot) return false;
    this.taken.push(box(spot, APART));
    this.written.push(box(spot, APART));
    context.strokeStyle = halo;
    context.lineWidth = 3;
    context.strokeText(name, ...spot);
    context.fillStyle = colour;
    context.fillText(name, ...spot);
    return true;
  }
}

const shared = (a, b) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

const boxSize = ([left, top, right, bottom]) => (right - left) * (bottom - top);

const isFree = (boxes, [left, top, right, bottom]) => !boxes.some((box) => left < box[2] && right > box[0] && top < box[3] && bottom > box[1]);

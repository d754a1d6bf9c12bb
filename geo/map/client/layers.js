// Layers of dated areas, lines and points (geo/map/layers.py): control maps, front lines, the user's own files.

const DASHES = { solid: [], dashed: [8, 5], dotted: [1.5, 4], "dash-dot": [9, 4, 2, 4] };

/**
 * Join lines that meet end to end into rings. The edges that stand on a day bound the ground of a side; where
 * more than two meet, any way through them has the same inside by the even-odd rule.
 */
function stitch(lines) {
  const at = (line, i) => `${line[i]},${line[i + 1]}`;
  const open = new Map(); // a point → the unused lines that end there
  for (const line of lines) {
    for (const point of [at(line, 0), at(line, line.length - 2)]) open.has(point) ? open.get(point).add(line) : open.set(point, new Set([line]));
  }
  const unused = new Set(lines);
  const rings = [];
  for (const first of lines) {
    if (!unused.has(first)) continue;
    const ring = [];
    const start = at(first, 0);
    for (let line = first, from = start; line; line = open.get(from).values().next().value) {
      unused.delete(line);
      const ends = [at(line, 0), at(line, line.length - 2)];
      for (const point of ends) open.get(point).delete(line);
      const forward = ends[0] === from;
      for (let i = 0; i < line.length - 2; i += 2) {
        const k = forward ? i : line.length - 2 - i;
        ring.push(line[k], line[k + 1]);
      }
      from = ends[forward ? 1 : 0];
      if (from === start) break;
    }
    rings.push(Float64Array.from(ring));
  }
  return rings;
}

class TimedLayer {
  static async read(bytes) {
    const { header, columns } = await unpack(bytes);
    return new TimedLayer(header, columns);
  }

  constructor({ name, style, attribution, values, features }, columns) {
    Object.assign(this, { name: isolated(name), style, attribution: isolated(attribution), on: style.shown });
    const paths = unpackPaths(columns.paths, columns.points);
    this.features = Array.from({ length: features }, (_, i) => ({
      side: values.side[columns.side[i]], kind: values.kind[columns.kind[i]], label: isolated(values.label[columns.label[i]]),
      cell: values.cell_id[columns.cell_id[i]], source: values.source[columns.source[i]], evidence: values.evidence[columns.evidence[i]],
      start: columns.start[i], end: columns.end[i], paths: [], boxes: [],
    }));
    paths.forEach((path, i) => this.features[columns.feature[i]].paths.push(path));
    this.hasFronts = this.features.some((feature) => feature.kind === "front");
    for (const feature of this.features) {
      feature.boxes = feature.paths.map((path) => boxOf([path]));
      feature.box = boxOf(feature.paths);
    }
  }

  /** Features valid on a day: start ≤ day < end. The edges of a side are one area, made when the day changes. */
  at(day) {
    if (this.day !== day) {
      this.day = day;
      const active = this.features.filter((feature) => feature.start <= day && day < feature.end);
      const edges = new Map();
      for (const feature of active) {
        if (feature.kind === "edge") edges.has(feature.side) ? edges.get(feature.side).push(feature) : edges.set(feature.side, [feature]);
      }
      this.active = active.filter((feature) => feature.kind !== "edge").concat([...edges.values()].map((side) => this.bounded(side)));
    }
    return this.active;
  }

  bounded(edges) {
    const paths = stitch(edges.flatMap((edge) => edge.paths));
    return { ...edges[0], paths, boxes: paths.map((path) => boxOf([path])), box: boxOf(paths) };
  }

  draw(context, frame, day, look) {
    if (!this.on) return;
    const active = this.at(day);
    const bySide = new Map();
    for (const feature of active) {
      if (feature.kind === "point") continue;
      const key = `${feature.kind}|${feature.side}`;
      if (!bySide.has(key)) bySide.set(key, []);
      bySide.get(key).push(feature);
    }
    // "area" sorts before "front": lines lie on top.
    for (const [key, features] of [...bySide].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const [kind, side] = key.split("|");
      context.beginPath();
      for (const feature of features) trace(context, frame, feature.paths, feature.boxes, kind !== "front");
      if (kind === "front") this.paintFront(context, look);
      else if (kind === "edge") this.paintBounded(context, side, look);
      else this.paintArea(context, kind, side, look);
    }
    for (const feature of active) if (feature.kind === "point") this.paintPoint(context, frame, feature, look);
  }

  colour(side) {
    return this.style.colour || SIDE_COLOURS[side] || SIDE_COLOURS.unknown;
  }

  paintArea(context, kind, side, look) {
    const colour = this.colour(side);
    const opacity = this.style.opacity * (look.theme === "dark" ? 1.25 : 1) * (kind === "gained" ? 2 : 1);
    const hatched = side === "contested" || kind === "lost";
    context.fillStyle = hatched ? hatch(context, alpha(colour, Math.min(1, opacity * 3))) : alpha(colour, Math.min(1, opacity));
    if (this.style.fill) context.fill(kind === "edge" ? "evenodd" : "nonzero");
    if (kind === "edge") return;
    if (this.hasFronts) return; // the front is drawn; the seams between dated patches are nobody's border
    context.setLineDash(DASHES[this.style.line]);
    context.strokeStyle = alpha(colour, this.style.fill ? 0.35 : 0.9);
    context.lineWidth = this.style.fill ? 0.7 : this.style.weight;
    context.stroke();
    context.setLineDash([]);
  }

  paintBounded(context, side, look) {
    this.paintArea(context, "edge", side, look);
    this.paintFront(context, look);
  }

  paintFront(context, look) {
    context.lineJoin = context.lineCap = "round";
    context.strokeStyle = look.ground.casing;
    context.lineWidth = this.style.weight + 2.5;
    context.stroke();
    context.setLineDash(DASHES[this.style.line]);
    context.strokeStyle = this.style.colour || (look.theme === "dark" ? "#f2d8a7" : "#4a3b2a");
    context.lineWidth = this.style.weight;
    context.stroke();
    context.setLineDash([]);
  }

  paintPoint(context, frame, feature, look) {
    for (const path of feature.paths) {
      const px = (path[0] + Math.round(frame.centre - path[0])) * frame.world - frame.origin.x;
      const py = path[1] * frame.world - frame.origin.y;
      context.beginPath();
      context.rect(px - 4, py - 4, 8, 8);
      context.fillStyle = this.colour(feature.side);
      context.fill();
      context.strokeStyle = look.ground.casing;
      context.lineWidth = 1.5;
      context.stroke();
    }
  }
}

/** An online basemap by explicit choice; tells the reader when its tiles cannot be had, and steps aside. */
function addBasemap(map, { url, options, attribution }, tell) {
  const layer = L.tileLayer(url, { ...options, attribution: "", referrerPolicy: "strict-origin-when-cross-origin" });
  let loaded = 0;
  let failed = 0;
  layer.on("tileload", () => loaded++);
  layer.on("tileerror", () => {
    if (++failed < 3 || loaded > 0) return;
    layer.remove();
    tell();
  });
  layer.addTo(map);
  return attribution;
}

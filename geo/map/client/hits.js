// What of the layers lies under a pointer: a point, a line with the ground on both of its sides, or an area.

const BESIDE = [3, 7, 14]; // pixels from a line at which its ground is looked for
const TURNS = [0, 12, 2, 22, 10, 14, 4, 20, 8, 16, 6, 18].map((part) => (part * Math.PI) / 12); // straight across first

/** The features of the topmost layer at a world coordinate: {layer, features, line}. Lines and points lie above areas. */
function featuresAt(layers, x, y, day, pixel, reach) {
  const shown = layers.filter((layer) => layer.on).reverse();
  for (const layer of shown) {
    const point = layer.at(day).find(({ kind, paths }) => kind === "point" && paths.some((path) => Math.hypot(path[0] - x, path[1] - y) < 2 * reach * pixel));
    if (point) return { layer, features: [point], line: false };
    const line = lineAt(layer, x, y, day, reach * pixel);
    if (!line) continue;
    const beside = groundBeside(layer, line, day, pixel);
    return { layer, features: beside.length ? beside : [line.feature], line: true };
  }
  for (const layer of shown) {
    const area = areaOf(layer, x, y, day);
    if (area) return { layer, features: [area], line: false };
  }
  return null;
}

const areaOf = (layer, x, y, day) => layer.at(day).find(({ kind, paths, box }) => kind !== "point" && kind !== "front" && insidePaths(paths, box, x, y));

/** The nearest spot of a drawn line within reach: {feature, x, y} and the unit vector across the line there. */
function lineAt(layer, x, y, day, reach) {
  let best = null;
  let nearest = reach;
  for (const feature of layer.at(day)) {
    if (feature.kind !== "front" && feature.kind !== "edge") continue;
    feature.paths.forEach((path, k) => {
      const [west, north, east, south] = feature.boxes[k];
      if (x < west - reach || x > east + reach || y < north - reach || y > south + reach) return;
      for (let i = 2; i < path.length; i += 2) {
        const [ax, ay, dx, dy] = [path[i - 2], path[i - 1], path[i] - path[i - 2], path[i + 1] - path[i - 1]];
        const length = Math.hypot(dx, dy);
        if (!length) continue;
        const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length ** 2));
        const spot = { feature, x: ax + along * dx, y: ay + along * dy, across: [-dy / length, dx / length] };
        const far = Math.hypot(spot.x - x, spot.y - y);
        if (far < nearest) [best, nearest] = [spot, far];
      }
    });
  }
  return best;
}

/** The ground on the two sides of a line, as near to it as it is found: straight across, or at corners wherever sides differ. */
function groundBeside(layer, { x, y, across }, day, pixel) {
  const found = new Set();
  for (const pixels of BESIDE) {
    for (const turn of TURNS) {
      const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
      const [dx, dy] = [across[0] * cosine - across[1] * sine, across[0] * sine + across[1] * cosine];
      const area = areaOf(layer, x + dx * pixels * pixel, y + dy * pixels * pixel, day);
      if (!area) continue;
      const other = [...found].find(({ side }) => side !== area.side);
      if (other) return [other, area];
      found.add(area);
    }
  }
  return [...found].slice(0, 2);
}

/** Spots of the lines in sight for the keyboard, in layer points, at least `apart` pixels from each other. */
function lineStops(layers, day, map, apart = 44) {
  const stops = [];
  const world = 256 * 2 ** map.getZoom();
  const { min, max } = map.getPixelBounds();
  const origin = map.getPixelOrigin();
  const centre = (min.x + max.x) / 2 / world;
  for (const layer of layers.filter(({ on }) => on)) {
    const lines = layer.at(day).filter(({ kind }) => kind === "front" || kind === "edge");
    for (const [x, y] of lines.flatMap(({ paths }) => paths.flatMap((path) => spotsOn(path, apart / world)))) {
      const px = (x + Math.round(centre - x)) * world;
      const py = y * world;
      if (px < min.x || px > max.x || py < min.y || py > max.y) continue;
      const stop = { px: px - origin.x, py: py - origin.y, r: 8, site: `${x},${y}` };
      if (!stops.some((other) => Math.hypot(other.px - stop.px, other.py - stop.py) < apart)) stops.push(stop);
    }
  }
  return stops;
}

/** Points along a path, `step` apart on its longer segments; a hundred on the longest. */
function spotsOn(path, step) {
  const spots = [];
  for (let i = 2; i < path.length; i += 2) {
    const [x, y, dx, dy] = [path[i - 2], path[i - 1], path[i] - path[i - 2], path[i + 1] - path[i - 1]];
    const parts = Math.min(100, Math.max(1, Math.floor(Math.hypot(dx, dy) / step)));
    for (let part = 0; part < parts; part++) spots.push([x + (dx * part) / parts, y + (dy * part) / parts]);
  }
  return spots;
}

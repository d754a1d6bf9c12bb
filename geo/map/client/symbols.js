// Draw the symbols: circles for places, badges and hatched outlines for areas, rings for "near".

const SMALLEST = 5;
const LARGEST = 26;
const SELECTED_PX = 6; // the ring around a chosen symbol
const BADGE = 13; // half the width of a badge
const BESIDE_AREA = [[0, 0], [0, -32], [0, 32], [40, 0], [-40, 0], [0, -56], [56, -40], [-56, -40], [0, 56], [70, 0], [-70, 0]]; // where it may stand, in pixels

class Symbols {
  constructor(map, events) {
    Object.assign(this, { map, events });
    this.groupings = new Map();
    this.drawn = [];
    let most = 1;
    for (let site = 0; site < events.sites; site++) if (events.kinds[site] === "point") most = Math.max(most, events.start[site + 1] - events.start[site]);
    // Radius grows with count^0.57 (Flannery: area as people perceive it), less if the fullest place would not fit.
    this.power = Math.min(0.57, Math.log(LARGEST / SMALLEST) / Math.log(Math.max(2, most)));
    this.most = most;
  }

  /** Groups can be fuller than the fullest place; they grow on, but slowly. */
  radius(count) {
    if (count <= this.most) return SMALLEST * count ** this.power;
    return Math.min(LARGEST + 12, this.radius(this.most) + 2.5 * Math.log2(count / this.most));
  }

  /** Tally of the current zoom level; one per whole zoom and number of categories. */
  tally(zoom, categories) {
    const level = Math.max(0, Math.floor(zoom + 0.001));
    const key = level * 100 + categories;
    if (!this.groupings.has(key)) this.groupings.set(key, new Tally(mergeSites(this.events, level, (count) => this.radius(count)), categories));
    return this.groupings.get(key);
  }

  /** Draw a counted tally. Fills `drawn`, the symbols that can be hit, largest first. */
  draw(context, frame, tally, look) {
    const { events } = this;
    const { leaders, total, main, newest, inexact, near } = tally;
    const badges = this.badges(tally, frame.zoom);
    const placed = [];
    const areas = [];
    for (let group = 0; group < tally.size; group++) {
      const count = total[group];
      if (count === 0) continue;
      const site = leaders[group];
      const kind = events.kinds[site];
      if (kind === "unplaced") continue;
      const x = events.x[site];
      const px = (x + Math.round(frame.centre - x)) * frame.world - frame.origin.x;
      const py = events.y[site] * frame.world - frame.origin.y;
      const symbol = { group, site, kind, count, px, py, r: this.radius(count), main: main[group], newest: newest[group], soft: inexact[group] === count, hollow: near[group] === count };
      if (kind === "area") areas.push(moved(symbol, badges.get(group)));
      else if (px > frame.left - 40 && px < frame.right + 40 && py > frame.top - 40 && py < frame.bottom + 40) placed.push(symbol);
    }
    placed.sort((a, b) => b.count - a.count || a.site - b.site);
    this.drawExtents(context, frame, tally, look);
    context.textAlign = "center";
    context.textBaseline = "middle";
    if ("letterSpacing" in context) context.letterSpacing = "0px";
    for (const symbol of placed) this.drawCircle(context, symbol, look);
    this.drawn = [...areas.filter((area) => this.drawBadge(context, frame, area, look)), ...placed];
  }

  /** Strength of a symbol by the age of its newest claim: 1 new … 0.4 old, in few steps. */
  fade(newest, look) {
    if (newest === NO_DAY) return 0.55;
    const scale = look.span && look.span < 60 ? look.span : 60;
    const age = Math.min(1, Math.max(0, look.to - newest) / scale);
    return [1, 0.85, 0.7, 0.55, 0.42][Math.floor(age * 4)];
  }

  /** A circle with its count. Old claims fade towards the land, not to transparency: symbols may overlap. */
  drawCircle(context, symbol, look) {
    const { px, py, r, count, soft, hollow } = symbol;
    const { ground } = look;
    const strength = this.fade(symbol.newest, look);
    const colour = look.colours[symbol.main];
    const fill = mix(colour, ground.land, soft || hollow ? strength * 0.35 : strength);
    const disc = (radius, style) => {
      context.beginPath();
      context.arc(px, py, radius, 0, 7);
      context.fillStyle = style;
      context.fill();
    };
    disc(r + 1.4, ground.casing);
    disc(r, fill);
    if (soft || hollow || strength < 1) {
      context.beginPath();
      context.arc(px, py, r - 0.75, 0, 7);
      context.setLineDash(soft ? [3, 2.5] : []);
      context.strokeStyle = hollow || soft ? mix(colour, ground.rim, 0.4 + 0.6 * strength) : mix(colour, ground.ink, 0.86 * strength + 0.1);
      context.lineWidth = hollow ? 1.8 : soft ? 1.5 : 1.1;
      context.stroke();
      context.setLineDash([]);
    }
    if (count > 1 && r >= 7) {
      context.fillStyle = inkOn(fill);
      context.font = `600 ${Math.round(Math.max(9, Math.min(13, r * 0.85)))}px ${FONT}`;
      context.fillText(look.compact(count), px, py + 0.5);
    }
    if (symbol.group === look.selectedGroup) this.drawSelection(context, px, py, r, look);
  }

  drawSelection(context, px, py, r, look) {
    context.beginPath();
    context.arc(px, py, r + SELECTED_PX - 1, 0, 7);
    context.strokeStyle = look.ground.ink;
    context.lineWidth = 2;
    context.stroke();
  }

  /** What is known only as an area, or only near a place: quiet, so that many can overlap; in colour when pointed at. */
  drawExtents(context, frame, tally, look) {
    const { events } = this;
    for (let site = 0; site < events.sites; site++) {
      if (events.kinds[site] !== "area" && events.kinds[site] !== "near") continue;
      const group = tally.groupOf[site];
      if (tally.total[group] === 0 || !look.siteShown(site)) continue;
      const hot = group === look.selectedGroup || group === look.hot?.group;
      const colour = hot ? look.colours[tally.main[group]] : null;
      if (events.extents.has(site) && events.kinds[site] === "area") this.outline(context, frame, site, colour, look);
      else if (events.radius[site] > 0) this.ring(context, frame, site, colour, look);
    }
  }

  outline(context, frame, site, colour, look) {
    const extent = this.events.extents.get(site);
    if ((extent.box[2] - extent.box[0]) * frame.world < 24) return;
    extent.boxes ??= extent.paths.map((path) => boxOf([path]));
    context.beginPath();
    trace(context, frame, extent.paths, extent.boxes, true);
    const precision = this.events.values.precision[site];
    if (colour || precision === "region") {
      context.fillStyle = this.hatching(context, colour ?? look.ground.country, colour ? 0.35 : 0.14);
      context.fill("evenodd");
    }
    if (!colour && ["region", "country"].includes(precision)) return; // the background draws their borders
    context.strokeStyle = colour ?? alpha(look.ground.country, 0.55);
    context.lineWidth = colour ? 2 : 1;
    context.setLineDash([6, 4]);
    context.stroke();
    context.setLineDash([]);
  }

  hatching(context, colour, opacity) {
    const key = alpha(colour, opacity);
    this.hatches ??= new Map();
    if (!this.hatches.has(key)) this.hatches.set(key, hatch(context, key, 8));
    return this.hatches.get(key);
  }

  /** A circle to scale around a site, where it is larger than a symbol. */
  ring(context, frame, site, colour, look) {
    const px = (this.events.x[site] + Math.round(frame.centre - this.events.x[site])) * frame.world - frame.origin.x;
    const py = this.events.y[site] * frame.world - frame.origin.y;
    const metresPerPixel = (40075016.7 * Math.cos((this.events.lat[site] * Math.PI) / 180)) / frame.world;
    const r = (this.events.radius[site] * 1000) / metresPerPixel;
    if (r < 10 || px + r < frame.left || px - r > frame.right || py + r < frame.top || py - r > frame.bottom) return;
    context.beginPath();
    context.arc(px, py, r, 0, 7);
    if (colour) {
      context.fillStyle = alpha(colour, 0.1);
      context.fill();
    }
    context.strokeStyle = colour ?? alpha(look.ground.country, 0.5);
    context.lineWidth = colour ? 1.8 : 1;
    context.setLineDash([2, 4]);
    context.stroke();
    context.setLineDash([]);
  }

  /** Badges stand in the middle of their area, or beside it where a symbol or another badge can be; the days do not move them. */
  badges(tally, zoom) {
    tally.badges ??= new Map();
    const step = Math.round(zoom * 2) / 2;
    if (!tally.badges.has(step)) tally.badges.set(step, this.findBadges(tally, 256 * 2 ** step));
    return tally.badges.get(step);
  }

  findBadges({ groupOf, leaders, points }, world) {
    const { events } = this;
    const totals = new Float64Array(leaders.length);
    for (let site = 0; site < events.sites; site++) totals[groupOf[site]] += events.start[site + 1] - events.start[site];
    const taken = Array.from({ length: points }, (_, group) => [events.x[leaders[group]] * world, events.y[leaders[group]] * world, this.radius(totals[group])]);
    const spots = new Map();
    for (let group = points; group < leaders.length; group++) {
      if (events.kinds[leaders[group]] !== "area") continue;
      const [x, y] = [events.x[leaders[group]] * world, events.y[leaders[group]] * world];
      const near = taken.filter(([nx, ny]) => Math.abs(nx - x) < 130 && Math.abs(ny - y) < 130);
      const clear = ([dx, dy]) => Math.min(999, ...near.map(([nx, ny, r]) => Math.hypot(nx - x - dx, ny - y - dy) - r));
      const spot = BESIDE_AREA.find((one) => clear(one) > BADGE) ?? BESIDE_AREA.reduce((best, one) => (clear(one) > clear(best) ? one : best));
      spots.set(group, spot);
      taken.push([x + spot[0], y + spot[1], BADGE]);
    }
    return spots;
  }

  /** A rounded square with the count in the middle of an area. */
  drawBadge(context, frame, area, look) {
    const { px, py } = area;
    if (px < frame.left || px > frame.right || py < frame.top || py > frame.bottom) return false;
    const text = look.compact(area.count);
    context.font = `600 11px ${FONT}`;
    const width = Math.max(20, context.measureText(text).width + 12);
    const colour = look.colours[area.main];
    context.globalAlpha = Math.max(0.75, this.fade(area.newest, look));
    context.beginPath();
    context.roundRect(px - width / 2, py - 10, width, 20, 5);
    context.fillStyle = look.ground.casing;
    context.fill();
    context.fillStyle = alpha(colour, 0.22);
    context.fill();
    context.setLineDash(area.soft ? [3, 2.5] : []);
    context.strokeStyle = colour;
    context.lineWidth = area.group === look.selectedGroup ? 3 : 1.6;
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = look.ground.ink;
    context.fillText(text, px, py + 0.5);
    context.globalAlpha = 1;
    area.r = width / 2;
    return true;
  }

  /** The topmost symbol at a layer point, or the nearest within reach. */
  hit(point, reach) {
    let best = null;
    let nearest = Infinity;
    for (const symbol of this.drawn) {
      const distance = Math.hypot(symbol.px - point.x, symbol.py - point.y) - symbol.r;
      if (distance <= reach && (distance < nearest || (distance <= 0 && symbol.r < best?.r))) {
        best = symbol;
        nearest = distance;
      }
    }
    return best;
  }

  /** The smallest drawn area around a layer point. */
  areaAt(latlng) {
    const x = worldX(L.latLng(latlng).wrap().lng);
    const y = worldY(latlng.lat);
    let found = null;
    for (const [site, extent] of this.events.extents) {
      if (this.events.kinds[site] !== "area" || this.events.values.precision[site] === "country") continue;
      if (!insidePaths(extent.paths, extent.box, x, y)) continue;
      const size = (extent.box[2] - extent.box[0]) * (extent.box[3] - extent.box[1]);
      if (!found || size < found.size) found = { site, size };
    }
    return found?.site ?? null;
  }
}

function moved(symbol, [dx, dy]) {
  symbol.px += dx;
  symbol.py += dy;
  return symbol;
}

/** Even-odd test of a point against rings, all in world coordinates. */
function insidePaths(paths, box, x, y) {
  if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) return false;
  let inside = false;
  for (const path of paths) {
    for (let i = 0, j = path.length - 2; i < path.length; j = i, i += 2) {
      if (path[i + 1] > y !== path[j + 1] > y && x < ((path[j] - path[i]) * (y - path[i + 1])) / (path[j + 1] - path[i + 1]) + path[i]) inside = !inside;
    }
  }
  return inside;
}

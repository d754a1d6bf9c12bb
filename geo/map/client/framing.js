// Where the map looks: at all data, at given places, at a place that the panel would cover.

const SHEET = 0.44; // how much of a narrow map the panel may take (style.css)
const NARROW = 720; // pixels; below it the panel is a sheet at the bottom

class Framing {
  constructor(app) {
    this.app = app;
  }

  get narrow() {
    return this.app.root.clientWidth < NARROW;
  }

  /** Room that the timeline takes, in pixels. */
  get foot() {
    return this.app.timeline.root.offsetHeight + (this.narrow ? 24 : 36);
  }

  /** Boxes where a name would be hidden or cut, in layer points: under floating parts and beyond the edges. */
  covered() {
    const { root, map } = this.app;
    const frame = root.getBoundingClientRect();
    const { x: west, y: north } = map.containerPointToLayerPoint([0, 0]);
    const [east, south] = [west + frame.width, north + frame.height];
    const beyond = [[-Infinity, -Infinity, west, Infinity], [east, -Infinity, Infinity, Infinity], [-Infinity, -Infinity, Infinity, north], [-Infinity, south, Infinity, Infinity]];
    const parts = root.querySelectorAll(".gm-tools, .gm-head > *, .gm-legend, .gm-panel, .gm-timeline, .gm-attribution, .leaflet-control-scale");
    const boxes = Array.from(parts, (part) => part.getBoundingClientRect()).filter(({ width }) => width);
    return beyond.concat(boxes.map((box) => {
      const { x, y } = map.containerPointToLayerPoint([box.left - frame.left, box.top - frame.top]);
      return [x, y, x + box.width, y + box.height];
    }));
  }

  /** Fit given sites, with their outlines and rings, or the bulk of the data: far single places do not spoil the view. */
  fit(sites = null, animate = true) {
    const { events, map } = this.app;
    const placed = sites ?? this.placed(events);
    if (!placed.length) return map.setView([50, 33], 5, { animate });
    const lon = unwrapped(events.lon, placed);
    const reach = new Map(placed.map((site) => [site, reachOf(events, site)]));
    const weights = placed.map((site) => Math.min(20, events.start[site + 1] - events.start[site]));
    const edge = (values, side, share) => quantile(placed.map((site) => values[site] + reach.get(site)[side]), weights, share);
    const [few, most] = sites ? [0, 1] : [0.02, 0.98];
    const [west, south] = [edge(lon, 0, few), edge(events.lat, 1, few)];
    const [east, north] = [edge(lon, 2, most), edge(events.lat, 3, most)];
    const side = this.narrow ? 24 : 60;
    const padding = { paddingTopLeft: [side, 56], paddingBottomRight: [side, this.foot] };
    const maxZoom = south === north && west === east && !sites ? 9 : 11; // one point alone says more with what lies around it
    map.fitBounds([[south, west], [north, east]], { ...padding, maxZoom, animate });
  }

  /** The points, or the areas where there are no points. */
  placed(events) {
    const of = (...kinds) => Array.from({ length: events.sites }, (_, site) => site).filter((site) => kinds.includes(events.kinds[site]));
    const points = of("point", "near");
    return points.length ? points : of("area");
  }

  /** Look at a site closely enough to tell it from its neighbours. */
  goTo(site) {
    const { events, map } = this.app;
    const extent = events.kinds[site] === "area" && events.extents.get(site);
    const zoom = Math.max(extent ? 8 : 10, map.getZoom());
    map.setView([events.lat[site], events.lon[site]], zoom, { animate: false });
  }

  /** Pan so that what is opened is not hidden under the panel. */
  reveal(lat, lon) {
    const { map, root, panel } = this.app;
    if (Number.isNaN(lat)) return;
    const padding = this.narrow
      ? { paddingTopLeft: [30, 60], paddingBottomRight: [60, root.clientHeight * SHEET + this.foot + 30] }
      : { paddingTopLeft: [60, 60], paddingBottomRight: [panel.root.offsetWidth + 50, this.foot + 20] };
    map.panInside([lat, lon], padding);
  }
}

/** The number of degrees that a share of the weight does not exceed. Weights are whole and below 32. */
function quantile(degrees, weights, share) {
  const steps = Float64Array.from(degrees, (value, i) => Math.round(value * 1e4) * 32 + weights[i]).sort(); // numbers sort much quicker than pairs
  let left = share * weights.reduce((sum, weight) => sum + weight, 0);
  const step = steps.find((value) => (left -= value - Math.floor(value / 32) * 32) < 0) ?? steps.at(-1);
  return Math.floor(step / 32) / 1e4;
}

/** How far what is known of a site reaches west, south, east and north of its point, in degrees. */
function reachOf(events, site) {
  const extent = events.extents.get(site);
  const [lon, lat] = [events.lon[site], events.lat[site]];
  if (extent) {
    const [west, north, east, south] = extent.box;
    return [lonOf(west) - lon, latOf(south) - lat, lonOf(east) - lon, latOf(north) - lat];
  }
  const ring = events.kinds[site] === "near" ? events.radius[site] / 111.2 : 0;
  const wide = ring / Math.cos((lat * Math.PI) / 180);
  return [-wide, -ring, wide, ring];
}

/** Longitudes moved by whole turns so that places on both sides of the antimeridian lie side by side. */
function unwrapped(lon, sites) {
  const plain = sites.map((site) => lon[site]);
  const moved = (value) => (value < 0 ? value + 360 : value);
  const spread = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity);
  if (spread(plain) <= 180 || spread(plain.map(moved)) >= spread(plain)) return lon;
  return lon.map(moved);
}

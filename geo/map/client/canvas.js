// A canvas that lies in a Leaflet pane, follows zoom animations and is drawn in layer points. Where it `has` nothing to
// show it leaves the page: an empty one costs as much as a full one, to make and in every frame.

const CanvasLayer = L.Renderer.extend({
  options: { padding: 0.1, interactive: false },

  initialize(pane, has, draw) {
    L.Renderer.prototype.initialize.call(this, { pane, padding: 0.1 });
    Object.assign(this, { has, draw });
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
  },

  _destroyContainer() {
    this._container.remove();
    delete this._context;
  },

  _updatePaths() {},

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    if (this._container.width !== width || this._container.height !== height) {
      this._container.width = width;
      this._container.height = height;
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
    }
    this._ratio = ratio;
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this.redraw();
  },

  redraw() {
    if (!this._map || !this._bounds) return;
    const full = this.has();
    this._container.style.display = full ? "" : "none";
    if (!full) return;
    const { min, max } = this._bounds;
    const context = (this._context ??= this._container.getContext("2d"));
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this._container.width, this._container.height);
    context.setTransform(this._ratio, 0, 0, this._ratio, -min.x * this._ratio, -min.y * this._ratio);
    const origin = this._map.getPixelOrigin();
    const zoom = this._map.getZoom();
    const world = 256 * 2 ** zoom;
    this.draw(context, {
      zoom, world, origin, left: min.x, top: min.y, right: max.x, bottom: max.y, ratio: this._ratio,
      centre: ((min.x + max.x) / 2 + origin.x) / world,
    });
  },
});

/** Copies of the world (…, -1, 0, 1, …) that a frame shows, so that the map has no edge at the antimeridian. */
function worldCopies(frame, box = [0, 0, 1, 1]) {
  const west = (frame.left + frame.origin.x) / frame.world;
  const east = (frame.right + frame.origin.x) / frame.world;
  const copies = [];
  for (let copy = Math.ceil(west - box[2]); copy <= Math.floor(east - box[0]); copy++) copies.push(copy);
  return copies;
}

/** Trace paths (world coordinates) into the context; points closer than half a pixel are skipped. */
function trace(context, frame, paths, boxes, closed) {
  const { world, origin } = frame;
  for (let p = 0; p < paths.length; p++) {
    const path = paths[p];
    for (const copy of worldCopies(frame, boxes[p])) {
      const shift = copy * world - origin.x;
      if (boxes[p][3] * world - origin.y < frame.top || boxes[p][1] * world - origin.y > frame.bottom) continue;
      let lastX = path[0] * world + shift;
      let lastY = path[1] * world - origin.y;
      context.moveTo(lastX, lastY);
      for (let i = 2; i < path.length; i += 2) {
        const x = path[i] * world + shift;
        const y = path[i + 1] * world - origin.y;
        if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.7 && i < path.length - 2) continue;
        context.lineTo(x, y);
        lastX = x;
        lastY = y;
      }
      if (closed) context.closePath();
    }
  }
}

/** Diagonal lines to fill areas with that are known as areas only. */
function hatch(context, colour, gap = 7) {
  const tile = document.createElement("canvas");
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  tile.width = tile.height = gap * ratio;
  const pen = tile.getContext("2d");
  pen.scale(ratio, ratio);
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.beginPath();
  for (const offset of [-gap, 0, gap]) {
    pen.moveTo(offset - 1, gap + 1);
    pen.lineTo(offset + gap + 1, -1);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

// Read packed arrays and outlines (geo/map/container.py, shapes.py), and world coordinates.

const ARRAYS = { u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, i1: Int8Array, i2: Int16Array, i4: Int32Array, f8: Float64Array };
const MISSING = { u1: 255, u2: 65535, u4: 4294967295, i1: 127, i2: 32767, i4: 2147483647 };
const NO_DAY = -2147483648;
const OPEN_DAY = 2147483647;

async function inflate(bytes, format) {
  const { readable, writable } = new DecompressionStream(format);
  const writer = writable.getWriter();
  for (const written of [writer.write(bytes), writer.close()]) written.catch(() => {}); // the reader fails, too
  return new Uint8Array(await new Response(readable).arrayBuffer());
}

/** Give an object a property that is made when it is first asked for. */
function lazy(target, name, make) {
  const set = (descriptor) => Object.defineProperty(target, name, { configurable: true, enumerable: true, ...descriptor });
  set({ get: () => (set({ value: make() }), target[name]) });
}

function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

const readJSON = (bytes) => JSON.parse(new TextDecoder("windows-1251").decode(bytes));

/** Undo geo/map/container.py: {header, columns}; of numbers {stored, scale, missing}, for `floats`. */
async function unpack(packed) {
  const block = await inflate(packed, "gzip");
  let at = 4 + new DataView(block.buffer).getUint32(0, true);
  const header = readJSON(block.subarray(4, at));
  const columns = {};
  for (const [name, { type, n, scale }] of Object.entries(header.columns)) {
    const stored = joinPlanes(block, at, new ARRAYS[type](n));
    at += stored.byteLength;
    columns[name] = scale ? { stored, scale, missing: MISSING[type] } : stored;
  }
  return { header, columns };
}

/** Fill an array whose bytes lie sorted by weight: all the lowest ones first. */
function joinPlanes(block, at, array) {
  const bytes = new Uint8Array(array.buffer);
  const { BYTES_PER_ELEMENT: size, length } = array;
  if (size === 1) bytes.set(block.subarray(at, at + length));
  else for (let plane = 0; plane < size; plane++) for (let to = plane, stop = size * length; to < stop; to += size) bytes[to] = block[at++];
  return array;
}

/** Undo geo/map/codes.py: lazy columns of codes by name; `known` has those that parents may be besides. */
function unpackCodes(names, parents, columns, rows, known = {}) {
  const codes = Object.create(known);
  for (const name of names) {
    lazy(codes, name, () => {
      const [ranks, values, first] = [columns[name], columns[`${name}:values`], columns[`${name}:first`]];
      const above = codes[parents[name]];
      const column = new values.constructor(rows);
      if (values.length === 1) column.fill(values[0]);
      else if (above) for (let row = 0; row < rows; row++) column[row] = values[first[above[row]] + ranks[row]];
      else for (let row = 0; row < rows; row++) column[row] = values[ranks[row]];
      return column;
    });
  }
  return codes;
}

function floats(column) {
  if (!column.stored) return column;
  return Float64Array.from(column.stored, (value) => (value === column.missing ? NaN : value / column.scale));
}

/** Undo geo/map/shapes.py: a list of Float64Array of world coordinates (x, y in 0…1, Web Mercator). */
function unpackPaths(bytes, lengths, unit = 1e-4) {
  const paths = [];
  let at = 0;
  const next = () => {
    let value = 0;
    let factor = 1;
    let byte;
    do {
      byte = bytes[at++];
      value += (byte & 127) * factor;
      factor *= 128;
    } while (byte > 127);
    return value % 2 ? -(value + 1) / 2 : value / 2;
  };
  for (const points of lengths) {
    const path = new Float64Array(points * 2);
    let x = 0;
    let y = 0;
    for (let i = 0; i < points; i++) {
      x += next();
      y += next();
      path[2 * i] = worldX(x * unit);
      path[2 * i + 1] = worldY(y * unit);
    }
    paths.push(path);
  }
  return paths;
}

const worldX = (lon) => (lon + 180) / 360;
const worldY = (lat) => {
  const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
};

const lonOf = (x) => x * 360 - 180;
const latOf = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

function boxOf(paths) {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const path of paths) {
    for (let i = 0; i < path.length; i += 2) {
      const x = path[i];
      const y = path[i + 1];
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < north) north = y;
      if (y > south) south = y;
    }
  }
  return [west, north, east, south];
}

// Carries bytes (events, layers) or settings from Python to the map of the same container; shows nothing itself.

const bytesOf = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

const done = new Map(); // key of a map → its last command: a map that comes back is not told again

/** Keep a letter for a map that is not there yet, or comes back; hand it on at once to one that is. */
function post(box, kind, mark, letter) {
  if (box.marks?.[kind] === mark) return;
  (box.marks ??= {})[kind] = mark;
  box.letters.set(kind, letter);
  if (box.deliver) letter(box.deliver);
}

/** Bytes from Python: u32 length of a digest, the digest, u8 kind (0 events, 1 layers, 2 texts of the events), then for layers u32 length + bytes each. */
function postBytes(box, bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  const digest = new TextDecoder().decode(bytes.subarray(4, 4 + length));
  let at = 4 + length;
  const kind = bytes[at++];
  const name = ["events", "layers", "texts"][kind];
  if (name !== "layers") return post(box, name, digest, (send) => send({ geoMap: name, digest, bytes: bytes.slice(at).buffer }));
  const packed = [];
  while (at < bytes.length) {
    const size = view.getUint32(at, true);
    packed.push(bytes.slice(at + 4, at + 4 + size).buffer);
    at += 4 + size;
  }
  return post(box, "layers", digest, (send) => send({ geoMap: "layers", packed }));
}

function postSettings(box, { theme, height, mask, asOf, settings, command }) {
  box.height = height;
  if (box.holder) box.holder.style.height = height;
  post(box, "theme", theme, (send) => send({ geoMap: "theme", theme }));
  post(box, "mask", mask, (send) => send({ geoMap: "mask", bytes: mask ? bytesOf(mask).buffer : null }));
  post(box, "asOf", asOf, (send) => send({ geoMap: "asOf", asOf }));
  post(box, "settings", settings.number, (send) => send({ geoMap: "settings", settings: settings.values }));
  if (command) post(box, "command", command.id, (send) => sendCommand(send, command, box.key));
}

function sendCommand(send, { id, fly, select, window: days, picture }, key) {
  if (done.get(key) === id) return;
  done.set(key, id);
  if (days) send({ geoMap: "settings", settings: { window: days } });
  if (fly) send({ geoMap: "fly", fly });
  if (select !== undefined) send({ geoMap: "select", select });
  if (picture) send({ geoMap: "picture" });
}

export default function ({ parentElement, data }) {
  const box = mailbox(parentElement.host ?? parentElement);
  if (data instanceof Uint8Array) postBytes(box, data);
  else if (data instanceof ArrayBuffer) postBytes(box, new Uint8Array(data));
  else postSettings(box, data);
}

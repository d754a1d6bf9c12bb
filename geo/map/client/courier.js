// Carries bytes (events, layers) or settings from Python to the map of the same container; shows nothing itself.

const bytesOf = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/** Bytes from Python: u32 length of a digest, the digest, u8 kind (0 events, 1 layers, 2 texts of the events), then for layers u32 length + bytes each. */
function putBytes(box, bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  const digest = new TextDecoder().decode(bytes.subarray(4, 4 + length));
  let at = 4 + length;
  const kind = bytes[at++];
  const name = ["events", "layers", "texts"][kind];
  if (name !== "layers") return box.put(name, digest, () => ({ digest, bytes: bytes.slice(at).buffer }));
  const packed = [];
  while (at < bytes.length) {
    const size = view.getUint32(at, true);
    packed.push(bytes.slice(at + 4, at + 4 + size).buffer);
    at += 4 + size;
  }
  return box.put("layers", digest, () => ({ packed }));
}

function putSettings(box, { height, digest, mask, asOf, attribution, settings, command }) {
  Object.assign(box, { height, wanted: settings.all });
  if (box.holder) box.holder.style.height = height;
  box.put("mask", `${digest} ${mask}`, () => ({ digest, bytes: mask ? bytesOf(mask).buffer : null }));
  box.put("attribution", attribution, () => ({ attribution }));
  box.put("asOf", asOf, () => ({ asOf }));
  box.put("settings", settings.number, (isNew) => ({ settings: isNew ? box.wanted : settings.values }));
  if (command) box.order(command);
}

export default function ({ parentElement, data }) {
  const box = mailbox(parentElement.host ?? parentElement);
  if (data instanceof Uint8Array) putBytes(box, data);
  else if (data instanceof ArrayBuffer) putBytes(box, new Uint8Array(data));
  else putSettings(box, data);
}

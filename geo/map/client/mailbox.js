// The mailbox on the Streamlit container around a map: couriers leave letters and commands in it, the host hands them to
// its frame. Put before host.js and courier.js (geo/map/component.py).

const ORDER = ["attribution", "asOf", "layers", "events", "mask", "settings", "texts"];

const done = (window.geoMapDone ??= new Map()); // key of a map → the last command it has done: one that comes back is not told again

class Mailbox {
  constructor(key) {
    Object.assign(this, { key, letters: new Map(), fresh: new Set(), commands: new Map(), send: null, due: false });
  }

  /** Keep the newest letter of a kind, for this frame and for one that comes later (`isNew`). `mark` names its content. */
  put(kind, mark, letter) {
    if (this.letters.get(kind)?.mark === mark) return;
    this.letters.set(kind, { mark, letter });
    this.fresh.add(kind);
    this.handOn();
  }

  /** Keep a command until a frame says that it has done it. */
  order(command) {
    if (done.get(this.key) === command.id || this.commands.has(command.id)) return;
    this.commands.set(command.id, { command, told: false });
    this.handOn();
  }

  carriedOut(id) {
    if (this.commands.delete(id)) done.set(this.key, id);
  }

  /** A frame is there (or gone, with null) and knows nothing yet. */
  open(send) {
    Object.assign(this, { send, isNew: true });
    this.fresh = new Set(this.letters.keys());
    for (const kept of this.commands.values()) kept.told = false;
    this.handOn();
  }

  /** Hand on what comes at the same time in one message, so that the map is drawn once. */
  handOn() {
    if (!this.send || this.due) return;
    this.due = true;
    setTimeout(() => {
      this.due = false;
      if (!this.send) return;
      const letters = ORDER.filter((kind) => this.fresh.has(kind)).map((kind) => ({ geoMap: kind, ...this.letters.get(kind).letter(this.isNew) }));
      this.fresh.clear();
      this.isNew = false;
      for (const kept of this.commands.values()) {
        if (!kept.told) letters.push({ geoMap: "command", ...kept.command });
        kept.told = true;
      }
      if (letters.length) this.send({ geoMap: "letters", letters });
    });
  }
}

function mailbox(element) {
  let node = element;
  const keyOf = (one) => one.classList && [...one.classList].find((name) => name.startsWith("st-key-") && name.endsWith("-geomap"));
  while (node && !keyOf(node)) {
    node = node.parentElement ?? node.getRootNode()?.host;
    if (node instanceof Document) node = null;
  }
  node ??= document.body;
  return (node.geoMapMailbox ??= new Mailbox(keyOf(node)));
}

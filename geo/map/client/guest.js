// Take events, masks, layers, settings and commands from the page that holds this document in a frame.

const PATIENT = 400; // milliseconds for the first letters; then the map is shown without

function serveHost(app, background) {
  let queue = background;
  let digest = null; // of the events that are shown
  let early = []; // letters that wait for their events
  const parcels = new Map(); // digest of events → their texts, which come after them, or before
  const parcel = (name) => {
    if (!parcels.has(name)) {
      let arrive;
      parcels.set(name, { promise: new Promise((resolve) => (arrive = resolve)), arrive });
    }
    return parcels.get(name);
  };
  const tell = (message) => parent.postMessage(message, "*");

  const always = {
    /** What came at the same time is drawn at once; commands find it drawn. */
    async letters({ letters }) {
      const isCommand = ({ geoMap }) => geoMap === "command";
      await app.together(() => inTurn(letters.filter((letter) => !isCommand(letter))));
      await inTurn(letters.filter(isCommand));
    },
    async events(letter) {
      for (const other of parcels.keys()) if (other !== letter.digest) parcels.delete(other);
      await app.setEvents(new Uint8Array(letter.bytes), letter.digest && parcel(letter.digest).promise); // a host may send all at once
      digest = letter.digest ?? null;
      const waited = early;
      early = [];
      await inTurn(waited);
    },
    texts: (letter) => parcel(letter.digest).arrive(new Uint8Array(letter.bytes)),
    layers: ({ packed }) => app.setLayers(packed.map((bytes) => new Uint8Array(bytes))),
    theme: ({ theme }) => app.restyle(theme),
    asOf: ({ asOf }) => app.setAsOf(asOf),
    fly: ({ fly }) => app.map.flyTo([fly[0], fly[1]], fly[2] ?? Math.max(app.map.getZoom(), 10), { duration: 0.6, animate: !STILL.matches }),
    picture: ({ picture }) => savePicture(app, picture),
    attribution({ attribution }) {
      app.options.attribution = attribution;
      app.attribute();
    },
    link: ({ link }) => app.address.answer?.(link),
  };
  const ofEvents = {
    mask: async ({ bytes }) => app.setMask(bytes && (await inflate(new Uint8Array(bytes), "gzip"))),
    settings({ settings }) {
      app.applySettings(settings);
      app.step(false);
    },
    select: ({ select }) => app.select(select, false),
    command({ id, window: days, fly, select, picture }) {
      if (days) ofEvents.settings({ settings: { window: days } });
      if (fly) always.fly({ fly });
      if (select !== undefined) ofEvents.select({ select });
      if (picture) always.picture({ picture });
      tell({ geoMap: "done", id });
    },
  };

  /** Take a letter, or keep it until the events are there that it speaks of. */
  async function take(letter) {
    const kind = letter.geoMap;
    try {
      if (always[kind]) await always[kind](letter);
      else if (ofEvents[kind] && app.events && (letter.digest ?? digest) === digest) await ofEvents[kind](letter);
      else if (ofEvents[kind]) early.push(letter);
    } catch (error) {
      app.note(app.language.say("broken", { why: error.message }));
    }
  }

  async function inTurn(letters) {
    for (const letter of letters) await take(letter);
  }

  window.addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.geoMap) queue = queue.then(() => take(data));
  });
  const letterless = () => app.framed || app.together(() => {});
  setTimeout(() => (queue = queue.then(letterless)), PATIENT);
  tell({ geoMap: "ready", label: app.language.say("mapLabel") });
}

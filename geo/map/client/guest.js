// Take events, masks, layers, settings and commands from the page that holds this document in a frame.

function serveHost(app) {
  let queue = Promise.resolve();
  const parcels = new Map(); // digest of events → their texts, which come after them, or before
  const parcel = (digest) => {
    if (!parcels.has(digest)) {
      let arrive;
      parcels.set(digest, { promise: new Promise((resolve) => (arrive = resolve)), arrive });
    }
    return parcels.get(digest);
  };
  const handlers = {
    events({ bytes, digest }) {
      for (const other of parcels.keys()) if (other !== digest) parcels.delete(other);
      return app.setEvents(new Uint8Array(bytes), digest && parcel(digest).promise); // a host may send all at once
    },
    texts: ({ bytes, digest }) => parcel(digest).arrive(new Uint8Array(bytes)),
    layers: ({ packed }) => app.setLayers(packed.map((bytes) => new Uint8Array(bytes))),
    mask: async ({ bytes }) => app.events && app.setMask(bytes && (await inflate(new Uint8Array(bytes), "gzip"))),
    theme: ({ theme }) => app.restyle(theme),
    asOf: ({ asOf }) => app.setAsOf(asOf),
    settings: ({ settings }) => app.events && (app.applySettings(settings), app.step(false)),
    fly: ({ fly }) => app.map.flyTo([fly[0], fly[1]], fly[2] ?? Math.max(app.map.getZoom(), 10), { duration: 0.6 }),
    select: ({ select }) => app.select(select, false),
    picture: () => savePicture(app),
    link: ({ link }) => app.address.answer?.(link),
  };
  window.addEventListener("message", ({ source, data }) => {
    if (source !== parent || !handlers[data?.geoMap]) return;
    queue = queue.then(() => handlers[data.geoMap](data)).catch((error) => app.note(app.language.say("broken", { why: error.message })));
  });
  parent.postMessage({ geoMap: "ready", label: app.language.say("mapLabel") }, "*");
}

// What floats over the map: tools, title, notices, attribution. The parts with a mind of their own have their own files.

/** Build it into the map's container. Sets on `app` the elements that change: buttons, notice, attribution, unplaced. */
function buildChrome(app) {
  const { root, options, map } = app;
  const say = (key) => app.language.say(key);
  const chrome = el("div.gm-chrome");
  L.DomEvent.disableClickPropagation(chrome);
  chrome.addEventListener("click", (event) => event.stopPropagation()); // Leaflet takes a button that its click removes for a part of the map
  L.DomEvent.disableScrollPropagation(chrome);
  const data = (button) => (button.classList.add("gm-data"), button); // of no use on a map without events
  app.legendButton = iconButton("legend", say("legend"), () => app.toggleLegend());
  const find = iconButton("search", say("search"), () => app.search.toggle(find));
  const tools = el("div.gm-tools.gm-card", { role: "toolbar", "aria-label": say("tools") }, [
    iconButton("plus", say("zoomIn"), () => map.zoomIn()), iconButton("minus", say("zoomOut"), () => map.zoomOut()),
    iconButton("home", say("home"), () => app.framing.fit()), data(find), data(iconButton("list", say("list"), () => app.openTable())),
    app.legendButton, data(iconButton("picture", say("picture"), () => savePicture(app))),
  ]);
  app.unplaced = el("button.gm-unplaced.gm-card", { type: "button", hidden: true, onclick: () => app.openUnplaced() });
  app.notice = el("div.gm-notice.gm-card", { role: "status", hidden: true });
  app.tip = el("div.gm-tip", { hidden: true, "aria-hidden": "true" });
  app.attribution = el("div.gm-attribution");
  const title = options.title ? el("h1.gm-title.gm-card", {}, options.title) : "";
  chrome.append(tools, el("div.gm-head", {}, [title, app.unplaced]), app.notice, app.tip, app.attribution);
  root.append(chrome);
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", say("mapLabel"));
  new Scale(say).addTo(map);
  return chrome;
}

/** A scale bar in the reader's language. */
const Scale = L.Control.Scale.extend({
  initialize(say) {
    L.setOptions(this, { imperial: false, position: "bottomright" });
    this.say = say;
  },

  _updateScale(bar, text, ratio) {
    const [number, unit] = text.split(" ");
    L.Control.Scale.prototype._updateScale.call(this, bar, `${number} ${this.say(unit)}`, ratio);
  },
});

/** Show a notice, for a while or until the next one; null hides it. */
function showNotice(app, text, milliseconds) {
  app.notice.hidden = !text;
  app.notice.textContent = text ?? "";
  if (milliseconds) app.soon("note", milliseconds, () => showNotice(app, null));
}

/** Make a pane for a canvas; clicks go through it. */
function makePane(map, name, z) {
  map.createPane(name).style.zIndex = z;
  map.getPane(name).style.pointerEvents = "none";
  return name;
}

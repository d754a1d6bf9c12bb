// Watched places, remembered in this browser alone: place id → name and the claims seen there at the last visit.
const KEY = "frontline-watched";
const MOST = 50;
let before = null;

/** Other pages of the same address may have written here, or an older version of this one: keep only what can be read. */
function remembered() {
  let stored;
  try { stored = JSON.parse(localStorage.getItem(KEY)); } catch { return {}; }
  if (typeof stored !== "object" || Array.isArray(stored)) return {};
  const places = Object.entries(stored ?? {}).filter(([, place]) => typeof place?.name === "string" && Array.isArray(place.seen));
  return Object.fromEntries(places);
}

function remember(watched) {
  try { localStorage.setItem(KEY, JSON.stringify(watched)); } catch { /* a browser that keeps nothing watches nothing */ }
}

function button(text, pressed, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  if (pressed !== null) made.setAttribute("aria-pressed", String(pressed));
  made.onclick = act;
  return made;
}

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  const root = parentElement.querySelector(".watch");
  const watched = remembered();
  const names = Object.keys(watched);
  // Python compares with what was seen before this visit, and this may run again before Python has heard.
  before ??= Object.fromEntries(names.map((id) => [id, watched[id].seen]));
  if (!data.heard && names.length) setStateValue("watched", before);
  const here = watched[data.place];
  if (here) {
    Object.assign(here, { name: data.name, seen: data.seen });
    remember(watched);
  }
  const toggle = () => {
    if (here) delete watched[data.place];
    else if (names.length < MOST) watched[data.place] = { name: data.name, seen: data.seen };
    remember(watched);
    setStateValue("watched", Object.fromEntries(Object.keys(watched).map((id) => [id, watched[id].seen])));
  };
  const line = [button(here ? data.words.watching : data.words.watch, Boolean(here), toggle)];
  for (const id of names) {
    if (id === data.place) continue;
    const news = data.news[id] ?? 0;
    const chip = button(news ? `${data.names[id] ?? watched[id].name} +${news}` : data.names[id] ?? watched[id].name, null, () => setTriggerValue("place", id));
    chip.classList.toggle("news", news > 0);
    chip.title = data.words.open;
    line.push(chip);
  }
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  note.textContent = here ? data.note : "";
  root.replaceChildren(...line, note);
}

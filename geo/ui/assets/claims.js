// The list of claims beside the map. Report text is untrusted: it only ever enters as textContent.
function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function link(url, text, words) {
  let parsed;
  try { parsed = new URL(url); } catch { return element("span", "source", text); }
  if (!["http:", "https:"].includes(parsed.protocol)) return element("span", "source", text);
  const anchor = element("a", "source", text || parsed.hostname);
  anchor.href = parsed.href;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer nofollow";
  anchor.title = words.opens;
  return anchor;
}

function placeButton(place, data, choose) {
  if (!place.id) return element("span", "place unplaced", place.name);
  const chosen = place.id === data.selected;
  const button = element("button", "place", place.name);
  button.type = "button";
  button.title = data.words.show;
  button.dataset.place = place.id;
  button.setAttribute("aria-pressed", String(chosen));
  button.onclick = () => choose(chosen ? "" : place.id);
  return button;
}

function card(claim, data, choose) {
  const item = element("li", "claim");
  const head = element("div", "head");
  const places = element("div", "places");
  for (const place of claim.places) places.append(placeButton(place, data, choose));
  if (claim.places.some((place) => place.id && place.id === data.selected)) item.classList.add("selected");
  head.append(places);
  if (claim.new) head.append(element("span", "new", data.words.new));
  head.append(element("span", "kind", claim.kind));
  item.append(head);
  item.append(element(claim.quoted ? "q" : "p", "text", claim.text));
  const foot = element("div", "foot");
  const dot = element("span", "dot");
  dot.style.background = claim.colour;
  foot.append(dot, element("span", "who", claim.who), element("span", "basis", claim.basis));
  if (claim.url || claim.source) foot.append(link(claim.url, claim.source, data.words));
  item.append(foot);
  return item;
}

/** Where the keyboard stands in the list: at which place, or at the how manieth thing of its kind. */
function stand(root) {
  const at = root.getRootNode().activeElement;
  if (!root.contains(at) || at === root) return null;
  const kind = `.${at.className}`;
  return { place: at.dataset.place, kind, number: [...root.querySelectorAll(kind)].indexOf(at) };
}

function standAgain(root, { place, kind, number }) {
  const same = [...root.querySelectorAll(kind)];
  const again = same.find((node) => place && node.dataset.place === place) ?? same[number] ?? root;
  again.focus({ preventScroll: true });
}

/** A way past the list for the keyboard: its end is one press away. */
function skipButton(words, end) {
  const button = element("button", "skip", words.skip);
  button.type = "button";
  end.onblur = () => (end.tabIndex = -1);
  button.onclick = () => {
    end.tabIndex = 0; // else Tab would begin the list anew
    end.focus();
  };
  return button;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".claims");
  root.setAttribute("aria-label", data.words.title);
  const choose = (place) => setTriggerValue("place", { id: place, at: Date.now() });
  const days = [];
  let group, list;
  for (const claim of data.claims) {
    const title = claim.group ? `${claim.day} · ${claim.group}` : claim.day;
    if (!group || group.dataset.title !== title) {
      group = element("section");
      group.dataset.title = title;
      list = element("ol");
      group.append(element("h2", "", title), list);
      days.push(group);
    }
    list.append(card(claim, data, choose));
  }
  if (!days.length) days.push(element("p", "empty", data.words.empty));
  const end = element("span", "end");
  end.tabIndex = -1;
  const before = stand(root);
  root.replaceChildren(skipButton(data.words, end), ...days, end);
  if (before) standAgain(root, before);
  const first = root.querySelector(".selected");
  if (first && root.dataset.selected !== data.selected) {
    root.scrollTop = first.offsetTop - root.offsetTop - 32;
  }
  root.dataset.selected = data.selected;
}

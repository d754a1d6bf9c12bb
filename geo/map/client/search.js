// Find a place of the map by name: a box with suggestions, in all the spellings that the events and the gazetteer bring.

const MOST_FOUND = 8;

/** Letters alone decide: no case, accents, apostrophes; ё is е. */
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/(?<![иі])\p{M}/gu, "").replace(/['’ʼ`-]/g, "").normalize("NFC");

class Search {
  constructor(parent, app) {
    this.app = app;
    const label = app.language.say("search");
    this.list = el("ul", { role: "listbox", id: "gm-found", "aria-label": label });
    this.input = el("input", {
      type: "search", placeholder: label, "aria-label": label, autocomplete: "off", spellcheck: "false",
      role: "combobox", "aria-controls": "gm-found", "aria-expanded": "false", "aria-autocomplete": "list",
    });
    this.root = el("div.gm-search.gm-card", { role: "search", hidden: true }, [this.input, this.list]);
    this.input.addEventListener("input", () => this.find());
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.root.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && relatedTarget !== this.button && !this.root.contains(relatedTarget) && this.hide());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // a press on a suggestion leaves the focus in the box
    parent.append(this.root);
  }

  toggle(button) {
    this.button = button;
    if (!this.root.hidden) return this.close();
    this.root.hidden = false;
    button.setAttribute("aria-expanded", "true");
    this.input.value = "";
    this.show([]);
    this.input.focus();
  }

  hide() {
    this.root.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  close() {
    this.hide();
    this.button.focus();
  }

  /** One entry a place: its names, plain, and its claims. Made when it is first needed. */
  index() {
    const { events } = this.app;
    if (this.of === events) return this.entries;
    const { english, values: { place, place_uk, place_ru } } = events;
    const entries = new Map();
    for (let site = 0; site < events.sites; site++) {
      if (events.kinds[site] === "unplaced") continue;
      const id = events.siteId(site);
      const count = events.start[site + 1] - events.start[site];
      if (entries.has(id)) entries.get(id).count += count;
      else entries.set(id, { id, site, count, names: [place[site], english.get(site), place_uk[site], place_ru[site]].filter(Boolean).map(plain) });
    }
    this.of = events;
    return (this.entries = [...entries.values()]);
  }

  /** Names that begin with the words come first, then words inside names; the fuller place before the emptier. */
  find() {
    const wanted = plain(this.input.value.trim());
    const score = (name) => (name.startsWith(wanted) ? 2 : name.includes(` ${wanted}`) ? 1 : 0);
    const found = [];
    for (const entry of wanted ? this.index() : []) {
      const best = Math.max(0, ...entry.names.map(score));
      if (best) found.push([best, entry]);
    }
    found.sort(([a, one], [b, other]) => b - a || other.count - one.count || one.site - other.site);
    this.show(found.slice(0, MOST_FOUND).map(([, entry]) => entry), Boolean(wanted));
  }

  show(found, searched = false) {
    this.found = found;
    this.list.replaceChildren(...found.map((entry, i) => this.option(entry, i)));
    if (searched && !found.length) this.list.append(el("li.gm-empty", { role: "presentation" }, this.app.language.say("nowhere")));
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.mark(0);
  }

  option({ site, count }, i) {
    const { events, language } = this.app;
    const where = this.app.areaNames.around(site).filter((part) => part !== events.name(site, language))[0] ?? "";
    return el("li", { role: "option", id: `gm-found-${i}`, onclick: () => this.choose(i) }, [
      el("span", { dir: "auto" }, [events.name(site, language), where ? el("small", {}, where) : ""]), el("b", {}, language.numbers.format(count)),
    ]);
  }

  mark(i) {
    this.at = i;
    [...this.list.children].forEach((node, k) => node.getAttribute("role") === "option" && node.setAttribute("aria-selected", String(k === i)));
    if (this.found.length) this.input.setAttribute("aria-activedescendant", `gm-found-${i}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const count = this.found.length;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && count) this.choose(this.at);
    else if (moves[event.key] && count) this.mark((this.at + moves[event.key] + count) % count);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  choose(i) {
    const { id, site } = this.found[i];
    this.close();
    this.app.framing.goTo(site);
    this.app.select(id, true, site);
  }
}

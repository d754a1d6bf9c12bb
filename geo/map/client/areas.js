// Names of districts and regions in the reader's language: events bring them in English only.

class AreaNames {
  /** They are known from the background, and from events about the district or region itself. */
  constructor(events, background, language) {
    Object.assign(this, { events, language, names: new Map() });
    for (const { kind, en, uk, ru } of background?.labels ?? []) if (kind === "region") this.add(en, uk, ru);
    const { place, place_uk, place_ru, place_kind } = events.values;
    for (let site = 0; site < events.sites; site++) {
      if (["region", "district"].includes(place_kind[site])) this.add(place[site], place_uk[site], place_ru[site]);
    }
  }

  add(en, uk, ru) {
    const name = this.language.name("", uk, ru);
    if (name) this.names.set(en, name);
  }

  /** District and region around a site. A district without a name in the language is left out if its region has one. */
  around(site) {
    const { values } = this.events;
    const [district, region] = [values.district[site], values.region[site]].filter((part) => part !== values.place[site]);
    const found = [district, region].filter((part, i, all) => part && all.indexOf(part) === i);
    const named = found.filter((part) => this.names.has(part));
    return (named.length && this.names.has(values.region[site]) ? named : found).map((part) => this.names.get(part) ?? part);
  }
}

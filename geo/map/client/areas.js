// Names of districts and regions in the reader's language: events bring them in English only, the gazetteer's come beside.

class AreaNames {
  constructor(events, language) {
    Object.assign(this, { events, language });
  }

  name(english) {
    const [uk, ru] = this.events.areas.get(english) ?? [];
    return this.language.name("", uk, ru);
  }

  /** District and region around a site. A district without a name in the language is left out if its region has one. */
  around(site) {
    const { values } = this.events;
    const [district, region] = [values.district[site], values.region[site]].filter((part) => part !== values.place[site]);
    const found = [district, region].filter((part, i, all) => part && all.indexOf(part) === i);
    const named = found.filter((part) => this.name(part));
    return (named.length && this.name(values.region[site]) ? named : found).map((part) => this.name(part) || isolated(part));
  }
}

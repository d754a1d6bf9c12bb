// Words of the interface in English, Ukrainian and Russian, and dates and numbers in the reader's language.

const WORDS = {
  en: {
    claims: { one: "{n} claim", other: "{n} claims" }, places: { one: "{n} place", other: "{n} places" },
    unplaced: "Unplaced", undated: "no date", legend: "Legend", list: "Places as a table", close: "Close", home: "Show all data",
    zoomIn: "Zoom in", zoomOut: "Zoom out", picture: "Save picture", copy: "Copy link", copied: "Link copied", play: "Play", pause: "Pause",
    timeline: "Timeline", span: "Shown days", speed: "Speed", perSecond: { one: "{n} day/s", other: "{n} days/s" }, all: "All so far", since: "Since …", custom: "Chosen days",
    days: { one: "{n} day", other: "{n} days" }, known: "As known then", knownHint: "Only what had been published by the last day shown",
    first: "First day", today: "Today", todayAfter: "Today, {date}, is after the last claim", todayBefore: "Today, {date}, is before the first claim", options: "More choices", last: "Last day", fit: "Zoom the timeline to these days", previous: "Day back", next: "Day on",
    colourBy: "Colour by", type: "what happened", side: "who says so", sizes: "Claims per place", layers: "Layers",
    place: "Place", count: "Claims", latest: "Latest", main: "Mostly", region: "Region", more: "Show more", moreName: "{name} and {n} more",
    versions: "Who says they hold it", says: "{who} says", by: "claimed by", actor: "Acting side", source: "Source", published: "published {date}", revised: "read so since {date}", corrected: "until {date}: later corrected", about: "about",
    nothing: "No claims in these days.", nothingAtAll: "No claims to show.", front: "Front line", evidence: "Claims behind this area", noEvidence: "No single claim is linked to this area.", until: "until",
    near: "within about {n} km", areaOnly: "Only the area is known, not the point.", notFound: "This place is not on the map.",
    offline: "The online background cannot be reached. The built-in background is shown.", hatch: "Area only", ring: "Near a place", soft: "Date not exact",
    note: "Claims are what sources say, not verified facts.", loading: "Loading …", broken: "The map data cannot be read: {why}",
    region_kind: "region", district_kind: "district", country_kind: "country", facility_kind: "facility", water_kind: "water", mapLabel: "Map of reported events", otherDays: "Other days",
    km: "km", m: "m", search: "Find a place", nowhere: "No such place on this map.", tools: "Map tools", walk: "Places on the map: arrow keys walk, Enter opens",
  },
  uk: {
    claims: { one: "{n} твердження", few: "{n} твердження", many: "{n} тверджень", other: "{n} твердження" },
    places: { one: "{n} місце", few: "{n} місця", many: "{n} місць", other: "{n} місця" },
    unplaced: "Без місця", undated: "без дати", legend: "Легенда", list: "Місця таблицею", close: "Закрити", home: "Показати всі дані",
    zoomIn: "Наблизити", zoomOut: "Віддалити", picture: "Зберегти зображення", copy: "Копіювати посилання", copied: "Посилання скопійовано", play: "Відтворити", pause: "Пауза",
    timeline: "Шкала часу", span: "Показані дні", speed: "Швидкість", perSecond: "{n} дн./с", all: "Усе дотепер", since: "Починаючи з …", custom: "Вибрані дні",
    days: { one: "{n} день", few: "{n} дні", many: "{n} днів", other: "{n} дня" }, known: "Як знали тоді", knownHint: "Лише опубліковане до останнього показаного дня",
    first: "Перший день", today: "Сьогодні", todayAfter: "Сьогодні, {date}, – пізніше за останнє твердження", todayBefore: "Сьогодні, {date}, – раніше за перше твердження", options: "Більше налаштувань", last: "Останній день", fit: "Наблизити шкалу до цих днів", previous: "День назад", next: "День уперед",
    colourBy: "Колір", type: "що сталося", side: "хто повідомляє", sizes: "Тверджень на місце", layers: "Шари",
    place: "Місце", count: "Тверджень", latest: "Останнє", main: "Переважно", region: "Область", more: "Показати ще", moreName: "{name} та ще {n}",
    versions: "Хто, за словами сторін, контролює", says: "{who} повідомляє", by: "повідомляє", actor: "Діє", source: "Джерело", published: "опубліковано {date}", revised: "прочитано так із {date}", corrected: "до {date}: згодом виправлено", about: "близько",
    nothing: "За ці дні тверджень немає.", nothingAtAll: "Немає тверджень.", front: "Лінія фронту", evidence: "Твердження, на яких ґрунтується ця ділянка", noEvidence: "Із цією ділянкою не пов’язане окреме твердження.", until: "до",
    near: "у межах приблизно {n} км", areaOnly: "Відома лише територія, а не точка.", notFound: "Цього місця немає на мапі.",
    offline: "Онлайн-тло недоступне. Показано вбудоване тло.", hatch: "Лише територія", ring: "Поблизу місця", soft: "Неточна дата",
    note: "Твердження — це слова джерел, а не перевірені факти.", loading: "Завантаження …", broken: "Не вдалося прочитати дані мапи: {why}",
    region_kind: "область", district_kind: "район", country_kind: "країна", facility_kind: "об’єкт", water_kind: "водойма", mapLabel: "Мапа повідомлених подій", otherDays: "Інші дні",
    km: "км", m: "м", search: "Знайти місце", nowhere: "Такого місця на цій мапі немає.", tools: "Інструменти мапи", walk: "Місця на мапі: стрілки — перехід, Enter — відкрити",
  },
  ru: {
    claims: { one: "{n} утверждение", few: "{n} утверждения", many: "{n} утверждений", other: "{n} утверждения" },
    places: { one: "{n} место", few: "{n} места", many: "{n} мест", other: "{n} места" },
    unplaced: "Без места", undated: "без даты", legend: "Легенда", list: "Места таблицей", close: "Закрыть", home: "Показать все данные",
    zoomIn: "Приблизить", zoomOut: "Отдалить", picture: "Сохранить изображение", copy: "Копировать ссылку", copied: "Ссылка скопирована", play: "Пуск", pause: "Пауза",
    timeline: "Шкала времени", span: "Показанные дни", speed: "Скорость", perSecond: "{n} дн./с", all: "Всё до сих пор", since: "Начиная с …", custom: "Выбранные дни",
    days: { one: "{n} день", few: "{n} дня", many: "{n} дней", other: "{n} дня" }, known: "Как знали тогда", knownHint: "Только опубликованное к последнему показанному дню",
    first: "Первый день", today: "Сегодня", todayAfter: "Сегодня, {date}, – позже последнего утверждения", todayBefore: "Сегодня, {date}, – раньше первого утверждения", options: "Больше настроек", last: "Последний день", fit: "Приблизить шкалу к этим дням", previous: "День назад", next: "День вперёд",
    colourBy: "Цвет", type: "что произошло", side: "кто сообщает", sizes: "Утверждений на место", layers: "Слои",
    place: "Место", count: "Утверждений", latest: "Последнее", main: "Преимущественно", region: "Область", more: "Показать ещё", moreName: "{name} и ещё {n}",
    versions: "Кто, по словам сторон, контролирует", says: "{who} сообщает", by: "сообщает", actor: "Действует", source: "Источник", published: "опубликовано {date}", revised: "прочитано так с {date}", corrected: "до {date}: позже исправлено", about: "около",
    nothing: "За эти дни утверждений нет.", nothingAtAll: "Нет утверждений.", front: "Линия фронта", evidence: "Утверждения, на которых основан этот участок", noEvidence: "С этим участком не связано отдельное утверждение.", until: "до",
    near: "в пределах примерно {n} км", areaOnly: "Известна только территория, а не точка.", notFound: "Этого места нет на карте.",
    offline: "Онлайн-подложка недоступна. Показана встроенная подложка.", hatch: "Только территория", ring: "Вблизи места", soft: "Дата неточная",
    note: "Утверждения — это слова источников, а не проверенные факты.", loading: "Загрузка …", broken: "Не удалось прочитать данные карты: {why}",
    region_kind: "область", district_kind: "район", country_kind: "страна", facility_kind: "объект", water_kind: "водоём", mapLabel: "Карта сообщений о событиях", otherDays: "Другие дни",
    km: "км", m: "м", search: "Найти место", nowhere: "Такого места на этой карте нет.", tools: "Инструменты карты", walk: "Места на карте: стрелки — переход, Enter — открыть",
  },
};

// English constants of the data → what the reader sees. Unknown values are shown as they are.
const TERMS = {
  uk: {
    battle: "бій", advance: "просування", control_change: "зміна контролю", withdrawal: "відхід", shelling: "обстріл", air_strike: "авіаудар",
    drone_strike: "удар дрона", air_defence: "ППО", mine: "міна", civilian_harm: "шкода цивільним", infrastructure: "інфраструктура",
    prisoners: "полонені", troop_movement: "переміщення військ", evacuation: "евакуація", statement: "заява", other: "інше",
    fighting: "Бої та просування", control: "Контроль і відхід", fire: "Обстріли та міни", air: "Авіація та дрони", civilians: "Цивільні", objects: "Інфраструктура", rest: "Інше",
    Ukraine: "Україна", Russia: "Росія", "North Korea": "Північна Корея", independent: "незалежні", contested: "спірний", unknown: "невідомо", none: "не вказано",
    claimed: "заявлено", assessed: "оцінка", "visually confirmed": "підтверджено візуально", documented: "задокументовано", reported: "повідомлено",
    captured: "захоплено", liberated: "звільнено", entered: "увійшли", lost: "втрачено", recaptured: "відбито", held: "утримують", denied: "заперечено",
  },
  ru: {
    battle: "бой", advance: "продвижение", control_change: "смена контроля", withdrawal: "отход", shelling: "обстрел", air_strike: "авиаудар",
    drone_strike: "удар дрона", air_defence: "ПВО", mine: "мина", civilian_harm: "вред гражданским", infrastructure: "инфраструктура",
    prisoners: "пленные", troop_movement: "перемещение войск", evacuation: "эвакуация", statement: "заявление", other: "прочее",
    fighting: "Бои и продвижение", control: "Контроль и отход", fire: "Обстрелы и мины", air: "Авиация и дроны", civilians: "Гражданские", objects: "Инфраструктура", rest: "Прочее",
    Ukraine: "Украина", Russia: "Россия", "North Korea": "Северная Корея", independent: "независимые", contested: "спорный", unknown: "неизвестно", none: "не указано",
    claimed: "заявлено", assessed: "оценка", "visually confirmed": "подтверждено визуально", documented: "задокументировано", reported: "сообщено",
    captured: "захвачено", liberated: "освобождено", entered: "вошли", lost: "потеряно", recaptured: "отбито", held: "удерживают", denied: "опровергнуто",
  },
  en: {
    fighting: "Fighting, advances", control: "Control, withdrawal", fire: "Shelling, mines", air: "Air and drones", civilians: "Civilians",
    objects: "Infrastructure", rest: "Other", independent: "independent", none: "not stated", unknown: "unknown",
  },
};

const DAY_MS = 86400000;

/** Text of others to stand inside a sentence: one that runs from right to left, or turns direction, leaves the sentence as it is. */
const isolated = (text) => (/[\u0590-\u08ff\u202a-\u202e\u2066-\u2069]/.test(text) ? `\u2068${text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "")}\u2069` : text);

/** Speak one language: `say` for sentences, `term` for words of the data, dates and numbers through Intl. */
class Language {
  constructor(code) {
    this.code = WORDS[code] ? code : "en";
    const locale = this.code === "en" ? "en-GB" : this.code;
    const date = (options) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
    this.numbers = new Intl.NumberFormat(locale);
    this.compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 2 });
    this.plurals = new Intl.PluralRules(locale);
    this.dates = date({ day: "numeric", month: "short", year: "numeric" });
    this.longDates = date({ weekday: "short", day: "numeric", month: "long", year: "numeric" });
    this.months = date({ month: "short" });
    this.monthYears = date({ month: "long", year: "numeric" });
    this.dayMonths = date({ day: "numeric", month: "short" });
    this.collator = new Intl.Collator(locale);
  }

  say(key, values = {}) {
    let text = WORDS[this.code][key] ?? key;
    if (typeof text === "object") text = text[this.plurals.select(values.n)] ?? text.other;
    return text.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? this.numbers.format(values[name]) : values[name]));
  }

  term(word) {
    return TERMS[this.code][word] ?? isolated(word.replace(/_/g, " "));
  }

  day(day) {
    return this.dates.format(day * DAY_MS);
  }

  /** "12–18 Aug 2024", shortened where the ends share month or year. */
  range(from, to) {
    if (from === to) return this.day(to);
    return this.dates.formatRange(from * DAY_MS, to * DAY_MS);
  }

  /** Name from a record that has it in three languages. */
  name(en, uk, ru) {
    return (this.code === "uk" && uk) || (this.code === "ru" && ru) || en;
  }
}

const toDay = (iso) => (typeof iso === "string" && /^\d{4}-\d\d-\d\d/.test(iso) ? Math.round(Date.parse(iso.slice(0, 10)) / DAY_MS) : NaN);
const toISO = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

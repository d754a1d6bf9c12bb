"""The words that help to decide: read once from `data/lexicons/places`."""

from functools import cached_property

from geo.names.folding import fold
from geo.names.kinds import KindWord, kind_words, read_table, words_of

_PLURALS = frozenset(
    {
        "regions",
        "oblasts",
        "provinces",
        "counties",
        "districts",
        "raions",
        "rayons",
        "hromadas",
        "directions",
        "axes",
    }
)

_COMPASS = frozenset(
    "north south east west northern southern eastern western central far upper lower mid middle new old great greater "
    "northeast northwest southeast southwest downtown uptown".split()
)
# Adjectives of nations before a facility or a front are no places: російський склад, українська підстанція.
_NATIONS = frozenset(
    "російськ российск українськ украинск русск руськ німецьк немецк польськ польск американськ американск французьк "
    "французск британськ британск англійськ английск європейськ европейск радянськ советск білоруськ белорусск".split()
)
_STREETS = {
    "uk": "вулиця, проспект, площа, бульвар, провулок, набережна, шосе, =вул, =просп, =пл, =станція метро, газопровід, нафтопровід",
    "ru": "улица, проспект, площадь, бульвар, переулок, набережная, шоссе, =ул, =просп, =пл, газопровод, нефтепровод",
}


class Lexicon:
    """Word lists as sets of folded forms; phrases of several words are kept apart by their first word."""

    def __init__(self) -> None:
        self.kinds: dict[str, tuple[KindWord, ...]] = kind_words()
        self.kind_heads = {
            phrase.partition(" ")[0]: phrase.count(" ") for phrase in self.kinds if " " in phrase
        }
        for phrase in self.kinds:
            head = phrase.partition(" ")[0]
            if head in self.kind_heads:
                self.kind_heads[head] = max(self.kind_heads[head], phrase.count(" "))
        self.plural_kinds = _PLURALS
        self.first_names: set[str] = set()
        self.titles: set[str] = set()
        for kind, lang, field in read_table("persons.tsv"):
            (self.titles if kind == "title" else self.first_names).update(words_of(field, lang))
        self.speech: set[str] = set()
        for lang, field in read_table("speech.tsv"):
            self.speech.update(fold(word) for word in field.split(","))
        self.capitals = {fold(word) for (field,) in read_table("capitals.tsv") for word in field.split(",")}
        self.relations: dict[str, str] = {}
        for relation, _, field in read_table("relations.tsv"):
            for phrase in field.split(","):
                self.relations[fold(phrase)] = relation
        self.organisations: set[str] = set()
        for lang, field in read_table("organisations.tsv"):
            self.organisations.update(words_of(field, lang))
        self.streets = set().union(*(words_of(field, lang) for lang, field in _STREETS.items()))
        self.nations = _NATIONS
        self.compass = _COMPASS
        self.words: set[str] = set()
        self.surnames: set[str] = set()
        for kind, field in read_table("homonyms.tsv"):
            (self.words if kind == "word" else self.surnames).update(fold(word) for word in field.split(","))
        for kind, field in read_table("english.tsv"):
            chosen = {"word": self.words, "surname": self.surnames, "first": self.first_names}[kind]
            chosen.update(field.split(", "))

    @cached_property
    def dictionary(self) -> frozenset[str]:
        """Give Cyrillic words of the dictionary: with a capital only at the head of a sentence, they are words."""
        return frozenset(word for (field,) in read_table("dictionary.tsv") for word in field.split(", "))

    @cached_property
    def risky(self) -> dict[str, float]:
        """Tell how much speaks against a name that is also a word, a first name or a surname."""
        risks = dict.fromkeys(self.surnames, 1.5)
        risks.update(dict.fromkeys(self.first_names, 1.5))
        risks.update(dict.fromkeys(self.words, 3.0))
        return risks

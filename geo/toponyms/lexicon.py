"""The words that help to decide: read once from `data/lexicons/places`."""

from geo.names.folding import fold
from geo.names.kinds import KindWord, kind_words, read_table, words_of


class Lexicon:
    """Word lists as sets of folded forms.

    `kinds` are the kind words, `kind_heads` their first words with the number of words that may follow,
    `introducing` those of one word that stand before a Cyrillic name; `relations` lead from a preposition or
    phrase to "in" or "near". `relation_ends` and `kind_ends` are the last words of those that stand before a
    name: one look tells that none does. The former tell how many words the phrases have, the most first.
    """

    def __init__(self) -> None:
        self.kinds: dict[str, tuple[KindWord, ...]] = kind_words()
        self.kind_heads: dict[str, int] = {}
        for phrase in self.kinds:
            head = phrase.partition(" ")[0]
            self.kind_heads[head] = max(self.kind_heads.get(head, 0), phrase.count(" "))
        self.introducing = {
            word
            for word, kinds in self.kinds.items()
            if not word.isascii() and any(kind.before for kind in kinds)
        }
        lists: dict[str, set[str]] = {}
        for name, lang, field in [*read_table("persons.tsv"), *read_table("words.tsv")]:
            lists.setdefault(name, set()).update(words_of(field, lang))
        self.first_names, self.titles = lists["first"], lists["title"]
        self.plural_kinds, self.compass = lists["plural"], lists["compass"]
        self.plural_ends = {phrase.rpartition(" ")[2] for phrase in self.plural_kinds}
        self.nations, self.streets = lists["nation"], lists["street"]
        self.institutions, self.banks = lists["institution"], lists["bank"]
        self.helpers, self.officials = lists["helper"], lists["official"]
        self.named_after = lists["named after"]
        self.takings, self.fates, self.adverbs = lists["taking"], lists["fate"], lists["adverb"]
        self.holds, self.stances = lists["hold"], lists["stance"]
        self.dotted = lists["dotted"]
        self.fillers = lists["filler"]
        self.speech = {fold(word) for _, field in read_table("speech.tsv") for word in field.split(",")}
        self.capitals = {fold(word) for (field,) in read_table("capitals.tsv") for word in field.split(",")}
        self.seats = {
            form
            for (field,) in read_table("capitals.tsv")
            for lang in ("uk", "ru")
            for form in words_of(field, lang)
        }
        self.relations = {
            fold(phrase): relation
            for relation, _, field in read_table("relations.tsv")
            for phrase in field.split(",")
        }
        self.relation_ends: dict[str, list[int]] = {}
        phrases = [phrase.split(" ") for phrase in self.relations]
        for size, end in sorted({(len(phrase), phrase[-1]) for phrase in phrases}, reverse=True):
            self.relation_ends.setdefault(end, []).append(size)
        self.kind_ends = {
            phrase.rpartition(" ")[2]
            for phrase, kinds in self.kinds.items()
            if any(kind.before for kind in kinds)
        }
        self.organisations: set[str] = set()
        for lang, field in read_table("organisations.tsv"):
            self.organisations.update(words_of(field, lang))
        self.words: set[str] = set()
        self.surnames: set[str] = set()
        self.never: set[str] = set()
        homonyms = {
            "never": self.never,
            "word": self.words,
            "surname": self.surnames,
            "first": self.first_names,
        }
        for name, field in [*read_table("homonyms.tsv"), *read_table("english.tsv")]:
            homonyms[name].update(fold(word) for word in field.split(","))
        self.risky = self._risks()
        self.dictionary = frozenset(
            word for (field,) in read_table("dictionary.tsv") for word in field.split(", ")
        )
        """Cyrillic words of the dictionary: a capital at the head of a sentence makes no name of them."""

    def _risks(self) -> dict[str, float]:
        """Tell how much speaks against a name that is also a word, a first name or a surname."""
        risks = dict.fromkeys(self.surnames, 1.5)
        risks.update(dict.fromkeys(self.first_names, 1.5))
        risks.update(dict.fromkeys(self.words, 3.0))
        risks.update(dict.fromkeys(self.never, 30.0))
        return risks

"""Is a word ordinary? The lists hold stems; the article and the endings are told by rule."""

from functools import cache
from itertools import product

from dashboard.lexicon.nisba import ARTICLE
from dashboard.lexicon.wordlists import function_words, ordinary_stems, title_words

_ENDINGS = (
    *("", "ة", "ه", "ها", "هم", "هما", "نا", "ك", "ات", "ون", "ين", "ان", "تان", "تين", "ا", "ي", "ت", "وا"),
    *("ية", "يه", "يين", "يون", "يات", "ته", "تها", "تهم", "اته", "اتها", "اتهم"),
)
_SHORTEST_STEM = 3


def is_ordinary(key: str) -> bool:
    """Does a word key stand in the lists, itself, as an inflected form, or with an article before it?"""
    forms = _forms()
    return key in forms or key.removeprefix(ARTICLE) in forms


def is_listed(key: str) -> bool:
    """Does a word key stand in the lists as it is, or but for its article? No ending is taken off: لبنان is not لبن."""
    return key in function_words() or key in ordinary_stems() or key.removeprefix(ARTICLE) in ordinary_stems()


@cache
def _forms() -> frozenset[str]:
    stems = ordinary_stems() | title_words()
    bare = {stem[:-1] if stem[-1] in "ةه" else stem for stem in stems}
    long = [stem for stem in bare if len(stem) >= _SHORTEST_STEM]
    return frozenset(
        {*function_words(), *stems, *(stem + ending for stem, ending in product(long, _ENDINGS))}
    )

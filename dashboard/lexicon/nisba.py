"""Adjectives of states inflected: the demonyms that news uses beside a state's name, and the adjectives inside its institutions."""

from collections.abc import Iterator

ARTICLE = "ال"
_ENDINGS = ("", "ة", "ون", "ين", "ان", "ات", "تان", "تين")


def feminine(nisba: str) -> str:
    """The feminine: روسي, روسية; each word that ends in ي is inflected: كوري جنوبي, كورية جنوبية."""
    return " ".join(word + "ة" if word.endswith("ي") else word for word in nisba.split(" "))


def definite(adjective: str) -> str:
    """With the article on the first word and, after an adjective, on the others too: الكوري الجنوبي, الجنوب أفريقي."""
    first, *rest = adjective.split(" ")
    agreeing = first.endswith(("ي", "ية"))
    return " ".join([_with_article(first), *(_with_article(word) if agreeing else word for word in rest)])


def demonyms(nisba: str) -> Iterator[str]:
    """The adjective and noun of a people in its genders, numbers and cases, with and without the article.

    The accusative in ا is left out: تركيا and روسيا are the states themselves.
    """
    inflected = (
        [nisba + ending for ending in _ENDINGS]
        if nisba.endswith("ي") and " " not in nisba
        else [nisba, feminine(nisba)]
    )
    for form in inflected:
        yield form
        yield definite(form)


def _with_article(word: str) -> str:
    return word if word.startswith(ARTICLE) else ARTICLE + word

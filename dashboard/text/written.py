"""Words as they were written, less what is only decoration."""

from dashboard.text.letters import INVISIBLE, QURANIC_MARKS, TASHKEEL, TATWEEL

_DECORATION = dict.fromkeys(map(ord, TASHKEEL + TATWEEL + QURANIC_MARKS + INVISIBLE))


def undecorated(word: str) -> str:
    """The word without vowel signs, tatweel and invisible signs; hamza and final yeh stay as they were written."""
    return word.translate(_DECORATION)

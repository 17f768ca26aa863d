"""From sounds to letters: where a hamza sits, which vowels are written."""

HAMZA = "ء"
HAMZAS = frozenset("ءأإآؤئ")
ON_ALEF, UNDER_ALEF, ON_WAW, ON_YEH, ALEF_MADDA = "أ", "إ", "ؤ", "ئ", "آ"
LONG_VOWELS = {"A": "ا", "I": "ي", "U": "و", "Y": "ى"}
_QUALITY = {"a": "a", "i": "i", "u": "u", "A": "a", "I": "i", "U": "u", "Y": "a", "": ""}


def _initial_hamza(after: str) -> str:
    return UNDER_ALEF if after in ("i", "I") else ALEF_MADDA if after == "A" else ON_ALEF


def _final_hamza(before: str) -> str:
    return {"a": ON_ALEF, "i": ON_YEH, "u": ON_WAW}.get(before, HAMZA)


def _medial_hamza(before: str, after: str, follows_yeh: bool) -> str:
    qualities = (_QUALITY.get(before, ""), _QUALITY.get(after, ""))
    if "i" in qualities or follows_yeh:
        return ON_YEH
    if "u" in qualities:
        return HAMZA if before == "U" and after in ("a", "A") else ON_WAW
    if before == "A":
        return HAMZA
    return ALEF_MADDA if after == "A" else ON_ALEF


def spelled(sounds: str) -> str:
    """The unvocalised spelling of a transcription: consonants as letters, a i u short, A I U Y long (Y final alef maqsura), ' a hamza.

    A hamza takes the seat of the strongest vowel beside it (i over u over a), as the Arabic academies teach it.
    """
    letters: list[str] = []
    swallowed = False
    for at, sound in enumerate(sounds):
        if swallowed:
            swallowed = False
        elif sound == "'":
            before = sounds[at - 1] if at else ""
            after = sounds[at + 1] if at + 1 < len(sounds) else ""
            if not at:
                seat = _initial_hamza(after)
            elif not after or (after in "aiu" and at + 2 == len(sounds)):
                seat = _final_hamza(before)
            else:
                seat = _medial_hamza(before, after, before in ("I", "ي"))
            letters.append(seat)
            swallowed = seat == ALEF_MADDA
        elif sound in LONG_VOWELS:
            letters.append(LONG_VOWELS[sound])
        elif sound not in "aiu":
            letters.append(sound)
        elif not at:
            letters.append("ا")
    return "".join(letters)

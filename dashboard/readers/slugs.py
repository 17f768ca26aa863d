"""Stable ASCII names for outlets that no list knows."""

import hashlib
import re
import unicodedata

from dashboard.text.letters import fold

_LATIN = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويةءؤئپچژگڤٹڈڑںھےێۆەڕڵ",
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y h - w y p ch zh g v t d r n h y e o e r l".split(),
        strict=True,
    )
)
_LATIN["ء"] = ""
_MARKS = re.compile("[\u0300-\u036f]")
_OTHER = re.compile("[^a-z0-9]+")


def slug(name: str) -> str:
    """An ASCII name made from a printed one: Arabic letters by sound, others without accents, words joined by hyphens.

    The same name gives the same slug everywhere; spellings that fold alike share one. A name in a script that has no
    letters here gets a short hash of itself.
    """
    spelled = "".join(_LATIN.get(letter, letter) for letter in fold(name))
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", spelled))
    words = _OTHER.sub("-", plain).strip("-")[:60].strip("-")
    return words or "source-" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]

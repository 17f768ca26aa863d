"""The last part of a person's name, under which an article goes on to speak of the person: فخر الدين ألتون … ألتون."""

_BEFORE_LAST = frozenset(
    {
        "بن",
        "ابن",
        "آل",
        "أبو",
        "ابو",
        "عبد",
        "أبي",
        "فان",
        "فون",
        "دي",
        "دو",
        "دا",
        "ديل",
        "لو",
        "ولد",
        "بو",
        "سيف",
        "نور",
        "تشي",
    }
)
_AFTER_FIRST = frozenset({"الله", "الدين", "باشا", "أوغلو", "اوغلو", "زاده"})
_SHORTEST = 3


def tail(name: str) -> str | None:
    """The last name with what belongs to it (آل ثاني, أبو الغيط, تشاووش أوغلو), or None where a name has one part only."""
    words = name.split()
    first = len(words) - 1
    if first > 0 and words[first] in _AFTER_FIRST:
        first -= 1
    while first > 0 and words[first - 1] in _BEFORE_LAST:
        first -= 1
    last = " ".join(words[first:])
    return last if first > 0 and len(last) >= _SHORTEST else None

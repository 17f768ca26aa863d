"""The font that pictures carry with them: Noto Sans Arabic (OFL), whose letters stand alike with and without a shaping engine.

It has presentation forms, Latin letters and digits. Amiri, the other complete one, stacks letters when a browser shapes it (محمد becomes a
third narrower), so that boxes measured without a shaping engine would not fit.
"""

from base64 import b64encode
from functools import cache
from io import BytesIO
from pathlib import Path

import fontpkg_noto_sans_arabic
from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Marsad Noto Sans Arabic"
FILE = Path(fontpkg_noto_sans_arabic.ROOT) / "files" / "NotoSansArabic[wdth,wght].ttf"
STACK = f"'{FAMILY}', 'Noto Sans Arabic', 'Segoe UI', Tahoma, 'Geeza Pro', 'DejaVu Sans', sans-serif"
_LETTERS = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x600, 0x700), *range(0x200C, 0x2028))
_FEATURES = ["ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "liga", "calt", "kern", "mark", "mkmk"]
_VARIATIONS = ["gvar", "fvar", "avar", "STAT", "HVAR", "MVAR"]


@cache
def small_font(flavor: str | None = None) -> bytes:
    """The font's regular weight cut down to Arabic, Latin and punctuation, under a family name of its own; "woff" gives about 50 kB.

    The name keeps an installed Noto Sans Arabic, which often lacks Latin letters, from being taken for it.
    """
    options = subset.Options()
    options.layout_features = _FEATURES
    options.drop_tables += _VARIATIONS
    options.hinting = False
    font = TTFont(FILE, lazy=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=_LETTERS)
    cutter.subset(font)
    for name in (1, 4, 16):
        font["name"].setName(FAMILY, name, 3, 1, 0x409)
    font.flavor = flavor
    written = BytesIO()
    font.save(written)
    return written.getvalue()


@cache
def font_face() -> str:
    """The `@font-face` rule that carries the font inside a file, so that it looks alike on every machine."""
    data = b64encode(small_font("woff")).decode()
    return f"@font-face{{font-family:'{FAMILY}';src:url(data:font/woff;base64,{data}) format('woff')}}"

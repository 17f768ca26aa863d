"""The font that pictures carry with them: Noto Sans Arabic (OFL), whose letters stand alike with and without a shaping engine.

It has presentation forms, Latin letters and digits. Amiri, the other complete one, stacks letters when a browser shapes it (محمد becomes a
third narrower), so that boxes measured without a shaping engine would not fit.
"""

import unicodedata
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import fontpkg_noto_sans_arabic
from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

FAMILY = "Marsad Noto Sans Arabic"
FILE = Path(fontpkg_noto_sans_arabic.ROOT) / "files" / "NotoSansArabic[wdth,wght].ttf"
STACK = f"'{FAMILY}', 'Noto Sans Arabic', 'Segoe UI', Tahoma, 'Geeza Pro', 'DejaVu Sans', sans-serif"
_LETTERS = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x600, 0x700), *range(0x200C, 0x2028))
_PRESENTATION_FORMS = (*range(0xFB50, 0xFBFF), *range(0xFE70, 0xFEFD))
_FEATURES = ["mark", "mkmk"]
_VARIATIONS = ["gvar", "fvar", "avar", "STAT", "HVAR", "MVAR"]
_PLACES = {"<isolated>": "isol", "<initial>": "init", "<medial>": "medi", "<final>": "fina"}
_LAM = "0644"


@cache
def small_font(flavor: str | None = None) -> bytes:
    """The font's regular weight cut down to Arabic, Latin and punctuation, under a family name of its own; "woff" gives about 50 kB.

    The name keeps an installed Noto Sans Arabic, which often lacks Latin letters, from being taken for it. The font's own shaping takes dots
    off letters and sets them as marks, and text copied from a PDF then falls apart; so letters are joined by rules made from Unicode's
    presentation forms, one glyph a letter, which are also what is painted without a shaping engine.
    """
    options = subset.Options()
    options.layout_features = _FEATURES
    options.drop_tables += _VARIATIONS
    options.hinting = False
    options.glyph_names = True
    font = TTFont(FILE)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=(*_LETTERS, *_PRESENTATION_FORMS))
    cutter.subset(font)
    addOpenTypeFeaturesFromString(font, joining_rules(font.getBestCmap()), tables=["GSUB"])
    for name in (1, 4, 16):
        font["name"].setName(FAMILY, name, 3, 1, 0x409)
    font.flavor = flavor
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def joining_rules(glyphs: Mapping[int, str]) -> str:
    """OpenType rules (in Adobe's feature syntax) that put each letter's presentation form in its place, and lam and alef together."""
    single: dict[str, list[str]] = {feature: [] for feature in _PLACES.values()}
    forms: dict[tuple[str, str], str] = {}
    pairs: list[tuple[str, str, str]] = []
    for code in _PRESENTATION_FORMS:
        place, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if code not in glyphs or any(int(letter, 16) not in glyphs for letter in letters):
            continue
        if place in _PLACES and len(letters) == 1:
            single[_PLACES[place]].append(f"sub {glyphs[int(letters[0], 16)]} by {glyphs[code]};")
            forms[place, letters[0]] = glyphs[code]
        elif len(letters) == 2 and letters[0] == _LAM:
            pairs.append((place, letters[1], glyphs[code]))
    joined = [
        f"sub {forms['<initial>' if place == '<isolated>' else '<medial>', _LAM]} {forms['<final>', alef]} by {glyph};"
        for place, alef, glyph in pairs
    ]
    rules = {**single, "rlig": ["lookupflag IgnoreMarks;", *joined]}
    return "languagesystem DFLT dflt;\nlanguagesystem arab dflt;\n" + "\n".join(
        f"feature {tag} {{ {' '.join(lines)} }} {tag};" for tag, lines in rules.items()
    )


@cache
def font_face() -> str:
    """The `@font-face` rule that carries the font inside a file, so that it looks alike on every machine."""
    data = b64encode(small_font("woff")).decode()
    return f"@font-face{{font-family:'{FAMILY}';src:url(data:font/woff;base64,{data}) format('woff')}}"

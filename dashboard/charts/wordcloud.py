"""Word clouds of Arabic: laid out and painted with letters reshaped here, handed to browsers as the words they are.

Pillow with a shaping library shapes too, and reshaped text then comes out reversed; without one raw text comes out disjoint. So the shaping
library is switched off (`Layout.BASIC`) and letters are reshaped and put in visual order at the last moment, inside the font. Layout and
pictures know only raw words. This is the only module that reshapes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import arabic_reshaper
import pandas as pd
import wordcloud.wordcloud as engine
from bidi.algorithm import get_display
from PIL import Image, ImageDraw, ImageFont

from dashboard.charts import fonts, theme
from dashboard.charts.labels import isolate, lines, plain, right_to_left, shorten
from dashboard.charts.wording import Lang

SEED = 2020
MARGIN, SMALLEST, STEP = 6, 11, 2
LONGEST_WORD = 40
NOTE_SIZE, NOTE_BAND, NOTE_LINE, NOTE_LETTER = 12, 26, 17, 6.2
TONES = {
    False: ("#003F66", "#005D94", "#0072B2", "#2B7CB3"),
    True: ("#D6EEFC", "#A5D8F5", "#7CC4EE", "#56B4E9"),
}

# `bidi.get_display` leaves brackets unmirrored, `bidi.algorithm.get_display` turns them as Unicode asks.
# Allah's ligature stands higher than its letters, and browsers do not use it with this font.
_RESHAPER = arabic_reshaper.ArabicReshaper({"delete_harakat": True, "ARABIC LIGATURE ALLAH": False})


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its place: the box of its ink, and the line it stands on (`middle`, `baseline`) with its `advance` width."""

    term: str
    count: int
    left: float
    top: float
    width: float
    height: float
    middle: float
    baseline: float
    advance: float
    size: int
    colour: str


@dataclass(frozen=True, slots=True)
class Cloud:
    """Placed words; `svg()` is for browsers, `png()` for any host."""

    words: tuple[Word, ...]
    width: int
    height: int
    lang: Lang
    dark: bool

    def svg(self, *, note: str = "", embed_font: bool = True, isolates: bool = False, figures: Callable[[str], str] = str) -> str:
        """The cloud as SVG text that can be selected, searched and clicked; the browser shapes the raw words.

        Each word is `<g class="word" data-term="…" data-ink="left top width height">` holding a `<title>` (the count, on hover) and a `<text>` that
        keeps to the measured width whatever font is at hand. `embed_font=False` leaves the font out for a page that has `fonts.font_face()` in its stylesheet.
        `isolates=True` is for converters that do not know `direction`: the words then carry invisible signs that say it.
        `figures` gives the counts the reader's digits.
        """
        band = self._band(note)
        size = f'width="{self.width}" height="{self.height + band}" viewBox="0 0 {self.width} {self.height + band}"'
        style = f"<style>{fonts.font_face()}</style>" if embed_font else ""
        return "".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" lang="{self.lang}" font-family="{fonts.STACK}" text-anchor="middle">',
                f'{style}<rect width="100%" height="100%" fill="{theme.PAPER[self.dark]}"/>',
                *(_svg_word(word, isolates, figures(f"{word.count:,}")) for word in self.words),
                self._svg_note(note, isolates) if note else "",
                "</svg>",
            ]
        )

    def _noted(self, note: str) -> list[tuple[int, str]]:
        """The lines of a note, each with the height that it stands at."""
        said = lines(note, int(self.width / NOTE_LETTER))
        return [(self.height + NOTE_BAND - 9 + NOTE_LINE * at, line) for at, line in enumerate(said)]

    def _band(self, note: str) -> int:
        said = self._noted(note)
        return NOTE_BAND + NOTE_LINE * (len(said) - 1) if said else 0

    def _svg_note(self, note: str, isolates: bool) -> str:
        return "".join(
            f'<text x="{self.width / 2:g}" y="{y}" font-size="{NOTE_SIZE}" fill="{theme.QUIET[self.dark]}"{_direction(line)}>{_text(line, isolates)}</text>'
            for y, line in self._noted(note)
        )

    def png(self, *, scale: float = 2, note: str = "") -> bytes:
        """The cloud as a PNG, painted without a browser and without a shaping library."""
        band = self._band(note)
        picture = Image.new(
            "RGB", (round(self.width * scale), round((self.height + band) * scale)), theme.PAPER[self.dark]
        )
        pen = ImageDraw.Draw(picture)
        for word in self.words:
            at = ((word.middle - word.advance / 2) * scale, word.baseline * scale)
            pen.text(at, word.term, fill=word.colour, font=_font(round(word.size * scale)), anchor="ls")
        for y, line in self._noted(note):
            pen.text(
                (self.width / 2 * scale, y * scale),
                plain(line),
                fill=theme.QUIET[self.dark],
                font=_NoteFont(fonts.FILE, round(NOTE_SIZE * scale), layout_engine=ImageFont.Layout.BASIC),
                anchor="ms",
            )
        written = BytesIO()
        picture.save(written, "PNG", optimize=True)
        return written.getvalue()


def cloud(
    terms: pd.DataFrame,
    *,
    width: int = 900,
    height: int = 460,
    limit: int = 120,
    colours: Mapping[str, str] | None = None,
    lang: Lang = "ar",
    dark: bool = False,
) -> Cloud:
    """The commonest terms placed without overlap, the larger and the stronger in colour the oftener they occur.

    Words that find no room are left out, the rarest first. The same table gives the same cloud, on every host. `colours` gives a term its own colour.
    """
    if terms.empty:
        return Cloud((), width, height, lang, dark)
    rows = terms[(terms["count"] > 0) & (terms["term"].str.strip() != "")].head(limit)
    counts = {str(term): int(count) for term, count in zip(rows["term"], rows["count"], strict=True)}
    if not counts:
        return Cloud((), width, height, lang, dark)
    placed = engine.WordCloud(
        font_path=_Shaped(str(fonts.FILE)),
        width=width,
        height=height,
        margin=MARGIN,
        max_words=limit,
        min_font_size=SMALLEST,
        max_font_size=max(SMALLEST, height // 4),
        font_step=STEP,
        prefer_horizontal=1.0,
        relative_scaling=0.5,
        random_state=SEED,
        color_func=lambda *_, **__: theme.PALETTE[False][0],
    ).generate_from_frequencies(counts)
    tones = TONES[dark]
    words = [
        _word(
            term,
            counts[term],
            size,
            *position,
            colour=(colours or {}).get(term, tones[at * len(tones) // len(placed.layout_)]),
        )
        for at, ((term, _), size, position, _, _) in enumerate(placed.layout_)
    ]
    return Cloud(tuple(words), width, height, lang, dark)


@lru_cache(maxsize=4096)
def shaped(text: str, longest: int = LONGEST_WORD) -> str:
    """The text, cut at `longest` letters, as a drawing program without Arabic must draw it: joined letter forms, from left to right as they stand on paper."""
    return str(get_display(_RESHAPER.reshape(_shown(text, longest)), base_dir="R" if right_to_left(text) else "L"))


def _shown(term: str, longest: int = LONGEST_WORD) -> str:
    return shorten(plain(term), longest)


class _ShapingFont(ImageFont.FreeTypeFont):
    """A font that takes raw text and shapes it itself."""

    longest = LONGEST_WORD

    def getmask2(self, text: Any, *rest: Any, **options: Any) -> Any:
        return super().getmask2(shaped(text, self.longest), *rest, **options)

    def getbbox(self, text: Any, *rest: Any, **options: Any) -> Any:
        return super().getbbox(shaped(text, self.longest), *rest, **options)

    def getlength(self, text: Any, *rest: Any, **options: Any) -> float:
        return super().getlength(shaped(text, self.longest), *rest, **options)


class _NoteFont(_ShapingFont):
    """The same for the lines of a note."""

    longest = 400


class _Shaped(str):
    """The path of a font that is to be loaded as a `_ShapingFont`."""

    __slots__ = ()


@lru_cache(maxsize=256)
def _font(size: int) -> _ShapingFont:
    return _ShapingFont(fonts.FILE, size, layout_engine=ImageFont.Layout.BASIC)


def advance(text: str, size: int) -> float:
    """How wide a text runs in the reader's font at a size in pixels."""
    return _font(size).getlength(text)


def _truetype(font: Any, size: int, *rest: Any, **options: Any) -> ImageFont.FreeTypeFont:
    return _font(size) if isinstance(font, _Shaped) else ImageFont.truetype(font, size, *rest, **options)


# The library takes a path and no font, so its way of opening one is widened; every other path is opened as before.
engine.ImageFont = SimpleNamespace(truetype=_truetype, TransposedFont=ImageFont.TransposedFont)


def _word(term: str, count: int, size: int, top: int, left: int, *, colour: str) -> Word:
    """The word at its ink's corner, with the line that a text of that ink stands on."""
    ink = _font(size).getbbox(term, anchor="ls")
    start, wide = left - ink[0], advance(term, size)
    return Word(
        term,
        count,
        left,
        top,
        ink[2] - ink[0],
        ink[3] - ink[1],
        start + wide / 2,
        top - ink[1],
        wide,
        size,
        colour,
    )


def _xml(text: str) -> str:
    return escape(plain(text))


def _text(text: str, isolates: bool) -> str:
    return isolate(_xml(text)) if isolates else _xml(text)


def _direction(text: str) -> str:
    return f' direction="{"rtl" if right_to_left(text) else "ltr"}" unicode-bidi="isolate"'


def _svg_word(word: Word, isolates: bool, count: str) -> str:
    return (
        f'<g class="word" data-term="{_xml(word.term)}" data-ink="{word.left:g} {word.top:g} {word.width:g} {word.height:g}"><title>{_xml(word.term)}: {count}</title>'
        f'<text x="{word.middle:g}" y="{word.baseline:g}" font-size="{word.size}" fill="{word.colour}" textLength="{word.advance:g}"'
        f' lengthAdjust="spacingAndGlyphs"{_direction(word.term)}>{_text(_shown(word.term), isolates)}</text></g>'
    )

"""What the interface says: every text in Arabic and English, with numbers, dates and agreement as each language has them."""

import datetime
import logging
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, get_day_names, get_month_names

from dashboard.charts.labels import isolate, plain, shorten
from dashboard.charts.wording import Lang
from dashboard.errors import CacheError, DataFileError

_LOG = logging.getLogger(__name__)
Digits = Literal["latn", "arab"]
_LONGEST_VALUE = 80
MONTHS = ("ar", "ar_SY", "ar_DZ")
WEEKS = ("mon", "sun", "sat")
"""The day on which a week begins; ISO weeks begin on Monday."""
LANGUAGES: tuple[Lang, ...] = ("ar", "en")
_RULES = {
    "outside the text": "rule_outside", "gap in the text": "rule_gap", "page_words.toml": "rule_page_words", "repetition across files": "rule_files", "repetition in the file": "rule_file",
    "below a heading of related articles": "rule_related", "dateline": "rule_dateline", "corrections.toml": "rule_owner",
    **dict.fromkeys(("subscription notice", "end sign", "source line", "closing bracket", "closing line"), "rule_tail"),
}  # fmt: skip
_SHAPES = {
    "no letters": "counter", "no Arabic letters": "controls", "row of links": "nav", "trail of sections": "nav", "list of links": "menu", "copyright sign": "legal",
    "signature": "agency_tail",
}  # fmt: skip
_FILE = Path(__file__).with_name("words.toml")
_ARABIC = str.maketrans("0123456789,.%", "٠١٢٣٤٥٦٧٨٩٬٫٪")


@cache
def tables() -> dict[str, dict[str, Any]]:
    """Texts and counted nouns by key and language.

    Raises DataFileError naming the entry that lacks a language or a plural form.
    """
    read: dict[str, dict[str, Any]] = tomllib.loads(_FILE.read_text("utf-8"))
    for section, entries in read.items():
        for key, entry in entries.items():
            if set(entry) != set(LANGUAGES) or not all(entry.values()):
                raise DataFileError(_FILE.name, f"[{section}] {key}", "needs both ar and en")
            if section == "nouns":
                for lang, forms in entry.items():
                    missing = (Locale(lang).plural_form.tags | {"other"}) - set(forms)
                    if missing:
                        raise DataFileError(_FILE.name, f"[nouns] {key}", f"lacks {', '.join(sorted(missing))} in {lang}")
    return read


@dataclass(frozen=True)
class Words:
    """The interface's voice in one language, with the reader's digits, month names and weeks; calling it gives a text."""

    lang: Lang = "ar"
    digits: Digits = "latn"
    months: str = "ar"
    week: str = "mon"

    def __call__(self, key: str, **values: object) -> str:
        text: str = tables()["texts"][key][self.lang]
        shown = text.format(**values) if values else text
        return shown.translate(_ARABIC_DIGITS) if self.digits == "arab" and key not in ("digits_latn",) else shown

    def problem(self, problem: Exception) -> str:
        """What an error says, in the reader's language, with the nearest names that would have been right; the log keeps its own words."""
        entries = tables()["errors"]
        key = getattr(problem, "key", "") or ("damaged_cache" if isinstance(problem, CacheError) else "other")
        if entries.get(key, entries["other"]) is entries["other"]:
            _LOG.error("%s", problem, exc_info=problem)
        values: dict[str, Any] = dict(getattr(problem, "values", {}))
        near = values.pop("near", ())
        if "known" in values:
            values["known"] = tuple(self.known(f"{values.get('option')}_{one}", str(one)) for one in values["known"])
        text: str = entries.get(key, entries["other"])[self.lang]
        said = text.format(**{name: self._value(name, value) for name, value in values.items()})
        return f"{said} {self('near', names=self.listed(*map(_quoted, near)))}" if near else said

    def _value(self, name: str, value: object) -> str:
        """A value of an error: the option by its label, choices and dates as the interface calls them."""
        if name == "option":
            return self.known(str(value), str(value))
        if isinstance(value, datetime.date):
            return self.date(value)
        if isinstance(value, tuple):
            return self.listed(*map(str, value))
        return self.number(value) if isinstance(value, int) else _quoted(value)

    def foreign(self) -> dict[str, str]:
        """What the page's own framework says in English, in the reader's language."""
        return {english: entry[self.lang] for english, entry in tables()["streamlit"].items()}

    def rule(self, rule: str, outlets: Mapping[str, str]) -> str:
        """A rule of cleaning, as the log names it, in words."""
        if fixed := _RULES.get(rule):
            return self(fixed)
        place, _, which = rule.partition(" [")
        which = which.removesuffix("]")
        if place == "outlets.toml":
            return self("rule_outlet", what=_quoted(outlets.get(which, which)))
        if place == "furniture.toml":
            return self("rule_phrase", what=self.known(f"reason_{which}", which))
        if rule.startswith("shape: "):
            shape = rule.removeprefix("shape: ")
            return self("rule_shape", what=self.known(f"reason_{_SHAPES.get(shape, shape)}", shape))
        return rule

    def detail(self, detail: str | None) -> str:
        """Why an input was refused, in detail, as far as the language has words for it."""
        if self.lang == "en" or not detail:
            return str(detail or "")
        for pattern, arabic in _details():
            if found := pattern.fullmatch(detail):
                return arabic.format(**{name: _quoted(value) for name, value in found.groupdict().items()})
        return ""

    def size(self, bytes_: int) -> str:
        """A number of bytes in kilobytes or megabytes."""
        if bytes_ < 1 << 20:
            return self("kilobytes", n=self.number(max(1, round(bytes_ / 1024))))
        return self("megabytes", n=self.number(bytes_ / (1 << 20), 1))

    def known(self, key: str, otherwise: str) -> str:
        """The text of a key that may not exist (a value of the data), or `otherwise`."""
        entry = tables()["texts"].get(key)
        return str(entry[self.lang]) if entry else otherwise

    def count(self, noun: str, number: int) -> str:
        """A number with its noun in the form that agrees with it: مقالان، 3 مقالات، 11 مقالًا."""
        forms = tables()["nouns"][noun][self.lang]
        form = forms[Locale(self.lang).plural_form(number)] if number or "zero" in forms else forms["other"]
        return str(form).format(n=self.number(number))

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with thousands apart, in the reader's digits."""
        return self.figures(f"{value:,.{decimals}f}")

    def percent(self, value: float, decimals: int = 1) -> str:
        """A share as per cent."""
        return self.figures(f"{value:.{decimals}%}")

    def figures(self, text: str) -> str:
        """A formatted number, its digits and signs as the reader wants them."""
        return text.translate(_ARABIC) if self.digits == "arab" else text

    def date(self, day: datetime.date | str | None) -> str:
        """A date in words, months as the reader calls them; "" where there is none."""
        if not isinstance(day, str | datetime.date) or not day:
            return ""
        value = datetime.date.fromisoformat(day) if isinstance(day, str) else day
        if self.lang == "en":
            return format_date(value, "d MMM yyyy", "en_GB")
        shown = format_date(value, "d MMMM yyyy", self.months)
        return self.figures(shown)

    def calendar(self) -> dict[str, Any]:
        """Month and weekday names (from Sunday on) and the number of the day on which the reader's week begins, Sunday being 0."""
        locale = self.months if self.lang == "ar" else "en_GB"
        months = get_month_names("wide", "format", locale)
        short, long = (get_day_names(width, "format", locale) for width in ("narrow", "wide"))
        from_sunday = (6, *range(6))
        return {
            "months": [months[month] for month in range(1, 13)],
            "weekdays": [short[day] for day in from_sunday],
            "weekdayNames": [long[day] for day in from_sunday],
            "first": {"sun": 0, "mon": 1, "sat": 6}[self.week],
        }

    def country(self, region: str | None) -> str:
        """The name of a country by its code."""
        if not region or region == "international":
            return self(region or "unknown_region")
        try:
            return str(Locale(self.lang).territories.get(region, region))
        except UnknownLocaleError:
            return region

    def listed(self, *parts: str) -> str:
        """The parts that say anything, with the language's comma between."""
        return self("comma").join(part for part in parts if part)


@cache
def _details() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What readers say of a refusal, as patterns, with the same in Arabic."""
    found = []
    for entry in tables()["details"].values():
        parts = re.split(r"\{(\w+)\}", entry["en"])
        pattern = "".join(f"(?P<{part}>.*)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
        found.append((re.compile(pattern, re.DOTALL), entry["ar"]))
    return tuple(found)


def _quoted(value: object) -> str:
    """A value from outside, short and isolated from what stands beside it."""
    return isolate(shorten(plain(str(value)), _LONGEST_VALUE))


_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

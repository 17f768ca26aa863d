"""A selection of articles and counting: frozen, and the same thing in the sidebar, the URL, the command line and a notebook."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

from dashboard.errors import CallError
from dashboard.text.dates import typed_date

LONGEST_VALUE = 2_000
MOST_VALUES = 200
_SHOWN = 80

_SEVERAL = ("source", "region", "actor", "term", "id", "origin")
_CHOICES = {
    "undated": ("auto", "include", "exclude", "only"),
    "copies": ("all", "first"),
    "voice": ("all", "outlet", "reported", "direct"),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles, and which voice in them; the names are those of the command-line options and the URL parameters.

    source, region, id, origin: any of the given. actor, term: all of the given. since, until: inclusive. undated `auto`:
    articles without a date count unless a date range is set.
    """

    source: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    undated: str = "auto"
    actor: tuple[str, ...] = ()
    term: tuple[str, ...] = ()
    text: str | None = None
    id: tuple[str, ...] = ()
    copies: str = "all"
    voice: str = "all"
    origin: tuple[str, ...] = ()

    @classmethod
    def of(cls, **options: Any) -> Self:
        """A selection from loose values: one string or several, dates as dates or as text.

        Raises CallError that names the option and what would be right.
        """
        known = {field.name for field in fields(cls)}
        chosen: dict[str, Any] = {}
        for name, value in options.items():
            if name not in known:
                raise CallError(f"No selection option {name!r}. Known: {', '.join(sorted(known))}")
            if value is None or value == () or value == [] or value == "":
                continue
            chosen[name] = _read(name, value)
        selection = cls(**chosen)
        if selection.since and selection.until and selection.since > selection.until:
            raise CallError(
                f"The range is empty: --since {selection.since} is after --until {selection.until}",
                key="empty_range", since=selection.since, until=selection.until,
            )  # fmt: skip
        return selection

    @classmethod
    def of_parameters(cls, parameters: Iterable[tuple[str, str]]) -> Self:
        """A selection from URL parameters; parameters of other names are not its business."""
        known = {field.name for field in fields(cls)}
        gathered: dict[str, list[str]] = {}
        for name, value in parameters:
            if name in known:
                gathered.setdefault(name, []).append(value)
        return cls.of(**{name: values if name in _SEVERAL else values[-1] for name, values in gathered.items()})

    @classmethod
    def of_url(cls, text: str) -> Self:
        """A selection in URL form: `source=x&source=y&since=2020-10-01`, percent-encoded.

        Raises CallError where it names something that a selection does not have.
        """
        if text.count("&") >= MOST_VALUES:
            raise CallError(f"The URL has more than {MOST_VALUES} parameters", key="too_many", option="&", most=MOST_VALUES)
        pairs = parse_qsl(text.lstrip("?"), keep_blank_values=False)
        unknown = sorted({name for name, _ in pairs} - {field.name for field in fields(cls)})
        if unknown:
            known = ", ".join(field.name for field in fields(cls))
            raise CallError(f"No selection option {unknown[0]!r}. Known: {known}", key="unknown_option", value=unknown[0])
        return cls.of_parameters(pairs)

    def parameters(self) -> list[tuple[str, str]]:
        """Name and value pairs of everything that differs from the default, in a fixed order."""
        pairs: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            pairs += [(field.name, str(one)) for one in (value if isinstance(value, tuple) else (value,))]
        return pairs

    def url(self) -> str:
        """The selection in URL form."""
        return urlencode(self.parameters())

    def without(self, name: str, value: str | None = None) -> Self:
        """The selection less one option, or less one value of an option that holds several."""
        default = next(field.default for field in fields(self) if field.name == name)
        whole = value is None or name not in _SEVERAL
        changed: dict[str, Any] = {name: default if whole else tuple(one for one in getattr(self, name) if one != value)}
        return replace(self, **changed)

    def adding(self, name: str, value: str) -> Self:
        """The selection with one more value of an option that holds several."""
        held = getattr(self, name)
        changed: dict[str, Any] = {name: (*held, value)}
        return self if value in held else replace(self, **changed)

    def replacing(self, **changes: Any) -> Self:
        """The selection with some options set anew, checked as in `of`."""
        merged = {field.name: getattr(self, field.name) for field in fields(self)} | changes
        return type(self).of(**merged)


def _read(name: str, value: Any) -> Any:
    if name in _SEVERAL:
        values = (value,) if isinstance(value, str) else tuple(value)
        if len(values) > MOST_VALUES:
            raise CallError(
                f"--{name} was given {len(values)} times; at most {MOST_VALUES} are taken", key="too_many", option=name, most=MOST_VALUES
            )
        return tuple(dict.fromkeys(_bounded(name, one) for one in values))
    if name in ("since", "until"):
        return _date(name, value)
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            known = _CHOICES[name]
            said = _shown(value)
            raise CallError(f"--{name} {said!r} is none of: {', '.join(known)}", key="bad_choice", option=name, value=said, known=known)
        return value
    return _bounded(name, value)


def _bounded(name: str, value: Any) -> str:
    """The value as text that can be written down: half a surrogate pair becomes U+FFFD."""
    if not isinstance(value, str):
        raise CallError(f"--{name} takes text, not {type(value).__name__}")
    if len(value) > LONGEST_VALUE:
        raise CallError(
            f"--{name} is {len(value)} characters long; at most {LONGEST_VALUE} are taken", key="too_long", option=name, most=LONGEST_VALUE
        )
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _shown(value: Any) -> str:
    """The value as a message repeats it: its beginning is enough."""
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _date(name: str, value: Any) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = _bounded(name, value)
    found = typed_date(text)
    if found is None:
        said = _shown(text.strip())
        raise CallError(f"--{name} {said!r} is no date. Write it as 2020-12-31", key="bad_date", option=name, value=said)
    return found



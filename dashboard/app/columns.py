"""The columns of tables: how each field of a measure reads, wherever it stands."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from dashboard.app.data import Scene
from dashboard.app.parts import Column, Kind
from dashboard.charts.labels import plain
from dashboard.charts.wording import known
from dashboard.text.showing import visible_controls

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(
        (
            "count", "articles", "per_million", "mentions", "sources", "undated", "words", "words_per_article", "sentences", "quotes", "speakers",
            "actors", "count_a", "count_b", "count_in_a", "count_in_b", "part", "line", "total_articles", "not_arabic", "copies",
            "lines", "files", "removed", "refused", "size",
        ),
        "number",
    ),
    **dict.fromkeys(
        ("dispersion", "expected", "npmi", "log_likelihood", "log_dice", "log_ratio", "lexical_diversity", "score", "dispersion_a", "dispersion_b", "npmi_in_a", "npmi_in_b", "p_adjusted"),
        "decimal",
    ),
    **dict.fromkeys(("share", "own_share", "in_marks", "in_quotes", "in_reported", "own", "body_in_marks", "in_titles", "similarity"), "percent"),
    **dict.fromkeys(("date", "first", "last"), "date"),
}  # fmt: skip
_LABELS = {"source_name": "source", "part_of": "text"}


def columns(scene: Scene, *fields: str, link: str = "", noted: str = "", **labels: str) -> list[Column]:
    """Columns for some fields, in order; the values of `link` can be clicked. `labels` puts another text's key over a field."""
    return [_column(scene, field, field == link, field == noted, labels.get(field, f"col_{_LABELS.get(field, field)}")) for field in fields]


def telling(frame: pd.DataFrame, *fields: str) -> list[str]:
    """Those of the fields that say something in any row; the first always."""
    return [name for at, name in enumerate(fields) if at == 0 or (name in frame and any(map(_says, frame[name])))]


def _says(value: Any) -> bool:
    return value is not None and value == value and value not in ("", 0) and value != []


def _column(scene: Scene, field: str, link: bool, noted: bool, label: str) -> Column:
    return Column(field, scene.words(label), _KINDS.get(field, "text"), _shown(scene, field), link, field in ("source", "source_name"), noted)


def _shown(scene: Scene, field: str) -> Callable[[Any], str] | None:
    """How a field's values read, where that is not as they are."""
    words = scene.words
    found: dict[str, Callable[[Any], str]] = {
        "date": words.date,
        "first": words.date,
        "last": words.date,
        "region": words.country,
        "source": lambda slug: scene.outlets.get(slug, slug),
        "origin": lambda slug: scene.outlets.get(slug, slug),
        "kind": lambda kind: words.known(f"one_{kind}", words.known(f"quote_{kind}", str(kind))),
        "outcome": lambda outcome: words.known(f"outcome_{outcome}", str(outcome)),
        "reason": lambda reason: words.known(f"reason_{reason}", str(reason)),
        **dict.fromkeys(("file", "path", "member"), lambda name: plain(visible_controls(str(name)))),
        "rule": lambda rule: words.rule(str(rule), scene.known_outlets),
        "detail": words.detail,
        "size": words.size,
        "role": lambda role: words.known(f"role_{role}", str(role)),
        "evidence": lambda said: words.listed(*(words.known(f"evidence_{one.replace(' ', '_')}", one) for one in str(said).split(", "))),
        "verb_class": lambda name: known(str(name), scene.lang) if name else "",
        "a": lambda slug: scene.actors.get(slug, slug),
        "b": lambda slug: scene.actors.get(slug, slug),
    }
    return found.get(field)

"""The lines that cleaning removed: one by one, by their text, and by the rule that took them out."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.corpus import View

CLEANING_COLUMNS = ("file", "part", "line", "text", "reason", "rule")
LINES_COLUMNS = ("text", "reason", "rule", "lines", "files", "file")
RULES_COLUMNS = ("rule", "reason", "lines", "files", "sources")


def cleaning(view: View, *, limit: int = 0) -> pd.DataFrame:
    """Every line that was removed from the input of the view's articles: file, part, line, text, reason, rule."""
    table = _placed(view)
    table = table.take(pc.sort_indices(table, sort_keys=[("file", "ascending"), ("part", "ascending"), ("line", "ascending")]))
    table = table.slice(0, limit) if limit else table
    return _frame(table, CLEANING_COLUMNS)


def removed_lines(
    view: View, *, rule: str | None = None, reason: str | None = None, file: str | None = None, text: str | None = None, limit: int = 50
) -> pd.DataFrame:
    """Removed lines of one text together, those that were removed most often first.

    `rule` and `reason` are whole ones, `file` and `text` parts of what is wanted (letters as written). `limit` 0 gives all.

    Returns a DataFrame: text, reason, rule, lines (how often it was removed), files (in how many), file (the first of them).
    """
    table = _placed(view)
    for name, value in (("rule", rule), ("reason", reason)):
        table = table.filter(pc.equal(table[name], value)) if value else table
    for name, value in (("file", file), ("text", text)):
        table = table.filter(pc.match_substring(table[name], value, ignore_case=True)) if value else table
    table = table.set_column(table.schema.get_field_index("text"), "text", pc.utf8_trim_whitespace(table["text"]))
    counted = table.group_by(["text", "reason", "rule"]).aggregate([("line", "count"), ("file", "count_distinct"), ("file", "min")])
    counted = counted.rename_columns({"line_count": "lines", "file_count_distinct": "files", "file_min": "file"})
    order = pc.sort_indices(counted, sort_keys=[("lines", "descending"), ("rule", "ascending"), ("text", "ascending")])
    return _frame(counted.take(order[:limit] if limit else order), LINES_COLUMNS)


def removing_rules(view: View) -> pd.DataFrame:
    """The rules that took lines out of the view's articles, those that took most first.

    Returns a DataFrame: rule, reason, lines, files, sources (in how many of each).
    """
    table = _placed(view)
    counted = table.group_by(["rule", "reason"]).aggregate([("line", "count"), ("file", "count_distinct"), ("source", "count_distinct")])
    counted = counted.rename_columns({"line_count": "lines", "file_count_distinct": "files", "source_count_distinct": "sources"})
    order = pc.sort_indices(counted, sort_keys=[("lines", "descending"), ("rule", "ascending"), ("reason", "ascending")])
    return _frame(counted.take(order), RULES_COLUMNS)


def _placed(view: View) -> pa.Table:
    """The removed lines of the view's articles with their file, part and source."""
    generation = view.corpus.generation
    removed = generation.table("removed")
    if view.size < generation.rows:
        row = removed["row"].to_numpy()
        inside = np.zeros(len(row), bool)
        for start, stop in zip(view.starts, view.stops, strict=True):
            inside[np.searchsorted(row, start) : np.searchsorted(row, stop)] = True
        removed = removed.filter(pa.array(inside))
    articles = generation.table("articles")
    for name in ("file", "part", "source"):
        removed = removed.append_column(name, articles[name].take(removed["row"]))
    return removed


def _frame(table: pa.Table, columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.array(table[name].to_pylist(), dtype=object) for name in columns})

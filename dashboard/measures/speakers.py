"""Speakers: who is heard in which source, in how many words, introduced by which verbs."""

import numpy as np
import pandas as pd

from dashboard.cache.sums import UNDATED
from dashboard.corpus import View
from dashboard.measures import periods
from dashboard.measures.quotes import chosen_quotes
from dashboard.measures.said import NOBODY, class_names, counted, said, with_names

HEARD_COLUMNS = ("series", "period", "count", "articles", "total_articles", "share", "name")
COLUMNS = ("speaker", "name", "source", "quotes", "words", "verbs", "share", "classes")


def speakers(
    view: View,
    *,
    limit: int = 50,
    lang: str = "ar",
    speaker: str | None = None,
    about: str | None = None,
    kind: str | None = None,
    every: str | None = None,
) -> pd.DataFrame:
    """Who is heard, one row a speaker and source, the most heard first.

    A speaker is an actor, else whoever the article's own words name («مصدر أمني»); quotes that nobody is named for are one row a source
    with speaker and name null. `speaker`: only this one. `about` and `kind` as in quotes. With `every` (day, week, month, quarter) one row each
    period as well, in a last column (null: undated), in order of time. `limit` 0 gives all.

    Returns a DataFrame: speaker (slug or null), name (in `lang`, or as written), source, quotes, words (of speech; words in marks inside
    an indirect quote count for the quote in marks), verbs (each as written, without vowel signs and a leading و or ف, with its count, the
    commonest first), share (of all words of speech in that source, and period, that `about` and `kind` leave), classes (of the verbs, with
    their counts, the commonest first). Raises UnknownActor or CallError where a speaker, an actor, a kind or a period is unknown.
    """
    quoted = counted(view, *chosen_quotes(view, about=about, kind=kind))
    place = ["source"]
    if every:
        quoted["number"] = periods.of_rows(view, every)[quoted["row"]]
        place.append("number")
    table = quoted.groupby(["who", *place], as_index=False).agg(quotes=("words", "size"), words=("words", "sum"))
    table["share"] = table["words"] / table.groupby(place)["words"].transform("sum").clip(lower=1)
    if speaker is not None:
        table = table[table["who"] == said(view.corpus).number_of(view.corpus, speaker)]
    order = {**({"number": True} if every else {}), "words": False, "quotes": False, "who": True, "source": True}
    table = table.sort_values(list(order), ascending=list(order.values()), ignore_index=True).head(limit or len(table))
    spelled = said(view.corpus).verbs
    verbs = quoted[quoted["verb"] >= 0].assign(name=lambda part: [spelled[one] for one in part["verb"].tolist()])
    classed = verbs.assign(name=class_names(verbs["verb_class"]))
    held = {name: pd.Series(_counts(part, table, ["who", *place]), dtype=object) for name, part in (("verbs", verbs), ("classes", classed))}
    if every:
        table["period"] = pd.array([None if one == UNDATED else periods.label(one, every) for one in table["number"].tolist()], dtype=object)
    return with_names(view, table, lang).assign(**held)[[*COLUMNS, *(["period"] if every else [])]]


def heard(
    view: View, *, every: str = "month", limit: int = 6, lang: str = "ar", speaker: str | None = None, about: str | None = None, kind: str | None = None
) -> pd.DataFrame:
    """How often the speakers most heard are quoted by period, over all sources; shaped as trend is.

    `speaker`: only this one. `about` and `kind` as in quotes. `limit`: so many speakers, 0 gives all that are named.

    Returns a DataFrame, one row a speaker and period, empty periods included and the undated in a last row with period null: series (slug, or
    the name as written), period, count (quotes), articles (that quote the speaker), total_articles (of the period), share (articles /
    total_articles), name (in `lang`, or as written). Raises UnknownActor or CallError where a speaker, an actor, a kind or a period is unknown.
    """
    quoted = counted(view, *chosen_quotes(view, speaker=speaker, about=about, kind=kind))
    of_row = periods.of_rows(view, every)
    first, length = periods.span(view, every)
    numbers = [*range(first, first + length), *([int(UNDATED)] if view.undated else [])]
    totals = periods.articles(view, every, first, length)[: len(numbers)]
    quoted = quoted[quoted["who"] != NOBODY].assign(number=of_row[quoted["row"][quoted["who"] != NOBODY]])
    most = quoted.groupby("who")["words"].agg(["sum", "size"]).reset_index().sort_values(["sum", "size", "who"], ascending=[False, False, True])
    chosen = most["who"].head(limit or len(most)).tolist()
    sums = quoted.groupby(["who", "number"]).agg(count=("row", "size"), articles=("row", "nunique"))
    places = pd.MultiIndex.from_product([chosen, numbers], names=["who", "number"])
    table = sums.reindex(places, fill_value=0).reset_index()
    table["total_articles"] = np.tile(totals, len(chosen))
    table["share"] = table["articles"] / table["total_articles"].clip(lower=1)
    table["period"] = pd.array([None if one == UNDATED else periods.label(one, every) for one in table["number"].tolist()], dtype=object)
    named = with_names(view, table.assign(source=0), lang)
    return named.assign(series=named["speaker"].where(named["speaker"].notna(), named["name"]))[list(HEARD_COLUMNS)]


def _counts(named: pd.DataFrame, table: pd.DataFrame, keys: list[str]) -> list[dict[str, int]]:
    """For each row of the table the names that its quotes bear, with their counts, the commonest first."""
    here = named.merge(table[keys].reset_index(), on=keys)
    held = here.groupby(["index", "name"]).size().reset_index(name="count").sort_values(["count", "name"], ascending=[False, True])
    found: list[dict[str, int]] = [{} for _ in range(len(table))]
    for row, name, count in held[["index", "name", "count"]].itertuples(index=False):
        found[row][name] = int(count)
    return found

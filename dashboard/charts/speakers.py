"""Who is heard, in which outlet, and with which verbs."""

from collections.abc import Mapping
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import bars as shape
from dashboard.charts import theme
from dashboard.charts.wording import Lang, known, say

By = Literal["quotes", "words"]
OTHER = "\u2026"


def bars(
    speakers: pd.DataFrame,
    *,
    by: By = "quotes",
    names: Mapping[str, str] | None = None,
    colours: Mapping[str, str] | None = None,
    limit: int = 20,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """The speakers most heard, each bar split by source in the sources' colours.

    A speaker that is no known actor stands under the name that the articles give. Customdata: [speaker (null: no known actor), source, quotes, words, key (speaker or name)].
    """
    rows = _keyed(speakers)
    most = _commonest(rows, "key", by).head(limit)
    rows = rows[rows["key"].isin(most.index)].assign(
        place=lambda part: part["key"].map({key: at for at, key in enumerate(most.index)})
    )
    rows = rows.sort_values(["place", "source"], kind="stable")
    return shape.stacked(
        rows,
        row="key",
        part="source",
        value=by,
        row_names=dict(zip(rows["key"], rows["name"], strict=True)),
        part_names=names,
        keys=["speaker", "source"],
        shown=[
            ("quotes", "quotes" if by != "quotes" else "", ","),
            ("words", "words" if by != "words" else "", ","),
            ("key", "", ""),
        ],
        colours=theme.colour_of(list(dict.fromkeys(rows["source"])), colours, dark=dark),
        lang=lang,
        dark=dark,
        title=title,
        order=list(most.index),
    )


def share(
    speakers: pd.DataFrame,
    *,
    by: By = "words",
    names: Mapping[str, str] | None = None,
    limit: int = 9,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """Share of voice: each source's quoted words (or quotes) divided among the speakers most heard overall; the rest is one part.

    Customdata: [source, speaker (null: no known actor, or the rest), quotes, words, key (speaker, name or `…`)].
    """
    rows = _keyed(speakers)
    most = _commonest(rows, "key", by).index[:limit]
    called = dict(zip(rows["key"], rows["name"], strict=True))
    rows = rows.assign(
        key=rows["key"].where(rows["key"].isin(most), OTHER),
        speaker=rows["speaker"].where(rows["key"].isin(most), None),
    )
    rows = rows.groupby(["source", "key"], as_index=False, sort=False).agg(
        {"speaker": "first", "quotes": "sum", "words": "sum"}
    )
    ranks = {key: at for at, key in enumerate([*most, OTHER])}
    return _shares(
        rows,
        part="key",
        by=by,
        ranks=ranks,
        part_names={**called, OTHER: say("other", lang)},
        keys=["source", "speaker"],
        names=names,
        lang=lang,
        dark=dark,
        title=title,
    )


def verbs(
    speakers: pd.DataFrame,
    *,
    names: Mapping[str, str] | None = None,
    limit: int = 9,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """With which verbs each source introduces speech: the commonest overall, the rest as one part. Customdata: [source, verb, quotes]."""
    counted = [
        (row.source, verb, count)
        for row in speakers.itertuples()
        if isinstance(row.verbs, Mapping)
        for verb, count in row.verbs.items()
    ]
    rows = pd.DataFrame(counted, columns=["source", "verb", "quotes"])
    most = _commonest(rows, "verb", "quotes").index[:limit]
    rows = (
        rows.assign(verb=rows["verb"].where(rows["verb"].isin(most), OTHER))
        .groupby(["source", "verb"], as_index=False, sort=False)
        .sum()
    )
    ranks = {verb: at for at, verb in enumerate([*most, OTHER])}
    return _shares(
        rows,
        part="verb",
        by="quotes",
        ranks=ranks,
        part_names={OTHER: say("other", lang)},
        keys=["source", "verb"],
        names=names,
        lang=lang,
        dark=dark,
        title=title,
    )


def classes(
    verbs: pd.DataFrame,
    *,
    row: Literal["source", "speaker"] = "source",
    names: Mapping[str, str] | None = None,
    limit: int = 16,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """Who «said» and who «claimed»: the quotes of each source, or of each of the speakers most quoted, divided by class of verb.

    Quotes that no verb introduces are left out. Customdata: [speaker (null: no known actor, or a bar of a source), source (null: a bar of a
    speaker), verb_class, quotes, and for bars of speakers the key (speaker or name)].
    """
    keys = ["speaker", "source", "verb_class"]
    carried = [("quotes", "quotes", ","), *([("key", "", "")] if row == "speaker" else [])]
    rows = (verbs if row == "source" else _keyed(verbs)).dropna(subset=["verb_class"])
    bar = "source" if row == "source" else "key"
    called = dict(names or {}) if row == "source" else dict(zip(rows[bar], rows["name"], strict=True))
    slugs = {} if row == "source" else dict(zip(rows[bar], rows["speaker"], strict=True))
    rows = rows.groupby([bar, "verb_class"], as_index=False)["quotes"].sum()
    most = _commonest(rows, bar, "quotes").head(limit).index.tolist()
    rows = rows[rows[bar].isin(most)]
    rows["share"] = rows["quotes"] / rows.groupby(bar)["quotes"].transform("sum")
    commonest = _commonest(rows, "verb_class", "quotes").index.tolist()
    rows["rank"] = rows["verb_class"].map({name: at for at, name in enumerate(commonest)})
    rows["speaker"] = rows[bar].map(slugs).astype(object) if slugs else None
    if row == "speaker":
        rows["source"] = None
    return shape.stacked(
        rows.sort_values(["rank", bar], kind="stable"),
        row=bar,
        part="verb_class",
        value="share",
        row_names=called,
        part_names={name: known(name, lang) for name in commonest},
        keys=keys,
        shown=carried,
        within=True,
        form=shape.PERCENT,
        lang=lang,
        dark=dark,
        title=title,
        order=most,
    )


def _shares(
    rows: pd.DataFrame,
    *,
    part: str,
    by: str,
    ranks: Mapping[str, int],
    part_names: Mapping[str, str],
    keys: list[str],
    names: Mapping[str, str] | None,
    lang: Lang,
    dark: bool,
    title: str | None,
) -> go.Figure:
    """Each source's rows as shares of its sum, drawn in the order of `ranks`."""
    rows = rows.assign(
        share=rows[by] / rows.groupby("source")[by].transform("sum"), rank=rows[part].map(ranks)
    )
    busiest = _commonest(rows, "source", by).index.tolist()
    return shape.stacked(
        rows.sort_values(["rank", "source"], kind="stable"),
        row="source",
        part=part,
        value="share",
        row_names=names,
        part_names=part_names,
        keys=keys,
        shown=[*((column, column, ",") for column in ("quotes", "words") if column in rows), *([("key", "", "")] if "key" in rows else [])],
        colours={OTHER: theme.UNKNOWN[dark]},
        within=True,
        form=shape.PERCENT,
        lang=lang,
        dark=dark,
        title=title,
        order=busiest,
    )


def _keyed(speakers: pd.DataFrame) -> pd.DataFrame:
    """Rows with a key that every speaker has: the actor's slug, else the name in the text."""
    rows = speakers.dropna(subset=["name"])
    return rows.assign(
        key=rows["speaker"].where(rows["speaker"].notna(), rows["name"]).astype(str),
        name=rows["name"].astype(str),
    )


def _commonest(rows: pd.DataFrame, key: str, by: str) -> pd.Series:
    return rows.groupby(key)[by].sum().sort_index().sort_values(ascending=False, kind="stable")

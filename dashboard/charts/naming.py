"""Which outlet calls an actor what: in its own voice, between quotation marks, or in somebody's mouth, and when."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import articles, theme
from dashboard.charts import bars as shape
from dashboard.charts.bars import names_of
from dashboard.charts.labels import hover, label
from dashboard.charts.wording import Lang, say

OTHER = "\u2026"
MANNERS = ("plain", "marked", "spoken")
"""How a form stands: in the outlet's own words, alone in quotation marks, in retold or direct speech."""
_PATTERNS = {"plain": "", "marked": "/", "spoken": "."}
_PALE = 0.5


def bars(
    naming: pd.DataFrame,
    *,
    actor: str | None = None,
    names: Mapping[str, str] | None = None,
    share: bool = True,
    forms: int = 9,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """One bar a source, split by the form of the actor's name, each form by how it stands: plain, hatched in quotation marks, dotted in speech.

    `actor`: by default the table's commonest. Forms beyond the commonest are one part, `…`. A form keeps one colour in all bars; an epithet's name
    says so. Customdata: [actor, source, form, count, in_marks, in_quotes, manner, pieces], of which pieces is how many of the form stand so.
    """
    keys = ["actor", "source", "form"]
    rows = _of(naming, actor)
    if rows.empty:
        return theme.empty(lang=lang, dark=dark, keys=keys)
    called, paint = _forms(rows, forms, lang=lang, dark=dark)
    pieces = _pieces(rows, list(called)[:forms])
    pieces["value"] = pieces["pieces"] / pieces.groupby("source")["count_in_source"].transform("max") if share else pieces["pieces"]
    order = rows.groupby("source")["count"].sum().sort_index().sort_values(ascending=False, kind="stable").index.tolist()
    columns = [*keys, "count", "in_marks", "in_quotes", "manner", "pieces"]
    drawn = theme.figure(
        lang=lang,
        dark=dark,
        keys=columns,
        title=title,
        height=theme.height(len(order)) + 48,
        bargap=0.28,
        barmode="stack",
        margin_t=theme.headroom([*called.values(), *(say(f"manner_{manner}", lang) for manner in MANNERS[1:])], title=title),
        uniformtext={"minsize": 9, "mode": "hide"},
    )
    sources = dict(zip(order, (label(name) for name in names_of(order, names)), strict=True))
    lines = [("count", "%{customdata[3]:,}"), ("in_marks", "%{customdata[4]:.0%}"), ("in_quotes", "%{customdata[5]:.0%}")]
    widest = pieces.groupby(["source", "form"])["pieces"].transform("max") == pieces["pieces"]
    for form in [form for form in called if form in set(pieces["form"])]:
        for manner in MANNERS:
            part = pieces[(pieces["form"] == form) & (pieces["manner"] == manner)]
            if part.empty:
                continue
            drawn.add_bar(
                orientation="h",
                x=part["value"].to_numpy(),
                y=part["source"].tolist(),
                name=label(called[form], shape.TICK_LENGTH),
                legendgroup=form,
                showlegend=False,
                customdata=part[columns].astype(object).where(part[columns].notna(), None).to_numpy().tolist(),
                hovertext=[f"{sources[source]} · {label(called[form])}" for source in part["source"]],
                hovertemplate=hover("%{hovertext}", (f"manner_{manner}", "%{customdata[7]:,}"), *lines, lang=lang),
                text=[label(called[form], shape.TICK_LENGTH) if wide else "" for wide in widest[part.index]],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="inside",
                marker={"color": paint[form], "line": {"width": 1, "color": theme.PAPER[dark]}, "pattern": _pattern(manner, dark=dark)},
            )
    _legend(drawn, {called[form]: paint[form] for form in called if form in set(pieces["form"])}, set(pieces["manner"]), lang=lang, dark=dark)
    longest = float(pieces.groupby("source")["value"].sum().max()) / shape.ROOM_FOR_NUMBERS
    theme.lay(
        drawn,
        yaxis=shape.rows_axis(order, names, lang),
        xaxis=shape.values_axis(longest, lang, form=shape.PERCENT if share else shape.WHOLE, title=say("share" if share else "count", lang)),
    )
    return drawn


def over_time(
    naming: pd.DataFrame,
    *,
    actor: str | None = None,
    share: bool = False,
    forms: int = 9,
    months: str | None = None,
    lang: Lang = "ar",
    dark: bool = False,
    title: str | None = None,
) -> go.Figure:
    """The forms of an actor's name by period, one colour a form, the same as in `bars` of the same mentions; the undated in a bar of their own.

    The table is that of `naming` with a period; sources are added up. Customdata: [series (the form), period].
    """
    rows = _of(naming, actor)
    if rows.empty:
        return theme.empty(lang=lang, dark=dark, keys=["series", "period"])
    called, paint = _forms(rows, forms, lang=lang, dark=dark)
    kept = list(called)[:forms]
    rows = rows.assign(series=rows["form"].where(rows["form"].isin(kept), OTHER))
    table = rows.groupby(["series", "period"], as_index=False, dropna=False)["count"].sum()
    table["share"] = table["count"] / table.groupby("period", dropna=False)["count"].transform("sum")
    rank = {form: at for at, form in enumerate(called)}
    table = table.sort_values("series", key=lambda column: column.map(rank), kind="stable")
    return articles.timeline(
        table, share=share, counted="mentions", names=called, colours=paint, months=months, lang=lang, dark=dark, title=title
    )


def _of(naming: pd.DataFrame, actor: str | None) -> pd.DataFrame:
    if naming.empty:
        return naming
    return naming[naming["actor"] == (actor or naming.groupby("actor")["count"].sum().idxmax())]


def _forms(rows: pd.DataFrame, most: int, *, lang: Lang, dark: bool) -> tuple[dict[str, str], dict[str, str]]:
    """The commonest forms, then `…`: what each is called, and its colour."""
    totals = rows.groupby("form")["count"].sum().sort_index().sort_values(ascending=False, kind="stable")
    common = totals.index[:most].tolist()
    epithets = set(rows.loc[rows["epithet"].astype(bool), "form"])
    called = {form: f"{form} ({say('epithet', lang)})" if form in epithets else form for form in common} | {OTHER: say("other", lang)}
    return called, {**dict(zip(common, theme.colours(len(common), dark=dark), strict=True)), OTHER: theme.UNKNOWN[dark]}


def _pieces(rows: pd.DataFrame, common: Sequence[str]) -> pd.DataFrame:
    """Each source's forms, the rarer ones as one, split by manner: source, form, manner, pieces, with the form's own count and shares."""
    counts = {name: rows["count"] * pd.to_numeric(rows[name]).fillna(0) for name in ("own", "own_in_marks", "in_marks", "in_quotes")}
    counted = rows.assign(
        form=rows["form"].where(rows["form"].isin(common), OTHER),
        plain=counts["own"] - counts["own_in_marks"],
        marked=counts["in_marks"],
        quoted=counts["in_quotes"],
    )
    counted["spoken"] = counted["count"] - counted["plain"] - counted["marked"]
    summed = counted.groupby(["actor", "source", "form"], as_index=False, sort=False)[["count", "quoted", *MANNERS]].sum()
    summed = summed.assign(
        in_marks=summed["marked"] / summed["count"],
        in_quotes=summed["quoted"] / summed["count"],
        count_in_source=summed.groupby("source")["count"].transform("sum"),
    )
    long = summed.melt([column for column in summed.columns if column not in MANNERS], list(MANNERS), "manner", "pieces")
    long["pieces"] = long["pieces"].round().astype(int)
    return long[long["pieces"] > 0].reset_index(drop=True)


def _pattern(manner: str, *, dark: bool) -> dict[str, object]:
    paper = theme.PAPER[dark]
    return {"shape": _PATTERNS[manner], "fgcolor": paper, "fgopacity": _PALE, "fillmode": "overlay", "size": 7}


def _legend(drawn: go.Figure, forms: Mapping[str, str], manners: set[str], *, lang: Lang, dark: bool) -> None:
    """A key of colours for the forms, and of patterns for the manners that occur."""
    for name, colour in forms.items():
        drawn.add_bar(x=[None], y=[None], name=label(name, shape.TICK_LENGTH), marker={"color": colour}, hoverinfo="skip")
    for manner in [manner for manner in MANNERS[1:] if manner in manners]:
        marker = {"color": theme.QUIET[dark], "pattern": _pattern(manner, dark=dark)}
        drawn.add_bar(x=[None], y=[None], name=label(say(f"manner_{manner}", lang)), marker=marker, hoverinfo="skip")

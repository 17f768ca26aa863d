"""Terms: which words, how often, how evenly, and when."""

import streamlit as st

from dashboard.app import clicks, near, page, panel, state, stopping, url
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.panels import cloud_of_terms, every
from dashboard.charts import terms, trend

_BY = ("count", "articles", "per_million")
_LINES = 8


def draw(scene: Scene) -> None:
    """Bars and cloud, a trend of chosen words, dispersion, and the whole table; a click shows where a word stands."""
    stopping.control(scene)
    bars(scene)
    cloud_of_terms(scene)
    rises(scene)
    spread(scene)
    listed(scene)


@near.part
def bars(scene: Scene) -> None:
    """The commonest terms, by count, articles or per million words."""
    with panel.panel(scene, "terms", hint="hint_contexts"):
        panel.few_words(scene)
        panel.left_out(scene)
        by = state.pick(scene.words("show_as"), "terms_by", _BY, side=scene.side, show=lambda value: scene.words(f"by_{value}"))
        table = scene.table("terms", limit=200, details=False, **stopping.options())
        ranked = table.sort_values(by, ascending=False, kind="stable")
        panel.chart(scene, "terms", terms.bars(ranked, by=by, **scene.look), ranked, clicked=clicks.contexts())


@near.part
def rises(scene: Scene) -> None:
    """Chosen terms or actors over time, as counts or as a share of the articles."""
    words = scene.words
    with panel.panel(scene, "trend"):
        series = _series(scene)
        with st.container(horizontal=True, gap="medium"):
            period = every(scene)
            show = state.pick(words("show_as"), "trend_by", ("count", "share"), side=scene.side, show=lambda value: words(f"by_{value}"))
        if not series:
            panel.nothing(scene)
            return
        table = scene.table("trend", series=series, every=period)
        figure = trend.lines(
            table, share=show == "share", names=scene.actors, months=words.months if scene.lang == "ar" else None, **scene.look
        )
        panel.chart(scene, "trend", figure, table, clicked=clicks.period(scene))


def _series(scene: Scene) -> tuple[str, ...]:
    """The reader's terms and actors, at first the three commonest terms."""
    words = scene.words
    commonest = scene.table("terms", limit=60, details=False, **stopping.options())["term"].tolist()
    ranked = scene.table("actors", limit=60, details=False)["actor"].tolist()
    asked = [one for one in url.several("series")[:_LINES] if _known(scene, one)]
    options = list(dict.fromkeys([*asked, *scene.selection.term, *commonest, *ranked]))
    key = f"series{scene.side}"
    chosen = asked or commonest[:3]
    st.session_state[key] = chosen

    def changed() -> None:
        state.write(series=[one for one in st.session_state[key] if _known(scene, one)])

    st.multiselect(
        words("series"), options, key=key, format_func=lambda one: scene.actors.get(one, one), on_change=changed, max_selections=_LINES,
        accept_new_options=True, placeholder=words("series_hint"), select_all=False,
    )  # fmt: skip
    return tuple(chosen)


def _known(scene: Scene, name: str) -> bool:
    for find in (scene.corpus.actor, scene.corpus.term):
        try:
            find(name)
        except Exception:
            continue
        return True
    return False


@near.part
def spread(scene: Scene) -> None:
    """How often against how evenly."""
    with panel.panel(scene, "dispersion"):
        table = scene.table("terms", limit=80, **stopping.options())
        panel.chart(scene, "dispersion", terms.dispersion(table, width=_room(scene), **scene.look), table, clicked=clicks.contexts())


def _room(scene: Scene) -> int:
    """The least width in pixels that dispersion is drawn in."""
    return 260 if scene.narrow else 360 if scene.side else 800


@near.part
def listed(scene: Scene) -> None:
    """The commonest terms with all their forms."""
    with panel.panel(scene, "terms_table"):
        panel.few_words(scene)
        table = scene.table("terms", limit=500, **stopping.options())
        shown = columns(scene, "term", "count", "articles", "share", "per_million", "dispersion", "forms", link="term")
        panel.table(scene, "terms_table", table, shown, row_key="term", chosen=state.open_contexts)


page.show(draw)

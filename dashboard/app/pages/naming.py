"""Naming: which source calls an actor what."""

import streamlit as st

from dashboard.app import clicks, page, panel, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.charts import naming


def draw(scene: Scene) -> None:
    """The actor, then the forms of its name by source."""
    forms(scene)


def focus(scene: Scene) -> str:
    """The actor that the URL names, else the selection's, else the one of the commonest that has most forms."""
    table = scene.table("actors", limit=40, lang=scene.lang)
    options = table["actor"].tolist()
    by_forms = table.assign(variety=table["forms"].map(len)).sort_values("variety", ascending=False, kind="stable")["actor"].tolist()
    held = state.free("focus")
    if held not in scene.actors:
        held = next(iter((*scene.selection.actor, *by_forms)), "")
    key = f"focus{scene.side}"
    st.session_state[key] = held
    st.selectbox(
        scene.words("focus_actor"), list(dict.fromkeys([held, *options])), key=key, format_func=lambda slug: scene.actors.get(slug, slug),
        on_change=lambda: state.write(focus=st.session_state[key]),
    )  # fmt: skip
    return held


@st.fragment
def forms(scene: Scene) -> None:
    """One bar a source, split by form, and the table behind it."""
    words = scene.words
    with panel.panel(scene, "naming", hint="hint_naming"):
        actor = focus(scene)
        show = state.pick(words("show_as"), "naming_by", ("share", "count"), side=scene.side, show=lambda value: words(f"by_{value}"))
        table = scene.attempt("naming", actor=actor)
        if table is None:
            panel.nothing(scene)
            return
        figure = naming.bars(table, actor=actor, names=scene.sources, share=show == "share", forms=6 if scene.narrow else 9, **scene.look)
        panel.chart(scene, "naming", figure, table, clicked=clicks.only_source(scene))
        shown = columns(scene, "source", "form", "count", "share", "in_marks", "in_quotes")
        panel.table(scene, "naming_table", table, shown, colours=scene.colours)


page.show(draw)

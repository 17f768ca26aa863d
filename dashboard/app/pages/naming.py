"""Naming: which source calls an actor what, in whose voice, and when."""

import streamlit as st

from dashboard.app import near, page, panel, state, who
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.panels import chosen_counting, counting, every, evidence, months
from dashboard.charts import naming

_VOICES = ("all", "outlet", "reported", "direct")


def draw(scene: Scene) -> None:
    """The actor, the forms of its name by source with the sentences behind one, the forms over time, and the table."""
    actor = focus(scene)
    if not actor:
        panel.nothing(scene)
        return
    forms(scene, actor)
    over_time(scene, actor)
    listed(scene, actor)


def focus(scene: Scene) -> str:
    """The actor that the URL names in any spelling, else the selection's, else the one of the commonest that has most forms."""
    table = scene.table("actors", limit=40, lang=scene.lang)
    options = table["actor"].tolist()
    by_forms = table.assign(variety=table["forms"].map(len)).sort_values("variety", ascending=False, kind="stable")["actor"].tolist()
    named, _ = who.understood(scene, [*filter(None, [state.free("focus")]), *scene.selection.actor])
    held = next(iter((*named, *by_forms)), "")
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        who.pick(scene, scene.words("focus_actor"), held or None, name="focus", chosen=lambda slug: state.write(focus=slug, form=None), options=options)
        counting(scene)
    if held:
        st.button(scene.words("open_actor"), key=f"open_actor{scene.side}", on_click=state.open_actor, args=(held,), icon=":material/person:")
    return held


def _voiced(scene: Scene) -> Scene:
    """The scene in the voice that this page looks at: the selection's where it sets one, else the reader's choice here."""
    if scene.selection.voice != "all":
        return scene
    voice = state.pick(
        scene.words("voice"), "naming_voice", _VOICES, side=scene.side, show=lambda value: scene.words(f"voice_{value}"), labelled=True
    )
    return scene.under(scene.selection.replacing(voice=voice))


@near.part
def forms(scene: Scene, actor: str) -> None:
    """One bar a source, split by form; a click on a piece shows its sentences."""
    words = scene.words
    with panel.panel(scene, "naming", hint="hint_naming_click"):
        with st.container(horizontal=True, gap="medium"):
            show = state.pick(words("show_as"), "naming_by", ("share", "count"), side=scene.side, show=lambda value: words(f"by_{value}"))
            voiced = _voiced(scene)
        table = voiced.table("naming", actor=actor, **chosen_counting())
        figure = naming.bars(table, actor=actor, names=scene.sources, share=show == "share", forms=6 if scene.narrow else 9, **scene.look)
        panel.chart(voiced, "naming", figure, table, clicked=_chosen)
        _evidence(voiced, actor)


def _chosen(point: dict[str, object]) -> None:
    if point.get("form") and point["form"] != naming.OTHER:
        state.put(form=f"{point['source']}~{point['form']}")


def _evidence(scene: Scene, actor: str) -> None:
    """The sentences behind the source and form that the URL names."""
    source, _, form = state.free("form").partition("~")
    if not form or source not in scene.sources:
        return
    st.button(scene.words("close"), key=f"close_form{scene.side}", on_click=state.write, kwargs={"form": None}, icon=":material/close:")
    evidence(scene.under(scene.selection.replacing(source=(source,))), (actor,), "sentence", form=form, **chosen_counting())


@near.part
def over_time(scene: Scene, actor: str) -> None:
    """The forms by period, of all sources or one."""
    words = scene.words
    with panel.panel(scene, "naming_time"):
        with st.container(horizontal=True, gap="medium"):
            period = every(scene)
            show = state.pick(words("show_as"), "forms_by", ("count", "share"), side=scene.side, show=lambda value: words(f"by_{value}"))
        table = scene.table("naming", actor=actor, every=period, **chosen_counting())
        named = table["source"].unique().tolist()
        source = _source(scene, named)
        table = table[table["source"] == source] if source else table
        figure = naming.over_time(table, actor=actor, share=show == "share", forms=6 if scene.narrow else 9, months=months(scene), **scene.look)
        panel.chart(scene, "naming_time", figure, table)


def _source(scene: Scene, options: list[str]) -> str | None:
    key = f"forms_source{scene.side}"
    held = state.free("of")
    st.session_state[key] = held if held in options else None

    def changed() -> None:
        if state.offered(key, options):
            state.write(of=st.session_state[key])

    chosen: str | None = st.selectbox(
        scene.words("source"), options, key=key, index=None, format_func=lambda slug: scene.sources.get(slug, slug), on_change=changed,
        placeholder=scene.words("source_hint"),
    )  # fmt: skip
    return chosen


@near.part
def listed(scene: Scene, actor: str) -> None:
    """Every form in every source; a click shows its sentences above."""
    with panel.panel(scene, "naming_table"):
        table = scene.table("naming", actor=actor, **chosen_counting())
        keyed = table.assign(key=table["source"] + "~" + table["form"], epithet=["✓" if one else "" for one in table["epithet"]])
        shown = columns(
            scene, "source", "form", "count", "share", "in_marks", "body_in_marks", "in_titles", "own", "in_reported", "in_quotes", "epithet", link="form"
        )
        panel.table(
            scene, "naming_table", keyed, shown, export=table, row_key="key", colours=scene.colours, chosen=lambda key: state.put(form=key)
        )


page.show(draw)

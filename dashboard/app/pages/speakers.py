"""Speakers: who is heard, in which source, when, and with which verbs."""

from typing import Any

import streamlit as st

from dashboard.app import clicks, near, page, panel, speech, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.panels import every, months
from dashboard.charts import speakers, trend

_MOST = 3_000


def draw(scene: Scene) -> None:
    """Speakers by source, over time, share of voice, verbs, and the table."""
    heard(scene)
    over_time(scene)
    share(scene)
    verbs(scene)
    listed(scene)


def _by(scene: Scene, key: str) -> Any:
    return state.pick(
        scene.words("show_as"), "speakers_by", ("quotes", "words"), side=scene.side, show=lambda value: scene.words(f"by_{value}"), key=key
    )


@near.part
def heard(scene: Scene) -> None:
    """The speakers most heard, split by source; a click shows what they say there."""
    with panel.panel(scene, "speakers", hint="hint_speakers"):
        by = _by(scene, "heard_by")
        table = scene.table("speakers", limit=_MOST, lang=scene.lang)
        figure = speakers.bars(table, by=by, names=scene.sources, colours=scene.colours, limit=12 if scene.narrow else 20, **scene.look)
        panel.chart(scene, "speakers", figure, table, clicked=speech.showing("heard"))
        speech.evidence(scene, "heard")


@near.part
def over_time(scene: Scene) -> None:
    """The quotes of the speakers most heard by period; a click narrows the dates."""
    words = scene.words
    with panel.panel(scene, "heard", hint="hint_timeline"):
        with st.container(horizontal=True, gap="medium"):
            period = every(scene)
            show = state.pick(words("show_as"), "heard_as", ("quotes", "share"), side=scene.side, show=lambda value: words(f"by_{value}"))
        table = scene.table("heard", every=period, limit=4 if scene.narrow else 7, lang=scene.lang)
        names = {**dict(zip(table["series"], table["name"], strict=True)), **scene.actors}
        figure = trend.lines(table, share=show == "share", names=names, months=months(scene), **scene.look)
        panel.chart(scene, "heard", figure, table, clicked=clicks.period(scene))


@near.part
def share(scene: Scene) -> None:
    """Each source's quoted words divided among the speakers; a click shows what one says there."""
    with panel.panel(scene, "voice_share", hint="hint_speakers"):
        by = _by(scene, "share_by")
        table = scene.table("speakers", limit=_MOST, lang=scene.lang)
        panel.chart(scene, "voice_share", speakers.share(table, by=by, names=scene.sources, **scene.look), table, clicked=speech.showing("share"))
        speech.evidence(scene, "share")


@near.part
def verbs(scene: Scene) -> None:
    """With which class of verb, or which verb, speakers are introduced: one in every source, or every one; a click shows the quotes."""
    words = scene.words
    with panel.panel(scene, "verbs", hint="hint_verbs"):
        with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
            speech.pick_speaker(scene, name="of")
            row = state.pick(words("show_as"), "verbs_of", ("source", "speaker"), side=scene.side, show=lambda value: words(f"rows_{value}"))
        speaker = state.free("of")
        chosen = {} if not speaker or speaker == speech.NOBODY else {"speaker": speaker}
        table = scene.table("verbs", limit=0, lang=scene.lang, **chosen)
        if speaker == speech.NOBODY:
            table = table[table["name"].isna()]
        figure = speakers.classes(table, row=row, names=scene.sources, limit=10 if scene.narrow else 16, **scene.look)
        panel.chart(scene, "verbs", figure, table, clicked=speech.showing("verbs"))
        speech.evidence(scene, "verbs", speaker=speaker)
        shown = table.assign(name=table["name"].where(table["name"].notna(), words("nobody_named")))
        listing = columns(scene, "name", "source", "verb", "verb_class", "quotes", "share", name="col_speaker", verb_class="by_verb_class")
        panel.table(scene, "verbs_table", shown[shown["verb"].notna()].head(400), listing, export=table, colours=scene.colours)


@near.part
def listed(scene: Scene) -> None:
    """Every speaker by source; a click shows all that one says."""
    with panel.panel(scene, "speakers_table", hint="hint_speakers_table"):
        table = scene.table("speakers", limit=500, lang=scene.lang)
        key = table["speaker"].where(table["speaker"].notna(), table["name"]).fillna(speech.NOBODY)
        shown = table.assign(name=table["name"].where(table["name"].notna(), scene.words("nobody_named")), key=key)
        listing = columns(scene, "name", "source", "quotes", "words", "share", "verbs", link="name", name="col_speaker")
        panel.table(scene, "speakers_table", shown, listing, export=table, row_key="key", colours=scene.colours, chosen=_all_of)


def _all_of(speaker: str) -> None:
    state.go("quotes", speaker=speaker, about=None, quote_kind=None, verb_class=None)


page.show(draw)

"""Speakers: who is heard, in which source, and with which verbs."""

from typing import Any

import streamlit as st

from dashboard.app import clicks, page, panel, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.charts import speakers

_MOST = 3_000


def draw(scene: Scene) -> None:
    """Speakers by source, share of voice, verbs, and the table."""
    heard(scene)
    share(scene)
    verbs(scene)
    listed(scene)


def _by(scene: Scene, key: str) -> Any:
    return state.pick(
        scene.words("show_as"), "speakers_by", ("quotes", "words"), side=scene.side, show=lambda value: scene.words(f"by_{value}"), key=key
    )


def _speaker(scene: Scene) -> Any:
    """A click on a speaker keeps the articles that name them."""
    return clicks.adding(scene, "actor", "speaker")


@st.fragment
def heard(scene: Scene) -> None:
    """The speakers most heard, split by source."""
    with panel.panel(scene, "speakers", hint="hint_actors"):
        by = _by(scene, "heard_by")
        table = scene.table("speakers", limit=_MOST, lang=scene.lang)
        figure = speakers.bars(table, by=by, names=scene.sources, colours=scene.colours, limit=12 if scene.narrow else 20, **scene.look)
        panel.chart(scene, "speakers", figure, table, clicked=_speaker(scene))


@st.fragment
def share(scene: Scene) -> None:
    """Each source's quoted words divided among the speakers."""
    with panel.panel(scene, "voice_share", hint="hint_actors"):
        by = _by(scene, "share_by")
        table = scene.table("speakers", limit=_MOST, lang=scene.lang)
        panel.chart(scene, "voice_share", speakers.share(table, by=by, names=scene.sources, **scene.look), table, clicked=_speaker(scene))


@st.fragment
def verbs(scene: Scene) -> None:
    """The verbs with which each source introduces speech."""
    with panel.panel(scene, "verbs", hint="hint_sources"):
        table = scene.table("speakers", limit=_MOST, lang=scene.lang)
        panel.chart(scene, "verbs", speakers.verbs(table, names=scene.sources, **scene.look), table, clicked=clicks.only_source(scene))


@st.fragment
def listed(scene: Scene) -> None:
    """Every speaker by source."""
    with panel.panel(scene, "speakers_table"):
        table = scene.table("speakers", limit=500, lang=scene.lang)
        named = table.assign(name=table["name"].where(table["name"].notna(), scene.words("nobody_named")))
        shown = columns(scene, "name", "source", "quotes", "words", "share", "verbs", name="col_speaker")
        panel.table(scene, "speakers_table", named, shown, export=table, colours=scene.colours)


page.show(draw)

"""Quotes: who said what, about whom, and how it is rendered."""


from dashboard.app import clicks, near, page, panel, speech, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.charts import about, quotes

_LISTED, _CELLS, _CELLS_NARROW = 400, 16, 8
_FORMATS = ("csv", "xlsx", "json", "jsonl", "parquet")


def draw(scene: Scene) -> None:
    """Which quotes are meant, the quotes themselves, who speaks about whom, and how each source renders speech."""
    speech.fields(scene)
    listed(scene)
    about_whom(scene)
    rendered(scene)


@near.part
def listed(scene: Scene) -> None:
    """The quotes that are meant, newest first; a click opens the article at the place."""
    with panel.panel(scene, "quotes_table", hint="hint_quotes"):
        table = scene.table("quotes", limit=_LISTED, **speech.conditions())
        shown = speech.named(scene, table).assign(place=speech.places(table))
        listing = columns(
            scene, "text", "speaker_text", "verb", "verb_class", "kind", "source", "date", link="text", speaker_text="col_speaker", verb_class="by_verb_class",
        )  # fmt: skip
        panel.table(
            scene, "quotes_table", shown, listing, export=table, row_key="place", colours=scene.colours, formats=_FORMATS,
            chosen=speech.open_place,
        )  # fmt: skip


@near.part
def about_whom(scene: Scene) -> None:
    """Actors by the actors that they speak about; a click shows what the one says of the other."""

    def clicked(point: dict[str, object]) -> None:
        if point.get("speaker") and point.get("about"):
            state.put(speaker=str(point["speaker"]), about=str(point["about"]))

    with panel.panel(scene, "about", hint="hint_about"):
        kind = speech.conditions().get("kind")
        table = scene.table("about", limit=0, lang=scene.lang, kind=kind)
        cells = _CELLS_NARROW if scene.narrow or scene.side else _CELLS
        panel.chart(scene, "about", about.heatmap(table, names=scene.actors, limit=cells, **scene.look), table, clicked=clicked, stays=True)


@near.part
def rendered(scene: Scene) -> None:
    """Each source's quotes by kind, or by class of the verb that introduces them; a click keeps the source."""
    words = scene.words
    with panel.panel(scene, "quotes", hint="hint_sources"):
        part = state.pick(words("show_as"), "quotes_by", ("kind", "verb_class"), side=scene.side, show=lambda value: words(f"by_{value}"))
        table = scene.table("rendering", by=part, **speech.conditions())
        figure = quotes.bars(table, part=part, names=scene.sources, **scene.look)  # type: ignore[arg-type]
        panel.chart(scene, "quotes", figure, table, clicked=clicks.only_source(scene))


page.show(draw)

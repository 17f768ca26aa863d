"""Phrases: sequences of words that stand together oftener than chance."""

from dashboard.app import near, page, panel, state, stopping
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.charts import terms


def draw(scene: Scene) -> None:
    """Bars and the table; a click shows where the phrase stands."""
    stopping.control(scene)
    listed(scene)


def _contexts(phrase: str) -> None:
    state.open_contexts(f'"{phrase}"')


@near.part
def listed(scene: Scene) -> None:
    """The strongest phrases, as bars and as a table."""
    with panel.panel(scene, "phrases", hint="hint_phrase_contexts"):
        panel.few_words(scene)
        table = scene.table("phrases", limit=300, **stopping.options())
        figure = terms.bars(table.rename(columns={"phrase": "term"}).assign(per_million=None).sort_values("count", ascending=False), **scene.look)
        panel.chart(scene, "phrases", figure, table, clicked=lambda point: _contexts(str(point["term"])))
        shown = columns(scene, "phrase", "count", "articles", "score", link="phrase")
        panel.table(scene, "phrases_table", table, shown, row_key="phrase", chosen=_contexts)


page.show(draw)

"""One actor: its names, when and where it is named, with whom, what it says and what is said of it; the URL's `focus` says which."""

from typing import Any

import streamlit as st

from dashboard.app import clicks, near, page, panel, speech, state, who
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.marks import safe
from dashboard.app.panels import chosen_counting, counting, every, evidence, months
from dashboard.charts import bars, collocates, naming, trend

_WITHIN = ("article", "paragraph", "sentence")
_LISTED, _DRAWN = 100, 15


def draw(scene: Scene) -> None:
    """The actor, then everything that is counted about it."""
    slug = focus(scene)
    if not slug or not about(scene, slug):
        return
    forms(scene, slug)
    over_time(scene, slug)
    by_source(scene, slug)
    companions(scene, slug)
    words_near(scene, slug)
    said(scene, slug, "quotes")
    said(scene, slug, "about")
    speakers(scene, slug)


def focus(scene: Scene) -> str:
    """The actor that the URL names in any spelling, else the selection's, else the most mentioned."""
    slugs, wrong = who.understood(scene, [name for name in (state.free("focus"),) if name])
    selected, _ = who.understood(scene, scene.selection.actor)
    commonest = scene.table("actors", limit=1, details=False)["actor"].tolist()
    held = next(iter((*slugs, *selected, *commonest)), "")
    if wrong:
        st.html(f"<p class='quiet' role='alert'>{safe(wrong)}</p>")
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        who.pick(scene, scene.words("focus_actor"), held or None, name="focus", chosen=lambda slug: state.write(focus=slug))
        counting(scene)
    return held


def _profile(scene: Scene, slug: str, part: str, **options: Any) -> Any:
    return scene.table("actor", actor=slug, part=part, limit=_LISTED, lang=scene.lang, **chosen_counting(), **options)[part]


@st.fragment
def about(scene: Scene, slug: str) -> bool:
    """Who it is and how often it is named; False where this selection does not name it."""
    words = scene.words
    row = _profile(scene, slug, "actor")
    with panel.panel(scene, "about_actor"):
        kind = words.known(f"one_{scene.actor_kinds.get(slug, '')}", "")
        st.html(f"<h3>{who.heading(scene, slug)}</h3><p class='where'>{safe(kind)}</p>")
        if row.empty:
            st.html(f"<p class='quiet' role='status'>{safe(words('never_named'))}</p>")
            return False
        counts = [("by_mentions", int(row["mentions"].iloc[0])), ("page_articles", int(row["articles"].iloc[0])), ("page_sources", int(row["sources"].iloc[0]))]
        cards = "".join(f"<li data-number='{key}'><span>{safe(words(key))}</span><strong>{safe(words.number(count))}</strong></li>" for key, count in counts)
        st.html(f"<ul class='numbers'>{cards}</ul>")
        panel.denominator(scene)
        st.button(
            words("keep_articles"), key=f"keep{scene.side}", on_click=lambda: clicks.adding(scene, "actor")({"actor": slug}), icon=":material/filter_alt:"
        )
    return True


@near.part
def forms(scene: Scene, slug: str) -> None:
    """Its names by source; a click keeps the source."""
    with panel.panel(scene, "actor_forms", hint="hint_sources"):
        table = _profile(scene, slug, "forms")
        figure = naming.bars(table, actor=slug, names=scene.sources, forms=6 if scene.narrow else 9, **scene.look)
        panel.chart(scene, "actor_forms", figure, table, clicked=clicks.only_source(scene))


@near.part
def over_time(scene: Scene, slug: str) -> None:
    """Its mentions by period; a click narrows the dates."""
    with panel.panel(scene, "actor_trend", hint="hint_timeline"):
        table = _profile(scene, slug, "trend", every=every(scene))
        show = state.pick(scene.words("show_as"), "trend_by", ("count", "share"), side=scene.side, show=lambda value: scene.words(f"by_{value}"))
        figure = trend.lines(table, share=show == "share", names=scene.actors, months=months(scene), **scene.look)
        panel.chart(scene, "actor_trend", figure, table, clicked=clicks.period(scene))


@near.part
def by_source(scene: Scene, slug: str) -> None:
    """Which sources name it more than the others and which less; a click keeps the source."""
    with panel.panel(scene, "actor_sources", hint="hint_actor_sources"):
        table = _profile(scene, slug, "sources")
        shown = columns(scene, "source", "mentions", "articles", "total_articles", "share", "expected", "log_ratio", "log_likelihood", link="source")
        panel.table(
            scene, "actor_sources", table, shown, row_key="source", colours=scene.colours,
            chosen=lambda source: clicks.only_source(scene)({"source": source}),
        )  # fmt: skip


@near.part
def companions(scene: Scene, slug: str) -> None:
    """Who is named with it; a click shows the sentences that name both."""
    words = scene.words
    with panel.panel(scene, "actor_companions", hint="hint_rising"):
        within = state.pick(
            words("within"), "within", _WITHIN, side=scene.side, show=lambda value: words(f"within_{value}"), key="within_companions"
        )
        table = _profile(scene, slug, "companions", within=within)
        shown = columns(scene, "b", "count", "count_b", "expected", "npmi", "log_likelihood", link="b", b="col_actor", count="col_together", count_b="col_articles")
        panel.table(scene, "actor_companions", table, shown, row_key="b", chosen=lambda other: state.put(pair=f"{slug}~{other}", at="companions"))
        pair = tuple(one for one in state.free("pair").split("~") if one in scene.actors)
        if len(pair) == 2 and pair[0] == slug:
            with st.container(horizontal=True, gap="small"):
                st.button(words("close"), key=f"close_companions{scene.side}", on_click=state.write, kwargs={"pair": None}, icon=":material/close:")
                st.button(words("open_actor"), key=f"open_companion{scene.side}", on_click=_open, args=(pair[1],), icon=":material/person:")
            evidence(scene, pair, within, **chosen_counting())


def _open(slug: str) -> None:
    state.put(focus=slug, pair=None)


@near.part
def words_near(scene: Scene, slug: str) -> None:
    """The words that are attached to its name."""
    with panel.panel(scene, "actor_words", hint="hint_terms"):
        table = _profile(scene, slug, "words")
        figure = collocates.bars(table.head(_DRAWN), **scene.look) if len(table) else bars.single(table, key="collocate", value="log_dice", **scene.look)
        panel.chart(scene, "actor_words", figure, table, clicked=clicks.adding(scene, "term", "collocate"))


@near.part
def said(scene: Scene, slug: str, part: str) -> None:
    """What it says, or what is said that names it; a click opens the article at the place."""
    with panel.panel(scene, f"actor_{part}", hint="hint_quotes"):
        table = _profile(scene, slug, part)
        called = table["speaker"].map(lambda one: scene.actors.get(one) if one else None)
        shown = table.assign(speaker_text=called.where(called.notna(), table["speaker_text"]), place=speech.places(table))
        listing = columns(scene, "text", "speaker_text", "verb", "kind", "source", "date", link="text", speaker_text="col_speaker")
        panel.table(
            scene, f"actor_{part}", shown, listing, export=table, row_key="place", colours=scene.colours, chosen=speech.open_place,
            formats=("csv", "xlsx", "json", "jsonl", "parquet"),
        )  # fmt: skip


@near.part
def speakers(scene: Scene, slug: str) -> None:
    """Who speaks about it, in which source."""
    with panel.panel(scene, "actor_speakers"):
        table = _profile(scene, slug, "speakers")
        named = table.assign(name=table["name"].where(table["name"].notna(), scene.words("nobody_named")))
        shown = columns(scene, "name", "source", "quotes", "words", "verbs", name="col_speaker")
        panel.table(scene, "actor_speakers", named, shown, export=table, colours=scene.colours)


page.show(draw)

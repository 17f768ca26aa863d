"""One article as it stands: its words verbatim, names and chosen words marked, and what was removed from it."""

import re
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from dashboard.app import around, links, state
from dashboard.app.data import Scene
from dashboard.app.desk import cleaning, decisions
from dashboard.app.marks import Span, actor_spans, marked, paragraphs, safe
from dashboard.app.who import address
from dashboard.cache.text_index import folded_words
from dashboard.charts.labels import plain
from dashboard.measures.articles import newest
from dashboard.measures.rows import rows
from dashboard.selection import Selection
from dashboard.text.characters import FIRST_WORD
from dashboard.text.letters import fold, search_fold
from dashboard.text.showing import visible_controls
from dashboard.text.tokens import tokenise
from dashboard.text.vocabulary import TypeTable

_PLACE = re.compile("(title|body)-([0-9]{1,9})-([0-9]{1,9})")
_PASSAGES = str(Path(__file__).parent / "pages" / "passages.py")


def show(scene: Scene, article: str) -> None:
    """An article with its neighbours in the selection; a kind word where there is none of that id."""
    words = scene.words
    generation = scene.corpus.generation
    row = generation.row_of(article)
    _neighbours(scene, row)
    if row is None:
        st.html(f"<p class='quiet' role='alert'>{safe(words('unknown_article'))}</p>")
        return
    own = scene.under(Selection(id=(article,)))
    about = own.table("articles", body=True).iloc[0]
    spans = _spans(scene, own, about)
    title = marked(about["title"] or first_words(scene, article, 12), spans["title"])
    untitled = "" if about["title"] else f"<p class='where'>{safe(words('no_title'))}</p>"
    st.html(
        f"<article class='reader'><p class='where'>{_where(scene, about)}</p>{untitled}"
        f"<h2 class='title' dir='auto'>{title}</h2>{_legend(scene)}{paragraphs(about['body'], spans['body'])}</article>"
    )
    around.copies(scene, article)
    _versions(scene, article)
    _removed(own)
    around.contexts(scene)


def _versions(scene: Scene, article: str) -> None:
    """A link to the article beside another that shares its text, where there is one."""
    found = scene.attempt("versions", id=article) or [article]
    if len(found) > 1:
        label = f"{scene.words('compare_versions')} ({scene.words.count('version', len(found))})"
        st.page_link(_PASSAGES, label=label, query_params=[*state.kept(), ("article", article)], icon=":material/compare:")


def first_words(scene: Scene, article: str, count: int) -> str:
    """How an article begins."""
    row = scene.corpus.generation.row_of(article)
    body = "" if row is None else scene.corpus.generation.body(row)
    cut = body.split(None, count)
    return " ".join(cut[:count]) + ("…" if len(cut) > count else "")


def title_or_start(scene: Scene, article: str) -> str:
    """An article's title, or its first words where it has none."""
    generation = scene.corpus.generation
    row = generation.row_of(article)
    title = None if row is None else generation.table("articles")["title"][row].as_py()
    return title or first_words(scene, article, 12)


def _neighbours(scene: Scene, row: int | None) -> None:
    """Back to the list, and the articles before and after in the selection."""
    words = scene.words
    order = newest(scene.view, scene.size[0]).tolist()
    ids = scene.corpus.generation.table("articles")["id"]
    at = order.index(row) if row in order else None
    with st.container(horizontal=True, key=f"neighbours{scene.side}", vertical_alignment="center"):
        st.button(words("back_to_list"), key=f"back{scene.side}", on_click=state.write, kwargs={"article": None, "place": None}, icon=":material/list:")
        for name, step in (("previous", -1), ("next", 1)):
            there = None if at is None or not 0 <= at + step < len(order) else str(ids[order[at + step]].as_py())
            st.button(words(name), key=f"{name}{scene.side}", disabled=there is None, on_click=state.write, kwargs={"article": there, "place": None})
        if at is not None:
            st.html(f"<p class='quiet'>{safe(words('of_list', place=words.number(at + 1), all=words.number(len(order))))}</p>")


def _where(scene: Scene, about: Any) -> str:
    words = scene.words
    parts = [scene.sources.get(about["source"], about["source"]), words.date(about["date"]) or words("no_date")]
    if about["date_text"]:
        before, after = words("date_read_from", text="\n").split("\n")
        # The date as it was written is a run of its own: inside an Arabic line, digits and hyphens would change places.
        read_from = [f"{safe(before.strip())} {safe(plain(about['date_text']))}{escape(after)}"]
    else:
        read_from = []
    parts += [str(about[name]) for name in ("byline", "section") if about[name]]
    if about["origin"]:
        parts.append(scene.outlets[about["origin"]])
    parts += [words.count("word", int(about["words"])), f"{visible_controls(about['file'])} · {about['part']}"]
    written = [safe(part) for part in parts]
    shown = " · ".join([*written[:2], *read_from, *written[2:]])
    return f"{shown} · {links.link(str(about['url']), words('original_page'))}" if about["url"] else shown


def _legend(scene: Scene) -> str:
    words = scene.words
    kinds = "".join(f"<mark class='actor {kind}'>{safe(words(f'one_{kind}'))}</mark>" for kind in ("person", "organisation", "state", "place"))
    asked = f"<mark class='term'>{safe(words('term'))}</mark>" if scene.selection.term or scene.selection.text else ""
    spoken = f"<mark class='quote'>{safe(words('page_quotes'))}</mark>"
    heard = f"<mark class='speaker'>{safe(words('col_speaker'))}</mark>"
    return f"<p class='legend'>{kinds}{spoken}{heard}{asked}</p>"


def _spans(scene: Scene, own: Scene, about: Any) -> dict[str, list[Span]]:
    """What to mark in the title and in the body: names by kind, and the words that were asked for."""
    mentions = rows(own.view, "mentions").to_pylist()
    spoken = own.attempt("quotes", limit=0)
    found: dict[str, list[Span]] = {}
    for part in ("title", "body"):
        names = [(one["start"], one["end"], one["actor"]) for one in mentions if one["part_of"] == part]
        found[part] = actor_spans(names, scene.actors, scene.actor_kinds, address)
        found[part] += _asked(scene, about[part] or "")
        if spoken is not None:
            here = spoken[spoken["part_of"] == part]
            found[part] += _said(scene, here) + _speakers(scene, here)
        found[part] += _place(part)
    return found


def _place(part: str) -> list[Span]:
    """The stretch that the URL points to, if it lies in this part; the browser brings it into view."""
    pointed = _PLACE.fullmatch(state.free("place"))
    return [Span(int(pointed[2]), int(pointed[3]), "here")] if pointed and pointed[1] == part else []


def _said(scene: Scene, spoken: pd.DataFrame) -> list[Span]:
    """Quotes, each saying of what kind it is and whose."""
    words = scene.words
    return [
        Span(
            int(one.start), int(one.end), "quote",
            words.listed(words(f"quote_{one.kind}"), scene.actors.get(one.speaker, "") or str(one.speaker_text or "")),
        )
        for one in spoken.itertuples()
    ]  # fmt: skip


def _speakers(scene: Scene, spoken: pd.DataFrame) -> list[Span]:
    """Those who are quoted, where the article names them, each with the verb of saying."""
    named = spoken.dropna(subset=["speaker_start", "speaker_end"])
    said = scene.words("col_speaker")
    return [
        Span(int(one.speaker_start), int(one.speaker_end), "speaker", f"{said}: {one.verb}" if one.verb else said) for one in named.itertuples()
    ]


def _asked(scene: Scene, text: str) -> list[Span]:
    """The words of the text that the selection's terms and text query ask for."""
    chosen = scene.selection
    forms = {fold(form) for term in chosen.term for form in _forms(scene, term)}
    wanted = set(folded_words(chosen.text)) if chosen.text else set()
    if not forms and not wanted:
        return []
    types = TypeTable()
    stream = tokenise(pa.array([None], pa.large_string()), pa.array([text], pa.large_string()), types)
    spans = []
    for kind, start, length in zip(stream.type.tolist(), stream.start.tolist(), stream.length.tolist(), strict=True):
        if kind >= FIRST_WORD and (fold(types.text(kind)) in forms or search_fold(types.text(kind)) in wanted):
            spans.append(Span(start, start + length, "term"))
    return spans


def _forms(scene: Scene, term: str) -> list[str]:
    """Every form of a term in the corpus."""
    generation = scene.corpus.generation
    number = scene.corpus.term(term)
    first, last = (int(generation.array("term_first")[number + step]) for step in (0, 1))
    return [str(form) for form in generation.table("types")["form"].slice(first, last - first).to_pylist()]


@st.fragment
def _removed(own: Scene) -> None:
    """What was removed from the article, and what was decided about it."""
    state.settle()
    words = own.words
    with st.expander(f"{words('removed_lines')} ({words.count('line', len(own.table('cleaning')))})"):
        cleaning.of_article(own)
        if own.side != "b" and not own.read_only and decisions.pending():
            decisions.strip(own)

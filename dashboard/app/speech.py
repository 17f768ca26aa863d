"""What somebody says, as the pages of voices show it: who is meant, with which verbs, about whom; and the quotes behind a number."""

from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.annotate.quote_verbs import VERB_CLASSES
from dashboard.app import state, who
from dashboard.app.data import Scene
from dashboard.app.marks import marked, safe
from dashboard.app.panels import read_link
from dashboard.charts.labels import plain
from dashboard.charts.wording import known
from dashboard.records import QUOTE_KINDS

NOBODY = "-"
"""Stands in the URL for quotes that nobody is named for."""

_MOST_SPEAKERS = 2_000
_SHOWN = 10


def speaker_name(scene: Scene, speaker: str) -> str:
    """A speaker's name: an actor's in the reader's language, another's as the articles write it."""
    return scene.words("nobody_named") if speaker == NOBODY else scene.actors.get(speaker) or plain(speaker)


def named(scene: Scene, quotes: pd.DataFrame) -> pd.DataFrame:
    """Quotes with their speakers' names in place of the articles' own words, where the lexicon knows them."""
    called = quotes["speaker"].map(lambda slug: scene.actors.get(slug) if slug else None)
    return quotes.assign(speaker_text=called.where(called.notna(), quotes["speaker_text"]))


def conditions() -> dict[str, Any]:
    """What the URL says of quotes, as the measures take it."""
    chosen: dict[str, Any] = {name: state.free(name) or None for name in ("speaker", "about")}
    chosen["kind"] = state.option("quote_kind", ("", *QUOTE_KINDS)) or None
    chosen["verb_class"] = state.option("verb_class", ("", *VERB_CLASSES)) or None
    if chosen["speaker"] == NOBODY:
        chosen |= {"speaker": None, "nobody": True}
    return {name: value for name, value in chosen.items() if value}


def fields(scene: Scene) -> None:
    """Fields for the speaker, whom the quote is about, its kind and the class of its verb."""
    words = scene.words
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        pick_speaker(scene, name="speaker")
        held = state.free("about")
        slugs, wrong = who.understood(scene, [held] if held else [])
        who.pick(
            scene, words("spoken_about"), next(iter(slugs), None), name="about", chosen=lambda slug: state.put(about=slug), hint=words("anybody"),
        )  # fmt: skip
        _choice(scene, "quote_kind", QUOTE_KINDS, lambda kind: words(f"quote_{kind}"))
        _choice(scene, "verb_class", VERB_CLASSES, lambda name: known(name, scene.lang))
    if wrong:
        st.html(f"<p class='quiet' role='alert'>{safe(wrong)}</p>")


def pick_speaker(scene: Scene, *, name: str) -> None:
    """A field for one speaker, tied to an option of the URL: those who are heard, most heard first, any other by name."""
    words = scene.words
    heard = scene.table("speakers", limit=_MOST_SPEAKERS)
    keys = heard["speaker"].where(heard["speaker"].notna(), heard["name"]).fillna(NOBODY).astype(str)
    held = state.free(name) or None
    key = f"speech_{name}{scene.side}"
    st.session_state[key] = held
    st.selectbox(
        words("col_speaker"), list(dict.fromkeys([*([held] if held else []), *keys])), key=key, index=None, accept_new_options=True,
        format_func=lambda speaker: speaker_name(scene, speaker), placeholder=words("anybody"),
        on_change=lambda: state.put(**{name: st.session_state[key]}),
    )  # fmt: skip


def _choice(scene: Scene, name: str, values: tuple[str, ...], shown: Callable[[str], str]) -> None:
    key = f"speech_{name}{scene.side}"
    st.session_state[key] = state.option(name, ("", *values)) or None

    def changed() -> None:
        if state.offered(key, values):
            state.put(**{name: st.session_state[key]})

    st.selectbox(scene.words(f"by_{name}"), values, key=key, index=None, format_func=shown, on_change=changed, placeholder=scene.words("any"))


def showing(at: str) -> Callable[[dict[str, Any]], None]:
    """A click on a point that carries a speaker, a source or a class of verb shows the quotes behind it, below the panel `at`."""

    def clicked(point: dict[str, Any]) -> None:
        speaker = point.get("key") or point.get("speaker") or ""
        if speaker != "…":
            state.put(said="~".join((str(speaker), str(point.get("source") or ""), str(point.get("verb_class") or ""))), at=at)

    return clicked


def evidence(scene: Scene, at: str, **more: Any) -> None:
    """The quotes that a click in the panel `at` asked for, each a step from its place in its article."""
    held = state.free("said").split("~")
    if len(held) != 3 or state.free("at") != at:
        return
    words = scene.words
    speaker, source, verb_class = held
    chosen = scene.under(scene.selection.replacing(source=(source,))) if source in scene.sources else scene
    asked = {"speaker": speaker or more.get("speaker"), "verb_class": verb_class}
    options: dict[str, Any] = {name: value for name, value in asked.items() if value}
    if options.get("speaker") == NOBODY:
        options = {**options, "nobody": True, "speaker": None}
    found = chosen.table("quotes", limit=0, **options)
    title = words.listed(
        speaker_name(scene, asked["speaker"]) if asked["speaker"] else "", scene.sources.get(source, ""), known(verb_class, scene.lang) if verb_class else ""
    )
    about = escape("~".join(held))
    st.html(f"<h3 class='evidence-title' data-about='{about}'>{safe(title)}</h3><p class='denominator'>{safe(words.count('quote', len(found)))}</p>")
    with st.container(horizontal=True, gap="small"):
        st.button(words("close"), key=f"close_said_{at}{scene.side}", on_click=state.write, kwargs={"said": None, "at": None}, icon=":material/close:")
        if len(found) > _SHOWN:
            st.button(words("all_quotes"), key=f"all_said_{at}{scene.side}", on_click=_all, args=(chosen, asked), icon=":material/format_quote:")
    for number, quote in enumerate(named(scene, found.head(_SHOWN)).itertuples()):
        with st.container(key=f"said_{at}_{number}{scene.side}"):
            st.html(_quote(scene, quote))
            read_link(scene, quote.id, place=place_of(quote))


def _all(scene: Scene, asked: dict[str, str]) -> None:
    wanted = {"speaker": asked["speaker"], "verb_class": asked["verb_class"], "said": None, "at": None}
    state.go_to("quotes", state.links(scene.selection, scene.side or state.active(), page=None, **wanted))


def place_of(quote: Any) -> str:
    """Where a quote stands in its article, as the reader's URL says it."""
    return f"{quote.part_of}-{quote.start}-{quote.end}"


def places(table: pd.DataFrame) -> list[str]:
    """For each quote its article and its place there, as `open_place` takes them."""
    return [f"{quote.id}~{place_of(quote)}" for quote in table.itertuples()]


def open_place(place: str) -> None:
    """Have an article shown at one of the `places`."""
    state.open_article(*place.split("~", 1))


def _quote(scene: Scene, quote: Any) -> str:
    words = scene.words
    about = [speaker_name(scene, quote.speaker_text or NOBODY), str(quote.verb or ""), known(quote.verb_class, scene.lang) if quote.verb_class else ""]
    parts = [*about, words(f"quote_{quote.kind}"), scene.sources.get(quote.source, quote.source), words.date(quote.date) or words("no_date")]
    where = " · ".join(safe(plain(part)) for part in parts if part)
    return f"<blockquote dir='auto'>{marked(quote.text)}</blockquote><p class='where'>{where}</p>"

"""Names that the lexicon does not hold: taken in as actors, made names of known ones, or rejected for good."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.app import panel, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.desk import decisions, finding
from dashboard.app.desk.place import Place
from dashboard.app.marks import Span, marked, safe
from dashboard.curating import actors
from dashboard.curating.files import Change
from dashboard.lexicon.actors import KINDS
from dashboard.lexicon.keys import name_key
from dashboard.measures.suggest import suggest

_MOST = 500
_AT_ONCE = 1_500
"""Articles that are looked at without asking."""
_NAME = "name"


@st.fragment
def draw(scene: Scene) -> None:
    """The names that were found, most frequent first, and the one that is being decided on."""
    words = scene.words
    with panel.panel(scene, "suggest", hint=None if scene.read_only else "hint_names"):
        place = Place.now()
        found = _found(scene, place)
        if found is None:
            return
        left = found.loc[[name_key(name) not in place.book.keys for name in found["name"]]].reset_index(drop=True)
        chosen = left[left["name"] == state.free(_NAME)]
        if len(chosen) and not scene.read_only:
            _card(scene, place, chosen.iloc[0])

        def acted(action: str, names: list[str]) -> None:
            kinds = dict(zip(left["name"], left["kind"], strict=True))
            decisions.decide(scene, partial(_reject, names=names) if action == "reject" else partial(_accept_all, kinds={name: kinds[name] for name in names}))

        doing = {} if scene.read_only else {"accept": words("names_accept_picked"), "reject": words("names_reject_picked")}
        shown = columns(scene, "name", "count", "articles", "kind", "evidence", "example", link=_NAME)
        panel.table(
            scene, "suggest", left.head(_MOST), shown, export=left, row_key="name", actions=doing, acted=acted,
            chosen=partial(_search, scene) if scene.read_only else lambda name: state.put(**{_NAME: name}),
        )  # fmt: skip


def _found(scene: Scene, place: Place) -> pd.DataFrame | None:
    """The unknown names of the selection, looked for once; None as long as looking has to be asked for."""
    words, memory = scene.words, scene.corpus.memory
    key = ("suggestions", scene.selection)
    if key not in memory:
        size = scene.size[0]
        if size > _AT_ONCE and not st.button(words("names_look", articles=words.count("article", size)), key="names_look", type="primary"):
            st.html(f"<p class='quiet'>{safe(words('names_look_hint'))}</p>")
            return None
        bar = st.progress(0.0, words("names_looking"))

        def progress(done: int, total: int) -> None:
            said = words("of_list", place=words.number(done), all=words.number(total))
            bar.progress(done / max(total, 1), f"{words('names_looking')} · {said}")

        memory[key] = suggest(scene.view, actors=(*place.inputs.own("actors.toml"), *place.inputs.actors), limit=0, progress=progress)
        bar.empty()
    found: pd.DataFrame = memory[key]
    return found


def _card(scene: Scene, place: Place, row: pd.Series) -> None:
    """What to do with one name: a new actor, a name of a known one, or neither."""
    words, name = scene.words, str(row["name"])
    example = str(row["example"])
    at = example.find(name)
    shown = marked(example, [Span(at, at + len(name), str(row["kind"]))] if at >= 0 else [])
    with st.container(border=True, key="name_card"):
        st.html(f"<h3 dir='auto'>{marked(name)}</h3><blockquote dir='auto'>{shown}</blockquote>")
        new, known = st.columns(2, gap="medium")
        with new:
            _as_new(scene, name, str(row["kind"]))
        with known:
            _as_known(scene, place, name)
        with st.container(horizontal=True, gap="small"):
            st.button(words("names_reject"), key="names_reject", help=words("names_rejected_note"), on_click=_rejected, args=(scene, name))
            st.button(words("names_articles"), key="names_articles", type="tertiary", on_click=_search, args=(scene, name))
            st.button(words("close"), key="names_close", type="tertiary", on_click=_closed)


def _as_new(scene: Scene, name: str, kind: str) -> None:
    words = scene.words
    st.html(f"<h4>{safe(words('names_new'))}</h4>")
    with st.form(f"new_{name}", border=False):
        arabic = st.text_input(words("names_arabic"), value=name, max_chars=120)
        english = st.text_input(words("names_english"), max_chars=120)
        short = st.text_input(words("names_short"), max_chars=120)
        what = st.selectbox(words("names_kind"), KINDS, index=KINDS.index(kind), format_func=lambda one: words(f"one_{one}"))
        if st.form_submit_button(words("names_accept"), type="primary"):
            names = {"short": [short]} if short.strip() else {}
            if decisions.decide(scene, lambda place: actors.accept(place.book, arabic, str(what), en=english, names=names)):
                _closed()
            st.rerun()


def _as_known(scene: Scene, place: Place, name: str) -> None:
    words = scene.words
    st.html(f"<h4>{safe(words('names_merge'))}</h4>")
    slug = finding.pick_actor(scene, place, f"merge_{name}")
    if slug is None:
        return
    default = actors.ROLES.index("variants" if " " in name else "short")
    role = st.selectbox(words("names_role"), actors.ROLES, index=default, key=f"role_{name}", format_func=lambda one: words(f"role_{one}"))
    st.button(words("names_merge_into"), key="names_merge", type="primary", on_click=_merged, args=(scene, slug, name, role))


def _merged(scene: Scene, slug: str, name: str, role: str) -> None:
    if decisions.decide(scene, lambda place: actors.add_name(place.book, slug, name, role)):
        _closed()


def _rejected(scene: Scene, name: str) -> None:
    if decisions.decide(scene, partial(_reject, names=[name])):
        _closed()


def _reject(place: Place, names: list[str]) -> Change:
    return actors.reject(place.book, names)


def _accept_all(place: Place, kinds: dict[str, str]) -> Change:
    """Take in several names as they were suggested; the first that is refused ends it, and what came before it stays."""
    made = Change()
    for name, kind in kinds.items():
        made += actors.accept(Place.now().book, name, kind)
    return made


def _closed() -> None:
    state.put(**{_NAME: None})


def _search(scene: Scene, name: str) -> None:
    """The articles that hold a name."""
    chosen = scene.selection.replacing(text=f'"{name}"')
    state.go_to("articles", state.links(chosen, scene.side or state.active(), page=None, desk=None, name=None))

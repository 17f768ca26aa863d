"""The lexicon under the analyst's hand: an actor looked up, its names added and silenced, two actors made one, an actor added."""

from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.app import panel, parts, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.desk import decisions, finding
from dashboard.app.desk.place import Place
from dashboard.app.marks import safe
from dashboard.app.parts import Column
from dashboard.charts.labels import plain
from dashboard.curating import actors
from dashboard.curating.actors import Known
from dashboard.curating.files import Change
from dashboard.lexicon.actors import DEMONYM, KINDS, TAIL
from dashboard.lexicon.keys import name_key
from dashboard.lexicon.lexicon import Lexicon
from dashboard.selection import Selection

_WHO = "who"
_ROLES = {TAIL: "tail", DEMONYM: "demonym"}


@st.fragment
def draw(scene: Scene) -> None:
    """Look an actor up, and change what it is called."""
    words = scene.words
    with panel.panel(scene, "lexicon", hint="hint_lexicon"):
        place = Place.now()
        slug = finding.pick_actor(scene, place, "lexicon")
        if slug is None and state.free(_WHO):
            slug = _known(place, state.free(_WHO))
        if slug is None:
            st.html(f"<p class='quiet'>{safe(words('lexicon_none'))}</p>")
        else:
            _actor(scene, place, slug)
        if not scene.read_only:
            with st.expander(words("lexicon_new")):
                _new(scene)


def _known(place: Place, slug: str) -> str | None:
    """The actor of a link, wherever it went; None where there is none."""
    found = [one for one, entry in place.book.entries.items() if one == slug or slug in entry.actor.merged]
    return found[0] if found else None


def _actor(scene: Scene, place: Place, slug: str) -> None:
    """An actor's names by role, where each comes from, how often the data writes it, and what can be done."""
    words, entry = scene.words, place.book.entry(slug)
    actor = entry.actor
    st.html(f"<h3>{safe(plain(actor.ar))} · {safe(plain(actor.en))}</h3><p class='where'>{safe(words(f'one_{actor.kind}'))} · <code>{safe(slug)}</code></p>")
    if actor.merged:
        st.html(f"<p class='quiet'>{safe(words('lexicon_merged', names=words.listed(*actor.merged)))}</p>")
    forms = _forms(scene, slug)
    known = place.book.names(slug)
    rows = [*known, *_made_by_rules(slug, {name_key(one.text) for one in known})]
    frame = pd.DataFrame(
        [
            {"name": one.text, "role": one.role, "from": words(f"from_{one.origin.replace('-', '_')}"), "count": forms.get(name_key(one.text), 0) if one.role != "demonym" else None}
            for one in rows
        ]
    )

    silent = {one.text for one in known if one.role == "silenced"}

    def acted(action: str, names: list[str]) -> None:
        picked = [name for name in names if (name in silent) == (action == "give_back")]
        decisions.decide(scene, partial(_given_back if action == "give_back" else _silenced, slug=slug, names=picked))

    doing = {} if scene.read_only else {"silence": words("lexicon_silence_picked")}
    if silent and not scene.read_only:
        doing["give_back"] = words("lexicon_give_back_picked")
    shown = [*columns(scene, "name", "role"), Column("from", words("col_from")), *columns(scene, "count")]
    parts.table(frame, shown, words, label=words("panel_actor"), key=f"table_actor_{slug}", row_key="name", actions=doing, acted=acted)
    if not scene.read_only:
        _add_name(scene, slug)
        _merge(scene, place, slug)


def _silenced(place: Place, slug: str, names: list[str]) -> Change:
    return actors.silence(place.book, slug, names) if names else Change()


def _given_back(place: Place, slug: str, names: list[str]) -> Change:
    made = Change()
    for name in names:
        made += actors.add_name(Place.now().book, slug, name)
    return made


def _add_name(scene: Scene, slug: str) -> None:
    words = scene.words
    with st.form(f"add_{slug}", border=False, clear_on_submit=True), st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.text_input(words("lexicon_add_name"), max_chars=120)
        role = st.selectbox(words("names_role"), actors.ROLES, index=1, format_func=lambda one: words(f"role_{one}"))
        if st.form_submit_button(words("lexicon_add")):
            decisions.decide(scene, lambda place: actors.add_name(place.book, slug, name, str(role)))
            st.rerun()


def _merge(scene: Scene, place: Place, slug: str) -> None:
    words = scene.words
    with st.expander(words("lexicon_merge")):
        other = finding.pick_actor(scene, place, f"same_{slug}", but=slug)
        if other is not None:
            st.button(words("lexicon_merge_do"), key="lexicon_merge", on_click=_merged, args=(scene, slug, other))


def _merged(scene: Scene, lost: str, kept: str) -> None:
    if decisions.decide(scene, lambda place: actors.merge(place.book, lost, kept)):
        state.put(**{_WHO: kept})


def _new(scene: Scene) -> None:
    words = scene.words
    with st.form("lexicon_new", border=False):
        arabic = st.text_input(words("names_arabic"), max_chars=120)
        english = st.text_input(words("names_english"), max_chars=120)
        short = st.text_input(words("names_short"), max_chars=120)
        kind = st.selectbox(words("names_kind"), KINDS, format_func=lambda one: words(f"one_{one}"))
        if st.form_submit_button(words("names_accept"), type="primary"):
            names = {"short": [short]} if short.strip() else {}
            decisions.decide(scene, lambda place: actors.accept(place.book, arabic, str(kind), en=english, names=names))
            st.rerun()


def _forms(scene: Scene, slug: str) -> Mapping[str, int]:
    """How often the whole data writes each name of an actor, by its key."""
    table = scene.under(Selection()).table("actors", limit=0)
    row = table[table["actor"] == slug]
    counts: dict[str, int] = {}
    for form, count in (row["forms"].iloc[0] if len(row) else {}).items():
        counts[name_key(form)] = counts.get(name_key(form), 0) + count
    return counts


@st.cache_resource(show_spinner=False)
def _built_in() -> Lexicon:
    return Lexicon.load()


def _made_by_rules(slug: str, listed: set[str]) -> list[Known]:
    """The names of a built-in actor that rules made of its listed ones."""
    lexicon = _built_in()
    number = lexicon.index.get(slug)
    made = {name.text: _ROLES.get(name.role, "variants") for name in lexicon.names if name.actor == number and name.rule}
    return [Known(text, role, "rule") for text, role in made.items() if name_key(text) not in listed]

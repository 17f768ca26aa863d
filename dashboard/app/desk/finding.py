"""An actor found by any of its names, Arabic or Latin, and picked from those that the words may mean."""

import numpy as np
import streamlit as st

from dashboard.app.data import Scene
from dashboard.app.desk.place import Place
from dashboard.app.marks import safe
from dashboard.charts.labels import isolate, plain

_MOST = 8


def pick_actor(scene: Scene, place: Place, key: str, *, but: str = "") -> str | None:
    """The slug of the actor that the reader finds and picks; None as long as none is. `but` is an actor that is not offered."""
    words = scene.words
    query = st.text_input(words("names_search"), key=f"{key}_query", max_chars=200).strip()
    if not query:
        return None
    found = [slug for slug in place.book.directory.find(query, limit=_MOST + 1, weights=mentions(scene)) if slug != but][:_MOST]
    if not found:
        st.html(f"<p class='quiet' role='status'>{safe(words('names_nobody'))}</p>")
        return None
    # The query is part of the key: other words, other choices, and none of them chosen yet.
    chosen: str | None = st.radio(
        words("lexicon_actor"), found, key=f"{key}_{query}", index=0, format_func=lambda slug: described(scene, place, slug), label_visibility="collapsed"
    )
    return chosen


def described(scene: Scene, place: Place, slug: str) -> str:
    """An actor in a line: both names, its kind, and how often the data mentions it."""
    words, actor = scene.words, place.book.entry(slug).actor
    count = mentions(scene).get(slug, 0)
    said = [isolate(plain(actor.ar)), isolate(plain(actor.en)), words(f"one_{actor.kind}")]
    return " · ".join([*said, words.count("mention", count)] if count else said)


def mentions(scene: Scene) -> dict[str, int]:
    """How often the whole data mentions each actor."""
    memory = scene.corpus.memory
    if "mention counts" not in memory:
        generation = scene.corpus.generation
        slugs = list(generation.actor_numbers)
        counts = np.bincount(generation.array("mention_actor"), minlength=len(slugs))
        memory["mention counts"] = {slug: int(counts[number]) for number, slug in enumerate(slugs) if counts[number]}
    found: dict[str, int] = memory["mention counts"]
    return found

"""What stands around an article that is being read: the articles that share its text, and where else a word of it occurs."""

import streamlit as st

from dashboard.app import panel, parts, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene, has
from dashboard.app.marks import literal, safe
from dashboard.selection import Selection

_LINES, _COPIES = 100, 50
WORD = "word"


def copies(scene: Scene, article: str) -> None:
    """The other articles that share the article's text, each a click away; nothing where it has none."""
    if not has("copies"):
        return
    whole = scene.under(Selection())
    others = [one for one in whole.attempt("versions", id=article) or () if one != article]
    if not others:
        return
    words = scene.words
    with st.expander(f"{words('copies_of_article')} ({words.count('article', len(others))})"):
        table = whole.under(Selection(id=tuple(others[:_COPIES]))).table("articles", limit=_COPIES)
        for row in table.itertuples():
            said = words.listed(scene.sources.get(row.source, row.source), words.date(row.date) or words("no_date"))
            # A link to the page that one is on would leave the address as it was; a button writes it.
            label = literal(f"{said}: {row.title or words('read_article')}")
            st.button(label, key=f"copy_{row.id}{scene.side}", on_click=state.write, kwargs={"article": str(row.id)}, type="tertiary")


@st.fragment
def contexts(scene: Scene) -> None:
    """Where else in the selection the word occurs that was clicked in the article, or typed here."""
    words = scene.words
    parts.listen(key=f"clicked_word{scene.side}", chosen=lambda word: state.put(word=word))
    with panel.panel(scene, "contexts", hint="hint_contexts_of_article"):
        key = f"{WORD}{scene.side}"
        st.session_state[key] = state.free(WORD)
        st.text_input(words("focus_term"), key=key, max_chars=200, on_change=lambda: state.write(word=st.session_state[key].strip()))
        word = state.free(WORD).strip()
        if not word:
            return
        table = scene.attempt("concordance", text=f'"{word}"', limit=_LINES)
        if table is None:
            st.html(f"<p class='quiet' role='status'>{safe(words('concordance_none'))}</p>")
            return
        shown = columns(scene, "left", "match", "right", "source", "date", link="match")
        panel.table(scene, "contexts", table, shown, row_key="id", colours=scene.colours, chosen=state.open_article)

"""The dashboard: `run()` draws one visit's page from what its URL says."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from dashboard.app import chips, first_build, frame, page, saved, sidebar, sign_in, state, url
from dashboard.app.marks import safe
from dashboard.errors import MarsadError
from dashboard.selection import Selection
from dashboard.settings import Settings


def run() -> None:
    """Build what is missing (only where nothing was built yet), then draw the page that the reader is on."""
    _draw()
    url.followed()


def _draw() -> None:
    settings = Settings.of_environment()
    words = state.words(settings.lang)
    st.set_page_config(page_title=words("name"), page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide", initial_sidebar_state="auto")
    state.settled()
    frame.style(words)
    pages = frame.pages()
    here = st.navigation(list(pages.values()), position="hidden")
    signed_in = sign_in.visitor(words)
    if signed_in is None:
        return
    settings = replace(settings, read_only=settings.read_only or not signed_in.may_change)
    try:
        ready = first_build.ensure(settings, words)
        scenes = page.scenes(settings, words) if ready else None
    except MarsadError as problem:
        page.trouble(words("no_data_title"), words.problem(problem))
        return
    if scenes is None:
        return
    going = state.going(page.name_of(here))
    frame.header(words, pages, here, newer=scenes.newer, cache=settings.cache, going=going)
    if scenes.wrong:
        page.trouble(words("trouble_title"), scenes.wrong, clear=words("clear"))
        return
    with st.sidebar:
        frame.compare(words)
        sidebar.show(scenes.editing)
        saved.show(settings, words, page.name_of(here))
        frame.preferences(words)
        sign_in.way_out(words, signed_in)
    st.html(f"<h1 id='content' tabindex='-1'>{safe(words(f'page_{page.name_of(here)}'))}</h1>")
    if len(scenes.all) == 1 and scenes.all[0].selection != Selection():
        chips.show(scenes.all[0])
    page.hold(scenes, page.name_of(here))
    here.run()


if __name__ == "__main__":
    run()

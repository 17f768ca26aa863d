"""The URL of the page as the last click left it, even where a request still speaks of it as it was before.

Such a request is a click that followed another at once, or what a part of the page said by itself in the same moment: the browser made it before
it had heard of the change. A request that comes in while the URL is being changed even ends that step, and runs with the URL as it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from time import monotonic
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_LATE = 0.5
"""For how many seconds after what is drawn has followed a change a request may still speak of the URL as it was."""
_MOST_BEFORE = 8
_CHANGE = "url_change"


@dataclass
class _Change:
    """What a page's URL held before it was changed and holds since, and until when the browser may not know: surely not before what is drawn has followed."""

    page: str
    before: list[dict[str, list[str]]]
    after: dict[str, list[str]]
    until: float = inf


def parameters() -> dict[str, list[str]]:
    """All parameters of the URL, each with its values."""
    held = _held()
    return {name: held.get_all(name) for name in held}


def several(name: str) -> list[str]:
    """All values of one parameter."""
    return list(_held().get_all(name))


def last(name: str) -> str:
    """The last value of one parameter; "" where there is none."""
    return str(_held().get(name, ""))


def gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """(name, value) pairs as parameters."""
    held: dict[str, list[str]] = {}
    for name, value in pairs:
        held.setdefault(name, []).append(value)
    return held


def become(wanted: dict[str, list[str]]) -> None:
    """Make these the URL's parameters, in one step of the browser's history.

    Not where the reader goes back or forward: the fields that the browser sends along still hold what they held before that.
    """
    held, earlier, context = parameters(), _change(), get_script_run_ctx()
    if held == wanted or (context is not None and context.is_history_navigation):
        return
    if context is not None:
        before = [one for one in [*(earlier.before if earlier else []), held] if one != wanted]
        st.session_state[_CHANGE] = _Change(context.page_script_hash, before[-_MOST_BEFORE:], wanted)
    st.query_params.from_dict(wanted)


def followed(*, part: bool = False) -> None:
    """What was to be drawn has followed the last change: the page as a whole or, where it alone was run, a part of it."""
    change, context = _change(), get_script_run_ctx()
    if change is not None and change.until == inf and (not part or (context is not None and context.fragment_ids_this_run)):
        change.until = monotonic() + _LATE


def _held() -> Any:
    change = _change()
    if change is not None and {name: st.query_params.get_all(name) for name in st.query_params} in change.before:
        st.query_params.from_dict(change.after)
    return st.query_params


def _change() -> _Change | None:
    """The last change of this page's URL, unless the browser knows of it by now or the reader went back or forward since."""
    change: _Change | None = st.session_state.get(_CHANGE)
    context = get_script_run_ctx()
    if change is None or context is None:
        return None
    if context.is_history_navigation or context.page_script_hash != change.page or monotonic() > change.until:
        del st.session_state[_CHANGE]
        return None
    return change

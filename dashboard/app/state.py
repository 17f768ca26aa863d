"""Where the reader stands: the URL holds the selection, the options of panels and the display, and nothing else does.

A widget shows what the URL says and, when the reader changes it, writes there; so a copied link, a reload and the browser's back button
all give the same view. What the URL leaves open about the display, the cookie of the reader's last choice says.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from time import monotonic_ns
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.app import url
from dashboard.app.words import LANGUAGES, MONTHS, WEEKS, Words
from dashboard.errors import CallError
from dashboard.selection import Selection

SECOND, SIDE = "with", "side"
DISPLAY: dict[str, Sequence[str]] = {"lang": LANGUAGES, "digits": ("latn", "arab"), "months": MONTHS, "week": WEEKS}
"""How the reader wants things shown, and the values that each choice has; the browser remembers them in a cookie."""
COOKIE = "marsad"
PASSING = ("article", "page", "place", "other", "said", "at", "pair")
"""What the URL holds of one page only: links to another leave it behind."""

_LONGEST = 4_000
_FRESH, _WRITTEN, _GO, _REMEMBER = "fresh", "written", "go", "remember"


def pairs() -> list[tuple[str, str]]:
    """The same as (name, value) pairs."""
    return [(name, value) for name, values in url.parameters().items() for value in values]


def option(name: str, allowed: Sequence[str], default: str | None = None) -> str:
    """One option of the URL where it holds an allowed value, else its default (the first that is allowed)."""
    value = url.last(name)
    return value if value in allowed else default or allowed[0]


def free(name: str) -> str:
    """One free text of the URL, cut where it is absurdly long."""
    return url.last(name)[:_LONGEST]


def write(**changes: str | Sequence[str] | None) -> None:
    """Change parameters of the URL in one step; None or "" removes one."""
    held = url.parameters()
    wanted = {name: values for name, values in held.items() if name not in changes}
    wanted |= {name: [value] if isinstance(value, str) else list(value) for name, value in changes.items() if value}
    if wanted != held:
        st.session_state[_WRITTEN] = True
        url.become(wanted)


def comparing() -> bool:
    """Does the URL hold a second selection?"""
    return SECOND in url.parameters()


def active() -> str:
    """The side that the sidebar and clicks change: "a", or "b" while a comparison edits its second selection."""
    return "b" if comparing() and free(SIDE) == "b" else "a"


def selection(side: str = "a") -> Selection:
    """The selection of a side.

    Raises CallError where the URL holds a bad date or an unknown choice.
    """
    if side == "b":
        return Selection.of_url(free(SECOND).removeprefix("all"))
    return Selection.of_parameters(pairs())


def links(chosen: Selection, side: str = "a", **changes: str | None) -> list[tuple[str, str]]:
    """The URL's parameters as they would be with another selection on a side and other options."""
    kept = [(name, value) for name, value in pairs() if name not in changes]
    if side == "b":
        kept = [(name, value) for name, value in kept if name != SECOND]
        kept.append((SECOND, chosen.url() or "all"))
    else:
        kept = [(name, value) for name, value in kept if name not in Selection.__slots__]
        kept += chosen.parameters()
    return kept + [(name, value) for name, value in changes.items() if value]


def now(side: str | None = None) -> Selection:
    """The selection of a side as a click finds it, which may come before the page has followed the last one."""
    found = read_selection(side or active())
    return Selection() if isinstance(found, CallError) else found


def choose(chosen: Selection, side: str | None = None, **changes: str | None) -> None:
    """Make another selection the one that everything shows, from the first page of lists on."""
    refresh()
    url.become(url.gathered(links(chosen, side or active(), page=None, **changes)))


def afresh() -> None:
    """Let the URL hold how things are shown, and nothing else."""
    url.become({name: values for name, values in url.parameters().items() if name in DISPLAY})


def kept() -> list[tuple[str, str]]:
    """The URL's parameters that a link to another page takes along."""
    return [(name, value) for name, value in pairs() if name not in PASSING]


def put(**changes: str | Sequence[str] | None) -> None:
    """Change parameters of the URL from inside a fragment, and have the whole page follow."""
    refresh()
    write(**changes)


def refresh() -> None:
    """Have the whole page follow what was changed from inside a fragment."""
    st.session_state[_FRESH] = True


def open_article(article: str, place: str | None = None) -> None:
    """Have the articles page show one article, at a place such as body-120-188."""
    go("articles", article=article, place=place)


def open_actor(actor: str) -> None:
    """Have the page of one actor shown."""
    go("actor", focus=actor, article=None)


def open_contexts(text: str) -> None:
    """Have the concordance of a word or phrase shown."""
    go("concordance", q=text, article=None)


def go(page: str, **changes: str | None) -> None:
    """Have the reader come to another page, with these parameters of the URL changed; None removes one."""
    go_to(page, _changed(changes))


def go_to(page: str, wanted: Sequence[tuple[str, str]]) -> None:
    """Have the reader come to a page with these parameters: in one step of the browser's history, so that one step leads back.

    Streamlit would change the parameters first and the page after, two steps; so the browser is told where to go, and asks for it as for a link.
    """
    st.session_state[_GO] = (page, wanted)
    refresh()


def going(here: str) -> dict[str, str] | None:
    """Where a click asked to go from the page `here`, as `page.js` takes it, once; a click that stays there has its parameters now."""
    page, wanted = st.session_state.pop(_GO, (here, None))
    if page != here:
        return {"page": page, "query": urlencode(wanted), "step": str(monotonic_ns())}
    if wanted is not None:
        url.become(url.gathered(wanted))
    return None


def _changed(changes: Mapping[str, str | None]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in pairs() if name not in changes] + [(name, value) for name, value in changes.items() if value]


def settle(*, elsewhere: bool = False) -> None:
    """Inside a fragment: run the whole page anew where a click there changed the selection.

    A fragment that has nothing to choose says `elsewhere`: what the URL holds was then changed in another one, whose request was sent along with its own.
    """
    fresh, written = st.session_state.pop(_FRESH, False), st.session_state.pop(_WRITTEN, False)
    if fresh or (elsewhere and written):
        st.rerun()
    url.followed(part=True)


def settled() -> None:
    """The page runs as a whole; nothing is left to settle."""
    for name in (_FRESH, _WRITTEN):
        st.session_state.pop(name, None)


def words(default: str = "ar") -> Words:
    """The words in the language, digits, month names and weeks that the reader chose."""
    lang = "en" if preference("lang", default) == "en" else "ar"
    digits = "arab" if lang == "ar" and preference("digits") == "arab" else "latn"
    return Words(lang, digits, preference("months"), preference("week"))  # type: ignore[arg-type]


def preference(name: str, default: str | None = None) -> str:
    """How the reader wants something shown: as the URL says, else as the browser remembers, else the default."""
    return option(name, DISPLAY[name], remembered(_cookie()).get(name, default or DISPLAY[name][0]))


def remembered(cookie: str) -> dict[str, str]:
    """The choices that a cookie holds (`lang-ar.digits-arab`), as far as they are known."""
    choices = (part.partition("-") for part in cookie.split("."))
    return {name: value for name, _, value in choices if value in DISPLAY.get(name, ())}


def _cookie() -> str:
    return str(st.context.cookies.get(COOKIE, ""))


def remember(**choices: str) -> None:
    """Show things so from now on, here and on the next visit."""
    st.session_state[_REMEMBER] = True
    write(**choices)


def to_remember(held: Words) -> str:
    """The cookie to set, once after a choice; "" at other times."""
    chosen = {"lang": held.lang, "digits": preference("digits"), "months": held.months, "week": held.week}
    return ".".join(f"{name}-{value}" for name, value in chosen.items()) if st.session_state.pop(_REMEMBER, False) else ""


def pick(
    label: str, name: str, values: Sequence[str], *, side: str = "", show: Any, default: str | None = None, key: str = "", labelled: bool = False
) -> Any:
    """A row of choices tied to an option of the URL."""
    first = default or values[0]
    current = option(name, values, default)

    def changed(value: str) -> None:
        write(**{name: None if value == first else value})

    _choices(label, values, current, f"pick_{key or name}{side}", show, changed, labelled)
    return current


def offered(key: str, options: Iterable[str]) -> bool:
    """Is what the browser says of a field one of its options, or nothing?

    A field that was out of sight while the language changed goes on saying its label in the old one.
    """
    said = st.session_state[key]
    return said is None or set([said] if isinstance(said, str) else said) <= set(options)


def prefer(label: str, name: str, *, show: Any) -> None:
    """A row of choices for how things are shown."""
    _choices(label, DISPLAY[name], preference(name), f"prefer_{name}", show, lambda value: remember(**{name: value}), labelled=True)


def _choices(
    label: str, values: Sequence[str], current: str, widget: str, show: Any, chosen: Callable[[str], None], labelled: bool
) -> None:
    st.session_state[widget] = current
    st.segmented_control(
        label, values, key=widget, format_func=show, on_change=lambda: chosen(st.session_state[widget]),
        label_visibility="visible" if labelled else "collapsed", required=True,
    )  # fmt: skip


def address(chosen: Selection) -> str:
    """A selection in URL form, for links and citations."""
    return urlencode(chosen.parameters())


def read_selection(side: str) -> Selection | CallError:
    """The selection of a side, or what is wrong with it."""
    try:
        return selection(side)
    except CallError as problem:
        return problem

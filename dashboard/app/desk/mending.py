"""Articles without a date or a source, and outlets that nobody described, in tables that can be written into."""

from typing import Any

import pandas as pd
import streamlit as st
from babel import Locale

from dashboard.app import panel, parts, state
from dashboard.app.columns import columns
from dashboard.app.data import Scene
from dashboard.app.desk import decisions
from dashboard.app.desk.place import Place
from dashboard.app.marks import safe
from dashboard.app.parts import Column
from dashboard.app.reader import title_or_start
from dashboard.charts.labels import plain
from dashboard.curating import corrections, outlets
from dashboard.curating.files import Change
from dashboard.errors import CallError
from dashboard.readers.corrections import ArticleCorrection, Corrections
from dashboard.readers.outlets import UNKNOWN, host

_MOST = 500
_WHICH = ("undated", "unknown", "all")


def draw(scene: Scene) -> None:
    """The articles to set right, and under them the outlets."""
    articles(scene)
    described(scene)


@st.fragment
def articles(scene: Scene) -> None:
    """Articles of the selection with their date and outlet to write into."""
    words = scene.words
    with panel.panel(scene, "fix", hint=None if scene.read_only else "hint_fix"):
        which = state.pick(words("fix_which"), "fix", _WHICH, show=lambda one: words(f"fix_{one}"))
        table = _chosen(scene, which)
        if table.empty:
            st.html(f"<p class='quiet' role='status'>{safe(words('fix_none'))}</p>")
            return
        place = Place.now()
        shown, notes = _overlaid(scene, place, table.head(_MOST))
        listed = columns(scene, "title", "date", "source", "date_text", "file", file="col_path", link="title", noted="title")
        if not scene.read_only:
            names = _names(place, scene)
            edits: dict[str, Any] = {"date": {"edit": "text", "shown": None, "hint": words("date_hint")}, "source": {"edit": "list", "options": names}}
            listed = [_editable(one, **edits.get(one.field, {})) for one in listed]
        panel.table(
            scene, "fix", shown, listed, export=table, row_key="id", notes=notes, chosen=state.open_article,
            picking=not scene.read_only, saved=lambda said: _save(scene, said),
        )  # fmt: skip


def _editable(column: Column, **changes: Any) -> Column:
    return Column(**{**{name: getattr(column, name) for name in Column.__slots__}, **changes})


def _chosen(scene: Scene, which: str) -> pd.DataFrame:
    """The articles that the reader wants to see: undated, without a source, or all."""
    chosen = scene.selection
    if which == "undated":
        chosen = chosen.replacing(undated="only", since=None, until=None)
    elif which == "unknown":
        if UNKNOWN not in scene.sources:
            return pd.DataFrame()
        chosen = chosen.replacing(source=(UNKNOWN,))
    view = scene.under(chosen)
    return view.table("articles", limit=_MOST) if view.size[0] else pd.DataFrame()


def _overlaid(scene: Scene, place: Place, table: pd.DataFrame) -> tuple[pd.DataFrame, list[str | None]]:
    """The articles as the next build will have them, and a note on each that differs from the data."""
    words = scene.words
    path = place.inputs.own(corrections.NAME)
    said = Corrections.load(path[0]) if path else Corrections()
    where = _places(scene)
    rows: list[dict[str, Any]] = []
    notes: list[str | None] = []
    for row in table.itertuples():
        at = where[row.id]
        found = said.article(at.file, at.part or 1, at.record) if said.articles else None
        read = row.date if isinstance(row.date, str) else None
        date = read if found is None or not (found.date or found.undated) else found.date and found.date.isoformat()
        source = (found and found.source) or row.source
        waits = date != read or source != row.source
        rows.append(
            {
                "id": row.id, "title": title_or_start(scene, row.id), "date": date, "source": source, "date_text": plain(row.date_text) if isinstance(row.date_text, str) else None,
                "file": row.file,
            }
        )  # fmt: skip
        notes.append(words("fix_pending") if waits else None if row.title else words("no_title"))
    return pd.DataFrame(rows), notes


def _places(scene: Scene) -> dict[str, ArticleCorrection]:
    """How a correction finds each article of the corpus, by its id."""
    memory = scene.corpus.memory
    if "article places" not in memory:
        table = scene.corpus.generation.table("articles")
        ids, files, parts_, records = (table[name].to_pylist() for name in ("id", "file", "part", "record"))
        memory["article places"] = dict(zip(ids, corrections.places(files, parts_, records), strict=True))
    found: dict[str, ArticleCorrection] = memory["article places"]
    return found


def _names(place: Place, scene: Scene) -> list[str]:
    """The names of the outlets: those of the corpus first, then all that are known."""
    own = [name for slug, name in scene.sources.items() if slug != UNKNOWN]
    return list(dict.fromkeys([*own, *(outlet.name for outlet in place.outlets.by_slug.values())]))


def _save(scene: Scene, said: dict[str, dict[str, str]]) -> None:
    """Write the dates and outlets into the corpus's own files; a name that nothing knows becomes an outlet of its own."""

    def change(place: Place) -> Change:
        where, made, known, wanted = _places(scene), Change(), place.outlets, []
        by_name = {name: slug for slug, name in scene.sources.items()}
        for article, fields in said.items():
            slug = None
            if name := fields.get("source", "").strip():
                slug, fresh = (by_name[name], False) if name in by_name else outlets.slug_for(name, known)
                if fresh:
                    made += outlets.describe(place.folders, slug, known=known, name=name)
                    known = Place.now().outlets
            elif "source" in fields:
                slug = UNKNOWN
            wanted.append(corrections.corrected(where[article], date=fields.get("date"), source=slug))
        return made + corrections.correct(place.folders, wanted)

    decisions.decide(scene, change)


@st.fragment
def described(scene: Scene) -> None:
    """The outlets of the selection, with names and countries to write into, and the way to say that two are one."""
    words = scene.words
    with panel.panel(scene, "outlets", hint=None if scene.read_only else "hint_outlets"):
        place = Place.now()
        table = scene.table("sources", limit=0)
        table = table[table["source"] != UNKNOWN]
        if table.empty:
            panel.nothing(scene)
            return
        known = place.outlets.by_slug
        printed = scene.corpus.outlet_names()
        frame = pd.DataFrame(
            [
                {
                    "slug": row.source, "source": row.source, "name": known[row.source].name if row.source in known else printed[row.source],
                    "english": known[row.source].en if row.source in known else "", "region": (known[row.source].region if row.source in known else "") or None,
                    "articles": row.articles, "same_as": "",
                }
                for row in table.head(_MOST).itertuples()
            ]
        )  # fmt: skip
        notes = [None if slug in known else words("add_new") for slug in frame["slug"]]
        listed = columns(scene, "source", "name", "english", "region", "articles", noted="source")
        saving: dict[str, Any] = {}
        if not scene.read_only:
            codes = sorted(str(code) for code in Locale("en").territories if len(str(code)) == 2 and str(code).isalpha())
            options: dict[str, Any] = {
                "region": {"edit": "list", "options": codes, "shown": None}, "name": {"edit": "text"}, "english": {"edit": "text"},
            }  # fmt: skip
            listed = [_editable(one, **options.get(one.field, {})) for one in listed]
            listed.append(Column("same_as", words("col_same_as"), edit="list", options=_names(place, scene)))
            saving = {"saved": lambda said: _describe(scene, said, codes)}
        parts.table(frame, listed, words, label=words("panel_outlets"), key="table_outlets", row_key="slug", notes=notes, **saving)


def _describe(scene: Scene, said: dict[str, dict[str, str]], codes: list[str]) -> None:
    """Write what was said of outlets into outlets.toml."""

    def change(place: Place) -> Change:
        made = Change()
        for slug, fields in said.items():
            region = fields.get("region", "").strip().upper()
            if region and region not in codes:
                raise CallError(f"{region!r} is no country's code; write two letters such as EG", key="bad_region", value=region)
            if same := fields.get("same_as", "").strip():
                by_name = {name: one for one, name in scene.sources.items()}
                kept = by_name.get(same) or outlets.slug_for(same, Place.now().outlets)[0]
                made += _joined(place, slug, kept, same, scene.corpus.outlet_names()[slug])
            elif fields:
                known = Place.now().outlets
                name = fields.get("name", "") or ("" if slug in known.by_slug else scene.corpus.outlet_names()[slug])
                made += outlets.describe(place.folders, slug, known=known, name=name, en=fields.get("english", ""), region=region)
        return made

    decisions.decide(scene, change)


def _joined(place: Place, lost: str, kept: str, name: str, printed: str) -> Change:
    """Make one outlet another: the name or the domain that the first is printed under becomes one of the second's."""
    known = Place.now().outlets
    own = {} if kept in known.by_slug else {"name": name}
    said = {"domains": [printed]} if host(printed) else {"names": [printed]}
    return outlets.describe(place.folders, kept, known=known, **own, **said)  # type: ignore[arg-type]

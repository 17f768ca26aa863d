"""Verbs of speech: with which verbs, of which class, each source introduces each speaker; who «said» and who «claimed»."""

import pandas as pd

from dashboard.corpus import View
from dashboard.measures.quotes import chosen_quotes, class_number
from dashboard.measures.said import class_names, counted, said, with_names

COLUMNS = ("speaker", "name", "source", "verb", "verb_class", "quotes", "share")


def verbs(
    view: View, *, limit: int = 50, lang: str = "ar", speaker: str | None = None, about: str | None = None, kind: str | None = None,
    verb_class: str | None = None,
) -> pd.DataFrame:  # fmt: skip
    """The verbs that introduce each speaker in each source, one row a speaker, source and verb, the commonest first.

    `speaker`, `about`, `kind` and `verb_class` as in quotes. `limit` 0 gives all.

    Returns a DataFrame: speaker (slug or null), name (in `lang`, or as written; null where nobody is named), source, verb (as written, without
    vowel signs and a leading و or ف; null where no verb introduces), verb_class, quotes, share (of the speaker's quotes in that source that
    `about` and `kind` leave). Raises UnknownActor or CallError where a speaker, an actor, a kind or a class is unknown.
    """
    wanted = None if verb_class is None else class_number(verb_class)
    quoted = counted(view, *chosen_quotes(view, speaker=speaker, about=about, kind=kind))
    table = quoted.groupby(["who", "source", "verb", "verb_class"], as_index=False).agg(quotes=("words", "size"))
    table["share"] = table["quotes"] / table.groupby(["who", "source"])["quotes"].transform("sum")
    if wanted is not None:
        table = table[table["verb_class"] == wanted]
    spelled = said(view.corpus).verbs
    table["verb"] = pd.array([None if one < 0 else spelled[one] for one in table["verb"].tolist()], dtype=object)
    table["verb_class"] = pd.array(class_names(table["verb_class"]), dtype=object)
    table = table.sort_values(["quotes", "who", "source", "verb"], ascending=[False, True, True, True], ignore_index=True)
    return with_names(view, table.head(limit or len(table)), lang)[list(COLUMNS)]

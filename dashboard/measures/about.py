"""Who speaks about whom: the actors that an actor's quotes name."""

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.compiling import njit
from dashboard.corpus import View
from dashboard.measures.quotes import chosen_quotes
from dashboard.measures.said import speakers_of

COLUMNS = ("speaker", "name", "about", "about_name", "quotes", "articles", "sources")


def about(view: View, *, limit: int = 50, lang: str = "ar", speaker: str | None = None, kind: str | None = None) -> pd.DataFrame:
    """The actors that are spoken about, one row a speaker and an actor that its quotes name, the most quotes first.

    Only speakers that are actors; what an actor says of itself is left out, and so are demonyms. `speaker`: only this actor. `kind` as in
    quotes. `limit` 0 gives all.

    Returns a DataFrame: speaker, name (in `lang`), about, about_name, quotes, articles, sources. Raises UnknownActor or CallError where an
    actor or a kind is unknown.
    """
    generation = view.corpus.generation
    entries, rows = chosen_quotes(view, speaker=speaker, kind=kind)
    who = speakers_of(view.corpus)[entries]
    entries, rows, who = entries[who >= 0], rows[who >= 0], who[who >= 0]
    places = (generation.array(f"quote_{name}")[entries] for name in ("part", "start", "end"))
    mentions = (generation.array(f"mention_{name}") for name in ("pointer", "actor", "demonym", "part", "start", "end"))
    quote, whom = _named(who, rows, *places, *mentions)
    spoken = pd.DataFrame({"who": who[quote], "whom": whom, "row": rows[quote], "source": generation.array("row_source")[rows[quote]]})
    table = spoken.groupby(["who", "whom"], as_index=False).agg(quotes=("row", "size"), articles=("row", "nunique"), sources=("source", "nunique"))
    table = table.sort_values(["quotes", "articles", "who", "whom"], ascending=[False, False, True, True], ignore_index=True).head(limit or len(table))
    actors = generation.table("actors")

    def column(numbers: pd.Series, name: str) -> list[str | None]:
        return list(actors[name].take(pa.array(numbers.to_numpy(np.int64))).to_pylist())

    def names(numbers: pd.Series) -> list[str | None]:
        return [name or arabic for name, arabic in zip(column(numbers, "en" if lang == "en" else "ar"), column(numbers, "ar"), strict=True)]

    said = {"speaker": column(table["who"], "slug"), "name": names(table["who"]), "about": column(table["whom"], "slug")}
    said["about_name"] = names(table["whom"])
    return table.assign(**{name: pd.array(values, dtype=object) for name, values in said.items()})[list(COLUMNS)]


@njit(cache=True)
def _named(who, rows, q_part, q_start, q_end, pointer, actors, demonyms, m_part, m_start, m_end):  # type: ignore[no-untyped-def]
    """The actors that quotes name besides their speakers, each once a quote: the quote's place (int64) and the actor (int32)."""
    quotes, whom = [np.int64(0)], [np.int32(0)]
    for q in range(len(rows)):
        first = len(whom)
        for m in range(pointer[rows[q]], pointer[rows[q] + 1]):
            if demonyms[m] or actors[m] == who[q] or m_part[m] != q_part[q] or m_start[m] < q_start[q] or m_end[m] > q_end[q]:
                continue
            known = False
            for at in range(first, len(whom)):
                known |= whom[at] == actors[m]
            if not known:
                quotes.append(np.int64(q))
                whom.append(actors[m])
    return np.array(quotes[1:]), np.array(whom[1:])

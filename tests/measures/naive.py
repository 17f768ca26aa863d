"""Every measure counted the plain way: pandas and loops over long rows, for the tests to hold the quick ways against."""

import datetime
import math
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from dashboard.corpus import Corpus, View
from dashboard.records import PARTS, QUOTE_KINDS, VOICES

DAY = datetime.timedelta(days=1)


class Truth:
    """The long rows of a whole corpus, as generation files hold them."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        generation = corpus.generation
        self.articles = generation.table("articles").to_pandas()
        self.articles["body"] = generation.table("bodies")["body"].to_pylist()
        self.articles["region"] = self.articles["source"].map(
            dict(zip(generation.table("sources")["slug"].to_pylist(), generation.table("sources")["region"].to_pylist(), strict=True))
        )
        arabic = self.articles["language"] == "ar"
        for name in ("words", "words_reported", "words_direct", "sentences", "paragraphs"):
            self.articles[name] = self.articles[name].where(arabic, 0)
        self.articles["words_outlet"] = self.articles["words"] - self.articles["words_reported"] - self.articles["words_direct"]
        self.terms = self._terms()
        self.mentions = self._list("mention", ("actor", "form", "part", "start", "end", "paragraph", "sentence", "voice", "in_marks", "demonym"))
        self.quotes = self._list("quote", ("kind", "part", "start", "end", "words", "actor", "verb_start", "verb_end"))

    def _list(self, noun: str, names: Iterable[str]) -> pd.DataFrame:
        array = self.corpus.generation.array
        row = np.repeat(np.arange(len(self.articles)), np.diff(array(f"{noun}_pointer")))
        return pd.DataFrame({"row": row, **{name: array(f"{noun}_{name}") for name in names}})

    def _terms(self) -> pd.DataFrame:
        array = self.corpus.generation.array
        row = np.repeat(np.arange(len(self.articles)), np.diff(array("doc_pointer")))
        long = pd.DataFrame({"row": row, "type": array("doc_type"), **{name: array(f"doc_{name}").astype(int) for name in ("count", "reported", "direct")}})
        long["term"] = array("type_term")[long["type"]]
        long["outlet"] = long["count"] - long["reported"] - long["direct"]
        return long.rename(columns={"count": "all"})

    def rows(self, chosen: dict[str, Any]) -> list[int]:
        """The rows that a selection's options leave."""
        kept = []
        bounded = chosen.get("since") or chosen.get("until")
        undated = chosen.get("undated", "auto")
        for row, article in enumerate(self.articles.itertuples()):
            date = article.date if isinstance(article.date, datetime.date) and not pd.isna(article.date) else None
            if chosen.get("source") and article.source not in chosen["source"]:
                continue
            if chosen.get("region") and article.region not in chosen["region"]:
                continue
            if date is None and not (undated in ("include", "only") or (undated == "auto" and not bounded)):
                continue
            if date is not None and undated == "only":
                continue
            if date is not None and chosen.get("since") and date < chosen["since"]:
                continue
            if date is not None and chosen.get("until") and date > chosen["until"]:
                continue
            kept.append(row)
        for actor in chosen.get("actor", ()):
            number = self.corpus.actor(actor)
            named = set(self.mentions[(self.mentions["actor"] == number) & ~self.mentions["demonym"]]["row"])
            kept = [row for row in kept if row in named]
        for term in chosen.get("term", ()):
            held = set(self.terms[self.terms["term"] == self.corpus.term(term)]["row"])
            kept = [row for row in kept if row in held]
        return kept

    def counts(self, rows: Iterable[int], voice: str) -> pd.DataFrame:
        """One row an article and term that occurs there in the voice: row, term, count."""
        here = self.terms[self.terms["row"].isin(list(rows))]
        summed = here.groupby(["row", "term"])[voice].sum().rename("count").reset_index()
        return summed[summed["count"] > 0]

    def words(self, rows: Iterable[int], voice: str) -> int:
        return int(self.articles["words" if voice == "all" else f"words_{voice}"].iloc[list(rows)].sum())

    def named(self, rows: Iterable[int], voice: str, *, demonyms: bool = False, fold_capitals: bool = False) -> pd.DataFrame:
        """The mentions in some rows that count."""
        here = self.mentions[self.mentions["row"].isin(list(rows))]
        if not demonyms:
            here = here[~here["demonym"]]
        if voice != "all":
            here = here[here["voice"] == VOICES.index(voice)]
        if fold_capitals:
            table = self.corpus.generation.table("actors")
            numbers = self.corpus.generation.actor_numbers
            stands = {i: numbers.get(slug, i) for i, slug in enumerate(table["stands_for"].to_pylist())}
            here = here.assign(actor=here["actor"].map(stands))
        return here

    def dispersion(self, rows: list[int], voice: str, term: int) -> float:
        """Gries (2008), as it is written there."""
        own = self.counts(rows, voice)
        own = dict(own[own["term"] == term][["row", "count"]].itertuples(index=False))
        sizes = self.articles["words" if voice == "all" else f"words_{voice}"].iloc[rows]
        return sum(abs(own.get(row, 0) / sum(own.values()) - size / sizes.sum()) for row, size in zip(rows, sizes, strict=True)) / 2

    def pairs(self, rows: Iterable[int], voice: str, within: str, **counting: bool) -> tuple[Counter[int], Counter[tuple[int, int]]]:
        """Windows that name each actor, and each two."""
        alone: Counter[int] = Counter()
        both: Counter[tuple[int, int]] = Counter()
        key = ["row"] if within == "article" else ["row", within]
        for _, window in self.named(rows, voice, **counting).groupby(key):
            here = sorted(set(window["actor"]))
            alone.update(here)
            both.update(combinations(here, 2))
        return alone, both

    def windows(self, rows: list[int], within: str) -> int:
        return len(rows) if within == "article" else int(self.articles[f"{within}s"].iloc[rows].sum())

    def slug(self, actor: int) -> str:
        return str(self.corpus.generation.table("actors")["slug"][actor].as_py())

    def quoted(self, rows: Iterable[int], voice: str) -> pd.DataFrame:
        here = self.quotes[self.quotes["row"].isin(list(rows))]
        indirect = here["kind"] == QUOTE_KINDS.index("indirect")
        return here if voice == "all" else here[indirect] if voice == "reported" else here[~indirect] if voice == "direct" else here[:0]


def g2(table: list[list[float]]) -> float:
    """Dunning's log-likelihood ratio of a two-by-two table, from its cells and margins."""
    total = sum(map(sum, table))
    score = 0.0
    for i in (0, 1):
        for j in (0, 1):
            expected = sum(table[i]) * (table[0][j] + table[1][j]) / total
            if table[i][j]:
                score += table[i][j] * math.log(table[i][j] / expected)
    return 2 * score


def pair_table(both: float, a: float, b: float, total: float) -> list[list[float]]:
    return [[both, a - both], [b - both, total - a - b + both]]


def period(date: datetime.date | None, every: str) -> str | None:
    if date is None or pd.isna(date):
        return None
    if every == "day":
        return date.isoformat()
    if every == "week":
        return f"{date.isocalendar().year}-W{date.isocalendar().week:02d}"
    return f"{date:%Y-%m}" if every == "month" else f"{date.year}-Q{(date.month + 2) // 3}"


def text_of(view: View, id: str, part_of: str) -> str:
    article = view.corpus.view(id=[id]).articles(body=True).iloc[0]
    return str(article[{"title": "title", "body": "body"}[part_of]] or "")


assert PARTS == ("title", "body")

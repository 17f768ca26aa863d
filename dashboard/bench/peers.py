"""What the peers do for the same answers, each in the best way that was found for it. Loaded only where they are asked for."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from dashboard.bench.queries import TOP, Answers, Asked, Tables
from dashboard.errors import CallError, installing

try:
    import duckdb
    import polars as pl
    from sklearn.feature_extraction.text import CountVectorizer
except ImportError:
    raise CallError(f"The peers are not installed. Run in Marsad's folder: {installing('bench')}, or leave --peers out") from None

_MARKS, _SPELLINGS = re.compile("[\u064b-\u0652\u0640]"), str.maketrans("أإآىة", "ااايه")
_WORD = "[\u0621-\u064a]+"


def _normal(text: str) -> str:
    """What an Arabic normaliser for search does: no vowel marks, no tatweel, one spelling of alef, yeh and teh marbuta."""
    return _MARKS.sub("", text).translate(_SPELLINGS)


def count_vectorizer(texts: Sequence[str]) -> int:
    """Count the words of texts with scikit-learn; returns how many there are."""
    return int(CountVectorizer(preprocessor=_normal, token_pattern=_WORD).fit_transform(texts).sum())


def word_counters(texts: Sequence[str]) -> dict[str, Callable[[], int]]:
    """A call for each tool that counts the words of texts, by article."""
    frame = pl.DataFrame({"text": texts}).with_row_index()
    folded = pl.col("text").str.replace_all("[\u064b-\u0652\u0640]", "").str.replace_all("[أإآ]", "ا").str.replace_all("ى", "ي").str.replace_all("ة", "ه")

    def polars() -> int:
        words = frame.select("index", folded.str.extract_all(_WORD).alias("word")).explode("word")
        return int(words.group_by("index", "word").len()["len"].sum())

    return {"scikit-learn": lambda: count_vectorizer(texts), "polars": polars}


def askers_of(tables: Tables) -> dict[str, Callable[[Asked], Answers]]:
    """For each tool the bundle of one selection."""
    return {"duckdb": _duckdb(tables), "polars": _polars(tables)}


def _duckdb(tables: Tables) -> Callable[[Asked], Answers]:
    connection = duckdb.connect()
    for name in ("articles", "terms", "mentions"):
        connection.register("given", getattr(tables, name))
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        connection.unregister("given")
    series = ", ".join(map(str, tables.series))

    def ask(one: Asked) -> Answers:
        where = f"WHERE source IN ({', '.join(map(str, one.sources))}) AND day BETWEEN {one.first} AND {one.last}"

        def rows(query: str) -> list[tuple[Any, ...]]:
            return connection.execute(query.replace("$where", where)).fetchall()

        actors = dict(rows("SELECT source, count(DISTINCT actor) FROM mentions $where GROUP BY source"))
        return {
            "terms": sorted(n for _, n, _ in rows(f"SELECT term, sum(n)::BIGINT AS c, count(*) FROM terms $where GROUP BY term ORDER BY c DESC LIMIT {TOP}")),
            "comentions": {
                (a, b): n
                for a, b, n in rows(
                    f"WITH here AS (SELECT row, actor FROM mentions $where),"
                    f" top AS (SELECT actor FROM here GROUP BY actor ORDER BY count(*) DESC, actor LIMIT {TOP}),"
                    " chosen AS (SELECT row, actor FROM here SEMI JOIN top USING (actor))"
                    " SELECT x.actor, y.actor, count(*) FROM chosen x JOIN chosen y ON x.row = y.row AND x.actor < y.actor GROUP BY ALL"
                )
            },
            "trend": {
                (term, month): (n, held)
                for term, month, n, held in rows(
                    f"SELECT term, month, sum(n)::BIGINT, count(*) FROM terms $where AND term IN ({series}) GROUP BY term, month"
                )
            },
            "sources": {
                source: (held, words, sentences, actors.get(source, 0))
                for source, held, words, sentences in rows(
                    "SELECT source, count(*), sum(words)::BIGINT, sum(sentences)::BIGINT FROM articles $where GROUP BY source"
                )
            },
            "articles": [day for day, _ in rows(f"SELECT day, row FROM articles $where ORDER BY day DESC, row LIMIT {TOP}")],
        }  # fmt: skip

    return ask


def _polars(tables: Tables) -> Callable[[Asked], Answers]:
    articles, terms, mentions = (pl.from_arrow(table).lazy() for table in (tables.articles, tables.terms, tables.mentions))  # type: ignore[union-attr]
    series = list(tables.series)

    def ask(one: Asked) -> Answers:
        chosen = pl.col("source").is_in(one.sources) & pl.col("day").is_between(one.first, one.last)
        here = mentions.filter(chosen).select("row", "actor")
        top = here.group_by("actor").len().sort(["len", "actor"], descending=[True, False]).head(TOP).select("actor")
        among = here.join(top, on="actor", how="semi")
        results = pl.collect_all([
            terms.filter(chosen).group_by("term").agg(pl.col("n").sum(), pl.len()).top_k(TOP, by="n"),
            among.join(among, on="row", suffix="_b").filter(pl.col("actor") < pl.col("actor_b")).group_by("actor", "actor_b").len(),
            terms.filter(chosen & pl.col("term").is_in(series)).group_by("term", "month").agg(pl.col("n").sum(), pl.len()),
            articles.filter(chosen).group_by("source").agg(pl.len(), pl.col("words", "sentences").cast(pl.Int64).sum()),
            mentions.filter(chosen).group_by("source").agg(pl.col("actor").n_unique()),
            articles.filter(chosen).select("day", "row").bottom_k(TOP, by=[-pl.col("day"), "row"]).sort(["day", "row"], descending=[True, False]),
        ])  # fmt: skip
        counted, pairs, trend, of_source, named, newest = results
        actors = dict(named.iter_rows())
        return {
            "terms": sorted(counted["n"].to_list()),
            "comentions": {(a, b): n for a, b, n in pairs.iter_rows()},
            "trend": {(term, month): (n, held) for term, month, n, held in trend.iter_rows()},
            "sources": {source: (held, words, sentences, actors.get(source, 0)) for source, held, words, sentences in of_source.iter_rows()},
            "articles": newest["day"].to_list(),
        }

    return ask

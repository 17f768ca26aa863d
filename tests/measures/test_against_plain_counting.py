"""Whatever is selected, every measure gives what plain counting over the articles gives."""

import datetime
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard import notebook  # noqa: F401  (gives View its measures)
from dashboard.cache.copies import copies
from dashboard.corpus import Corpus, View
from dashboard.measures.association import adjusted

from . import naive
from .naive import Truth

FIRST = datetime.date(2023, 12, 20)
SLUGS = ("al-mina", "al-jisr", "al-manar-al-jadid", "warid")
VOICES = ("all", "outlet", "reported", "direct")
EXAMPLES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@st.composite
def selections(draw: st.DrawFn) -> dict[str, Any]:
    """Options of a selection, most of them not given most of the time."""
    chosen: dict[str, Any] = {"voice": draw(st.sampled_from(VOICES))}
    if draw(st.booleans()):
        chosen["source"] = tuple(draw(st.lists(st.sampled_from(SLUGS), min_size=1, unique=True)))
    if draw(st.integers(0, 4)) == 0:
        chosen["region"] = (draw(st.sampled_from(("EG", "LB"))),)
    if draw(st.booleans()):
        since, length = draw(st.integers(0, 400)), draw(st.integers(0, 200))
        chosen["since"] = FIRST + datetime.timedelta(days=since)
        if draw(st.booleans()):
            chosen["until"] = chosen["since"] + datetime.timedelta(days=length)
    chosen["undated"] = draw(st.sampled_from(("auto", "auto", "include", "exclude", "only")))
    if draw(st.integers(0, 3)) == 0:
        chosen["actor"] = (draw(st.sampled_from(("turkey", "egypt", "samir-al-wali"))),)
    if draw(st.integers(0, 3)) == 0:
        chosen["term"] = (draw(st.sampled_from(("القمح", "أسعار", "مصر"))),)
    return chosen


@pytest.fixture(scope="session")
def truth(corpus: Corpus) -> Truth:
    return Truth(corpus)


@pytest.fixture(params=[512, 2])
def as_ranges_or_mask(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Measures look at ranges as long as they are few, else at a mask of rows: walk both ways."""
    monkeypatch.setattr("dashboard.corpus.FEW_RANGES", request.param)


def taken(truth: Truth, chosen: dict[str, Any]) -> tuple[View, list[int], str]:
    return truth.corpus.view(**chosen), truth.rows(chosen), chosen["voice"]


def test_the_corpus_walks_every_path(corpus: Corpus) -> None:
    array = corpus.generation.array
    kept, in_cells = array("block_terms").shape[2], array("cell_terms").shape[0]
    assert corpus.generation.rows > 5 * max(corpus.generation.steps)
    assert corpus.generation.steps[2] > corpus.generation.steps[0]
    assert len(corpus.terms) > kept > in_cells > 5
    assert len(set(corpus.terms)) == len(corpus.terms)
    assert all(corpus.generation.array(f"row_words_{voice}").sum() > 300 for voice in ("reported", "direct"))


@EXAMPLES
@given(selections())
def test_a_selection_holds_the_articles_that_meet_it_newest_first(truth: Truth, chosen: dict[str, Any]) -> None:
    view, rows, _ = taken(truth, chosen)
    expected = truth.articles.iloc[rows]
    shown = view.articles(limit=0)
    assert sorted(shown["id"]) == sorted(expected["id"])
    dates = shown["date"].tolist()
    dated = [date for date in dates if isinstance(date, str)]
    assert dates[: len(dated)] == sorted(dated, reverse=True)
    assert view.articles(limit=7, offset=3)["id"].tolist() == shown["id"].tolist()[3:10]


@pytest.mark.usefixtures("as_ranges_or_mask")
@EXAMPLES
@given(selections(), st.sampled_from((3, 50, 0)), st.booleans())
def test_terms(truth: Truth, chosen: dict[str, Any], limit: int, stop_words: bool) -> None:
    view, rows, voice = taken(truth, chosen)
    counted = truth.counts(rows, voice)
    if not stop_words:
        counted = counted[~truth.corpus.generation.array("term_stop")[counted["term"]]]
    expected = counted.groupby("term")["count"].agg(["sum", "size"]).reset_index().sort_values(["sum", "term"], ascending=[False, True])
    expected = expected.head(limit or len(expected))
    shown = view.terms(limit=limit, stop_words=stop_words)
    assert shown["term"].tolist() == [truth.corpus.terms[term] for term in expected["term"]]
    assert shown["count"].tolist() == expected["sum"].tolist()
    assert shown["articles"].tolist() == expected["size"].tolist()
    assert [sum(forms.values()) for forms in shown["forms"]] == expected["sum"].tolist()
    words = truth.words(rows, voice)
    assert shown["share"].tolist() == pytest.approx([count / words for count in expected["sum"]])
    few = expected["term"].tolist()[:5]
    assert shown["dispersion"].tolist()[:5] == pytest.approx([truth.dispersion(rows, voice, term) for term in few])


@EXAMPLES
@given(selections())
def test_the_voices_sum_to_the_whole(truth: Truth, chosen: dict[str, Any]) -> None:
    counts, mentions = [], []
    for voice in VOICES:
        view = truth.corpus.view(**{**chosen, "voice": voice})
        counts.append(Counter(dict(zip(*view.terms(limit=0, stop_words=True, details=False)[["term", "count"]].to_numpy().T.tolist(), strict=True))))
        mentions.append(Counter(dict(zip(*view.actors(limit=0, details=False)[["actor", "mentions"]].to_numpy().T.tolist(), strict=True))))
    for whole, *parts in (counts, mentions):
        assert whole == sum(parts, Counter())


@pytest.mark.usefixtures("as_ranges_or_mask")
@EXAMPLES
@given(selections(), st.sampled_from(("day", "week", "month", "quarter")), st.sampled_from(("القمح", "samir-al-wali", "روسيا", 0, 7, 45)))
def test_trend(truth: Truth, chosen: dict[str, Any], every: str, series: str | int) -> None:
    view, rows, voice = taken(truth, chosen)
    if isinstance(series, int):
        series = truth.corpus.terms[series]
    label = {row: naive.period(truth.articles["date"].iloc[row], every) for row in rows}
    if series not in ("samir-al-wali", "روسيا"):
        here = truth.counts(rows, voice)
        here = here[here["term"] == truth.corpus.term(series)].set_index("row")["count"].to_dict()
    else:
        named = truth.named(rows, voice)
        here = named[named["actor"] == truth.corpus.actor(series)].groupby("row").size().to_dict()
    shown = view.trend(series, every=every)
    found = {p if isinstance(p, str) else None: values for p, *values in shown[["period", "count", "articles", "total_articles"]].itertuples(index=False)}
    for p in set(label.values()):
        inside = [row for row in rows if label[row] == p]
        assert found[p] == [sum(here.get(row, 0) for row in inside), sum(row in here for row in inside), len(inside)]
    assert all(found[p] == [0, 0, 0] for p in set(found) - set(label.values()))
    assert shown["count"].sum() == sum(here.values())
    thrice = view.trend([series, "القمح", series], every=every)
    for block in (thrice.head(len(shown)), thrice.tail(len(shown))):
        pd.testing.assert_frame_equal(block.reset_index(drop=True), shown)


@EXAMPLES
@given(selections(), st.booleans(), st.booleans())
def test_actors(truth: Truth, chosen: dict[str, Any], demonyms: bool, fold_capitals: bool) -> None:
    view, rows, voice = taken(truth, chosen)
    named = truth.named(rows, voice, demonyms=demonyms, fold_capitals=fold_capitals)
    named = named.assign(source=truth.articles["source"].iloc[named["row"]].to_numpy())
    shown = view.actors(limit=0, demonyms=demonyms, fold_capitals=fold_capitals)
    expected = named.groupby("actor").agg(mentions=("row", "size"), articles=("row", "nunique"), sources=("source", "nunique"))
    found = shown.set_index("actor")[["mentions", "articles", "sources"]].astype(int)
    assert found.to_dict("index") == {truth.slug(actor): row for actor, row in expected.to_dict("index").items()}
    assert shown["mentions"].tolist() == sorted(shown["mentions"], reverse=True)
    assert [sum(forms.values()) for forms in shown["forms"]] == shown["mentions"].tolist()


@EXAMPLES
@given(selections(), st.sampled_from(("article", "paragraph", "sentence")), st.sampled_from((0, 4)), st.booleans(), st.booleans())
def test_comentions(truth: Truth, chosen: dict[str, Any], within: str, limit: int, demonyms: bool, fold_capitals: bool) -> None:
    view, rows, voice = taken(truth, chosen)
    alone, both = truth.pairs(rows, voice, within, demonyms=demonyms, fold_capitals=fold_capitals)
    shown = view.comentions(within=within, limit=limit, demonyms=demonyms, fold_capitals=fold_capitals)
    total = truth.windows(rows, within)
    assert shown["count"].tolist() == sorted(both.values(), reverse=True)[: limit or None]
    for one in shown.itertuples():
        a, b = (truth.corpus.generation.actor_numbers[slug] for slug in (one.a, one.b))
        assert (one.count, one.count_a, one.count_b) == (both[min(a, b), max(a, b)], alone[a], alone[b])
        assert one.count_a >= one.count_b
        assert one.expected == pytest.approx(alone[a] * alone[b] / total)
        assert abs(one.log_likelihood) == pytest.approx(naive.g2(naive.pair_table(one.count, alone[a], alone[b], total)), abs=1e-6)
        assert -1 <= one.npmi <= 1


@EXAMPLES
@given(selections(), st.sampled_from(("article", "paragraph", "sentence")), st.sampled_from((0, 3)), st.booleans(), st.booleans())
def test_companions(truth: Truth, chosen: dict[str, Any], within: str, limit: int, demonyms: bool, fold_capitals: bool) -> None:
    view, rows, voice = taken(truth, chosen)
    counting = {"demonyms": demonyms, "fold_capitals": fold_capitals}
    alone, both = truth.pairs(rows, voice, within, **counting)
    russia = truth.corpus.actor("russia")
    expected = {truth.slug(a + b - russia): count for (a, b), count in both.items() if russia in (a, b)}
    shown = view.comentions(beside="russia", within=within, limit=limit, **counting)
    assert shown["count"].tolist() == sorted(expected.values(), reverse=True)[: limit or None]
    assert set(shown["a"]) <= {"russia"}
    everything = view.comentions(within=within, limit=0, **counting)
    for one in shown.itertuples():
        other = truth.corpus.generation.actor_numbers[one.b]
        assert (one.count, one.count_a, one.count_b) == (expected[one.b], alone[russia], alone[other])
        pair = everything[everything["a"].isin(("russia", one.b)) & everything["b"].isin(("russia", one.b))].iloc[0]
        assert (one.expected, one.npmi, one.log_likelihood) == tuple(pytest.approx(pair[name]) for name in ("expected", "npmi", "log_likelihood"))


@EXAMPLES
@given(selections(), st.sampled_from(("turkey", "samir-al-wali")), st.booleans(), st.booleans())
def test_coverage(truth: Truth, chosen: dict[str, Any], actor: str, demonyms: bool, fold_capitals: bool) -> None:
    view, rows, voice = taken(truth, chosen)
    named = truth.named(rows, voice, demonyms=demonyms, fold_capitals=fold_capitals)
    named = named[named["actor"] == truth.corpus.actor(actor)]
    source_of = truth.articles["source"]
    shown = view.coverage(actor, demonyms=demonyms, fold_capitals=fold_capitals)
    everywhere = named["row"].nunique()
    assert sorted(shown["source"]) == sorted(source_of.iloc[rows].unique())
    assert shown["log_likelihood"].tolist() == sorted(shown["log_likelihood"], reverse=True)
    for one in shown.itertuples():
        own = named[source_of.iloc[named["row"]].to_numpy() == one.source]
        total = sum(source_of.iloc[row] == one.source for row in rows)
        articles = own["row"].nunique()
        assert (one.mentions, one.articles, one.total_articles) == (len(own), articles, total)
        assert one.share == pytest.approx(articles / total)
        assert one.expected == pytest.approx(everywhere * total / len(rows))
        score = naive.g2([[articles, total - articles], [everywhere - articles, len(rows) - total - everywhere + articles]])
        assert one.log_likelihood == pytest.approx(score if articles * len(rows) >= everywhere * total else -score, abs=1e-6)
        if total < len(rows):
            rates = [(count or 0.5) / size for count, size in ((articles, total), (everywhere - articles, len(rows) - total))]
            assert one.log_ratio == pytest.approx(np.log2(rates[0] / rates[1]))
        else:
            assert np.isnan(one.log_ratio)


@EXAMPLES
@given(selections())
def test_sources(truth: Truth, chosen: dict[str, Any]) -> None:
    view, rows, voice = taken(truth, chosen)
    shown = view.sources().set_index("source")
    first = copies(truth.corpus.generation).first
    for slug, own in truth.articles.iloc[rows].groupby("source"):
        here = [row for row in rows if truth.articles["source"].iloc[row] == slug]
        dates = [date.isoformat() for date in own["date"] if not pd.isna(date)]
        line = shown.loc[slug]
        assert (line["articles"], line["undated"], line["words"], line["sentences"]) == (
            len(own), own["date"].isna().sum(), truth.words(here, voice), own["sentences"].sum(),
        )  # fmt: skip
        assert line[["first", "last"]].dropna().tolist() == ([min(dates), max(dates)] if dates else [])
        assert line["actors"] == truth.named(here, voice)["actor"].nunique()
        assert line["quotes"] == len(truth.quoted(here, voice))
        assert (line["not_arabic"], line["copies"]) == ((own["language"] != "ar").sum(), (~first[here]).sum())
    assert len(shown) == truth.articles["source"].iloc[rows].nunique()


@EXAMPLES
@given(selections(), st.sampled_from(SLUGS), st.sampled_from(SLUGS), st.sampled_from((0, 6)))
def test_keyness(truth: Truth, chosen: dict[str, Any], a: str, b: str, limit: int) -> None:
    sides = [truth.rows({**chosen, "source": (slug,)}) for slug in (a, b)]
    sizes = [truth.words(rows, chosen["voice"]) for rows in sides]
    if a == b or not all(sizes):
        return
    view = truth.corpus.view(**chosen)
    shown = view.keyness(a=f"source={a}", b=f"source={b}", limit=limit, stop_words=True, floor=1)
    counted = [truth.counts(rows, chosen["voice"]).groupby("term")["count"].sum() for rows in sides]
    every = sorted(set(counted[0].index) | set(counted[1].index))
    in_a, in_b = (side.reindex(every, fill_value=0).tolist() for side in counted)
    scores = [naive.g2([[x, sizes[0] - x], [y, sizes[1] - y]]) for x, y in zip(in_a, in_b, strict=True)]
    expected = {truth.corpus.terms[term]: (x, y, score) for term, x, y, score in zip(every, in_a, in_b, scores, strict=True)}
    assert len(shown) == (min(limit, len(expected)) if limit else len(expected))
    assert shown["log_likelihood"].tolist() == sorted(shown["log_likelihood"], reverse=True)
    for one in shown.head(20).itertuples():
        assert (one.count_a, one.count_b) == expected[one.term][:2]
        assert one.log_likelihood == pytest.approx(expected[one.term][2], abs=1e-6)
        rates = [(count or 0.5) / size for count, size in zip(expected[one.term][:2], sizes, strict=True)]
        assert one.log_ratio == pytest.approx(np.log2(rates[0] / rates[1]))
    for one in shown.head(3).itertuples():
        for rows, count, spread in ((sides[0], one.count_a, one.dispersion_a), (sides[1], one.count_b, one.dispersion_b)):
            if count:
                assert spread == pytest.approx(truth.dispersion(rows, chosen["voice"], truth.corpus.terms.index(one.term)))
            else:
                assert np.isnan(spread)


@EXAMPLES
@given(selections(), st.sampled_from(("article", "sentence")))
@example({"voice": "all", "undated": "only", "actor": ("samir-al-wali",)}, "article")
def test_rising_pairs(truth: Truth, chosen: dict[str, Any], within: str) -> None:
    view, _, voice = taken(truth, chosen)
    sides = [truth.rows({**chosen, "source": (slug,)}) for slug in SLUGS[:2]]
    if not all(truth.words(rows, voice) for rows in sides):
        return
    (_, one), (_, other) = (truth.pairs(rows, voice, within) for rows in sides)
    shown = view.comentions(a=f"source={SLUGS[0]}", b=f"source={SLUGS[1]}", within=within, limit=0)
    found = {frozenset((row.a, row.b)): (row.count_in_a, row.count_in_b, row.count) for row in shown.itertuples()}
    pairs = set(one) | set(other)
    few = view.comentions(a=f"source={SLUGS[0]}", b=f"source={SLUGS[1]}", within=within, limit=6)
    rose, fell = (shown["log_ratio"] > 0).sum(), (shown["log_ratio"] <= 0).sum()
    assert (few["log_ratio"] > 0).sum() == min(rose, max(3, 6 - fell))
    assert len(few) == min(6, len(shown))
    assert few["p_adjusted"].tolist() == [shown[(shown["a"] == pair.a) & (shown["b"] == pair.b)]["p_adjusted"].iloc[0] for pair in few.itertuples()]
    for name, slug, rows in zip(("npmi_in_a", "npmi_in_b"), SLUGS, sides, strict=False):
        alone = truth.pairs(rows, voice, within)[0]
        total = truth.windows(rows, within)
        for row in shown.head(20).itertuples():
            a, b = (alone[truth.corpus.generation.actor_numbers[actor]] for actor in (row.a, row.b))
            count = row.count_in_a if name == "npmi_in_a" else row.count_in_b
            expected = np.nan if not a or not b else -1.0 if not count else 1.0 if count == total else np.log(count * total / a / b) / -np.log(count / total)
            assert getattr(row, name) == pytest.approx(expected, nan_ok=True), (slug, row)
    assert found == {frozenset(map(truth.slug, pair)): (one[pair], other[pair], one[pair] + other[pair]) for pair in pairs}
    assert (np.diff(np.sign(shown["log_ratio"])) <= 0).all()


@EXAMPLES
@given(selections(), st.sampled_from((None, "month")), st.sampled_from(("harbour-union", "turkey")))
def test_naming(truth: Truth, chosen: dict[str, Any], every: str | None, actor: str) -> None:
    view, rows, voice = taken(truth, chosen)
    named = truth.named(rows, voice)
    named = named[named["actor"] == truth.corpus.actor(actor)]
    forms = truth.corpus.generation.table("forms")["form"]
    expected: dict[tuple[str, ...], list[Any]] = {}
    for one in named.itertuples():
        where = [truth.articles["source"].iloc[one.row], *([naive.period(truth.articles["date"].iloc[one.row], every)] if every else [])]
        said = (one.in_marks, one.voice == 2, one.voice == 1, one.voice == 0, one.voice == 0 and one.in_marks, one.part == 0)
        expected.setdefault((*where, forms[one.form].as_py()), []).append((said, one.row))
    shown = view.naming(actor, every=every)
    found = {
        (one.source, *([one.period if isinstance(one.period, str) else None] if every else []), one.form): one for one in shown.itertuples()
    }
    assert found.keys() == expected.keys()
    for key, line in found.items():
        own = expected[key]
        of_place = sum(len(other) for place, other in expected.items() if place[:-1] == key[:-1])
        assert (line.count, line.share) == (len(own), pytest.approx(len(own) / of_place))
        shares = (line.in_marks, line.in_quotes, line.in_reported, line.own, line.own_in_marks, line.in_titles)
        assert shares == tuple(pytest.approx(np.mean([said[k] for said, _ in own])) for k in range(6))
        assert line.articles == len({row for _, row in own})
        in_bodies = [said[0] for said, _ in own if not said[5]]
        assert line.body_in_marks == pytest.approx(np.mean(in_bodies) if in_bodies else np.nan, nan_ok=True)


@EXAMPLES
@given(selections())
def test_quotes_and_speakers_agree_with_the_quote_lists(truth: Truth, chosen: dict[str, Any]) -> None:
    view, rows, voice = taken(truth, chosen)
    expected = truth.quoted(rows, voice)
    shown = view.quotes(limit=0)
    assert len(shown) == len(expected)
    bodies = dict(zip(truth.articles["id"], truth.articles["body"], strict=True))
    for one in shown.head(30).itertuples():
        text = bodies[one.id]
        assert one.part_of != "body" or text[one.start : one.end] == one.text
        if one.part_of == "body" and isinstance(one.speaker_text, str):
            assert text[int(one.speaker_start) : int(one.speaker_end)] == one.speaker_text
    heard = view.speakers(limit=0)
    assert heard["quotes"].sum() == len(expected)
    assert heard.groupby("source")["share"].sum().tolist() == pytest.approx([1.0] * heard["source"].nunique())
    assert view.quotes(limit=5)["text"].tolist() == shown["text"].tolist()[:5]
    about = view.quotes(about="turkey", limit=0)
    named = truth.named(rows, "all")
    named = named[named["actor"] == truth.corpus.actor("turkey")]
    inside = expected.merge(named, on=["row", "part"], suffixes=("", "_m"))
    inside = inside[(inside["start"] <= inside["start_m"]) & (inside["end_m"] <= inside["end"])]
    assert len(about) == len(inside[["row", "part", "start", "end", "kind"]].drop_duplicates())


@pytest.mark.parametrize("chances", [[0.01, 0.02, 0.03, 0.9], [0.5], [1.0, 0.0, 0.2], [0.04, 0.04, 0.04]])
def test_adjusted_chances_are_those_of_benjamini_and_hochberg(chances: list[float]) -> None:
    n = len(chances)
    ranked = sorted(chances)
    expected = [min(min(ranked[k] * n / (k + 1) for k in range(ranked.index(p), n)), 1.0) for p in chances]
    assert adjusted(np.array(chances)).tolist() == pytest.approx(expected)

"""Measures that read the texts again: their words are those that were counted, and their counts those of plain loops."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from dashboard import notebook  # noqa: F401  (gives View its measures)
from dashboard.cache import common_words, text_index
from dashboard.cache.text_index import folded_words
from dashboard.corpus import Corpus, View
from dashboard.errors import CallError
from dashboard.measures.phrases import phrases
from dashboard.measures.sequences import next_level
from dashboard.measures.streams import DIRECT, OUTLET, REPORTED, batches
from dashboard.measures.terms import term_counts
from dashboard.text.characters import FIRST_WORD
from dashboard.text.letters import fold
from dashboard.text.tokens import SENTENCE_START

from . import naive

SELECTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"source": ["al-mina"], "since": "2024-03-01"},
    {"term": ["القمح"]},
    *({"voice": voice} for voice in ("outlet", "reported", "direct")),
)


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_the_words_are_those_that_were_counted(corpus: Corpus, chosen: dict[str, Any]) -> None:
    view = corpus.view(**chosen)
    counts = np.zeros(len(corpus.terms), np.int64)
    for batch in batches(view, size=50):
        said = batch.term >= 0
        if view.voice:
            said &= batch.voice == view.voice - 1
        counts += np.bincount(batch.term[said], minlength=len(counts))
    assert counts.tolist() == term_counts(view)[0].tolist()


def test_the_voices_of_words_are_those_that_were_counted(corpus: Corpus) -> None:
    counts = np.zeros(3, np.int64)
    for batch in batches(corpus.view()):
        counts += np.bincount(batch.voice[batch.word], minlength=3)
    array = corpus.generation.array
    reported, direct = int(array("row_words_reported").sum()), int(array("row_words_direct").sum())
    assert counts.tolist() == [int(array("row_words").sum()) - reported - direct, reported, direct]
    assert (OUTLET, REPORTED, DIRECT) == (0, 1, 2)


def sentences(view: View) -> Iterator[tuple[int, list[tuple[str, int, bool, bool]]]]:
    """Every sentence of a view: its article, and its tokens as (spelling, term, in the view's voice, a word)."""
    for batch in batches(view):
        stream = batch.stream
        for part in range(len(stream.parts) - 1):
            sentence: list[tuple[str, int, bool, bool]] = []
            for i in range(stream.parts[part], stream.parts[part + 1]):
                if stream.flags[i] & SENTENCE_START and sentence:
                    yield part >> 1, sentence
                    sentence = []
                said = not view.voice or batch.voice[i] == view.voice - 1
                text = batch.types.text(int(stream.type[i])) if stream.type[i] >= FIRST_WORD else ""
                sentence.append((text, int(batch.term[i]), bool(said), bool(batch.word[i])))
            if sentence:
                yield part >> 1, sentence


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
@pytest.mark.parametrize("node", ["القمح", "مصر", "samir-al-wali"])
def test_collocates(corpus: Corpus, chosen: dict[str, Any], node: str) -> None:
    view = corpus.view(**chosen)
    by_slug = node == "samir-al-wali"
    wanted = corpus.term("سمير الوالي" if by_slug else node)
    near: Counter[int] = Counter()
    nodes = 0
    for _, sentence in sentences(view):
        units = [(term, said) for _, term, said, _ in sentence if term >= 0]
        places = [k for k, (term, said) in enumerate(units) if term == wanted and said]
        nodes += len(places)
        for k, (term, said) in enumerate(units):
            if said and k not in places and any(abs(k - place) <= 3 for place in places):
                near[term] += 1
    shown = view.collocates(node, window=3, floor=1, limit=0, stop_words=True)
    assert dict(zip(shown["collocate"], shown["count"], strict=True)) == {corpus.terms[term]: count for term, count in near.items()}
    alone = term_counts(view)[0]
    total = int(alone.sum()) - nodes
    for one in shown.head(10).itertuples():
        count, elsewhere = one.count if isinstance(one.count, int) else near[corpus.terms.index(one.collocate)], alone[corpus.terms.index(one.collocate)]
        assert one.expected == pytest.approx(sum(near.values()) * elsewhere / total)
        assert one.log_dice == pytest.approx(14 + np.log2(2 * count / (nodes + elsewhere)))
        assert abs(one.log_likelihood) == pytest.approx(naive.g2(naive.pair_table(count, sum(near.values()), elsewhere, total)), abs=1e-6)
    assert shown["log_dice"].tolist() == sorted(shown["log_dice"], reverse=True)


def keyed(corpus: Corpus, view: View) -> Iterator[tuple[int, list[list[str]]]]:
    """The runs of words of every sentence, each word as the folded spelling of its term (or its own, inside names)."""
    types = corpus.generation.table("types").to_pylist()
    term = corpus.generation.array("type_term")
    plain = {one["form"]: fold(corpus.terms[term[i]]) for i, one in enumerate(types) if one["name"] is None}
    first = {one["form"].split(" ")[0]: fold(one["name"].split(" ")[0]) for one in types if one["name"] is not None}
    for article, sentence in sentences(view):
        runs: list[list[str]] = [[]]
        for text, _, said, word in sentence:
            if word and said:
                runs[-1].append(plain.get(text) or first.get(text) or fold(text))
            elif runs[-1]:
                runs.append([])
        yield article, runs


@pytest.mark.parametrize("chosen", [{}, {"source": ["al-mina"]}, {"term": ["القمح"]}], ids=str)
def test_phrases_are_the_same_from_words_read_anew_and_from_kept_ones(corpus: Corpus, chosen: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    whole, view = Corpus(corpus.generation), Corpus(corpus.generation).view(**chosen)
    monkeypatch.setattr("dashboard.measures.running_words._MOST_KEPT", 0)
    read = phrases(view, limit=0, floor=2)
    monkeypatch.undo()
    phrases(whole.view(), limit=1, floor=2)
    assert whole.memory["running words"]
    assert phrases(whole.view(**chosen), limit=0, floor=2).equals(read)
    assert len(read)


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_phrases(corpus: Corpus, chosen: dict[str, Any]) -> None:
    view, floor = corpus.view(**chosen), 4
    counts: Counter[tuple[str, ...]] = Counter()
    holding: dict[tuple[str, ...], set[int]] = {}
    for article, runs in keyed(corpus, view):
        for run in runs:
            for size in range(1, 7):
                for k in range(len(run) - size + 1):
                    counts[tuple(run[k : k + size])] += 1
                    holding.setdefault(tuple(run[k : k + size]), set()).add(article)
    frequent = {words: count for words, count in counts.items() if count >= floor}
    total = sum(count for words, count in counts.items() if len(words) == 1)

    def score(words: tuple[str, ...]) -> float:
        cuts = [(frequent[words[:k]], frequent[words[k:]]) for k in range(1, len(words))]
        signed = [naive.g2(naive.pair_table(frequent[words], a, b, total)) * (1 if frequent[words] * total >= a * b else -1) for a, b in cuts]
        return min(signed)

    def held(words: tuple[str, ...]) -> bool:
        longer = [w for w in frequent if len(words) < len(w) <= 5 and frequent[w] == frequent[words] and contains(w, words)]
        beyond = [w for w in frequent if len(w) == 6 and len(words) == 5 and w[1:] == words and frequent[w] == frequent[words]]
        return bool(longer or beyond)

    expected = {words: round(score(words), 4) for words in frequent if 2 <= len(words) <= 5 and not held(words)}
    expected = {words: points for words, points in expected.items() if points >= 10.83}
    shown = phrases(view, limit=0, floor=floor, stop_words=True)
    found = Counter((count, articles, round(points, 4)) for count, articles, points in shown[["count", "articles", "score"]].itertuples(index=False))
    assert found == Counter((frequent[words], len(holding[words]), points) for words, points in expected.items())
    assert shown["score"].tolist() == sorted(shown["score"], reverse=True)


def contains(longer: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(longer[k : k + len(words)] == words for k in range(len(longer) - len(words) + 1))


def test_no_phrase_begins_or_ends_with_a_stop_word(corpus: Corpus) -> None:
    stop = {corpus.terms[i] for i in np.flatnonzero(corpus.generation.array("term_stop"))}
    for phrase in phrases(corpus.view(), limit=0, floor=3)["phrase"]:
        assert not {phrase.split(" ")[0], phrase.split(" ")[-1]} & stop


@pytest.mark.parametrize("size", [0, 1, 500])
def test_sequences_are_counted_alike_with_and_without_a_sketch(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    words = np.random.default_rng(3).integers(-2, 5, size).astype(np.int32)
    keys = np.where(words >= 0, words, -1).astype(np.int32)
    plain = next_level(words, keys, 2, 3, -2, np.empty_like(keys))
    monkeypatch.setattr("dashboard.measures.sequences._SKETCHED_FROM", 0)
    sketched = next_level(words, keys, 2, 3, -2, np.empty_like(keys))
    pairs = Counter((int(a), int(b)) for a, b in pairwise(words) if a >= 0 and b >= 0)
    for level in (plain, sketched):
        found = dict(zip(zip(level.head.tolist(), level.tail.tolist(), strict=True), level.count.tolist(), strict=True))
        assert found == {pair: count for pair, count in pairs.items() if count >= 3}


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
@pytest.mark.parametrize("term", ["القمح", "أسعار", "مصر", "الأمم المتحدة"])
def test_a_concordance_shows_every_occurrence_of_a_term_in_its_place(corpus: Corpus, chosen: dict[str, Any], term: str) -> None:
    view = corpus.view(**chosen)
    shown = view.concordance(term, limit=0)
    assert len(shown) == term_counts(view)[0][corpus.term(term)]
    for one in shown.head(8).itertuples():
        assert naive.text_of(view, one.id, one.part_of)[one.start : one.end] == one.match
    assert view.concordance(term, limit=3)[["id", "start"]].values.tolist() == shown.head(3)[["id", "start"]].values.tolist()


def test_a_concordance_of_a_slug_shows_every_mention(corpus: Corpus) -> None:
    view = corpus.view()
    mentions = view.actors(limit=0).set_index("actor")["mentions"]
    shown = view.concordance("harbour-union", limit=0)
    assert len(shown) == mentions["harbour-union"]
    assert set(shown["match"]) <= {"اتحاد المرافئ", "الاتحاد المرفئي"}


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        pytest.param('"الحركة الى الميناء"', ("الحركة", "إلى", "الميناء"), id="phrase, folded"),
        pytest.param("«حتى تعود»", ("حتى", "تعود"), id="phrase in guillemets"),
        pytest.param("تعود الحركة إلى", ("تعود", "الحركة", "إلى"), id="words that are no name"),
        pytest.param("المزار*", ("المزارعين",), id="prefix"),
    ],
)
def test_phrases_and_prefixes_are_found_word_by_word(corpus: Corpus, text: str, pattern: tuple[str, ...]) -> None:
    view = corpus.view()
    expected = 0
    for _, sentence in sentences(view):
        words = [spelling for spelling, *_ in sentence if spelling]
        expected += sum(tuple(words[k : k + len(pattern)]) == pattern for k in range(len(words)))
    shown = view.concordance(text, limit=0)
    assert len(shown) == expected > 0
    assert {" ".join(match.split()) for match in shown["match"]} == {" ".join(pattern)}


@pytest.mark.parametrize("text", ["", "  ", '""', "*", "كلمةلاتوجدهنا"])
def test_a_concordance_of_nothing_says_what_would_be_right(corpus: Corpus, text: str) -> None:
    with pytest.raises(CallError):
        corpus.view().concordance(text)


@pytest.mark.parametrize(("order", "nearest"), [("left", lambda text: folded_words(text)[::-1]), ("right", folded_words)])
def test_a_concordance_is_ordered_by_the_words_nearest_to_the_match(corpus: Corpus, order: str, nearest: Callable[[str], list[str]]) -> None:
    term = corpus.view().terms(limit=1, details=False)["term"][0]
    newest = corpus.view().concordance(term, limit=0)
    ordered = corpus.view().concordance(term, limit=0, order=order)
    assert sorted(newest["id"]) == sorted(ordered["id"])
    assert ordered[order].map(nearest).tolist() == sorted(newest[order].map(nearest))


@pytest.fixture(scope="module")
def with_common_words(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """The corpus as if it were large: its text index keeps the rows of common words."""
    cache = tmp_path_factory.mktemp("common") / "cache"
    shutil.copytree(corpus.generation.cache, cache, ignore=shutil.ignore_patterns("text"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common_words, "SHARE", 2)
        patch.setattr(text_index, "_FEW", 1)
        patch.setattr(text_index, "_OPEN", {})
        opened = Corpus.open(cache)
        text_index.write_index(opened.generation)
        yield opened


@pytest.mark.parametrize(
    ("few", "most_buckets", "most_words", "large"),
    [(100_000, 65_000, 20_000, False), (1, 65_000, 20_000, False), (1, 0, 20_000, False), (1, 65_000, 20_000, True), (1, 0, 0, True)],
    ids=["one by one", "as bits", "all at once", "common words", "common words, the rest at once and looked up by the engine"],
)
@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("القمح", lambda words: "القمح" in words),
        ("ال*", lambda words: any(word.startswith("ال") for word in words)),
        ("م*", lambda words: any(word.startswith("م") for word in words)),
        ("ا* -في", lambda words: any(word.startswith("ا") for word in words) and "في" not in words),
        ("القمح -السوق", lambda words: "القمح" in words and "السوق" not in words),
        ("في OR السوق OR كلمهلاتوجدهنا", lambda words: bool({"في", "السوق"} & words)),
        ("في من -(على السوق)", lambda words: {"في", "من"} <= words and not {"علي", "السوق"} <= words),
        ("NOT في", lambda words: "في" not in words),
        ("NOT (القمح في)", lambda words: not {"القمح", "في"} <= words),
        ("(من OR القمح) (على OR السو*)", lambda words: bool({"من", "القمح"} & words) and ("علي" in words or any(w.startswith("السو") for w in words))),
        ("كلمهلاتوجدهنا", lambda words: False),
    ],
)
def test_a_query_finds_the_same_however_many_it_finds(
    corpus: Corpus, with_common_words: Corpus, monkeypatch: pytest.MonkeyPatch,
    few: int, most_buckets: int, most_words: int, large: bool, query: str, holds: Callable[[set[str]], bool],
) -> None:  # fmt: skip
    for name, value in (("_FEW", few), ("_MOST_BUCKETS", most_buckets), ("_MOST_WORDS", most_words), ("_FOUND", {}), ("_OPEN", {})):
        monkeypatch.setattr(text_index, name, value)
    asked = (with_common_words if large else corpus).generation
    titles = asked.table("articles")["title"].to_pylist()
    texts = [{*folded_words(title or ""), *folded_words(asked.body(row))} for row, title in enumerate(titles)]
    assert text_index.matching(asked, query).tolist() == [holds(words) for words in texts]


def test_words_of_the_common_kind_are_answered_without_the_engine(with_common_words: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    generation = with_common_words.generation
    monkeypatch.setattr(text_index, "_FOUND", {})
    one, other, *_ = text_index._opened(generation).common.beginning("")
    monkeypatch.setattr(text_index, "_query", lambda *asked: pytest.fail("the engine was asked"))
    holding, either = (text_index.matching(generation, query).sum() for query in (one, f"{one} OR {other}"))
    assert generation.rows / common_words.SHARE <= holding <= either

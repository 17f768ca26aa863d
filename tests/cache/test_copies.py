"""Copies of a built corpus: the same from any order of inputs and any number of workers, whole or absent, and taken up where a run stopped."""

import json
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard import building
from dashboard.building import Inputs
from dashboard.cache import copies as copies_module
from dashboard.cache import layout, signatures
from dashboard.cache.copies import are_known, copies, progress_of, write_copies
from dashboard.cache.generation import Generation
from dashboard.errors import CacheError
from dashboard.measures.copies import copies as copies_of_view
from dashboard.notebook import Corpus

WORDS = (
    "الميناء السفن القمح الأسعار النهر الجسر المدينة السوق التجار العمال الحكومة الوزارة الخطة المشروع الطريق القطار المدرسة الكتاب المعرض المطر "
    "الحقول المزارعين الماء الكهرباء الشتاء الصيف كبيرة جديدة قديم واسع سفينة أسعار خطط مشاريع وصلت قالت أعلن زار افتتح بحث في من على إلى عن بعد قبل"
).split()


def story(seed: int, words: int = 80) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choices(WORDS, k=words)) + "."


WIRE, BRIEF, OTHER = story(1), story(2, 40), story(3)
ARTICLES = (
    ("wire", "الأول", "2024-03-02", WIRE),
    ("trimmed", "الثاني", "2024-03-02", WIRE.rsplit(" ", 15)[0]),
    ("early", "الثالث", "2024-03-01", WIRE.replace("،", "")),
    ("undated", "الأول", None, WIRE),
    ("brief", "الثاني", "2024-04-05", BRIEF),
    ("round-up", "الثالث", "2024-04-06", f"{story(4)}\n{BRIEF}\n{story(5)}"),
    ("own", "الأول", "2024-04-06", OTHER),
    ("short", "الأول", "2024-04-07", "خبر قصير"),
    ("short too", "الثاني", "2024-04-07", "خبر قصير"),
)


def record(name: str, source: str, date: str | None, text: str) -> str:
    return json.dumps({"id": name, "source": f"صحيفة {source}", "title": f"عنوان {name}", "text": text} | ({"date": date} if date else {}), ensure_ascii=False)


def corpus_of(folder: Path, articles: Iterable[tuple[str, str, str | None, str]] = ARTICLES) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.jsonl").write_text("\n".join(record(*one) for one in articles) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus_of(tmp_path_factory.mktemp("raw"))


@pytest.fixture(scope="module")
def built(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache as a build leaves it that was stopped before it looked for copies."""
    cache = tmp_path_factory.mktemp("built")
    building.build(Inputs((raw,)), cache, jobs=1, derive=False)
    return cache


@pytest.fixture
def bare(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "bare"))


@pytest.fixture
def cache(built: Path, tmp_path: Path) -> Path:
    copied = Path(shutil.copytree(built, tmp_path / "cache"))
    building.derived(copied, jobs=1)
    return copied


def clusters(cache: Path) -> dict[str, list[str]]:
    table = copies_of_view(Corpus.open(cache).view())
    return {str(group["record"].iloc[0]): group["record"].tolist() for _, group in table.groupby("cluster", sort=False)}


def test_exact_trimmed_and_contained_copies_stand_together_the_earliest_first(cache: Path) -> None:
    found = clusters(cache)
    assert set(found) == {"early", "brief"}
    assert set(found["early"]) == {"early", "wire", "trimmed", "undated"}
    assert found["early"][-1] == "undated"
    assert found["brief"] == ["brief", "round-up"]


def test_copies_first_counts_each_text_once(cache: Path) -> None:
    corpus = Corpus.open(cache)
    firsts = corpus.view(copies="first")
    assert set(firsts.articles(limit=0)["record"]) == {"early", "brief", "own", "short", "short too"}
    assert firsts.sources()["articles"].sum() == firsts.size == 5
    assert corpus.view().size == len(ARTICLES)


def test_the_columns_are_those_promised(cache: Path) -> None:
    table = copies_of_view(Corpus.open(cache).view())
    assert list(table.columns) == ["cluster", "id", "record", "source", "date", "origin", "similarity", "first"]
    assert table["first"].sum() == table["cluster"].nunique() == 2
    assert set(table["cluster"]) == set(table.loc[table["first"], "id"])
    assert table["similarity"].between(0.6, 1).all()
    assert table.loc[table["first"], "similarity"].eq(1).all()
    assert len(copies_of_view(Corpus.open(cache).view(), limit=3)) == 3
    assert len(copies_of_view(Corpus.open(cache).view(until="2024-01-01"))) == 0


def test_a_selection_shows_its_own_articles_of_a_cluster(cache: Path) -> None:
    table = copies_of_view(Corpus.open(cache).view(until="2024-03-01"))
    assert table["record"].tolist() == ["early"]


def test_order_of_articles_and_cuts_do_not_show(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corpus_of(tmp_path / "other", reversed(ARTICLES))
    monkeypatch.setattr(signatures, "_BODIES", 2)
    building.build(Inputs((folder,)), tmp_path / "again", jobs=1)
    assert clusters(cache) == clusters(tmp_path / "again")


def test_two_processes_find_the_same(cache: Path, bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_INLINE_ROWS", 0)
    monkeypatch.setattr(signatures, "_FEW", 0)
    building.derived(bare, jobs=2)
    assert arrays(cache) == arrays(bare)


def test_an_incremental_build_finds_what_a_clean_one_does(cache: Path, tmp_path: Path) -> None:
    later = (*ARTICLES[1:], ("late", "الثالث", "2024-05-01", OTHER), ("first of all", "الثاني", "2023-01-01", WIRE))
    building.build(Inputs((corpus_of(tmp_path / "corpus"),)), cache, jobs=1)
    building.build(Inputs((corpus_of(tmp_path / "corpus", later),)), cache, jobs=1)
    building.build(Inputs((tmp_path / "corpus",)), tmp_path / "clean", jobs=1)
    assert arrays(cache) == arrays(tmp_path / "clean")
    assert set(clusters(cache)) == {"first of all", "own", "brief"}
    assert len(list((cache / layout.COPIES).glob("gen-*"))) == 1


def test_only_new_bodies_are_shingled_again(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    shingler = signatures._SHINGLER
    monkeypatch.setattr(signatures, "_SHINGLER", lambda bodies: (made.append(len(bodies)), shingler(bodies))[1])
    later = (*ARTICLES[2:], ("late", "الثالث", "2024-05-01", story(8)))
    building.build(Inputs((corpus_of(tmp_path / "corpus", later),)), cache, jobs=1)
    assert sum(made) == 1
    building.build(Inputs((tmp_path / "corpus",)), tmp_path / "clean", jobs=1)
    assert arrays(cache) == arrays(tmp_path / "clean")


@pytest.mark.parametrize("name", ["hashes", "keys.npy", "digests.npy"])
def test_damaged_signatures_are_made_again(cache: Path, tmp_path: Path, name: str) -> None:
    (kept,) = (cache / layout.COPIES).glob("kept-*")
    data = bytearray((kept / name).read_bytes())
    data[-3] ^= 64
    (kept / name).write_bytes(data)
    building.build(Inputs((corpus_of(tmp_path / "corpus", ARTICLES[1:]),)), cache, jobs=1)
    building.build(Inputs((tmp_path / "corpus",)), tmp_path / "clean", jobs=1)
    assert arrays(cache) == arrays(tmp_path / "clean")
    assert len(list((cache / layout.COPIES).glob("kept-*"))) == 1


def test_of_one_day_the_agency_is_first_and_who_credits_it_last(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "outlets.toml").write_text('[warid]\nname = "وكالة وارد"\nagency = true\n', encoding="utf-8")
    sources = (("a credits", "صحيفة الجسر", "وكالة وارد"), ("b own", "صحيفة النهر", None), ("c wire", "وكالة وارد", None), ("d early", "صحيفة البحر", "وكالة وارد"))
    records = [
        {"id": name, "source": source, "agency": agency, "date": "2024-03-01" if "early" in name else "2024-03-02", "title": name, "text": WIRE}
        for name, source, agency in sources
    ]
    for first, order in ((3, ["d early", "c wire", "b own", "a credits"]), (2, ["c wire", "b own", "a credits"]), (1, ["b own", "a credits"])):
        lines = [json.dumps({k: v for k, v in record.items() if v}, ensure_ascii=False) for record in records[: first + 1]]
        (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
        building.build(Inputs((folder,)), tmp_path / "cache", jobs=1)
        table = copies_of_view(Corpus.open(tmp_path / "cache").view())
        assert table["record"].iloc[0] == order[0]
        assert set(table["record"]) == set(order)


def arrays(cache: Path) -> list[list[Any]]:
    found = copies(Generation(cache))
    return [found.cluster.tolist(), found.similarity.tolist(), found.first.tolist()]


def test_until_they_are_found_the_call_says_what_to_run(bare: Path) -> None:
    corpus = Corpus.open(bare)
    assert not are_known(corpus.generation)
    assert corpus.view().size == len(ARTICLES)
    for ask in (lambda: corpus.view(copies="first").size, lambda: copies_of_view(corpus.view())):
        with pytest.raises(CacheError, match="marsad build"):
            ask()
    building.derived(bare, jobs=1)
    assert corpus.view(copies="first").size == 5


def test_a_stopped_search_goes_on_where_it_was(bare: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generation = Generation(bare)

    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(copies_module, "_found", stops)
        with pytest.raises(KeyboardInterrupt):
            write_copies(generation)
    assert 0 < progress_of(generation) < 1
    assert not are_known(generation)

    def none(function: Callable[[Any], Path], tasks: Iterable[Any]) -> Iterator[Path]:
        assert not list(tasks)
        yield from ()

    assert write_copies(generation, none)
    assert progress_of(generation) == 1
    assert arrays(bare) == arrays(cache)
    assert not list((bare / layout.COPIES).glob("work-*"))


def test_damaged_copies_are_an_error_and_the_next_build_finds_them_again(cache: Path) -> None:
    before = arrays(cache)
    path = next((cache / layout.COPIES).glob("gen-*/cluster.npy"))
    path.write_bytes(path.read_bytes()[:-4])
    copies_module._OPEN.clear()
    with pytest.raises(CacheError, match="damaged"):
        copies(Generation(cache))
    building.derived(cache, jobs=1)
    assert arrays(cache) == before


def test_a_corpus_without_any_text_has_none(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    building.build(Inputs((folder,)), tmp_path / "cache", jobs=1)
    assert len(copies_of_view(Corpus.open(tmp_path / "cache").view(copies="first"))) == 0

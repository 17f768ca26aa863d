"""A small corpus of invented articles, built as any other, whose running sums are cut so fine that every path of a measure is walked."""

import datetime
import importlib
import json
import random

import pytest

from dashboard import building
from dashboard.building import Inputs
from dashboard.cache import sums
from dashboard.corpus import Corpus

OUTLETS = """
[al-mina]
name = "صحيفة الميناء"
en = "The Harbour Daily"
region = "EG"

[al-jisr]
name = "صحيفة الجسر"
region = "LB"

[al-manar-al-jadid]
name = "المنار الجديد"
region = "EG"

[warid]
name = "وكالة وارد"
en = "Warid Agency"
agency = true
signs = ["وارد"]
"""
ACTORS = """
[samir-al-wali]
ar = "سمير الوالي"
en = "Samir al-Wali"
kind = "person"

[nabila-al-bustani]
ar = "نبيلة البستاني"
en = "Nabila al-Bustani"
kind = "person"

[harbour-union]
ar = "اتحاد المرافئ"
en = "Harbour Union"
kind = "organisation"
names = ["الاتحاد المرفئي"]
"""
SOURCES = ("صحيفة الميناء", "صحيفة الجسر", "المنار الجديد", "وكالة وارد")
NAMES = ("تركيا", "مصر", "فرنسا", "الأمم المتحدة", "سمير الوالي", "نبيلة البستاني", "اتحاد المرافئ", "الاتحاد المرفئي", "موسكو", "روسيا")
WORDS = (
    "الميناء السفن القمح الأسعار النهر الجسر المدينة السوق التجار العمال الحكومة الوزارة الخطة المشروع الطريق القطار المدرسة الكتاب "
    "المعرض المطر الحقول المزارعين الماء الكهرباء الشتاء الصيف في من على إلى عن بعد قبل خلال كبيرة جديدة قديم واسع سفينة أسعار خطط مشاريع"
).split()
SPOKEN = "سنعمل معا حتى تعود الحركة إلى الميناء وترتفع الأسعار قليلا"
MARKS = ("،", "؛", "")


def sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS if chance.random() < 0.8 else NAMES) for _ in range(chance.randrange(4, 14))]
    if chance.random() < 0.3:
        words.insert(chance.randrange(len(words)), chance.choice(("و", "ل", "ب")) + chance.choice(("تركيا", "مصر", "فرنسا")))
    if chance.random() < 0.2:
        words.insert(chance.randrange(len(words)), f"«{chance.choice(NAMES)}»")
    words[len(words) // 2] += chance.choice(MARKS)
    kind = chance.random()
    who = chance.choice(("سمير الوالي", "نبيلة البستاني", "مصدر في الميناء"))
    if kind < 0.15:
        return f"وقال {who} إن «{SPOKEN} {' '.join(words[:5])}»."
    if kind < 0.3:
        return f"وأكد {who} أن {' '.join(words)}."
    return " ".join(words) + "."


def article(chance: random.Random, number: int) -> dict[str, object]:
    date = datetime.date(2024, 1, 1) + datetime.timedelta(days=chance.randrange(400))
    said = {"id": f"r{number}", "source": chance.choice(SOURCES), "title": " ".join(chance.choices(WORDS, k=5)) + f" {number}"}
    said["text"] = "\n".join(" ".join(sentence(chance) for _ in range(chance.randrange(1, 4))) for _ in range(chance.randrange(1, 5)))
    if chance.random() < 0.9:
        said["date"] = date.isoformat()
    return said


@pytest.fixture(autouse=True)
def every_way_of_adding(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done with many ranges and articles is done with three and a few: gaps taken off, parts on threads, few terms counted first."""
    monkeypatch.setattr("dashboard.cache.adding._FEW_RANGES", 3)
    monkeypatch.setattr("dashboard.cache.adding._SUMMED", 24)
    monkeypatch.setattr("dashboard.cache.adding._WORTH_A_THREAD", 5)
    monkeypatch.setattr(importlib.import_module("dashboard.measures.terms"), "_FIRST", 4)  # the measure has the module's name


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Some three hundred articles; running sums every 16 rows, of 40 terms and 5 actors."""
    folder = tmp_path_factory.mktemp("measures")
    raw = folder / "corpus"
    raw.mkdir()
    chance = random.Random(7)
    lines = [json.dumps(article(chance, number), ensure_ascii=False) for number in range(300)]
    english = {"id": "en", "source": SOURCES[0], "title": "Harbour", "text": "The harbour took in forty ships on Monday, said the harbour master. " * 4}
    (raw / "news.jsonl").write_text("\n".join([*lines, json.dumps(english)]) + "\n", encoding="utf-8")
    (raw / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    (raw / "actors.toml").write_text(ACTORS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sums, "GRAIN", sums.Grain(rows=16, voice_rows=32, terms=40, pair_actors=5, actor_sums=120, cell_sums=1200))
        building.build(Inputs((raw,)), folder / "cache", jobs=1)
    return Corpus.open(folder / "cache")

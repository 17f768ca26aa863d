"""A cache of a dozen invented articles, and the command line as a test calls it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import building
from dashboard.building import Inputs
from dashboard.cli.main import main

OUTLETS = """
[al-mina]
name = "صحيفة الميناء"
region = "EG"

[al-jisr]
name = "صحيفة الجسر"
region = "LB"
"""
ACTORS = """
[samir-al-wali]
ar = "سمير الوالي"
en = "Samir al-Wali"
kind = "person"
"""
TEXT = (
    "وصلت إلى الميناء سفن من تركيا ومصر في يوم واحد رغم المطر. وقال سمير الوالي إن «الحركة في الميناء عادت إلى طبيعتها بعد أسبوع من العمل».\n"
    "وأكد سمير الوالي أن تركيا ومصر تزيدان حركة السفن في الميناء. واستقبل التجار سفن القمح رقم {number}. وزار الميناء وزير النقل نجيب السفراني."
)
Run = Callable[..., tuple[int, str, str]]


def write_corpus(folder: Path, articles: int = 12) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps(
            {
                "id": f"r{number}", "source": ("صحيفة الميناء", "صحيفة الجسر")[number % 2], "title": f"أخبار الميناء {number}",
                "date": f"2024-0{1 + number % 3}-1{number % 10}", "text": TEXT.format(number=number),
            },
            ensure_ascii=False,
        )
        for number in range(articles)
    ]  # fmt: skip
    (folder / "news.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    (folder / "actors.toml").write_text(ACTORS, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("cli") / "corpus")


@pytest.fixture(scope="session")
def cache(corpus_folder: Path) -> Path:
    folder = corpus_folder.parent / "cache"
    building.build(Inputs((corpus_folder,)), folder, jobs=1)
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; its exit status, what it printed and what it said on standard error."""

    def called(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([str(one) for one in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return called

from pathlib import Path

from . import fuzz


def test_mutated_files_end_in_articles_and_refusals(tmp_path: Path) -> None:
    assert fuzz.run(1_500, 7, tmp_path) > 100

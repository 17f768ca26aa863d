"""A corpus folder with files kept by hand, as an owner would have written them."""

from pathlib import Path

import pytest

ACTORS = """# أشخاص متخيَّلون

[nabil-al-zarzuri]  # a minister
ar = "نبيل الزرزوري"
en = "Nabil al-Zarzuri"
kind = "person"
short = ["الزرزوري"]

[salma-al-hadhbani]
ar = "سلمى الهذباني"
en = "Salma al-Hadhbani"
kind = "person"
"""
CORRECTIONS = """# what the owner knows better

[[article]]  # the printed edition
file = "pages/one.txt"
date = 2025-02-12

[[remove]]
text = "تابعونا"
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "actors.toml").write_text(ACTORS, "utf-8")
    (folder / "corrections.toml").write_text(CORRECTIONS, "utf-8")
    return folder

"""outlets.toml is changed one decision at a time, and holds no name twice."""

from pathlib import Path

import pytest

from dashboard.curating import outlets
from dashboard.errors import CallError
from dashboard.readers.outlets import Outlets


def known(corpus: Path) -> Outlets:
    path = corpus / "outlets.toml"
    return Outlets.load([path] if path.is_file() else [])


def test_an_outlet_is_described_and_found_by_its_names(corpus: Path) -> None:
    slug, fresh = outlets.slug_for("صحيفة أفق المدينة", known(corpus))
    assert fresh
    outlets.describe([corpus], slug, known=known(corpus), name="أفق المدينة", region="EG", names=["صحيفة أفق المدينة"], domains=["https://www.ufuq.example/x"])
    found = known(corpus)
    assert found.source_of_name("صحيفة أفق المدينة") == slug == found.source_of_name("ufuq.example")
    assert (found.by_slug[slug].region, found.by_slug[slug].name) == ("EG", "أفق المدينة")
    assert outlets.slug_for("أفق المدينة", found) == (slug, False)
    assert not outlets.describe([corpus], slug, known=found, name="أفق المدينة", names=["صحيفة أفق المدينة"])


def test_a_built_in_outlet_gets_only_what_is_new(corpus: Path) -> None:
    built_in = known(corpus).by_slug["anadolu"]
    assert not outlets.describe([corpus], "anadolu", known=known(corpus), name=built_in.name, region=built_in.region)
    outlets.describe([corpus], "anadolu", known=known(corpus), names=["نشرة الأناضول المسائية"])
    assert (corpus / "outlets.toml").read_text("utf-8") == '[anadolu]\nnames = ["نشرة الأناضول المسائية"]\n'


@pytest.mark.parametrize(
    ("options", "key"),
    [
        pytest.param({"slug": "here", "name": "الأناضول"}, "outlet_name_taken", id="another's name"),
        pytest.param({"slug": "here"}, "outlet_unnamed", id="no name"),
        pytest.param({"slug": "here", "name": "هنا", "domains": ["ليس نطاقا"]}, "bad_domain", id="no domain"),
    ],
)
def test_a_wrong_description_is_refused(corpus: Path, options: dict[str, object], key: str) -> None:
    with pytest.raises(CallError) as refused:
        outlets.describe([corpus], known=known(corpus), **options)  # type: ignore[arg-type]
    assert refused.value.key == key
    assert not (corpus / "outlets.toml").exists()

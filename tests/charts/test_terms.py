import pandas as pd

from dashboard.charts import digits, terms

Tables = dict[str, pd.DataFrame]


def test_bars_keep_raw_terms_and_show_labels(tables: Tables) -> None:
    figure = terms.bars(tables["terms"], lang="ar")
    assert list(figure.data[0].y) == ["سلام", "حرب", "الأمم المتحدة"]
    assert list(figure.data[0].x) == [9, 5, 2]
    assert figure.data[0].customdata[0][0] == "سلام"
    assert figure.layout.yaxis.ticktext[0] == "\u2067سلام\u2069"


def test_bars_grow_from_the_side_where_the_language_begins(tables: Tables) -> None:
    arabic, english = (terms.bars(tables["terms"], lang=lang).layout for lang in ("ar", "en"))
    assert (
        arabic.xaxis.range[0] > arabic.xaxis.range[1] == 0 == english.xaxis.range[0] < english.xaxis.range[1]
    )
    assert (arabic.yaxis.side, english.yaxis.side) == ("right", "left")


def test_keyness_parts_terms_by_the_selection_they_set_apart(tables: Tables) -> None:
    first, second = terms.keyness(tables["keyness"], a="الفجر", b="المدى", lang="ar").data
    assert [point[0] for point in first.customdata] == ["سلام", "نفط"]
    assert all(value > 0 for value in first.x)
    assert [point[0] for point in second.customdata] == ["حرب"]
    assert all(value < 0 for value in second.x)


def test_selection_a_stands_on_the_left_in_english(tables: Tables) -> None:
    assert all(value < 0 for value in terms.keyness(tables["keyness"], lang="en").data[0].x)


def test_no_name_of_dispersion_covers_another(tables: Tables) -> None:
    close = pd.concat([tables["terms"]] * 2, ignore_index=True)
    assert [bool(text) for text in terms.dispersion(close).data[0].text] == [True, True, True, False, False, False]
    assert list(terms.dispersion(close).layout.xaxis.ticktext) == ["2", "5", "10"]


def test_dispersion_names_only_the_commonest(tables: Tables) -> None:
    assert [bool(text) for text in terms.dispersion(tables["terms"], named=1).data[0].text] == [
        True,
        False,
        False,
    ]


def test_bars_of_few_have_no_ticks_between_whole_numbers(tables: Tables) -> None:
    few = tables["terms"].assign(count=[2, 1, 1])
    assert terms.bars(few).layout.xaxis.dtick == 1
    assert digits.arabic(terms.bars(few)).layout.xaxis.ticktext == ("٠", "١", "٢")
    assert terms.bars(tables["terms"]).layout.xaxis.dtick is None
    assert terms.bars(few.assign(share=[0.02, 0.01, 0.01]), by="share").layout.xaxis.dtick is None

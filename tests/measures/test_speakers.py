"""Who is heard, over time, with which verbs, and about whom: one count of the same quotes, however it is cut."""

from collections import Counter

import pandas as pd
import pytest

from dashboard import notebook  # noqa: F401  (gives View its measures)
from dashboard.corpus import Corpus, UnknownActor
from dashboard.errors import CallError

from .naive import period

ALL = {"limit": 0}


def keyed(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(speaker=table["speaker"].fillna(""), name=table["name"].fillna(""))


@pytest.mark.parametrize("voice", ["all", "reported", "direct"])
@pytest.mark.parametrize("every", ["day", "week", "month", "quarter"])
def test_periods_sum_to_the_whole(corpus: Corpus, every: str, voice: str) -> None:
    view = corpus.view(voice=voice)
    cut, whole = keyed(view.speakers(every=every, **ALL)), keyed(view.speakers(**ALL))
    for column in ("quotes", "words"):
        summed = cut.groupby(["speaker", "name", "source"])[column].sum()
        assert summed.to_dict() == whole.set_index(["speaker", "name", "source"])[column].to_dict()
    dates = dict(view.articles(limit=0)[["id", "date"]].itertuples(index=False))
    days = [None if dates[one] is None else pd.Timestamp(dates[one]).date() for one in view.quotes(**ALL)["id"]]
    cut = cut.assign(period=cut["period"].fillna("undated"))
    assert Counter(period(day, every) or "undated" for day in days) == cut.groupby("period")["quotes"].sum().to_dict()
    shares = cut.groupby(["source", "period"])["share"].sum()
    assert shares.tolist() == pytest.approx([1] * len(shares))


def test_verbs_are_those_of_the_speakers(corpus: Corpus) -> None:
    view = corpus.view()
    verbs, speakers = keyed(view.verbs(**ALL)), keyed(view.speakers(**ALL))
    keys = ["speaker", "name", "source"]
    assert verbs.groupby(keys)["quotes"].sum().to_dict() == speakers.set_index(keys)["quotes"].to_dict()
    assert verbs.groupby(keys)["share"].sum().tolist() == pytest.approx([1] * len(speakers))
    told = verbs[verbs["verb"].notna()]
    for row in speakers.itertuples():
        own = told[(told[keys] == [row.speaker, row.name, row.source]).all(axis=1)]
        assert row.verbs == dict(own.groupby("verb")["quotes"].sum())
        assert row.classes == dict(own.groupby("verb_class")["quotes"].sum())
        assert list(row.classes.values()) == sorted(row.classes.values(), reverse=True)


@pytest.mark.parametrize("conditions", [{}, {"speaker": "samir-al-wali"}, {"kind": "direct"}, {"verb_class": "affirming"}, {"nobody": True}])
@pytest.mark.parametrize("by", ["kind", "verb_class"])
def test_how_speech_is_rendered_is_how_the_quotes_are(corpus: Corpus, by: str, conditions: dict[str, object]) -> None:
    view = corpus.view()
    rendered, quotes = view.rendering(by=by, **conditions), view.quotes(**ALL, **conditions).dropna(subset=[by])
    assert rendered.set_index(["source", by])["quotes"].to_dict() == quotes.groupby(["source", by]).size().to_dict()
    assert rendered.groupby("source")["share"].sum().tolist() == pytest.approx([1] * rendered["source"].nunique())
    assert len(rendered) or conditions == {"nobody": True}


def test_speech_is_rendered_by_kind_or_class_of_verb_alone(corpus: Corpus) -> None:
    with pytest.raises(CallError, match="kind, verb_class"):
        corpus.view().rendering(by="verb")


@pytest.mark.parametrize("speaker", ["samir-al-wali", "Nabila al-Bustani", "مصدر"])
def test_the_quotes_of_a_speaker_are_as_many_as_counted(corpus: Corpus, speaker: str) -> None:
    view = corpus.view()
    heard = view.speakers(speaker=speaker, **ALL)
    assert heard["quotes"].sum() == len(view.quotes(speaker=speaker, **ALL)) == view.verbs(speaker=speaker, **ALL)["quotes"].sum() > 0
    assert heard["name"].nunique() == 1
    assert (heard["share"] < 1).all()
    for one in view.verbs(speaker=speaker, verb_class="affirming", **ALL).itertuples():
        assert one.verb_class == "affirming"


def test_quotes_that_nobody_is_named_for_can_be_asked_for(corpus: Corpus) -> None:
    view = corpus.view()
    speakers = view.speakers(**ALL)
    unnamed = view.quotes(nobody=True, **ALL)
    assert unnamed["speaker"].isna().all()
    assert len(unnamed) == speakers[speakers["name"].isna()]["quotes"].sum()


def test_who_speaks_about_whom_is_who_is_named_in_the_quotes(corpus: Corpus) -> None:
    view = corpus.view(voice="direct")
    table = view.about(lang="en", **ALL)
    assert len(table) > 5
    assert not (table["speaker"] == table["about"]).any()
    assert table["quotes"].tolist() == sorted(table["quotes"], reverse=True)
    for row in table.itertuples():
        said = view.quotes(speaker=row.speaker, about=row.about, **ALL)
        assert (len(said), said["id"].nunique(), said["source"].nunique()) == (row.quotes, row.articles, row.sources)
    assert view.about(speaker="samir-al-wali", **ALL)["speaker"].unique().tolist() == ["samir-al-wali"]
    assert len(view.about(limit=2)) == 2
    assert {"name": "Samir al-Wali", "about_name": "Egypt"}.items() <= table[(table["speaker"] == "samir-al-wali") & (table["about"] == "egypt")].iloc[0].to_dict().items()


def test_wrong_names_say_what_would_be_right(corpus: Corpus) -> None:
    view = corpus.view()
    with pytest.raises(UnknownActor):
        view.speakers(speaker="لا أحد هنا")
    with pytest.raises(CallError, match="verb-class"):
        view.quotes(verb_class="shouting")
    with pytest.raises(CallError, match="verb-class"):
        view.verbs(verb_class="shouting")
    with pytest.raises(CallError, match="every"):
        view.speakers(every="year")

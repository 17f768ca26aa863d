"""Term keys: which words of a vocabulary are forms of one term."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text.terms import term_keys
from dashboard.text.terms.lookup import word_lists
from dashboard.text.terms.spelling import spelled
from dashboard.text.terms.verbs import conjugated, root_class

WORDS = ["الكتاب", "كتب", "كتابه", "والكتب", "وزير", "الوزراء", "للوزير", "انتخاب", "انتخابات", "الانتخابية", "يعلن", "أعلنت", "وأعلن", "مدينة", "مدن", "مدينتنا", "لندن", "بلندن", "NATO", "2020"]


@pytest.mark.parametrize(
    "forms",
    [
        pytest.param("كتاب الكتاب وكتابه كتبها والكتب", id="clitics and a broken plural"),
        pytest.param("وزير الوزير للوزراء وزراؤنا", id="hamza before a pronoun"),
        pytest.param("سياسي السياسية سياسيون والسياسيين السياسيات", id="adjective with every ending"),
        pytest.param("دولة الدولة دولتان الدول بدولته", id="feminine noun, dual and plural"),
        pytest.param("شركة الشركات شركاتهم لشركتنا", id="feminine plural"),
        pytest.param("مستشفى المستشفيات مستشفاهم", id="alef maqsura"),
        pytest.param("مباراة المباريات مباراتهم", id="اة"),
        pytest.param("مسؤول المسئولون مسؤولين", id="Egyptian seat of the hamza"),
        pytest.param("أعلن وأعلنت يعلن ستعلن أعلنوا اعلن", id="derived verb"),
        pytest.param("قال قالت يقول يقولون وقالوا سيقول قيل", id="hollow verb"),
        pytest.param("دعا دعت يدعو دعوا يدعون", id="defective verb"),
        pytest.param("استمر استمرت يستمر استمررنا", id="doubled verb"),
        pytest.param("رأى يرى رأت نرى يرون", id="irregular verb"),
        pytest.param("أكبر الكبرى", id="elative"),
        pytest.param("لندن ولندن بلندن", id="a name that ends like a plural"),
        pytest.param("مُحَمَّد محمد محـــمد", id="decoration"),
    ],
)
def test_the_forms_of_a_term_share_its_key(forms):
    assert len(set(term_keys(forms.split()))) == 1


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("كتابة كتاب", id="feminine noun of its own"),
        pytest.param("عملية عمل", id="ية makes another noun"),
        pytest.param("يعلن إعلان", id="verb and verbal noun"),
        pytest.param("والد الد", id="a word that begins like a proclitic"),
        pytest.param("باكو أكو", id="a name that begins like a preposition"),
        pytest.param("فلسطين فلسط", id="a name that ends like a plural"),
        pytest.param("بدأ يبدو", id="hamza tells verbs apart"),
        pytest.param("مدرسة مدرس", id="place and person"),
    ],
)
def test_other_terms_have_other_keys(words):
    assert len(set(term_keys(words.split()))) == len(words.split())


def test_keys_name_the_lemma_and_its_class():
    assert term_keys(["والوزراء", "يكتبون"]) == ["وزير/n", "كتب/v"]


def test_what_is_not_arabic_is_its_own_folded_key():
    assert term_keys(["NATO", "nato", "٢٠٢٠", "كوفيد19", ""]) == ["nato", "nato", "2020", "كوفيد19", ""]


@given(st.permutations(WORDS))
def test_the_order_of_the_vocabulary_does_not_matter(words):
    assert dict(zip(words, term_keys(words), strict=True)) == dict(zip(WORDS, term_keys(WORDS), strict=True))


@given(st.lists(st.text(alphabet="اأإبتثةىيوسلمنكهءئؤفق\u064b\u0640\u200f aZ1\ufefb", max_size=70), max_size=30))
def test_every_word_gets_a_key_and_equal_words_get_equal_keys(words):
    keys = term_keys(words)
    assert len(keys) == len(words)
    assert term_keys(words * 2) == keys * 2


def test_keys_do_not_depend_on_the_hash_seed():
    code = f"from dashboard.text.terms import term_keys; print(term_keys({WORDS!r}))"

    def said(seed):
        return subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}, capture_output=True, check=True).stdout

    assert said("1") == said("2")


def test_the_vocabulary_settles_what_a_word_alone_leaves_open():
    alone, among = term_keys(["وشلان"])[0], term_keys(["وشلان", "شلان", "الشلان", "بشلان"])
    assert len(set(among)) == 1
    assert alone != among[0]


@pytest.mark.parametrize(
    ("sounds", "spelling"),
    [("sa'ala", "سأل"), ("su'ila", "سئل"), ("mas'Ul", "مسؤول"), ("qirA'aة", "قراءة"), ("'imAن", "إمان"), ("'Amana", "آمن"), ("qara'a", "قرأ"), ("juz'", "جزء"), ("bay'aة", "بيئة")],
)
def test_a_hamza_sits_where_its_vowels_put_it(sounds, spelling):
    letters = str.maketrans({"s": "س", "l": "ل", "m": "م", "q": "ق", "r": "ر", "n": "ن", "j": "ج", "z": "ز", "b": "ب", "y": "ي"})
    assert spelled(sounds.translate(letters)) == spelling


@pytest.mark.parametrize(
    ("root", "form", "lemma", "stems"),
    [
        ("كتب", "1", "كتب", {"كتب"}),
        ("قول", "1", "قال", {"قال", "قل", "قول", "قيل"}),
        ("وصل", "8", "اتصل", {"اتصل", "تصل"}),
        ("زهر", "8", "ازدهر", {"ازدهر", "زدهر"}),
        ("رود", "4", "أراد", {"أراد", "أرد", "ريد", "رد", "أريد", "راد"}),
        ("مدد", "10", "استمد", {"استمد", "استمدد", "ستمد", "ستمدد"}),
        ("ءمن", "4", "آمن", {"آمن", "ؤمن", "أومن"}),
        ("وقف", "1", "وقف", {"وقف", "قف"}),
    ],
)
def test_a_root_is_conjugated(root, form, lemma, stems):
    verb = conjugated(root, form)
    assert verb.lemma == lemma
    assert {stem.text for stem in verb.stems} == stems


@pytest.mark.parametrize(("root", "kind"), [("كتب", "sound"), ("قول", "hollow"), ("دعو", "defective"), ("مدد", "doubled"), ("ترجم", "four")])
def test_a_root_has_a_class(root, kind):
    assert root_class(root) == kind


@pytest.mark.parametrize(("root", "form", "masdar"), [("علن", "4", "إعلان"), ("هنء", "2", "تهنئة"), ("عون", "10", "استعانة"), ("جري", "4", "إجراء"), ("طمءن", "4", "اطمئنان"), ("ءلف", "8", "ائتلاف"), ("لقي", "5", "تلقي")])
def test_a_verb_brings_its_verbal_noun(root, form, masdar):
    assert conjugated(root, form).masdar == masdar


def test_counts_only_shift_the_balance():
    assert len(term_keys(WORDS, [1] * len(WORDS))) == len(WORDS)
    assert term_keys(WORDS, [1] * len(WORDS)) == term_keys(WORDS)


def test_one_spelling_may_be_told_apart_by_its_hamza():
    assert term_keys(["إعلام", "أعلام"]) == ["إعلام/n", "علم/n"]


def test_a_misprinted_teh_marbuta_is_forgiven():
    assert len(set(term_keys(["المدرسه", "المدرسة", "مدارس"]))) == 1


def test_every_listed_lemma_is_named_once():
    lemmas = word_lists().lemmas
    assert len(lemmas) == len(set(lemmas)) > 10_000


def test_hand_lemmatised_news_is_conflated_as_well_as_promised(shared):
    done = subprocess.run([sys.executable, shared / "eval" / "score_terms.py"], capture_output=True, encoding="utf-8", check=True, env={**os.environ, "PYTHONUTF8": "1"})
    for line in done.stdout.splitlines():
        words = line.split()
        said = dict(zip(words[1::2], map(float, words[2:12:2]), strict=False))
        assert said["F1"] >= 0.89
        assert said["B3"] >= 0.955
        assert said["cnt@100"] <= 0.05

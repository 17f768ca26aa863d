"""The names that a token-classification model tells, with a tiny model made here: no download, no knowledge, real loading."""

from pathlib import Path

import pyarrow as pa
import pytest
import torch
from transformers import BertConfig, BertForTokenClassification, BertTokenizerFast

from dashboard.lexicon.lexicon import Lexicon
from dashboard.lexicon.matching import Matcher
from dashboard.lexicon.model import ModelName, NameModel, NoModel
from dashboard.lexicon.suggesting import Suggester
from dashboard.text.tokens import tokenise
from dashboard.text.vocabulary import TypeTable

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "قال", "زرقوطي", "زرق", "##وطي", "في", "زرقونة", "شركة", "."]
LABELS = ["O", "B-PERS", "I-PERS", "B-LOC", "I-LOC", "B-ORG"]
LABEL_OF = {"زرق": 1, "##وطي": 4, "زرقونة": 3}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of one layer that labels a piece by its embedding: the first of «زرقوطي» as a person, «زرقونة» as a place."""
    folder = tmp_path_factory.mktemp("model")
    vocabulary = folder / "vocab.txt"
    pieces = [word for word in WORDS if word != "زرقوطي"]
    vocabulary.write_text("\n".join(pieces), encoding="utf-8")
    BertTokenizerFast(vocab=str(vocabulary), do_lower_case=False, strip_accents=False).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(pieces), hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
        max_position_embeddings=16, id2label=dict(enumerate(LABELS)), label2id={name: i for i, name in enumerate(LABELS)},
    )  # fmt: skip
    model = BertForTokenClassification(config)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            weights.copy_(torch.ones_like(weights) if name.endswith("LayerNorm.weight") else torch.zeros_like(weights))
        words = model.bert.embeddings.word_embeddings.weight
        for i, piece in enumerate(pieces):
            words[i, LABEL_OF.get(piece, 0)] = 1
        model.classifier.weight.copy_(torch.eye(len(LABELS), 8))
    model.save_pretrained(folder)
    return folder


def test_a_word_in_pieces_has_the_label_of_its_first(folder: Path) -> None:
    text = "قال زرقوطي في زرقونة"
    (found,) = NameModel(str(folder)).names([text])
    assert found == [ModelName(4, 10, "person"), ModelName(14, 20, "place")]
    assert [text[name.start : name.end] for name in found] == ["زرقوطي", "زرقونة"]


def test_long_texts_are_read_in_windows_and_no_name_twice(folder: Path) -> None:
    text = "قال في شركة " * 20 + "زرقوطي " + "قال " * 30 + "زرقونة"
    short, found = NameModel(str(folder)).names(["قال", text])
    assert short == []
    assert [(text[name.start : name.end], name.kind) for name in found] == [("زرقوطي", "person"), ("زرقونة", "place")]


@pytest.mark.parametrize("source", ["no/such/folder", ""], ids=["a folder without a model", "nothing"])
def test_what_is_no_model_is_refused(source: str, tmp_path: Path) -> None:
    with pytest.raises(NoModel):
        NameModel(str(tmp_path / source))


def test_suggestions_of_the_model_are_marked_as_its_own(folder: Path) -> None:
    bodies = ["قال زرقوطي في زرقونة", "قال زرقوطي إن هيثم الزرقطي حضر. وقال هيثم الزرقطي"]
    types = TypeTable()
    suggester = Suggester(Matcher(Lexicon.load(), types))
    suggester.read(tokenise(pa.array(["", ""]), pa.array(bodies), types), ["", ""], bodies)
    for article, (body, found) in enumerate(zip(bodies, NameModel(str(folder)).names(bodies), strict=True)):
        for name in found:
            suggester.told(body, name.start, name.end, name.kind, article)
    told = {one.name: one for one in suggester.suggestions()}
    assert (told["زرقوطي"].count, told["زرقوطي"].evidence) == (2, "model")
    assert "model" not in told["هيثم الزرقطي"].evidence

"""Names told by a token-classification model of the transformers library, for those who have one (extra `[ner]`).

What the model says is a suggestion with the evidence «model»; it never becomes a mention by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.errors import CallError, installing

_KIND_OF = {
    "PER": "person", "PERS": "person", "PERSON": "person",
    "LOC": "place", "LOCATION": "place", "GPE": "place", "FAC": "place",
    "ORG": "organisation", "ORGANIZATION": "organisation", "ORGANISATION": "organisation", "NORP": "organisation",
}  # fmt: skip
_LONGEST = 512
_OVERLAP = 64
_AT_ONCE = 16


class NoModel(CallError):
    """A model that cannot be loaded, or no library to load it with."""


@dataclass(frozen=True, slots=True)
class ModelName:
    """A name in a text by the model: code points start to end, and its kind."""

    start: int
    end: int
    kind: str


class NameModel:
    """A token-classification model from a folder, or by its name on the hub where that may be reached."""

    def __init__(self, source: str) -> None:
        """Load the model and its tokenizer, which must give offsets (a «fast» one).

        Raises NoModel where the extra is not installed, the source holds no such model, or its labels name no persons, places or organisations.
        """
        self.source = source
        try:
            import torch
            from transformers import AutoModelForTokenClassification, AutoTokenizer
        except ImportError as error:
            raise NoModel(f"No transformers library. Run in Marsad's folder: {installing('ner')}") from error
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(source)
            self._model: Any = AutoModelForTokenClassification.from_pretrained(source).eval()
        except (OSError, ValueError) as error:
            raise NoModel(f"No token-classification model in {source!r}: {str(error).splitlines()[0]}") from error
        labels = self._model.config.id2label
        self._kinds = [_KIND_OF.get(labels[i].split("-")[-1].upper()) for i in range(len(labels))]
        self._begins = [labels[i].upper().startswith("B-") for i in range(len(labels))]
        if not self._tokenizer.is_fast or not any(self._kinds):
            raise NoModel(f"The model in {source!r} needs a fast tokenizer and labels for PER, LOC or ORG.")
        self._torch = torch
        self._length = min(_LONGEST, self._model.config.max_position_embeddings)

    def names(self, texts: Sequence[str]) -> list[list[ModelName]]:
        """The names of each text in its order; long texts are read in windows that overlap."""
        found: list[list[ModelName]] = []
        for first in range(0, len(texts), _AT_ONCE):
            found += self._read(list(texts[first : first + _AT_ONCE]))
        return found

    def _read(self, texts: list[str]) -> list[list[ModelName]]:
        read = self._tokenizer(
            texts, truncation=True, max_length=self._length, stride=min(_OVERLAP, self._length // 4), padding=True,
            return_overflowing_tokens=True, return_offsets_mapping=True, return_tensors="pt",
        )  # fmt: skip
        fields = {key: read[key] for key in ("input_ids", "attention_mask", "token_type_ids") if key in read}
        with self._torch.inference_mode():
            labels = self._model(**fields).logits.argmax(-1).tolist()
        words: list[dict[tuple[int, int], int]] = [{} for _ in texts]
        for window, text in enumerate(read["overflow_to_sample_mapping"].tolist()):
            for (start, end), label in _words(read, window, labels[window]):
                words[text].setdefault((start, end), label)
        return [list(self._joined(sorted(found.items()))) for found in words]

    def _joined(self, words: Sequence[tuple[tuple[int, int], int]]) -> Iterator[ModelName]:
        """Words of one kind side by side are one name, unless a label begins another."""
        open_name: ModelName | None = None
        for (start, end), label in words:
            kind = self._kinds[label]
            if open_name and (kind != open_name.kind or self._begins[label]):
                yield open_name
                open_name = None
            if kind:
                open_name = ModelName(open_name.start if open_name else start, end, kind)
        if open_name:
            yield open_name


def _words(read: Any, window: int, labels: Sequence[int]) -> Iterator[tuple[tuple[int, int], int]]:
    """The words of a window with their offsets and the label of their first piece; a word cut at the window's edge is shorter."""
    offsets, ids = read["offset_mapping"][window].tolist(), read.word_ids(window)
    word, start, end, label = None, 0, 0, 0
    for i, here in enumerate(ids):
        if here is not None and here == word:
            end = offsets[i][1]
            continue
        if word is not None:
            yield (start, end), label
        word = here
        if here is not None:
            (start, end), label = offsets[i], labels[i]
    if word is not None:
        yield (start, end), label

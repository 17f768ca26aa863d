"""The tokeniser once more, in plain Python over code points: slow, and easy to read."""

from dataclasses import dataclass

from dashboard.text.characters import (
    AT,
    ELLIPSIS,
    FIRST_MARK_CLASS,
    FIRST_WORD,
    HASH,
    LINE_END,
    SPACE,
    STOP,
    UNSEEN,
    WORD,
    character_classes,
)

SPACE_BEFORE, NEWLINE_BEFORE = 1, 2
LONGEST_WORD, LONGEST_URL = 256, 4096
_URL_STOPS = '"<«»)،'


@dataclass(frozen=True)
class Token:
    form: str | int
    start: int
    length: int
    flags: int


def class_of(character: str) -> int:
    classes = character_classes()
    return int(classes[ord(character)]) if ord(character) < len(classes) else WORD


def is_digit(character: str) -> bool:
    return character in "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"


def is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def joins(text: str, i: int, before: str, letters: int) -> bool:
    after = text[i + 1] if i + 1 < len(text) else " "
    if class_of(after) != WORD:
        return False
    if text[i] in ".,٫٬":
        if is_digit(before) and is_digit(after):
            return True
        if text[i] == ".":
            if is_latin(before) and is_latin(after):
                return True
            further = text[i + 2] if i + 2 < len(text) else " "
            return letters == 1 and class_of(further) != WORD and not is_digit(after) and not is_digit(before)
        return False
    return text[i] == "@" and is_latin(before) and is_latin(after)


def url_end(text: str, i: int) -> int:
    if text[i + 1 : i + 3] != "//":
        return i
    j = i
    while j < len(text) and j - i < LONGEST_URL:
        if class_of(text[j]) in (SPACE, LINE_END, UNSEEN) or text[j] in _URL_STOPS:
            break
        j += 1
    while j > i and text[j - 1] in ".,":
        j -= 1
    return j


def word_end(text: str, first: int) -> int:
    """Where the word that begins at `first` ends."""
    i, letters, end = first, 0, first
    while True:
        before = text[i]
        letters += 1
        i += 1
        end = i
        if i - first >= LONGEST_WORD or i >= len(text):
            return end
        while i < len(text) and class_of(text[i]) == UNSEEN:
            i += 1
        if i >= len(text):
            return end
        if class_of(text[i]) == WORD:
            continue
        if class_of(text[i]) >= FIRST_MARK_CLASS and joins(text, i, before, letters):
            letters = -1
            continue
        if text[i] == ":" and text[first:i].lower() in ("http", "https"):
            found = url_end(text, i)
            return found if found > i else end
        return end


def tokens(text: str) -> list[Token]:
    found: list[Token] = []
    pending, i = NEWLINE_BEFORE, 0
    while i < len(text):
        kind = class_of(text[i])
        if kind == SPACE:
            pending |= SPACE_BEFORE
        elif kind == LINE_END:
            pending |= NEWLINE_BEFORE
        elif kind != UNSEEN:
            mark = kind - FIRST_MARK_CLASS
            last = found[-1] if found else None
            opens = (
                mark in (HASH, AT)
                and (last is None or pending != 0 or (isinstance(last.form, int)))
                and i + 1 < len(text)
                and class_of(text[i + 1]) == WORD
            )
            if kind == WORD or opens:
                end = word_end(text, i)
                form = "".join(c for c in text[i:end] if class_of(c) != UNSEEN)
                found.append(Token(form, i, end - i, pending))
                pending, i = 0, end
                continue
            if mark == STOP and last is not None and pending == 0 and last.form in (STOP, ELLIPSIS):
                found[-1] = Token(ELLIPSIS, last.start, i + 1 - last.start, last.flags)
            else:
                found.append(Token(mark, i, 1, pending))
                pending = 0
        i += 1
    return found


__all__ = ["FIRST_WORD", "Token", "tokens"]

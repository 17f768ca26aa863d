"""Plain text dumps of pages: the articles in them, and every other line with the reason why it is none of them."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.readers.chunks import Chunk
from dashboard.readers.corrections import corrected
from dashboard.readers.dateline import dateline
from dashboard.readers.dating import Dating
from dashboard.readers.decode import decode
from dashboard.readers.evidence import Evidence, FileFacts, Knowledge, line_hash
from dashboard.readers.furniture import Found
from dashboard.readers.headers import date_lines, outlet_of, signed
from dashboard.readers.language import language
from dashboard.readers.limits import Limits
from dashboard.readers.lines import Line, lines_of
from dashboard.readers.outlets import Outlets
from dashboard.readers.runs import Run, best_run
from dashboard.readers.shapes import Kind, Shaped, settled, shaped
from dashboard.readers.tails import agency_notices, tail
from dashboard.readers.titles import title_worths
from dashboard.readers.windows import heads, opens_related, weights
from dashboard.records import Article, Refusal, RemovedLine

_DAY_IN_NAME = re.compile(r"(?<!\d)(19|20)\d\d-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
_LONGEST_EVIDENCE = 60


def articles(
    chunk: Chunk, outlets: Outlets, knowledge: Knowledge, limits: Limits
) -> Iterator[Article | Refusal | Evidence | FileFacts]:
    """The articles of a text file, what it tells about the corpus, and its encoding and warnings."""
    if chunk.length > limits.record:
        yield Refusal(chunk.name, "too_large", f"a text longer than {limits.record >> 20} MB")
        return
    decoded = decode(chunk.path.read_bytes())
    if decoded.refusal:
        yield Refusal(chunk.name, decoded.refusal, decoded.detail)
        return
    if not decoded.text.strip():
        yield Refusal(chunk.name, "empty", "the file holds no text")
        return
    if decoded.text.count("\n") >= limits.lines:
        yield Refusal(chunk.name, "too_large", f"a page of more than {limits.lines} lines")
        return
    yield from text_articles(decoded.text, chunk.name, outlets, knowledge, warnings=decoded.warnings)
    yield FileFacts(decoded.encoding, decoded.warnings)


def text_articles(
    text: str, name: str, outlets: Outlets, knowledge: Knowledge, *, warnings: tuple[str, ...] = ()
) -> Iterator[Article | Refusal | Evidence]:
    """The articles of a dump's text, top to bottom, or a refusal where it holds none; and what it tells about the corpus."""
    reader = DumpReader(name, outlets, knowledge, warnings)
    found = list(reader.articles(text))
    if not found:
        yield Refusal(name, "no_text", "no line of it reads like an article's text")
        return
    yield from found
    yield reader.evidence()


@dataclass(slots=True)
class _Draft:
    """The lines of one article while it is put together: its body, its title, and why each other line goes."""

    body: list[Line]
    title: str | None
    reasons: dict[int, Found]


class DumpReader:
    """Reads the articles of one dump, and keeps what they tell about the corpus."""

    def __init__(self, name: str, outlets: Outlets, knowledge: Knowledge, warnings: tuple[str, ...]) -> None:
        self._name = name
        self._warnings = warnings
        self._outlets = outlets
        self._knowledge = knowledge
        self._notices = agency_notices(outlets)
        self.dating = Dating(knowledge)
        self._kept: list[tuple[str, str]] = []
        self._texts: list[tuple[str, str]] = []

    def articles(self, text: str) -> Iterator[Article]:
        """The articles of the dump; each line that holds anything is part of one or among the removed lines of one."""
        lines = settled([self.shaped(line) for line in lines_of(text)])
        weight = weights(lines)
        starts = [0, *heads(lines, weight, frozenset(self._outlets.signs))]
        pieces = [
            (lines[start:end], weight[start:end])
            for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
        ]
        cut_short = not text.endswith("\n")
        part = 0
        for number, (own, own_weight) in enumerate(pieces, start=1):
            last = number == len(pieces)
            article = self.article(own, own_weight, part + 1, cut_short=cut_short and last)
            if article:
                part += 1
                yield corrected(article, self._knowledge.corrections)

    def evidence(self) -> Evidence:
        """What the dump tells about the corpus: its kept lines under their layouts, and what its dates prove."""
        texts = self._texts or [("", "")]
        paragraphs = (texts[0], max(texts, key=lambda text: len(text[1])), texts[-1])
        first, most, last = (line_hash(layout, line) for layout, line in paragraphs)
        return Evidence(
            self._name,
            tuple(sorted({line_hash(layout, line) for layout, line in self._kept})),
            (first, most, last),
            tuple(sorted((source, order, count) for (source, order), count in self.dating.orders.items())),
            tuple(sorted(self.dating.ambiguous)),
        )

    def shaped(self, line: Line) -> Shaped:
        """A line's shape under the owner's corrections."""
        said = self._knowledge.corrections
        raw = line.physical[0][1].strip()
        if said.removes(self._name, raw):
            return Shaped(line, Kind.FURNITURE, Found("correction", "corrections.toml"), -6.0)
        return shaped(line, self._outlets)

    def article(
        self, lines: list[Shaped], weight: Sequence[float], part: int, *, cut_short: bool
    ) -> Article | None:
        run = best_run(lines, weight, title_worths(lines, weight, self._outlets))
        if run is None:
            return None
        start, end, title = run.text[0], run.text[-1], run.title
        outlet, agency = signed(lines, title, (start, end), self._outlets)
        source = outlet_of(lines, frozenset(run.text), outlet, self._outlets)
        draft = self._draft(lines, run, source)
        if not draft.body:
            run, title = Run(None, run.text), None
            draft = self._draft(lines, run, source)
        return self._finished(lines, draft, (source, agency), part, (start, end, title), cut_short=cut_short)

    def _draft(self, lines: Sequence[Shaped], run: Run, source: str) -> _Draft:
        title, text = run.title, frozenset(run.text)
        draft = _Draft([], None if title is None else lines[title].line.raw, {})
        related = False
        for at, one in enumerate(lines):
            if at == title:
                related = False
                continue
            if at in text:
                reason = self._inside(one, draft, source, related=related)
            else:
                reason = _outside(one, draft.title, within=run.text[0] < at < run.text[-1])
            related = _still_related(one, related=related)
            if reason and not self._stays(one.line, reason.rule, source):
                draft.reasons[one.line.number] = reason
            else:
                draft.body.append(one.line)
        if title is not None:
            self._kept.append((source, lines[title].line.text))
        self._kept += [(source, line.text) for line in draft.body if line.words <= _LONGEST_EVIDENCE]
        long = [line.text for line in draft.body if line.words >= 12]
        self._texts += [(source, text) for text in long or [line.text for line in draft.body]]
        return draft

    def _stays(self, line: Line, rule: str, source: str) -> bool:
        """Whether the corpus's owner has put back a line, or switched off the rule that takes it out."""
        said = self._knowledge.corrections
        return said.restores_rule(rule, self._name, source) or any(
            said.restores(self._name, text.strip()) for _, text in line.physical
        )

    def _inside(self, one: Shaped, draft: _Draft, source: str, *, related: bool) -> Found | None:
        """Why a line within the run of text is not part of the article, if it is not."""
        if one.furniture:
            return one.furniture
        if one.line.raw == draft.title:
            return Found("repeated_title", "repetition in the file")
        if line_hash(source, one.line.text) in self._knowledge.repeated:
            return Found("repeated_line", "repetition across files")
        if one.kind in (Kind.DATE, Kind.CAPTION, Kind.BYLINE):
            return Found(one.kind.value, f"shape: {one.kind.value}")
        if one.kind is Kind.MENU and not one.line.ends:
            return Found("menu", "shape: list of links")
        if related and (one.kind is Kind.HEADLINE or (one.kind is Kind.SHORT and one.weight <= 0.0)):
            return Found("related", "below a heading of related articles")
        return None

    def _finished(
        self,
        lines: Sequence[Shaped],
        draft: _Draft,
        signs: tuple[str, str | None],
        part: int,
        run: tuple[int, int, int | None],
        *,
        cut_short: bool,
    ) -> Article | None:
        start, _, title = run
        source, agency = signs
        removed = [
            RemovedLine(
                number, text, draft.reasons[one.line.number].kind, draft.reasons[one.line.number].rule
            )
            for one in lines
            if one.line.number in draft.reasons
            for number, text in one.line.physical
            if text.strip()
        ]
        body, origin, stated = self._body(draft, source, removed)
        if not body:
            return None
        day, date_text, rule, ambiguous = self._date(lines, run, stated, source)
        warnings = (
            self._warnings
            + ("ambiguous_date",) * ambiguous
            + ("truncated",) * (cut_short and _breaks_off(lines, draft))
        )
        origin = origin or agency
        self_named = None if origin == source else origin
        return Article(
            self._name, part, source, draft.title, body, None, day, date_text, rule, self_named,
            _byline(lines, title, start), None, None, language(body), tuple(sorted(removed, key=lambda line: line.line)), warnings,
        )  # fmt: skip

    def _body(self, draft: _Draft, source: str, removed: list[RemovedLine]) -> tuple[str, str | None, str | None]:
        """The text of the kept lines less dateline and agency tail; the agency they name, and the dateline's text."""
        if not draft.body:
            return "", None, None
        physical = [
            (number, text.strip()) for line in draft.body for number, text in line.physical if text.strip()
        ]
        origin = stated = None
        said = self._knowledge.corrections
        found = dateline(physical[0][1], self._outlets)
        if found and not (said.restores(self._name, found.text) or said.restores_rule("dateline", self._name, source)):
            number, text = physical[0]
            rest = text[text.find(found.text) + len(found.text) :].strip()
            if rest or len(physical) > 1:
                removed.append(RemovedLine(number, found.text, "dateline", "dateline"))
                physical[0:1] = [(number, rest)] if rest else []
                origin, stated = found.agency, found.text
        below: list[str] = []
        while len(physical) > 1 and said.restores(self._name, physical[-1][1]):
            below.insert(0, physical.pop()[1])
        body = "\n".join(text for _, text in physical)
        while last := tail(body, self._outlets, self._notices):
            text, rest = body[last.start :].strip(), body[: last.start].rstrip()
            if not rest or said.restores(self._name, text) or said.restores_rule(last.rule, self._name, source):
                break
            number = physical[
                min(rest.count("\n") + (body[len(rest) : last.start + 1].count("\n")), len(physical) - 1)
            ][0]
            removed.append(RemovedLine(number, text, last.reason, last.rule))
            body, origin = rest, origin or last.agency
        return "\n".join([body, *below]), origin, stated

    def _date(
        self, lines: Sequence[Shaped], run: tuple[int, int, int | None], stated: str | None, source: str
    ) -> tuple[datetime.date | None, str | None, str, bool]:
        """The article's date, its text, the rule that found it, and whether it could be read in two ways."""
        start, end, title = run
        ambiguous = False
        for line in date_lines(lines, 0, title, start, end):
            day, text, unsure = self.dating.of_line(line.text, source)
            ambiguous |= unsure
            if day:
                return day, text, "stated", False
        if stated:
            day, text, unsure = self.dating.of_line(stated, source)
            ambiguous |= unsure
            if day:
                return day, text, "dateline", False
        in_name = _DAY_IN_NAME.search(self._name.rpartition("/")[2])
        if in_name and not ambiguous:
            digits = in_name[0].replace("-", "")
            day, text, _ = self.dating.of_record(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}", source)
            if day:
                return day, in_name[0], "file", False
        return None, None, "none", ambiguous


def _outside(one: Shaped, title: str | None, *, within: bool) -> Found:
    """Why a line outside the text goes; `within` it stands between two lines of the text."""
    if one.furniture:
        return one.furniture
    if one.line.raw == title:
        return Found("repeated_title", "repetition in the file")
    if one.kind in (Kind.DATE, Kind.CAPTION, Kind.BYLINE, Kind.MENU):
        return Found(one.kind.value, f"shape: {one.kind.value}")
    return Found("embedded", "gap in the text") if within else Found("page", "outside the text")


def _still_related(one: Shaped, *, related: bool) -> bool:
    """Whether the lines after this one are still a list of related articles."""
    if one.furniture:
        return opens_related(one) or (related and one.furniture.kind != "related_end")
    return related and not one.is_text


def _byline(lines: Sequence[Shaped], title: int | None, start: int) -> str | None:
    for one in lines[title + 1 if title is not None else max(start - 4, 0) : start]:
        if one.kind is Kind.BYLINE:
            return one.line.text
    return None


def _breaks_off(lines: Sequence[Shaped], draft: _Draft) -> bool:
    """Whether the input ends in the middle of a paragraph's sentence."""
    last = lines[-1].line
    return bool(draft.body) and draft.body[-1].number == last.number and last.words >= 12 and not last.ends

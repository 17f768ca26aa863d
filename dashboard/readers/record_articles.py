"""Records with named fields (a JSON object, a table row, a feed entry) into articles."""

import math
from collections.abc import Mapping

from dashboard.readers.corrections import corrected
from dashboard.readers.dateline import Dateline, dateline, may_hold_dateline
from dashboard.readers.dating import Dating
from dashboard.readers.decode import clean, mojibake
from dashboard.readers.evidence import Evidence, Knowledge
from dashboard.readers.fields import roles
from dashboard.readers.language import language
from dashboard.readers.outlets import UNKNOWN, Outlets, host
from dashboard.readers.slugs import slug
from dashboard.readers.tails import agency_notices, may_hold_tail, tail
from dashboard.records import Article, Refusal, RemovedLine


class RecordReader:
    """Makes articles of the records of one file, and keeps what they tell about the corpus."""

    def __init__(
        self, file: str, outlets: Outlets, knowledge: Knowledge, *, default_source: str = UNKNOWN
    ) -> None:
        self._file = file
        self._outlets = outlets
        self._corrections = knowledge.corrections
        self._notices = agency_notices(outlets)
        self._sources: dict[str, str] = {}
        self._default_source = default_source
        self.dating = Dating(knowledge)
        self.source_names: dict[str, str] = {}

    def article(
        self,
        record: Mapping[str, object],
        line: int,
        part: int,
        *,
        dirty: bool = True,
        member: str | None = None,
    ) -> Article | Refusal:
        """The article of a record, or why there is none; `dirty` says that its strings may hold control characters."""
        keys = tuple(record)
        where = roles(keys)
        warnings: list[str] = []

        def text(role: str) -> str | None:
            if role not in where:
                return None
            value = as_text(record[keys[where[role]]])
            if value and dirty:
                value, found = clean(value)
                warnings.extend(found)
            return value

        body = text("body")
        if body is None or not body.strip():
            kind = "no_text" if "body" in where else "bad_record"
            detail = (
                "no body"
                if "body" in where
                else f"no field is named text, body or content; there are: {_listed(keys)}"
            )
            return Refusal(self._file, kind, detail, member, line)
        title = text("title")
        url, named, agency = text("url"), text("source"), text("agency")
        source = self._source(named, url)
        day, date_text, ambiguous = (
            self.dating.of_record(record[keys[where["date"]]], source)
            if "date" in where
            else (None, None, False)
        )
        removed: list[RemovedLine] = []
        origin = self._agency(agency.strip()) if agency and agency.strip() else None
        rule = "record" if day else "none"
        if may_hold_dateline(body):
            body, stated = self._without_dateline(body, line, source, removed)
            if stated is not None:
                origin = origin or stated.agency
                source = stated.outlet or source if source == UNKNOWN else source
                if day is None and not ambiguous:
                    day, found, ambiguous = self.dating.of_line(stated.text, source)
                    date_text, rule = (found, "dateline") if day else (date_text, rule)
        if self._corrections.removed:
            body = self._without_lines(body, line, removed)
        if may_hold_tail(body, self._notices):
            body, told = self._without_tails(body, line, source, removed)
            origin = origin or told
        if ambiguous:
            warnings.append("ambiguous_date")
        if mojibake(body[:400]):
            warnings.append("suspected_mojibake")
        article = Article(
            self._file, part, source, _one_line(title), body, _one_line(text("record")), day, date_text, rule,
            None if origin == source else origin, _one_line(text("byline")), _one_line(text("section")), url and url.strip(),
            language(body), tuple(removed), tuple(dict.fromkeys(warnings)),
        )  # fmt: skip
        return corrected(article, self._corrections)

    def evidence(self) -> Evidence | None:
        """What the dates of the records read so far prove, or leave open; None where that is nothing."""
        orders = tuple(
            sorted((source, order, count) for (source, order), count in self.dating.orders.items())
        )
        ambiguous = tuple(sorted(self.dating.ambiguous))
        return Evidence(self._file, orders=orders, ambiguous=ambiguous) if orders or ambiguous else None

    def _source(self, named: str | None, url: str | None) -> str:
        """The slug of the outlet that a record names, or else of its URL's host."""
        key = named.strip() if named else (url and host(url)) or ""
        if key not in self._sources:
            known = self._outlets.source_of_name(key) if key else None
            self._sources[key] = known or (slug(key) if key else self._default_source)
            if key and not known:
                self.source_names.setdefault(self._sources[key], key)
        return self._sources[key]

    def _without_lines(self, body: str, line: int, removed: list[RemovedLine]) -> str:
        """The body without the lines that the corpus's owner took out; whole, where nothing else would be left of it."""
        lines = body.split("\n")
        kept = [text for text in lines if not self._corrections.removes(self._file, text.strip())]
        if len(kept) == len(lines) or not any(map(str.strip, kept)):
            return body
        gone = [text for text in lines if self._corrections.removes(self._file, text.strip())]
        removed.extend(RemovedLine(line, text, "correction", "corrections.toml") for text in gone)
        return "\n".join(kept)

    def _agency(self, named: str) -> str:
        """The slug of the agency that a record names."""
        known = self._outlets.source_of_name(named)
        if known is None:
            known = slug(named)
            self.source_names.setdefault(known, named)
        return known

    def _without_dateline(
        self, body: str, line: int, source: str, removed: list[RemovedLine]
    ) -> tuple[str, Dateline | None]:
        start = len(body) - len(body.lstrip())
        first = body[start : start + 400].partition("\n")[0]
        found = dateline(first, self._outlets)
        if found is None or self._stays(found.text, "dateline", source):
            return body, None
        rest = body[start + len(found.text) :].lstrip()
        if not rest:
            return body, None
        removed.append(RemovedLine(line, found.text, "dateline", "dateline"))
        return rest, found

    def _without_tails(
        self, body: str, line: int, source: str, removed: list[RemovedLine]
    ) -> tuple[str, str | None]:
        told = None
        while found := tail(body, self._outlets, self._notices):
            text = body[found.start :].strip()
            rest = body[: found.start].rstrip()
            if not rest or self._stays(text, found.rule, source):
                break
            body, told = rest, told or found.agency
            removed.append(RemovedLine(line, text, found.reason, found.rule))
        return body, told

    def _stays(self, text: str, rule: str, source: str) -> bool:
        said = self._corrections
        return said.restores(self._file, text) or said.restores_rule(rule, self._file, source)


def as_text(value: object) -> str | None:
    """A field's value as text: lists joined, an object by its name or value, numbers as written; None for nothing."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        parts = [part for part in map(as_text, value) if part]
        return ("\n" if any(len(part) > 80 for part in parts) else "، ").join(parts) or None
    if isinstance(value, dict):
        for key in ("name", "title", "$date", "$oid", "value", "text", "rendered", "url"):
            if key in value:
                return as_text(value[key])
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return None if isinstance(value, bool) else str(value)


def _one_line(text: str | None) -> str | None:
    """A short field without outer white space, on one line; None where nothing is left."""
    if text is None:
        return None
    text = text.strip()
    return (" ".join(text.split()) if "\n" in text or "\t" in text else text) or None


def _listed(keys: tuple[str, ...]) -> str:
    return ", ".join(key[:40] for key in keys[:12]) + (" …" if len(keys) > 12 else "")

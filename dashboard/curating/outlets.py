"""outlets.toml: an outlet described, and the names and domains under which it is known."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tomlkit

from dashboard.curating.files import Change, edited, own_file
from dashboard.errors import CallError
from dashboard.readers.outlets import UNKNOWN, Outlets, host, name_key
from dashboard.readers.slugs import slug as slug_of

NAME = "outlets.toml"
_TEXTS = ("name", "en", "region")


def describe(
    folders: Sequence[Path], slug: str, *, known: Outlets, name: str = "", en: str = "", region: str = "",
    names: Sequence[str] = (), domains: Sequence[str] = (),
) -> Change:  # fmt: skip
    """Say what an outlet is called, where it sits, and under which further names and domains it is known; "" leaves as it is.

    `known` are all outlets as a build knows them. An outlet that nothing knows needs a name.
    Raises CallError where a name or a domain is another outlet's, or a domain is none.
    """
    hosts = [_host(domain) for domain in domains]
    for text in (*(one for one in (name, *names) if one), *hosts):
        other = known.source_of_name(text)
        if other not in (None, slug) and _is_own(known, str(other), text):
            said = known.by_slug[str(other)].name
            raise CallError(f"{text!r} is a name of the outlet {said} ({other}) already", key="outlet_name_taken", name=text, other=said)
    if slug not in known.by_slug and not name:
        raise CallError(f"The outlet {slug!r} needs a name", key="outlet_unnamed", name=slug)
    texts = {key: value.strip() for key, value in zip(_TEXTS, (name, en, region), strict=True) if value.strip()}
    lists = {"names": [one.strip() for one in names if one.strip()], "domains": hosts}

    def change(document: tomlkit.TOMLDocument) -> None:
        if slug not in document:
            table = tomlkit.table()
            table.trivia.indent = "\n"
            document.append(slug, table)
        entry: Any = document[slug]
        for key, value in texts.items():
            if known.by_slug.get(slug) is None or getattr(known.by_slug[slug], key) != value:
                entry[key] = value
        for key, values in lists.items():
            there = {name_key(one) for one in entry.get(key, ())}
            fresh = [one for one in dict.fromkeys(values) if name_key(one) not in there]
            if fresh:
                entry[key] = [*entry.get(key, ()), *fresh]
        if not entry:
            del document[slug]

    return edited(own_file(folders, NAME), change, Outlets.with_own)


def slug_for(name: str, known: Outlets) -> tuple[str, bool]:
    """The slug of the outlet that a name names, made from it where no outlet is called so; and whether it is a new one.

    Raises CallError where the name is empty.
    """
    if not name.strip():
        raise CallError("An outlet needs a name", key="outlet_unnamed", name="")
    if name.strip() in (*known.by_slug, UNKNOWN):
        return name.strip(), False
    found = known.source_of_name(name)
    return (found, False) if found else (slug_of(name), True)


def _is_own(known: Outlets, slug: str, text: str) -> bool:
    """Whether a name is listed for an outlet, or merely understood as its own (by its first word, or a domain above it)."""
    outlet = known.by_slug[slug]
    return name_key(text) in {name_key(one) for one in (outlet.name, outlet.en, slug, *outlet.names)} or text.lower() in outlet.domains


def _host(domain: str) -> str:
    found = host(domain)
    if found is None:
        raise CallError(f"{domain!r} is no domain; write it as example.org", key="bad_domain", value=domain)
    return found

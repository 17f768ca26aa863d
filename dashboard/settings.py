"""The environment and the defaults, read once, as one frozen value; nothing else reads os.environ."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from dashboard.errors import CallError

LANGUAGES = ("ar", "en")


@dataclass(frozen=True)
class Settings:
    """Where the corpus and the cache lie, and how the dashboard starts.

    Set with MARSAD_CORPUS (several folders joined like PATH), MARSAD_CACHE, MARSAD_ACTORS, MARSAD_OUTLETS, MARSAD_LANG, MARSAD_READ_ONLY,
    MARSAD_HOSTS (names by which others ask for the dashboard, through a proxy; joined by commas).
    """

    corpus: tuple[Path, ...] = (Path("corpus"),)
    cache: Path = Path("cache")
    actors: tuple[Path, ...] = ()
    outlets: tuple[Path, ...] = ()
    lang: str = "ar"
    read_only: bool = False
    hosts: tuple[str, ...] = ()

    @classmethod
    def of_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """The settings that an environment asks for.

        Raises CallError where MARSAD_LANG names no interface language.
        """
        given = os.environ if environment is None else environment
        lang = given.get("MARSAD_LANG", cls.lang)
        if lang not in LANGUAGES:
            raise CallError(f"MARSAD_LANG={lang!r} is none of: {', '.join(LANGUAGES)}")
        return cls(
            corpus=_paths(given.get("MARSAD_CORPUS", "")) or (Path("corpus"),),
            cache=Path(given.get("MARSAD_CACHE") or "cache"),
            actors=_paths(given.get("MARSAD_ACTORS", "")),
            outlets=_paths(given.get("MARSAD_OUTLETS", "")),
            lang=lang,
            read_only=given.get("MARSAD_READ_ONLY", "") not in ("", "0"),
            hosts=tuple(name.strip() for name in given.get("MARSAD_HOSTS", "").split(",") if name.strip()),
        )

    def environment(self) -> dict[str, str]:
        """The variables that make another process read the same settings."""
        join = os.pathsep.join
        return {
            **os.environ,
            "MARSAD_CORPUS": join(map(str, self.corpus)),
            "MARSAD_CACHE": str(self.cache),
            "MARSAD_ACTORS": join(map(str, self.actors)),
            "MARSAD_OUTLETS": join(map(str, self.outlets)),
            "MARSAD_LANG": self.lang,
            "MARSAD_READ_ONLY": "1" if self.read_only else "",
            "MARSAD_HOSTS": ",".join(self.hosts),
        }


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(Path(part) for part in text.split(os.pathsep) if part)

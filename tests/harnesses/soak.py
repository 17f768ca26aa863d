"""Many readers at once, for long: python -m tests.harnesses.soak --sessions 30 --minutes 30

Readers walk as people do: pages, filters, searches, articles, the other language, now and then away and back as somebody new, with time to read in
between. So many of them (`--windows`) as the machine bears have a window of their own in a real Chromium, with its own cookies, and take files away,
too; the others speak Streamlit's protocol over a websocket, as a window does. They come one after another; the minutes count from when all are
there. Every ten seconds the server's memory is noted. Prints what happened; exits 1 where anything went wrong (in the server's log, on a page, in
its console, in an answer) or where memory grew after the warm-up.
"""

import argparse
import asyncio
import contextlib
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.async_api import Browser, Page, async_playwright

from dashboard import building
from dashboard.app.page import NAMES
from dashboard.corpus import Corpus
from dashboard.measures.terms import terms
from tests.browser.conftest import SAMPLE, Server, started
from tests.browser.test_road import QUIET as RESTED
from tests.conftest import QUIET, chromium

from .wire import Session, session

BETWEEN = 10.0
"""Seconds between two looks at the server's memory."""
ARRIVAL = 8.0
"""Seconds between two readers who come."""
GROWTH = 0.05
"""By how much of itself memory may grow from the first to the last quarter of the time after the warm-up."""
PATIENCE = 300_000
STEPS = {"turn": 8, "source": 3, "period": 3, "search": 2, "clear": 2, "export": 3, "read": 4, "back": 2, "language": 1, "reload": 1, "leave": 1}
"""How often a reader does what, in proportion."""
LINKS = ("", "?lang=en", "terms", "actors?lang=en", "articles", "sources", "quotes", "speakers?lang=en", "naming", "actor?lang=en", "phrases", "keyness", "copies", "data?lang=en")
USABLE = """(selector) => [...document.querySelectorAll(selector)].flatMap((one, at) => (one.checkVisibility() && !one.disabled ? [at] : []))"""
VISITS = {"turn": 8, "source": 3, "period": 3, "search": 2, "clear": 2, "read": 4, "language": 1, "leave": 1}
"""The same of those without a window."""
WRONG = "[data-testid=stException], [role=alert] h1"
SEARCH = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")
COMPLAINTS = ("Traceback", "Error", "ERROR", "Exception", "CRITICAL")
"""Words of a server's log that tell of something that went wrong."""


@dataclass
class Told:
    """What happened: steps done, how long each took, and what went wrong."""

    steps: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Reader:
    """One reader in a window of its own."""

    def __init__(self, browser: Browser, address: str, words: list[str], number: int, told: Told) -> None:
        self._browser, self._address, self._words, self._number, self._told = browser, address, words, number, told
        self._chance = random.Random(number)
        self._page: Page

    async def walk(self, come: float, until: float, think: tuple[float, float]) -> None:
        """Come after so many seconds, and take one step after another until it is time."""
        await asyncio.sleep(come)
        await self._first()
        while time.monotonic() + think[0] < until:
            await asyncio.sleep(self._chance.uniform(*think))
            (step,) = self._chance.choices(list(STEPS), list(STEPS.values()))
            begun = time.monotonic()
            try:
                await getattr(self, f"_{step}")()
                await self._settled()
            except Exception as problem:
                self._told.wrong.append(f"reader {self._number}, {step} on {self._page.url}: {str(problem)[:300]}")
                with contextlib.suppress(Exception):
                    await self._leave()
            self._told.steps[step] += 1
            self._told.seconds.append(time.monotonic() - begun)
        await self._page.context.close()

    async def _first(self) -> None:
        try:
            await self._come()
        except Exception as problem:
            self._told.wrong.append(f"reader {self._number}, coming: {str(problem)[:300]}")
            await self._leave()

    async def _come(self) -> None:
        context = await self._browser.new_context(viewport={"width": 1400, "height": 950}, accept_downloads=True)
        self._page = await context.new_page()
        self._page.set_default_timeout(PATIENCE)
        self._page.on("pageerror", lambda problem: self._told.wrong.append(f"script: {problem}"))
        self._page.on("crash", lambda _: self._told.wrong.append("a page crashed"))
        self._page.on("console", lambda said: self._complains(said.text, said.location["url"]) if said.type == "error" else None)
        self._page.on("response", lambda answer: self._complains(str(answer.status), answer.url) if answer.status >= 400 else None)
        await self._page.goto(f"{self._address}/{self._chance.choice(LINKS)}")
        await self._settled()

    def _complains(self, what: str, url: str) -> None:
        """Note an answer or a line of the console that is an error, but for Streamlit's search of a page's address for where the server begins."""
        if not SEARCH.search(url):
            self._told.wrong.append(f"reader {self._number}: {what[:300]} {url}")

    async def _settled(self) -> None:
        await self._page.wait_for_selector("h1#content, [role=alert] h1")
        await self._page.wait_for_selector(".marsad-actions", state="attached")
        await self._page.evaluate(RESTED)
        for one in await self._page.locator(WRONG).all_inner_texts():
            self._told.wrong.append(f"reader {self._number} on {self._page.url}: {one[:300]}")

    async def _one_of(self, selector: str) -> Any:
        """One of the things on the page that can be seen and used, by chance; None where there is none."""
        usable = await self._page.evaluate(USABLE, selector)
        return self._page.locator(selector).nth(self._chance.choice(usable)) if usable else None

    async def _click(self, selector: str) -> bool:
        found = await self._one_of(selector)
        if found is not None:
            await found.click()
        return found is not None

    async def _turn(self) -> None:
        await self._click(".st-key-groups a, .st-key-pages a")

    async def _source(self) -> None:
        await self._page.locator(".st-key-side_source input").click()
        await self._click("[role=option]")
        await self._page.keyboard.press("Escape")

    async def _period(self) -> None:
        await self._click(".st-key-side_preset [role=radio]")

    async def _search(self) -> None:
        fields = self._page.locator("[class*=st-key-side_text] input")
        await fields.fill(self._chance.choice(self._words))
        await fields.press("Enter")

    async def _clear(self) -> None:
        await self._click(".st-key-clear_ button, .st-key-start_afresh button, .st-key-nothing_ button")

    async def _export(self) -> None:
        if not await self._click("[class*=st-key-export_] button"):
            return
        await self._page.wait_for_selector("[class*=st-key-take_] button")
        await self._settled()
        button = await self._one_of("[class*=st-key-take_] button")
        async with self._page.expect_download() as waiting:
            await button.click()
        taken = await waiting.value
        if not Path(await taken.path()).stat().st_size:
            self._told.wrong.append(f"{taken.suggested_filename} is empty")
        await taken.delete()
        await self._page.keyboard.press("Escape")

    async def _read(self) -> None:
        await self._click(".st-key-group_articles a, .st-key-here_group_articles a")
        await self._page.wait_for_selector(".st-key-panel_articles, article.reader, .nothing")
        await self._settled()
        if await self._click(".st-key-panel_articles .marsad-table tbody .link"):
            await self._page.wait_for_selector("article.reader")

    async def _back(self) -> None:
        if (await self._page.evaluate("history.length")) > 2:
            await self._page.go_back()
            if not self._page.url.startswith(self._address):
                await self._page.goto(self._address)

    async def _language(self) -> None:
        await self._page.locator(".st-key-language button").click()

    async def _reload(self) -> None:
        await self._page.reload()

    async def _leave(self) -> None:
        await self._page.context.close()
        await self._come()


class Caller:
    """One reader without a window."""

    def __init__(self, address: str, corpus: Corpus, number: int, told: Told) -> None:
        self._address, self._number, self._told = address, number, told
        self._chance = random.Random(number)
        self._sources = corpus.generation.source_slugs
        self._articles = corpus.generation.table("articles")["id"]
        self._words = commonest(corpus)
        self._page, self._query = "", {"lang": self._chance.choice(("ar", "en"))}

    async def walk(self, come: float, until: float, think: tuple[float, float]) -> None:
        """Come after so many seconds, and take one step after another until it is time."""
        await asyncio.sleep(come)
        while time.monotonic() + think[0] < until:
            try:
                async with session(self._address, self._told.wrong) as held:
                    await self._visit(held, until, think)
            except Exception as problem:
                self._told.wrong.append(f"caller {self._number} on {self._page}?{self._address_of()}: {problem!r}"[:400])

    async def _visit(self, held: Session, until: float, think: tuple[float, float]) -> None:
        step = "come"
        while step != "leave" and time.monotonic() + think[0] < until:
            begun = time.monotonic()
            await asyncio.wait_for(held.ask(self._page, self._address_of()), PATIENCE / 1000)
            self._told.steps[step] += 1
            self._told.seconds.append(time.monotonic() - begun)
            await asyncio.sleep(self._chance.uniform(*think))
            (step,) = self._chance.choices(list(VISITS), list(VISITS.values()))
            self._change(step)

    def _address_of(self) -> str:
        return "&".join(f"{name}={quote(value)}" for name, value in self._query.items())

    def _change(self, step: str) -> None:
        """What the page's address is after a step."""
        month = f"20{self._chance.randint(20, 24)}-{self._chance.randint(1, 12):02}"
        if step == "turn":
            self._page = self._chance.choice(NAMES)
            self._query = {**{name: value for name, value in self._query.items() if name != "article"}, **({"q": self._chance.choice(self._words)} if self._page == "concordance" else {})}
        elif step == "read":
            self._page, self._query["article"] = "articles", str(self._articles[self._chance.randrange(len(self._articles))])
        elif step == "language":
            self._query["lang"] = "en" if self._query["lang"] == "ar" else "ar"
        elif step == "clear":
            self._query = {"lang": self._query["lang"]}
        else:
            field, value = {"source": ("source", self._chance.choice(self._sources)), "period": ("since", f"{month}-01")}.get(step, ("text", self._chance.choice(self._words)))
            self._query[field] = value


def commonest(corpus: Corpus) -> list[str]:
    """Words that readers look for: the commonest of the corpus."""
    return [str(term) for term in terms(corpus.view(), limit=40, details=False)["term"]]


def memory(server: int) -> dict[str, float]:
    """What the server's process takes in MB, shared pages by their share: all of it, and what no file backs."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{server}/smaps_rollup").read_text().splitlines()[1:])
    return {"all": int(lines["Pss"].split()[0]) / 1024, "own": int(lines["Pss_Anon"].split()[0]) / 1024}


async def watched(server: int, until: float, noted: list[tuple[float, float, float]]) -> None:
    """Note the server's memory again and again: seconds since the start, all of it, what no file backs."""
    begun = time.monotonic()
    while time.monotonic() < until:
        held = memory(server)
        noted.append((time.monotonic() - begun, held["all"], held["own"]))
        await asyncio.sleep(BETWEEN)


async def soaked(
    server: Server, corpus: Corpus, sessions: int, windows: int, minutes: float, think: tuple[float, float], told: Told
) -> list[tuple[float, float, float]]:
    """Let so many readers come one after another and walk for so long; returns the server's memory over time."""
    noted: list[tuple[float, float, float]] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        until = time.monotonic() + ARRIVAL * sessions + 60 * minutes
        readers: list[Reader | Caller] = [Reader(browser, server.address, commonest(corpus), number, told) for number in range(windows)]
        readers += [Caller(server.address, corpus, number, told) for number in range(windows, sessions)]
        await asyncio.gather(watched(server.pid, until, noted), *(reader.walk(ARRIVAL * number, until, think) for number, reader in enumerate(readers)))
        await browser.close()
    return noted


def growth(noted: list[tuple[float, float, float]], warm: float) -> tuple[float, float]:
    """The server's memory in the first and in the last quarter of the time after so many seconds, in MB: the medians."""
    after = [held for seconds, held, _ in noted if seconds >= warm]
    quarter = max(len(after) // 4, 1)
    return statistics.median(after[:quarter]), statistics.median(after[-quarter:])


def main() -> int:
    """Serve, let them walk, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--windows", type=int, default=4, help="how many of the sessions are windows of Chromium")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--warm", type=float, default=10, help="minutes from the start after which memory is to be flat")
    parser.add_argument("--think", type=float, nargs=2, default=(10, 50), help="seconds between two steps of a reader, from and to")
    parser.add_argument("--corpus", type=Path, default=SAMPLE)
    parser.add_argument("-o", type=Path, help="a file for every note of memory and every step")
    said = parser.parse_args()
    told = Told()
    with tempfile.TemporaryDirectory() as place:
        building.build(building.Inputs((said.corpus,)), Path(place) / "cache", jobs=1)
        log = Path(place) / "log"
        with started(said.corpus, Path(place) / "cache", said=log, MARSAD_READ_ONLY="1") as server:
            noted = asyncio.run(soaked(server, Corpus.open(Path(place) / "cache"), said.sessions, said.windows, said.minutes, tuple(said.think), told))
        told.wrong += [f"log: {line}" for line in log.read_text("utf-8").splitlines() if any(one in line for one in COMPLAINTS)]
    first, last = growth(noted, 60 * said.warm)
    median, slow = statistics.median(told.seconds), statistics.quantiles(told.seconds, n=20)[-1]
    print(f"{said.sessions} sessions, {said.windows} of them windows, {said.minutes:g} minutes, {sum(told.steps.values())} steps {dict(told.steps)}")
    print(f"a step: median {median:.1f} s, 95 % within {slow:.1f} s")
    print(f"memory: {noted[0][1]:.0f} MB at first, {max(held for _, held, _ in noted):.0f} MB at most; {first:.0f} MB after the warm-up, {last:.0f} MB at the end")
    print(f"{len(told.wrong)} errors")
    print("\n".join(told.wrong[:50]))
    if said.o:
        said.o.write_text(json.dumps({"memory": noted, "steps": told.steps, "seconds": told.seconds, "wrong": told.wrong}, ensure_ascii=False), "utf-8")
    return 1 if told.wrong or last > first * (1 + GROWTH) else 0


if __name__ == "__main__":
    sys.exit(main())

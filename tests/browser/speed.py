"""How long the dashboard takes, as a reader sees it: `python -m tests.browser.speed ADDRESS [page …] [--rounds N] [--loud]`.

For each page first paint, then rounds of filter changes (sources, dates, the page's own choices, language), each measured inside the browser
from the input's own time stamp to the last change that was painted before the page came to rest. What paints nothing does not count: the marks
that the framework puts on elements while the server works and takes off again, its own sign that it does, and hints that follow the mouse.
"""

import argparse
import statistics
import time
from collections.abc import Iterator
from itertools import chain
from typing import Any

from playwright.sync_api import sync_playwright

from dashboard.app.page import NAMES
from tests.browser.conftest import SECONDS
from tests.conftest import QUIET, chromium

P50, P95, PAINT = 400, 800, 2_000
"""What a change may take in milliseconds, half of them and nineteen of twenty, and the first paint."""
REST = 700
WATCH = """() => {
    const kept = (window.marsadSpeed = { input: 0, painted: 0, changed: 0 });
    const unseen = (change) => {
        const node = change.target.nodeType === 1 ? change.target : change.target.parentElement;
        if (!node?.closest("[data-testid=stApp]") || node.closest("[data-testid=stStatusWidget]")) return true;
        if (change.type !== "attributes") return false;
        if (/^(data|aria)-/.test(change.attributeName)) return true;
        return change.attributeName === "class" && node.matches("[data-testid=stElementContainer]") && getComputedStyle(node).opacity === "1";
    };
    for (const name of ["click", "keydown"]) document.addEventListener(name, (event) => {
        if (event.isTrusted) Object.assign(kept, { input: event.timeStamp, painted: 0, changed: 0 });
    }, { capture: true });
    new MutationObserver((changes) => {
        const seen = changes.filter((change) => !unseen(change)).length;
        if (!seen) return;
        kept.changed += seen;
        requestAnimationFrame(() => setTimeout(() => (kept.painted = performance.now())));
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}"""
FIRST = """new MutationObserver((_, watching) => {
    if (!document.querySelector("h1#content")?.getBoundingClientRect().height) return;
    watching.disconnect();
    requestAnimationFrame(() => setTimeout(() => (window.marsadFirst = performance.now())));
}).observe(document, { subtree: true, childList: true })"""
AT_REST = """async (rest) => {
    const idle = () => document.querySelector("[data-test-script-state]")?.dataset.testScriptState === "notRunning";
    const kept = window.marsadSpeed;
    for (let since = performance.now(); performance.now() - since < rest; await new Promise((go) => setTimeout(go, 20))) {
        if (!idle() || document.querySelector("[data-stale=true]")) since = performance.now();
        since = Math.max(since, kept.painted);
    }
    return [kept.input, kept.painted, kept.changed];
}"""


def choices(page: Any) -> Iterator[tuple[str, Any]]:
    """Changes a reader makes on a page, in turn: a name and what makes it."""
    def source(number: int) -> None:
        page.locator(".st-key-side_source input").click()
        page.locator("[role=listbox] [role=option]").nth(number).wait_for()
        page.locator("[role=listbox] [role=option]").nth(number).click()

    def unsource() -> None:
        page.locator(".marsad-chips button").first.click()

    def preset(number: int) -> None:
        page.locator(".st-key-side_preset button").nth(number).click()

    yield "source", lambda: source(0)
    yield "second source", lambda: source(2)
    yield "month", lambda: preset(1)
    yield "quarter", lambda: preset(2)
    yield "source off", unsource
    yield "all time", lambda: preset(0)
    own = page.locator("[data-testid=stMain] [data-testid=stButtonGroup] button[aria-checked=false], [data-testid=stMain] [role=radio][aria-checked=false]")
    for number in range(5):
        yield f"option {number + 1}", lambda number=number: own.nth(number % own.count()).click()
    yield "year", lambda: preset(3)
    yield "source off", unsource
    yield "language", lambda: page.locator(".st-key-language button").click()
    yield "all time", lambda: preset(0)


def measured(page: Any, address: str, name: str, *, rounds: int, loud: bool) -> tuple[float, list[float]]:
    """First paint of a page and the time of each change on it, in milliseconds."""
    began = time.perf_counter()
    page.add_init_script(FIRST)
    page.goto(f"{address}/{'' if name == 'overview' else name}?lang=en", wait_until="commit")
    page.wait_for_function("window.marsadFirst", timeout=SECONDS * 1000)
    first = page.evaluate("window.marsadFirst")
    page.evaluate(WATCH)
    page.evaluate(AT_REST, REST)
    print(f"{name}: at rest after {(time.perf_counter() - began) * 1000 - REST:.0f} ms", flush=True)
    took = []
    for said, change in chain.from_iterable(choices(page) for _ in range(rounds)):
        try:
            change()
        except Exception as problem:
            print(f"  {said}: not possible here ({str(problem).splitlines()[0][:80]})")
            continue
        begun, painted, changed = page.evaluate(AT_REST, REST)
        if not changed:
            continue
        took.append(painted - begun)
        if loud:
            print(f"  {said:<14} {painted - begun:7.0f} ms  {changed} changes", flush=True)
        page.keyboard.press("Escape") if said.endswith("source") else None
        page.wait_for_timeout(100)
    return first, took


def main() -> None:
    """Measure the pages that are asked for, and say which are slower than promised."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("pages", nargs="*", default=[one for one in NAMES if one != "data"])
    parser.add_argument("--rounds", type=int, default=1, help="how often the changes are made")
    parser.add_argument("--loud", action="store_true", help="print every change")
    said = parser.parse_args()
    print("page         first paint    p50    p95    most  changes")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        for name in said.pages:
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.set_default_timeout(10_000)
            first, took = measured(page, said.address, name, rounds=said.rounds, loud=said.loud)
            half, most = statistics.median(took), statistics.quantiles(took, n=20, method="inclusive")[-1]
            slow = "" if half <= P50 and most <= P95 and first <= PAINT else "  slower than promised"
            print(f"{name:<12} {first:8.0f} ms {half:6.0f} {most:6.0f} {max(took):7.0f}  {len(took)}{slow}", flush=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()

"""How things are shown is the reader's choice, and the browser remembers it."""

from typing import Any

import pytest

from tests.browser.test_road import opened, settled

pytestmark = pytest.mark.browser


def field(page: Any, number: int) -> Any:
    """One of the two date fields: 0 from, 1 to."""
    return page.locator(".marsad-dates input").nth(number)


def test_a_date_is_picked_from_a_calendar_in_the_readers_months_digits_and_weeks(page: Any, address: str) -> None:
    opened(page, f"{address}/sources?week=sat&digits=arab&months=ar_SY")
    page.locator(".marsad-dates .opener").nth(1).click()
    calendar = page.locator(".calendar")
    assert calendar.locator("strong").inner_text() == "شباط ٢٠٢٥"
    assert calendar.locator("th").first.get_attribute("abbr") == "السبت"
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url("**until=2025-01-21**")
    settled(page)
    assert field(page, 1).input_value() == "٢١ كانون الثاني ٢٠٢٥"


def test_a_date_is_typed_as_people_write_it_and_a_wrong_one_is_explained(page: Any, address: str) -> None:
    opened(page, f"{address}/sources?lang=ar")
    field(page, 0).fill("١ تشرين الأول ٢٠٢٤")
    field(page, 0).press("Enter")
    page.wait_for_url("**since=2024-10-01**")
    settled(page)
    field(page, 1).fill("tomorrowish")
    field(page, 1).press("Enter")
    page.wait_for_selector(".marsad-dates .wrong")
    assert "until" not in page.url
    settled(page)
    field(page, 0).fill("")
    field(page, 0).press("Enter")
    page.wait_for_url(lambda url: "since" not in url)


def test_choices_are_there_again_on_the_next_visit(page: Any, address: str) -> None:
    opened(page, f"{address}/sources?lang=ar")
    page.get_by_text("تفضيلات العرض").click()
    page.get_by_role("radio", name="١٢٣").click()
    page.wait_for_url("**digits=arab**")
    settled(page)
    page.get_by_role("radio", name="جانفي، فيفري").click()
    page.wait_for_url("**months=ar_DZ**")
    settled(page)
    page.goto("about:blank")
    opened(page, address)
    assert page.locator("li[data-number=page_articles] strong").inner_text() == "٧٢"
    assert "جانفي" in page.locator(".st-key-chart_timeline").inner_text()
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("h1:has-text('Overview')")
    settled(page)
    opened(page, address)
    assert page.locator("h1#content").inner_text() == "Overview"


def test_weeks_begin_on_the_day_that_was_chosen(page: Any, address: str) -> None:
    opened(page, f"{address}/sources?lang=en&every=week&week=sat")
    page.wait_for_selector(".st-key-chart_timeline .js-plotly-plot")
    periods = page.evaluate("document.querySelector('.st-key-chart_timeline .js-plotly-plot').data.map((trace) => trace.customdata).flat().map((row) => row[1])")
    assert all(period is None or "/" in period for period in periods)

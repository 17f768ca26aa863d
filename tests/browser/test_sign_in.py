"""Signing in is asked for where a secrets file says so, admits whom it names, and leaves no trace where there is none."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard import building

from .conftest import SAMPLE, serving
from .oidc import Provider, provider
from .test_road import opened, settled

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    building.build(building.Inputs((SAMPLE,)), folder, jobs=1)
    return folder


@pytest.fixture(scope="module")
def guarded(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Provider]]:
    """A dashboard behind a provider on this machine: one domain may come in, one address may change anything."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with provider() as identities:
        secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{"x" * 40}"\nclient_id = "marsad"\n'
            f'client_secret = "{"y" * 40}"\nserver_metadata_url = "{identities.url}/.well-known/openid-configuration"\n'
            '[marsad]\nmembers = ["@newsroom.example"]\neditors = ["editor@newsroom.example"]\n',
            "utf-8",
        )
        with serving(SAMPLE, cache, options={"server.port": str(port), "secrets.files": str(secrets)}) as _:
            yield f"http://127.0.0.1:{port}", identities


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1400, "height": 950})
    made = context.new_page()
    made.set_default_timeout(120_000)
    yield made
    context.close()


def signed_in(page: Any, address: str) -> None:
    """Go to the dashboard and through the provider, back to it."""
    page.goto(f"{address}/data?lang=en")
    page.locator(".st-key-sign_in button").first.click()
    page.wait_for_selector(".st-key-sign_out button", state="attached")
    settled(page)


def test_nothing_is_shown_before_signing_in(page: Any, guarded: tuple[str, Provider]) -> None:
    for name in ("", "articles", "data"):
        page.goto(f"{guarded[0]}/{name}?lang=en")
        page.wait_for_selector(".st-key-sign_in button")
        assert "Sign in to see the data" in page.locator("[data-testid=stMain]").inner_text()
        assert page.locator("#content, .marsad-table, [data-testid=stSidebar] input").count() == 0


def test_an_editor_comes_in_and_goes_out(page: Any, guarded: tuple[str, Provider]) -> None:
    guarded[1].address = "editor@newsroom.example"
    signed_in(page, guarded[0])
    opened(page, f"{guarded[0]}/data?lang=en")
    assert "editor@newsroom.example" in page.locator("[data-testid=stSidebar]").inner_text()
    page.wait_for_selector("[data-testid=stFileUploader]")  # the browser fetches what draws it when it is first needed
    assert page.locator("[data-testid=stFileUploader]").count() == 1
    page.locator(".st-key-sign_out button").first.click()
    page.wait_for_selector(".st-key-sign_in button")
    assert page.locator("#content").count() == 0


def test_a_member_who_is_no_editor_sees_all_and_changes_nothing(page: Any, guarded: tuple[str, Provider]) -> None:
    guarded[1].address = "Reader@Newsroom.Example"
    signed_in(page, guarded[0])
    opened(page, f"{guarded[0]}/data?lang=en")
    assert "This installation is read-only" in page.locator("[data-testid=stMain]").inner_text()
    assert page.locator("[data-testid=stFileUploader], .st-key-desk_build").count() == 0


def test_a_stranger_whom_the_provider_knows_stays_out(page: Any, guarded: tuple[str, Provider]) -> None:
    guarded[1].address = "someone@elsewhere.example"
    signed_in(page, guarded[0])
    assert "someone@elsewhere.example" in page.locator("[data-testid=stMain]").inner_text()
    assert page.locator("#content, .marsad-table").count() == 0


def test_a_secrets_file_that_cannot_be_read_lets_nobody_in(page: Any, cache: Path, tmp_path: Path) -> None:
    (tmp_path / "secrets.toml").write_text("[auth\n", "utf-8")
    with serving(SAMPLE, cache, options={"secrets.files": str(tmp_path / "secrets.toml")}) as address:
        page.goto(f"{address}/?lang=en")
        page.wait_for_selector("section.nothing[role=alert]")
        settled(page)
        assert "nobody comes in" in page.locator("[data-testid=stMain]").inner_text()
        assert page.locator("#content").count() == 0


def test_without_a_secrets_file_there_is_no_trace_of_it(page: Any, cache: Path) -> None:
    with serving(SAMPLE, cache) as address:
        opened(page, f"{address}/?lang=en")
        assert page.locator(".st-key-sign_in, .st-key-sign_out").count() == 0

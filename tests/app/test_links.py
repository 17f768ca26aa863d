"""Addresses in articles: links only where a reader can see where they lead."""

import pytest

from dashboard.app.links import address, link


@pytest.mark.parametrize(
    ("url", "target", "host"),
    [
        ("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"),
        ("https://раураl.com/", "https://xn--l-7sba6dbr.com/", "xn--l-7sba6dbr.com"),
        ("http://127.0.0.1:8501/?x=1", "http://127.0.0.1:8501/?x=1", "127.0.0.1:8501"),
        ("https://ok.example/مقال?x=1#y", "https://ok.example/%D9%85%D9%82%D8%A7%D9%84?x=1#y", "ok.example"),
        ("HTTP://[::1]:80/\"'<x>", "http://[::1]:80/%22'%3Cx%3E", "[::1]:80"),
    ],
)
def test_a_web_address_becomes_a_link_that_shows_its_host(url: str, target: str, host: str) -> None:
    assert address(url) == (target, host)
    assert f"({host})" in link(url, "الصفحة").replace("<bdi>", "").replace("</bdi>", "")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)", "data:text/html,<script>1</script>", "//evil.example/x",
        "http://a@evil.example", "http://a:b@evil.example", "file:///etc/passwd", "ftp://x", "https://ok.example/\u202egnp.exe", "\\\\host\\share",
        "https:\\\\host/x", f"https://{'a' * 2100}.example", "https://a.example:99999/", "http:///x", "https://a..b/", "https://ok.example/a b", "", "http://[x/",
    ],
)  # fmt: skip
def test_anything_else_is_text(url: str) -> None:
    assert address(url) is None
    assert "href" not in link(url, "الصفحة")

"""Addresses of strangers as links: only what a reader can see through becomes one."""

import unicodedata
from html import escape
from ipaddress import ip_address
from urllib.parse import quote, urlsplit, urlunsplit

from dashboard.app.marks import safe
from dashboard.charts.labels import shorten

_SCHEMES = ("http", "https")
_LONGEST, _LONGEST_SHOWN = 2048, 200
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp")
_PATH, _QUERY = "/%:@!$&'()*+,;=~", "/%:@!$&'()*+,;=~?"


def address(url: str) -> tuple[str, str] | None:
    """An absolute http or https address as a browser may be given it, and its host, both in ASCII (punycode, percent signs).

    None for anything else: other schemes, a name or password before the host, signs that cannot be seen, more than 2,048 characters.
    """
    if len(url) > _LONGEST or "\\" in url or any(unicodedata.category(letter) in _UNSEEN for letter in url):
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host = f"[{ip_address(host)}]" if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES or not host or "@" in parts.netloc:
        return None
    place = host if port is None else f"{host}:{port}"
    asked = quote(parts.query, safe=_QUERY), quote(parts.fragment, safe=_QUERY)
    return urlunsplit((parts.scheme.lower(), place, quote(parts.path, safe=_PATH), *asked)), place


def link(url: str, label: str) -> str:
    """The address as HTML: a link under the label and its host, or, where it may not be one, its text."""
    found = address(url)
    if found is None:
        return f"<span class='address'>{safe(shorten(url, _LONGEST_SHOWN))}</span>"
    target, host = found
    return f"<a href='{escape(target, quote=True)}' target='_blank' rel='noopener noreferrer'>{safe(label)} ({safe(host)})</a>"

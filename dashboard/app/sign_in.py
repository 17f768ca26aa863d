"""Signing in, where a secrets file asks for it: who may come in, and who may change anything. Without one there is no trace of it.

Streamlit's own OIDC support does the signing in; its [auth] table says with which provider. A [marsad] table beside it may name `members`
(who may come in; all that the provider knows, where it names none) and `editors` (who may change anything; every member, likewise), each as
an address or as a domain (@newsroom.example).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAuthError

from dashboard.app import page
from dashboard.app.marks import safe
from dashboard.app.words import Words
from dashboard.errors import installing

_COMMAND = installing("login")


@dataclass(frozen=True)
class Visitor:
    """Somebody who may come in: the address they signed in with ("" where nobody has to), and whether they may change anything."""

    address: str = ""
    may_change: bool = True


def visitor(words: Words) -> Visitor | None:
    """Who is visiting; None, with the way in drawn, as long as nobody who may come in has signed in.

    A secrets file that is there and cannot be read lets nobody in.
    """
    secrets = _secrets()
    if secrets is None:
        page.trouble(words("sign_in_title"), words("sign_in_broken"))
        return None
    if "auth" not in secrets:
        return Visitor()
    if not st.user.is_logged_in:
        page.trouble(words("sign_in_title"), words("sign_in_why"))
        _button(words)
        return None
    address, rules = _address(), secrets.get("marsad", {})
    if not permitted(address, rules.get("members", ())):
        page.trouble(words("sign_in_title"), words("sign_in_stranger", who=address or "?"))
        st.button(words("sign_out"), key="sign_out", on_click=st.logout)
        return None
    return Visitor(address, permitted(address, rules.get("editors", ())))


def permitted(address: str, listed: Sequence[str]) -> bool:
    """Whether a list of addresses and domains admits an address; an empty list admits everybody."""
    if isinstance(listed, str) or not listed:
        return not listed
    given = address.casefold()
    return any(bool(given) and (given.endswith(one) if one.startswith("@") else given == one) for one in map(str.casefold, map(str, listed)))


def redirect() -> str:
    """The address to which the provider sends visitors back; "" where nobody has to sign in."""
    return str(((_secrets() or {}).get("auth") or {}).get("redirect_uri") or "")


def way_out(words: Words, signed_in: Visitor) -> None:
    """Who is signed in, and the way out."""
    if signed_in.address:
        st.html(f"<p class='label'>{safe(signed_in.address)}</p>")
        st.button(words("sign_out"), key="sign_out", on_click=st.logout, width="stretch")


def _button(words: Words) -> None:
    if st.button(words("sign_in"), key="sign_in", type="primary"):
        try:
            st.login()
        except StreamlitAuthError:
            st.html(f"<p class='said alert' role='alert'>{safe(words('sign_in_missing', command=_COMMAND))}</p>")


def _secrets() -> Mapping[str, Any] | None:
    """What the secrets files say; nothing where there are none, None where one cannot be read."""
    if st.secrets.load_if_toml_exists():
        return st.secrets
    return None if any(Path(one).exists() for one in st.get_option("secrets.files")) else {}


def _address() -> str:
    """The visitor's address, as the provider vouches for it; "" where it says that it has not verified it."""
    return "" if st.user.get("email_verified") is False else str(st.user.get("email") or "")

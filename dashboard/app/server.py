"""The dashboard as a server: Streamlit's own application, warmed before the first visit, under headers that keep the page on this machine."""

import base64
import contextlib
import gc
import hashlib
import importlib
import re
import socket
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, runtime
from streamlit.starlette import App

from dashboard.app import uploads
from dashboard.compiling.collecting import spared
from dashboard.errors import MarsadError
from dashboard.settings import Settings


def _own_scripts() -> str:
    """The scripts that Streamlit's page holds in place, as a policy names them: by their hashes."""
    held = re.findall(r"<script>(.*?)</script>", (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8"), re.S)
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in held)


POLICY = {
    "default-src": "'self'",
    "script-src": f"'self' 'unsafe-eval' blob: {_own_scripts()}",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "frame-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""What the page may load and send: nothing that is not on this server. Streamlit writes styles in place and compiles its forms' schemas."""

THIS_MACHINE = ("localhost", "127.0.0.1", "::1", "[::1]")
_METRICS = "/_stcore/metrics"
_MOMENT = 0.05
_KEPT = 60.0
"""Seconds for which a file that was made to be taken away is there at least."""
HEADERS = {
    "content-security-policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Headers:
    """Adds HEADERS to every answer (ASGI)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                names = {name for name, _ in own}
                message["headers"] = [*((name, value) for name, value in message["headers"] if name.lower() not in names), *own]
            await send(message)

        await self._app(scope, receive, sent)


class Reserved:
    """Keeps from visitors what is not theirs (ASGI): what Streamlit tells of the server's readers and their memory, and, where a visit was not shown
    where to drop files (nobody has signed in, or nothing may be changed), the place that takes them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or say that there is nothing."""
        kept = scope["type"] == "http" and (scope["path"].rstrip("/").endswith(_METRICS) or uploads.refused(scope["path"]))
        await (PlainTextResponse("Not Found", 404) if kept else self._app)(scope, receive, send)


class Hosts:
    """Answers only what is asked of `hosts()` (ASGI), read at the first request, when the server's options and secrets are known."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._guard: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if self._guard is None:
            self._guard = TrustedHostMiddleware(self._app, allowed_hosts=hosts(), www_redirect=False)
        await self._guard(scope, receive, send)


def hosts() -> list[str]:
    """The names by which the server may be asked for; `*` where it listens to a network.

    One that listens on this machine alone answers to this machine's names, to those of MARSAD_HOSTS and to that of signing in: else a page from
    elsewhere whose name is suddenly said to be this machine (DNS rebinding) would read and change everything.
    """
    if config.get_option("server.address") not in THIS_MACHINE:
        return ["*"]
    signing_in = importlib.import_module("dashboard.app.sign_in").redirect()
    return [*THIS_MACHINE, *Settings.of_environment().hosts, *filter(None, [urlsplit(signing_in).hostname])]


@contextlib.asynccontextmanager
async def warmed(app: Any) -> AsyncIterator[None]:
    """Let the first visit find libraries, kernels and the cache's pages in memory."""
    del app
    unheld()
    threading.Thread(target=_warm, daemon=True).start()
    yield


def _warm() -> None:
    """Loaded late, since what Streamlit caches must find a running server."""
    while not runtime.exists():
        time.sleep(_MOMENT)
    unhurried(runtime.get_instance().media_file_mgr)
    settings = Settings.of_environment()
    data = importlib.import_module("dashboard.app.data")
    with contextlib.suppress(MarsadError, OSError):
        for measure, table in data.warm(settings.cache, settings.lang).items():
            importlib.import_module(f"dashboard.charts.{measure}").bars(table).to_plotly_json()
        data.warm_selection(settings.cache)
    spared()


def unheld() -> None:
    """Have what the server writes leave at once, small as it may be (TCP_NODELAY, RFC 9293, 3.7.4), on every connection that it takes from now on.

    asyncio sees to it only where a socket names its protocol, and Streamlit opens one that does not: each small message after another one then
    waited, up to 40 ms, for the browser's word that the one before had come. A connection has the options of the socket that took it.
    """
    for held in gc.get_objects():
        if isinstance(held, socket.socket) and held.family in (socket.AF_INET, socket.AF_INET6) and held.type == socket.SOCK_STREAM:
            with contextlib.suppress(OSError):  # closed meanwhile
                held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def unhurried(files: Any, every: float = _KEPT) -> None:
    """Have Streamlit's keeper of files look only so often for what nobody asks for any more.

    It looks whenever any reader's page has run, and the second look after a file was made takes the file away: among many readers, before
    the browser of the one who asked for it has come for it.
    """
    look, due = files.remove_orphaned_files, [0.0]

    def looked() -> None:
        if time.monotonic() >= due[0]:
            due[0] = time.monotonic() + every
            look()

    files.remove_orphaned_files = looked


MIDDLEWARE = (Middleware(Headers), Middleware(Hosts), Middleware(Reserved))
app = App(Path(__file__).with_name("main.py"), middleware=MIDDLEWARE, lifespan=warmed)

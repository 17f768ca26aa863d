"""A reader without a window: what Streamlit's page says to its server, and what the server answers, over the same websocket."""

import asyncio
import contextlib
import http.client
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

DONE = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR}


class Session:
    """One session: asks for pages, runs what runs by itself as often as a window would, and notes what is wrong with the answers."""

    def __init__(self, socket: ClientConnection, wrong: list[str], token: str) -> None:
        self._socket, self._wrong, self.token = socket, wrong, token
        self.name = ""
        self._asked = BackMsg()
        self._again: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self.said = 0

    async def ask(self, page: str, query: str) -> None:
        """Run a page under a query, and wait until it stands."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        asked.rerun_script.context_info.color_scheme = "light"
        async with self._turn:
            self._rest()
            self._asked = asked
            await self._run(asked)

    async def _run(self, asked: BackMsg) -> None:
        await self._socket.send(asked.SerializeToString())
        async for data in self._socket:
            message = ForwardMsg.FromString(data)
            self.said += len(data)
            self._look(message)
            self.name = message.new_session.initialize.session_id or self.name
            if message.WhichOneof("type") == "auto_rerun":
                self._rest()
                self._again = asyncio.create_task(self._alone(message.auto_rerun.fragment_id, message.auto_rerun.interval))
            if message.WhichOneof("type") == "script_finished" and message.script_finished in DONE:
                return

    def _look(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            self._wrong.append(f"{self._asked.rerun_script.page_name}?{self._asked.rerun_script.query_string}: {element.exception.message[:300]}")
        if "role='alert'><h1>" in element.html.body:
            self._wrong.append(f"{self._asked.rerun_script.page_name}?{self._asked.rerun_script.query_string}: {element.html.body[:300]}")

    async def _alone(self, fragment: str, every: float) -> None:
        while True:
            await asyncio.sleep(every)
            asked = BackMsg()
            asked.CopyFrom(self._asked)
            asked.rerun_script.fragment_id, asked.rerun_script.is_auto_rerun = fragment, True
            async with self._turn:
                await self._socket.send(asked.SerializeToString())
                async for data in self._socket:
                    message = ForwardMsg.FromString(data)
                    self._look(message)
                    if message.WhichOneof("type") == "script_finished":
                        break

    def _rest(self) -> None:
        """What runs by itself stops, unless it is what calls this."""
        if self._again is not None and self._again is not asyncio.current_task():
            self._again.cancel()
        self._again = None


@contextlib.asynccontextmanager
async def session(address: str, wrong: list[str]) -> AsyncIterator[Session]:
    """A session of its own, with its own cookie and token."""
    token = await asyncio.to_thread(_token, address)
    socket = connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream", origin=address, subprotocols=["streamlit", token],  # type: ignore[arg-type,list-item]
        additional_headers={"Cookie": f"_streamlit_xsrf={token}"}, max_size=None, ping_timeout=None,
    )  # fmt: skip
    async with socket as opened:
        held = Session(opened, wrong, token)
        try:
            yield held
        finally:
            held._rest()


def _token(address: str) -> str:
    """The token that the server gives a new visitor."""
    asked = http.client.HTTPConnection(urlsplit(address).netloc, timeout=300)
    asked.request("GET", "/_stcore/health")
    answer = asked.getresponse()
    answer.read()
    asked.close()
    return (answer.getheader("set-cookie") or "").partition("=")[2].partition(";")[0] or "none"

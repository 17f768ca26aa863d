"""What the dashboard's server gives away: its pages to this machine, nothing to others, and not one byte to the disk where it is read-only."""

import asyncio
import contextlib
import ctypes
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from streamlit.runtime import media_file_manager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.app.server import unhurried
from tests.browser.conftest import ROOT, Server, serving, started
from tests.browser.test_road import opened

from . import anvil
from .wire import Session, session

MOUNTED = ["unshare", "--mount", "sh", "-c", 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"', "sh"]
"""Runs a command that sees one folder as a read-only file system."""
_GETFD = 438
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
COMMANDS = (["info"], ["terms"], ["articles", "--text", "سفن"], ["copies"], ["concordance", "سفن"])
OUTSIDE = ("/../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/static/../../../../etc/passwd", "/media/../../etc/passwd", "/app/static/..%2f..%2fetc%2fpasswd", "/%00")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus and its cache, open to everybody's eyes."""
    folder = tmp_path_factory.mktemp("served")
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    process = anvil.started(anvil.built, anvil.corpus_of(folder / "corpus", 60, 2), folder / "cache", folder / "said")
    process.join()
    assert process.exitcode == 0
    return folder


def read_only(folder: Path) -> list[str]:
    """What a command is started through so that it can write nothing in the folder: a read-only mount, or no rights to it."""
    mounted = [*MOUNTED, str(folder)]
    if subprocess.run([*mounted, "true"], capture_output=True).returncode == 0:
        assert subprocess.run([*mounted, "touch", str(folder / "written")], capture_output=True).returncode != 0
        return mounted
    return NOBODY if os.geteuid() == 0 and shutil.which("setpriv") else []


def sockets_of(process: int) -> list[socket.socket]:
    """The sockets of the internet that another process holds (pidfd_getfd(2))."""
    called, folder = ctypes.CDLL(None, use_errno=True), Path(f"/proc/{process}/fd")
    numbers = [int(held.name) for held in folder.iterdir() if os.readlink(held).startswith("socket:")]
    ours = [called.syscall(_GETFD, os.pidfd_open(process), number, 0) for number in numbers]
    assert min(ours) >= 0, os.strerror(ctypes.get_errno())
    return [one for one in (socket.socket(fileno=number) for number in ours) if one.family in (socket.AF_INET, socket.AF_INET6)]


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file of a folder with its length and time."""
    return {path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*"))}


def test_every_command_reads_a_cache_on_a_read_only_file_system(place: Path) -> None:
    before = tree(place)
    for command in COMMANDS:
        asked = [*read_only(place), sys.executable, "-m", "dashboard", *command, "--cache", str(place / "cache")]
        ended = subprocess.run(asked, capture_output=True, text=True, cwd=ROOT)
        assert (ended.returncode, bool(ended.stdout)) == (0, True), ended.stderr
    assert tree(place) == before


@pytest.fixture(scope="module")
def server(place: Path) -> Iterator[Server]:
    """A read-only dashboard on a read-only file system, that takes files of up to a megabyte."""
    with started(place / "corpus", place / "cache", through=read_only(place), options={"server.maxUploadSize": "1"}, MARSAD_READ_ONLY="1") as served:
        yield served


@pytest.fixture(scope="module")
def address(server: Server) -> str:
    """Where that dashboard is."""
    return server.address


def asked(address: str, method: str, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    """The answer to one request, its path as it is."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}


@pytest.mark.browser
def test_a_dashboard_on_a_read_only_file_system_shows_its_numbers_and_writes_nothing(browser: Any, address: str, place: Path) -> None:
    before = tree(place)
    page = browser.new_page()
    page.set_default_timeout(300_000)
    for name in ("", "terms", "data"):
        opened(page, f"{address}/{name}?lang=en")
        assert page.locator("[data-testid=stException], [role=alert] h1").count() == 0
    page.close()
    assert tree(place) == before


def test_every_answer_bears_the_policy_that_keeps_the_page_on_this_machine(address: str) -> None:
    for path in ("/", "/terms", "/_stcore/health", "/nothing/here"):
        _, _, headers = asked(address, "GET", path)
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_what_the_server_writes_leaves_at_once(server: Server) -> None:
    taking = [held for held in sockets_of(server.pid) if held.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)]
    assert [held.getsockname()[1] for held in taking] == [urlsplit(server.address).port]
    assert all(held.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for held in taking)


def test_marsad_app_listens_on_this_machine_alone(place: Path) -> None:
    command = [sys.executable, "-m", "dashboard", "app", "--port", "0", "--no-browser", "--read-only", "--cache", str(place / "cache")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        port = f":{urlsplit(server.stderr.readline().strip()).port:04X}"
        while server.poll() is None and not any(one.endswith(port) for one in listening()):
            time.sleep(0.2)
        assert [one for one in listening() if one.endswith(port)] == [f"0100007F{port}"]
        server.terminate()


def listening() -> list[str]:
    """Where any process of this machine listens, as the kernel writes it: address:port in hexadecimal."""
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    return [line[1] for line in lines if line[3] == "0A"]


def test_no_path_leads_out_of_the_pages(address: str) -> None:
    for path in OUTSIDE:
        assert b"root:" not in asked(address, "GET", path)[1], path


def test_an_upload_without_the_readers_token_is_refused(address: str) -> None:
    status, _, _ = asked(address, "PUT", "/_stcore/upload_file/00000000-0000-0000-0000-000000000000/0", Origin="http://evil.example")
    assert 400 <= status < 500


@pytest.fixture(scope="module")
def desk(place: Path) -> Iterator[str]:
    """A dashboard where files may be added, of up to a megabyte."""
    with serving(place / "corpus", place / "cache", options={"server.maxUploadSize": "1"}) as served:
        yield served


@pytest.mark.parametrize(("length", "status"), [(1 << 10, 204), (2 << 20, 413), (None, 413)])
def test_an_upload_beyond_the_cap_is_refused_to_a_reader_with_a_token_whatever_it_says_of_its_length(desk: str, length: int | None, status: int) -> None:
    assert answered(desk, "data", length) == status


def test_a_file_is_taken_only_of_a_visit_that_was_shown_where_to_drop_it(desk: str, address: str) -> None:
    assert (answered(desk, "terms", 1 << 10), answered(address, "data", 1 << 10)) == (404, 404)


def answered(address: str, page: str, length: int | None) -> int:
    """The answer to a file from a visit that has opened a page."""

    async def uploaded() -> int:
        async with session(address, []) as reader:
            await reader.ask(page, "lang=en")
            return await asyncio.to_thread(sent, address, reader, length)

    with ThreadPoolExecutor(1) as beside:  # a browser that other tests opened keeps a loop running in this thread
        return beside.submit(asyncio.run, uploaded()).result()


def sent(address: str, reader: Session, length: int | None) -> int:
    """The answer to a file of so many bytes; None: of three megabytes that come in pieces, their number untold."""
    head = b'--end\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    named = {"X-Xsrftoken": reader.token, "Cookie": f"_streamlit_xsrf={reader.token}", "Content-Type": "multipart/form-data; boundary=end"}
    pieces = iter([head, *[b"x" * (1 << 20)] * 3, b"\r\n--end--"])
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        whole = pieces if length is None else head + b"x" * length + b"\r\n--end--"
        connection.request("PUT", f"/_stcore/upload_file/{reader.name}/file", whole, named, encode_chunked=length is None)
    return connection.getresponse().status


def test_nobody_is_told_how_many_readers_there_are(address: str) -> None:
    for path in ("/_stcore/metrics", "/_stcore/metrics/", "/%5fstcore/metrics", "//_stcore/metrics"):
        status, said, _ = asked(address, "GET", path)
        assert (status, b"session" in said) in ((404, False), (400, False)), path
    assert asked(address, "GET", "/_stcore/health")[0] == 200


def test_a_name_from_elsewhere_is_not_answered(address: str, place: Path) -> None:
    for path in ("/", "/_stcore/host-config", "/_stcore/metrics", "/media/x", "/_stcore/upload_file/a/b"):
        assert asked(address, "GET", path, Host="evil.example")[0] == 400, path
    for name in ("localhost", "[::1]"):
        assert asked(address, "GET", "/", Host=f"{name}:{urlsplit(address).port}")[0] == 200, name


@pytest.mark.whole
def test_a_name_that_the_owner_gives_is_answered(place: Path) -> None:
    with serving(place / "corpus", place / "cache", MARSAD_READ_ONLY="1", MARSAD_HOSTS="news.example, other.example") as served:
        assert [asked(served, "GET", "/", Host=name)[0] for name in ("news.example", "other.example:443", "evil.example")] == [200, 200, 400]


def test_a_page_from_elsewhere_opens_no_session(address: str) -> None:
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    for headers in ({"Origin": "http://evil.example"}, {"Origin": "http://evil.example", "Host": "evil.example"}):
        with pytest.raises(InvalidStatus, match=r"HTTP 40[03]"), connect(stream, additional_headers=headers):
            pass
    with connect(stream, additional_headers={"Origin": address}):
        pass


@pytest.mark.parametrize("spared", [True, False])
def test_a_file_made_to_be_taken_away_is_there_while_other_readers_pages_run(spared: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: "reader")
    storage = MemoryMediaFileStorage("/media")
    files = media_file_manager.MediaFileManager(storage)
    if spared:
        unhurried(files)
    made = files.execute_deferred(files.add_deferred(lambda: b"a,b", "text/csv", "place", "a.csv"))
    for _ in range(40):
        files.remove_orphaned_files()
    with contextlib.nullcontext() if spared else pytest.raises(MediaFileStorageError):
        assert storage.get_file(made.rpartition("/")[2]).content == b"a,b"

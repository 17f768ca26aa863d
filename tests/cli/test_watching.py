"""A watched corpus is built whenever it changes; fetching says what it needs."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.cache import layout
from dashboard.cli.main import main
from dashboard.errors import MarsadError

SECONDS = 120


def until(done: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    for _ in range(SECONDS * 10):
        assert process.poll() is None, "it ended before it was asked to"
        if done():
            return
        time.sleep(0.1)
    raise TimeoutError("nothing was built")


def articles(cache: Path) -> int:
    try:
        return int(layout.manifest(layout.current(cache))["counts"]["articles"])
    except MarsadError:
        return 0


def test_watch_waits_for_a_first_file_and_adds_new_ones_until_it_is_stopped(tmp_path: Path) -> None:
    corpus, cache = tmp_path / "corpus", tmp_path / "cache"
    corpus.mkdir()
    record = {"title": "عنوان", "text": "نص خبر قصير عن مدينة بعيدة.", "date": "2024-01-01", "source": "دفتر المدينة"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")}
    call = [sys.executable, "-m", "dashboard", "watch", "--corpus", str(corpus), "--cache", str(cache), "--jobs", "1"]
    with subprocess.Popen(call, env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "Watching" in process.stderr.readline()
        assert "No input files" in process.stderr.readline()
        for number in (1, 2):
            (corpus / f"{number}.jsonl").write_text(json.dumps({**record, "id": number}, ensure_ascii=False), "utf-8")
            until(lambda number=number: articles(cache) == number, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0


def test_fetch_without_a_feed_says_where_one_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", "--corpus", str(tmp_path)]) == 2
    assert "Add one to outlets.toml" in capsys.readouterr().err
    assert main(["watch", "--corpus", str(tmp_path / "nowhere")]) == 2

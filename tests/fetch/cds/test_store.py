"""What the Climate Data Store answers is told in words that help, and the key goes to nobody else."""

import http.server
import json
import logging
import threading
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lstm_probe import logs
from lstm_probe.errors import InputError
from lstm_probe.fetch.cds import answers, era5_land
from lstm_probe.fetch.cds import store as cds
from lstm_probe.fetch.cds.credentials import AccountError, Credentials
from lstm_probe.fetch.cds.session import KEY, Session, Unanswered
from lstm_probe.fetch.cds.store import Store
from lstm_probe.fetch.http.request_policy import RequestPolicy
from tests.stand_ins.cds import ClimateDataStore

QUICK = RequestPolicy(tries=2, pause=0.001, timeout=5.0)
LAND = "derived-era5-land-daily-statistics"
REQUEST = {"variable": ["snow_depth"], "year": "2000", "month": ["01"], "day": ["01"]}
SECRET = "0a1b2c3d-secret-4e5f"


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., ClimateDataStore]]:
    """Give a maker of stores without data."""
    opened: list[ClimateDataStore] = []

    def make(**faults: object) -> ClimateDataStore:
        opened.append(ClimateDataStore(tmp_path, **{"key": SECRET, **faults}).__enter__())  # type: ignore[arg-type]
        return opened[-1]

    yield make
    for store in opened:
        store.__exit__(None, None, None)


def store_of(server: ClimateDataStore, key: str = SECRET) -> Store:
    """Open a store with a key."""
    return Store(Credentials(server.url, key, "~/.cdsapirc"), QUICK)


def test_a_licence_not_accepted_is_told_in_two_lines(serve: Callable[..., ClimateDataStore]) -> None:
    """The page where it is accepted is named."""
    with pytest.raises(AccountError) as told:
        store_of(serve(licence=False)).submit(LAND, REQUEST)
    first, second = str(told.value).splitlines()
    assert f"licence of {LAND}" in first
    assert second.endswith(f"https://cds.climate.copernicus.eu/datasets/{LAND}?tab=download#manage-licences")


def test_a_bad_key_is_told_in_two_lines(serve: Callable[..., ClimateDataStore]) -> None:
    """Where the key stands and where the right one is found; the key itself is not shown."""
    with pytest.raises(AccountError) as told:
        store_of(serve(), "another-secret").cost(LAND, REQUEST)
    first, second = str(told.value).splitlines()
    assert "~/.cdsapirc is not accepted" in first
    assert "https://cds.climate.copernicus.eu/profile" in second
    assert "secret" not in str(told.value)


def test_refusals_keep_the_stores_words(serve: Callable[..., ClimateDataStore]) -> None:
    """What costs too much and what does not exist is refused with the reason."""
    store = store_of(serve(cost_limit=1))
    assert store.cost(LAND, REQUEST) == (24.0, 1.0)
    with pytest.raises(answers.Refused, match="cost limits exceeded; Your request is too large"):
        store.submit(LAND, REQUEST)
    with pytest.raises(answers.Gone, match="dataset nowhere not found"):
        store.submit("nowhere", REQUEST)
    assert store.cost("nowhere", REQUEST) == (None, None)
    with pytest.raises(answers.Gone):
        store.attach("no-such-job")


def test_a_lost_submission_is_found_again(serve: Callable[..., ClimateDataStore]) -> None:
    """A submission whose answer is lost is not repeated by the client, and is found among the user's requests."""
    server = serve(dropped_posts=1)
    store = store_of(server)
    with pytest.raises(Unanswered):
        store.submit(LAND, REQUEST)
    (job,) = server.jobs.values()
    asked = datetime.now(UTC)
    found = store.find(LAND, REQUEST, asked)
    assert found is not None
    assert found.request_id == job.number
    assert store.find(LAND, {**REQUEST, "year": "2001"}, asked) is None
    assert store.find(LAND, REQUEST, asked + 2 * cds.CLOCKS) is None
    job.status = "failed"
    assert store.find(LAND, REQUEST, asked) is None


def test_a_store_that_is_away(serve: Callable[..., ClimateDataStore]) -> None:
    """Nobody there, and a store that is busy for ever: refused after some tries, with what to do."""
    server = serve(busy=100)
    with pytest.raises(InputError, match="HTTP 429, again and again"):
        store_of(server).cost(LAND, REQUEST)
    away = Store(Credentials("http://127.0.0.1:1/api", SECRET, "CDSAPI_KEY"), QUICK)
    with pytest.raises(InputError, match=r"no answer \(Failed to establish a new connection: [^(]*refused\)") as told:
        away.submit(LAND, REQUEST)
    assert "secret" not in str(told.value)


def test_requests_are_the_same_however_written() -> None:
    """Text and lists of one, and whole numbers with and without a point, are equal; other values are not."""
    ours = {"year": "2000", "month": ["01", "02"], "area": [61.0, -8.5, 49.5, 2.5]}
    assert cds.same(ours, {"year": ["2000"], "month": ["02", "01"], "area": [61, -8.5, 49.5, 2.5], "more": 1})
    assert not cds.same(ours, {**ours, "month": ["01"]})
    assert not cds.same(ours, {"year": "2000"})


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str | None]]]:
    """Give another server, and the keys that were sent to it."""
    seen: list[str | None] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.headers.get(KEY))
            content = json.dumps({"away": self.server.server_address[1]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", seen
    server.shutdown()
    server.server_close()


def test_the_key_goes_to_the_store_alone(elsewhere: tuple[str, list[str | None]]) -> None:
    """Another address is refused before anything is sent, and so is one without encryption."""
    away, seen = elsewhere
    session = Session("http://127.0.0.1:9/api")
    with pytest.raises(InputError, match="sends us on to"):
        session.request("get", away, headers={KEY: SECRET})
    with pytest.raises(InputError, match="sends us on to"):
        Session("https://example.org/api").request("get", "http://example.org/api", headers={KEY: SECRET})
    assert not seen


def test_redirections_go_without_the_key(elsewhere: tuple[str, list[str | None]]) -> None:
    """A store that answers with a redirection to another server does not hand it the key."""
    away, seen = elsewhere

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", away)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        home = f"http://127.0.0.1:{server.server_address[1]}/api"
        Session(home).request("get", home, headers={KEY: SECRET})
        server.shutdown()
    assert seen == [None]


@pytest.mark.parametrize("fault", [{}, {"licence": False}, {"busy": 100}, {"key": "other"}, {"dropped_gets": 50}])
def test_the_key_is_in_no_log_file_or_message(
    serve: Callable[..., ClimateDataStore],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault: dict[str, object],
) -> None:
    """Whatever goes wrong, and with every library logging all it can: no file, message or output has the key."""
    monkeypatch.setenv("HOME", str(tmp_path))
    server = serve(failing={("snow_depth_water_equivalent", "2000"): f"odd words about {SECRET}"}, **fault)
    monkeypatch.setenv("CDSAPI_URL", server.url)
    monkeypatch.setenv("CDSAPI_KEY", SECRET)
    box = [55.6, -4.0, 54.4, -2.0]
    wanted = {"variables": ["sd"], "first_year": 2000, "last_year": 2000, "box": box, "product": "daily", "gauges": []}
    root = logging.getLogger()
    ours, hook = logging.getLogger("lstm_probe"), logs.sys.excepthook
    before = root.level, ours.level
    logs.start(tmp_path / "logs" / "fetch.log").setLevel(logging.DEBUG)
    for name in ("", "urllib3", "requests", "multiurl", "ecmwf"):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.DEBUG)
    stream = logging.FileHandler(tmp_path / "logs" / "all.log")
    root.addHandler(stream)
    try:
        with warnings.catch_warnings(), pytest.raises(InputError) as told:
            era5_land.fetch(tmp_path / "era5_land", wanted, QUICK)
        logs.sys.excepthook(told.type, told.value, told.tb)
    finally:
        root.removeHandler(stream)
        stream.close()
        for handler in ours.handlers:
            handler.close()
        ours.handlers.clear()
        logging.captureWarnings(False)
        root.setLevel(before[0])
        ours.setLevel(before[1])
        monkeypatch.setattr(logs.sys, "excepthook", hook)
        logging.raiseExceptions = True
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert tmp_path / "logs" / "fetch.log" in written
    for path in written:
        assert SECRET.encode() not in path.read_bytes(), path
    output = capsys.readouterr()
    assert SECRET not in output.out + output.err + str(told.value) + repr(told.value)
    cause = told.value.__cause__ or told.value.__context__
    assert cause is None or SECRET not in str(cause)

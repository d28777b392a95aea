"""Downloads end with the server's bytes or with a message, whatever the server does."""

import hashlib
import logging
import random
import threading
import time
from email.utils import formatdate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.errors import InputError
from lstm_probe.fetch.http import connection, patience
from lstm_probe.fetch.http.download import download, text
from lstm_probe.fetch.http.record import NAME, Record
from lstm_probe.fetch.http.remote import Remote
from lstm_probe.fetch.http.request_policy import RequestPolicy
from tests.examples import examples
from tests.stand_ins.http_server import PAGE, Fault, Server, serving

DATA = random.Random(1).randbytes(1_500_000)
OTHER = random.Random(2).randbytes(1_400_000)
MD5 = "md5:" + hashlib.md5(DATA, usedforsecurity=False).hexdigest()
SHA256 = "sha256:" + hashlib.sha256(DATA).hexdigest()
QUICK = RequestPolicy(tries=4, pause=0.01, timeout=0.5)


def get(server: Server, folder: Path, policy: RequestPolicy = QUICK, **stated: object) -> bytes:
    """Fetch /a to a file in a folder and give its bytes."""
    path = folder / "in" / "a"
    download([Remote(f"{server.url}/a", path, **stated)], Record(folder), policy)  # type: ignore[arg-type]
    return path.read_bytes()


def files(folder: Path) -> set[str]:
    """Name all files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


STATED: list[dict[str, object]] = [{}, {"bytes": len(DATA)}, {"digest": MD5}, {"bytes": len(DATA), "digest": SHA256}]


@pytest.mark.parametrize("stated", STATED)
def test_a_file_arrives(stated: dict[str, object], tmp_path: Path) -> None:
    """The file has the server's bytes, stands in the record with its checksum, and leaves no part behind."""
    with serving({"/a": DATA}) as server:
        assert get(server, tmp_path, **stated) == DATA
        record = Record(tmp_path)
        assert record.whole(tmp_path / "in/a")
        assert record[tmp_path / "in/a"].sha256 == hashlib.sha256(DATA).hexdigest()
        assert record[tmp_path / "in/a"].digest == stated.get("digest")
        assert files(tmp_path) == {"in/a", NAME}
        assert server.requests[0].headers["user-agent"].startswith("lstm-probe/")


def test_a_file_that_was_fetched_is_not_asked_for_again(tmp_path: Path) -> None:
    """The second call does not speak to the server."""
    with serving({"/a": DATA}) as server:
        get(server, tmp_path)
        get(server, tmp_path)
        assert len(server.requests) == 1


def test_a_users_own_file_stays(tmp_path: Path) -> None:
    """A file that was there before is neither fetched nor changed nor written down."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a").write_text("mine")
    with serving({"/a": DATA}) as server:
        assert get(server, tmp_path, bytes=len(DATA)) == b"mine"
        assert not server.requests
    assert files(tmp_path) == {"in/a"}


def test_a_fetched_file_that_changed_is_not_overwritten(tmp_path: Path) -> None:
    """Somebody may have edited it: the message says what to do."""
    with serving({"/a": DATA}) as server:
        get(server, tmp_path)
        (tmp_path / "in/a").write_bytes(DATA[:-1])
        with pytest.raises(InputError, match="remove it to have it fetched again"):
            get(server, tmp_path)
        (tmp_path / "in/a").unlink()
        assert get(server, tmp_path) == DATA


PASSING = {
    "cut short": Fault(truncate=400_000, times=3),
    "cut short at once": Fault(truncate=0, times=2),
    "cut again and again, but on and on": Fault(truncate=100_000),
    "cut short, no range": Fault(truncate=600_000, no_range=True, times=3),
    "cut short, nothing to compare": Fault(truncate=400_000, no_validator=True, times=2),
    "dropped": Fault(drop=True, times=3),
    "busy": Fault(status=503, times=3),
    "too many requests": Fault(status=429, retry_after="0", times=3),
    "size not said": Fault(no_length=True),
    "nothing but bytes": Fault(no_length=True, no_validator=True, no_range=True),
}


@pytest.mark.parametrize("stated", STATED)
@pytest.mark.parametrize("fault", list(PASSING))
def test_faults_that_pass_leave_no_trace(fault: str, stated: dict[str, object], tmp_path: Path) -> None:
    """After cut, lost and busy connections the file is the server's."""
    passing = Fault(**vars(PASSING[fault]))
    with serving({"/a": DATA}, {"/a": passing}) as server:
        assert get(server, tmp_path, **stated) == DATA
    assert files(tmp_path) == {"in/a", NAME}


def test_what_was_fetched_is_not_fetched_twice(tmp_path: Path) -> None:
    """After a cut the next request asks for the rest alone, on condition that the file is the same."""
    with serving({"/a": DATA}, {"/a": Fault(truncate=400_000, times=1)}) as server:
        get(server, tmp_path)
        first, second = server.asked("/a")
    assert "range" not in first.headers
    assert second.headers["range"] == "bytes=400000-"
    assert second.headers["if-range"].startswith('"')


def test_without_anything_to_compare_it_begins_anew(tmp_path: Path) -> None:
    """Where neither the server nor the publisher tells versions apart, no two halves are put together."""
    with serving({"/a": DATA}, {"/a": Fault(truncate=400_000, no_validator=True, times=1)}) as server:
        get(server, tmp_path)
        assert "range" not in server.asked("/a")[1].headers


@pytest.mark.parametrize("obeys", [True, False])
def test_a_file_that_changes_midway_is_fetched_from_its_beginning(obeys: bool, tmp_path: Path) -> None:
    """The new version arrives whole, also from a server that would go on with the old one."""
    changing = Fault(content=DATA, truncate=400_000, times=1, then=Fault(ignore_if_range=not obeys))
    with serving({"/a": OTHER}, {"/a": changing}) as server:
        assert get(server, tmp_path) == OTHER
        assert [request.headers.get("range") for request in server.requests][:2] == [None, "bytes=400000-"]


def test_a_killed_download_goes_on(tmp_path: Path) -> None:
    """What an earlier process left is gone on with, and what it had finished is only put in its place."""
    with serving({"/a": DATA}, {"/a": Fault(truncate=400_000)}) as server:
        with pytest.raises(InputError):
            get(server, tmp_path, RequestPolicy(tries=1))
        assert (tmp_path / "in/a.part").stat().st_size == 400_000
        assert not (tmp_path / "in/a").exists()
        server.faults.clear()
        assert get(server, tmp_path) == DATA
        assert server.asked("/a")[1].headers["range"] == "bytes=400000-"


LASTING = {
    401: "it asks who you are",
    403: "does not let you",
    404: "no such file",
    410: "there no more",
    418: "it refuses",
}


@pytest.mark.parametrize("status", list(LASTING))
def test_refusals_are_told_at_once(status: int, tmp_path: Path) -> None:
    """A refusal is not repeated; the message has the address, the meaning and what to do."""
    with serving({"/a": DATA}, {"/a": Fault(status=status)}) as server:
        with pytest.raises(InputError, match=LASTING[status]) as caught:
            get(server, tmp_path)
        assert f"{server.url}/a" in str(caught.value)
        assert "fetch.servers" in str(caught.value)
        assert len(server.requests) == 1
    assert not files(tmp_path)


@pytest.mark.parametrize(
    "fault", [Fault(status=503), Fault(drop=True), Fault(truncate=0), Fault(no_range=True, truncate=9)]
)
def test_a_server_that_does_not_recover_is_given_up(fault: Fault, tmp_path: Path) -> None:
    """After so many attempts without anything new the message says that the next run goes on."""
    with serving({"/a": DATA}, {"/a": fault}) as server:
        with pytest.raises(InputError, match="4 times") as caught:
            get(server, tmp_path)
        assert 4 <= len(server.requests) <= 5
    assert "it goes on where it stopped" in str(caught.value)
    assert not (tmp_path / "in/a").exists()


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    """No connection at all is told in words, without a traceback."""
    with serving({}) as server:
        pass
    with pytest.raises(InputError, match=r"refused|establish"):
        get(server, tmp_path)


class Patient(threading.Event):
    """Wait no time at all, and remember how long it should have been."""

    def __init__(self) -> None:
        super().__init__()
        self.pauses: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        """Go on at once."""
        self.pauses.append(timeout)
        return False


def test_a_server_may_say_how_long_to_wait() -> None:
    """Retry-After is honoured, in seconds or as a date, and too long a wait ends with a message."""
    assert patience.wait_of("7") == 7.0
    assert 50 < (patience.wait_of(formatdate(time.time() + 60, usegmt=True)) or 0) <= 60
    assert patience.wait_of("soon") is None
    stop = Patient()
    with serving({"/a": DATA}) as server, connection.Session() as session:

        def once() -> None:
            connection.ask(session, f"{server.url}/a", QUICK).close()

        server.faults["/a"] = Fault(status=429, retry_after="7", times=1)
        patience.retried(once, server.url, QUICK, stop)
        assert stop.pauses == [7.0]
        server.faults["/a"] = Fault(status=429, retry_after="86400", times=1)
        with pytest.raises(InputError, match="wait 86400 s"):
            patience.retried(once, server.url, QUICK, stop)


def test_a_web_page_is_no_data(tmp_path: Path) -> None:
    """A page that asks for a login is refused, although the server says that all is well."""
    with serving({"/a": DATA}, {"/a": Fault(page=True)}) as server, pytest.raises(InputError, match="a web page"):
        get(server, tmp_path)
    assert not files(tmp_path)


@pytest.mark.parametrize(
    "page", [PAGE, b"\n <html>", b"<?xml version='1.0'?>\n<!doctype HTML>", b"<!DOCTYPE html PUBLIC>"]
)
def test_web_pages_are_known_by_their_beginning(page: bytes, tmp_path: Path) -> None:
    """However a page begins; other XML is data."""
    with serving({"/a": page, "/b.xml": b"<?xml version='1.0'?><metadata/>"}) as server:
        with pytest.raises(InputError, match="a web page"):
            get(server, tmp_path)
        download([Remote(f"{server.url}/b.xml", tmp_path / "b.xml")], Record(tmp_path), QUICK)
    assert (tmp_path / "b.xml").is_file()


@pytest.mark.parametrize("stated", [{"bytes": 12}, {"digest": "md5:" + "0" * 32}, {"digest": "sha256:" + "0" * 64}])
def test_what_is_not_as_stated_is_refused(stated: dict[str, object], tmp_path: Path) -> None:
    """Another size or checksum than the publisher's: nothing stays, and the message has both."""
    with serving({"/a": DATA}) as server, pytest.raises(InputError, match="as its publisher states") as caught:
        get(server, tmp_path, **stated)
    assert str(next(iter(stated.values()))).split(":")[-1] in str(caught.value)
    assert not files(tmp_path)


def test_a_wrong_half_is_fetched_anew(tmp_path: Path) -> None:
    """If a file that was gone on with has a wrong checksum, it is fetched once more from its beginning."""
    with serving({"/a": DATA}, {"/a": Fault(truncate=400_000)}) as server:
        with pytest.raises(InputError):
            get(server, tmp_path, RequestPolicy(tries=1), digest=MD5)
        (tmp_path / "in/a.part").write_bytes(bytes(400_000))
        server.faults.clear()
        assert get(server, tmp_path, digest=MD5) == DATA


def test_later_fetches_are_held_to_the_first(tmp_path: Path) -> None:
    """Where a publisher states no checksum, another file at the same address is refused, unless a user agrees."""
    with serving({"/a": DATA}) as server:
        get(server, tmp_path)
        (tmp_path / "in/a").unlink()
        assert get(server, tmp_path) == DATA
        (tmp_path / "in/a").unlink()
        server.content = {"/a": OTHER}
        with pytest.raises(InputError, match="as when it was fetched first"):
            get(server, tmp_path)
        assert files(tmp_path) == {NAME}
        (tmp_path / NAME).unlink()
        assert get(server, tmp_path) == OTHER


def test_a_full_disk_is_told(small_disk: Path) -> None:
    """The message says how much room there is and how much is needed, and the server is not asked again."""
    with serving({"/a": DATA}) as server:
        with pytest.raises(InputError, match=r"No space left.*at most 1\.5 MB needed"):
            get(server, small_disk)
        assert len(server.requests) == 1
    assert not (small_disk / "in/a").exists()


def test_no_more_than_so_many_connections(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Several files come at the same time, never more than the policy allows; all arrive."""
    caplog.set_level(logging.INFO)
    content = {f"/{number}": DATA[: 5000 * number] for number in range(12)}
    with serving(content, {"*": Fault(slow=0.002)}) as server:
        remotes = [Remote(f"{server.url}{name}", tmp_path / name[1:]) for name in content]
        download(remotes, Record(tmp_path), RequestPolicy(connections=3))
        assert "12 of 12 files fetched, 330.0 kB" in caplog.text
        assert 1 < server.most_at_once <= 3
    assert {f"/{path.name}": path.read_bytes() for path in tmp_path.glob("[0-9]*")} == content


def test_one_failure_ends_the_others(tmp_path: Path) -> None:
    """The first file that cannot be had ends all; what others have stays for the next time."""
    content = {"/a": DATA, **{f"/{number}": DATA for number in range(20)}}
    with serving(content, {"/a": Fault(status=404), "*": Fault(slow=0.02)}) as server:
        remotes = [Remote(f"{server.url}{name}", tmp_path / name[1:]) for name in content]
        with pytest.raises(InputError, match="no such file"):
            download(remotes, Record(tmp_path), RequestPolicy(connections=2))
        assert len(server.requests) < 10


@pytest.mark.parametrize(
    "url", ["http://example.org/a", "ftp://127.0.0.1/a", "file:///etc/passwd", "http://127.0.0.1.example.org/a"]
)
def test_only_encrypted_addresses_are_asked(url: str, tmp_path: Path) -> None:
    """Beyond this machine there is https alone."""
    with pytest.raises(InputError, match="https"):
        download([Remote(url, tmp_path / "a")], Record(tmp_path), QUICK)


def test_nobody_leads_on_to_an_open_line(tmp_path: Path) -> None:
    """A server that sends to an address without encryption is not followed; to an encrypted or local one it is."""
    with serving({"/a": DATA, "/b": DATA}, {"/a": Fault(redirect="http://example.org/a")}) as server:
        with pytest.raises(InputError, match="https"):
            get(server, tmp_path)
        server.faults["/a"] = Fault(redirect=f"{server.url}/b")
        assert get(server, tmp_path) == DATA


def test_proxies_of_the_environment_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An https address is asked for through the proxy that HTTPS_PROXY names; this machine is asked directly."""
    with serving({"/a": DATA}) as server:
        for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
            monkeypatch.setenv(name, server.url)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        with pytest.raises(InputError, match="502"):
            download([Remote("https://data.example.org/a", tmp_path / "b")], Record(tmp_path), RequestPolicy(tries=1))
        assert (server.requests[0].method, server.requests[0].path) == ("CONNECT", "data.example.org:443")
        server.requests.clear()
        assert get(server, tmp_path) == DATA
        assert server.requests[0].path == "/a"


def test_certificates_are_verified(tmp_path: Path) -> None:
    """A server that does not speak TLS, or whose certificate is unknown, is refused at once, not asked again."""
    with serving({"/a": DATA}) as server:
        remote = Remote(server.url.replace("http:", "https:") + "/a", tmp_path / "a")
        with pytest.raises(InputError, match="certificate"):
            download([remote], Record(tmp_path), QUICK)
    assert connection.Session().verify is True


def test_secrets_in_addresses_are_not_shown(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Neither a message nor the log shows a user, a password or a token that stands in an address."""
    caplog.set_level(logging.INFO)
    with serving({}, {"/a": Fault(status=503, times=1)}) as server:
        url = server.url.replace("//", "//me:secret1@") + "/a?token=secret2"
        with pytest.raises(InputError, match="no such file") as caught:
            download([Remote(url, tmp_path / "a")], Record(tmp_path), QUICK)
    assert "secret" not in str(caught.value) + caplog.text
    assert "again in" in caplog.text


def test_short_texts_are_fetched(tmp_path: Path) -> None:
    """A listing comes as text, after faults that pass; bytes that are no text are told."""
    with serving({"/list": "\ufeffä\n".encode(), "/no": b"\xff\xfe"}, {"/list": Fault(status=503, times=2)}) as server:
        assert text(f"{server.url}/list", QUICK) == "ä\n"
        with pytest.raises(InputError, match="UTF-8"):
            text(f"{server.url}/no", QUICK)
        with pytest.raises(InputError, match="no such file"):
            text(f"{server.url}/nothing", QUICK)


@examples(25)
@given(
    seed=st.integers(0, 2**20),
    length=st.integers(0, 40_000),
    cuts=st.lists(st.integers(0, 20_000), max_size=3),
    stated=st.booleans(),
    validator=st.booleans(),
)
def test_any_sequence_of_cuts_gives_the_servers_bytes(
    seed: int, length: int, cuts: list[int], stated: bool, validator: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Wherever connections break, what arrives is what was sent."""
    folder, data = tmp_path_factory.mktemp("cuts"), random.Random(seed).randbytes(length)
    digest = "sha256:" + hashlib.sha256(data).hexdigest() if stated else None
    with serving({"/a": data}) as server:
        for cut in cuts:
            server.faults["/a"] = Fault(truncate=cut, no_validator=not validator, times=1)
            try:
                assert get(server, folder, RequestPolicy(tries=1), digest=digest) == data
            except InputError:
                assert cut < length
        server.faults.clear()
        assert get(server, folder, digest=digest) == data

"""Daily satellite files come from CEDA as its listings name them; a stand-in plays CEDA."""

from pathlib import Path

import numpy as np
import pytest

from lstm_probe.data.esa_cci import files as esa_cci_files
from lstm_probe.datasets import addresses
from lstm_probe.errors import InputError
from lstm_probe.fetch import esa_cci
from lstm_probe.fetch.http.request_policy import RequestPolicy
from tests.stand_ins import ceda
from tests.stand_ins.http_server import Fault, serving

WANTED = {"version": "05.2", "first_year": 2000, "last_year": 2001}
LACKING = ("20000105", "20011229")
DAYS = [*np.arange("2000-01-01", "2000-01-11", dtype="M8[D]"), *np.arange("2001-12-22", "2002-01-01", dtype="M8[D]")]


@pytest.fixture
def archive(tmp_path: Path) -> dict[str, bytes]:
    """Make what CEDA holds: ten small files of each of two years, of which two are lacking, as all other days are."""
    folder = tmp_path / "made"
    folder.mkdir()
    for day in DAYS:
        name = f"ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-{str(day).replace('-', '')}000000-fv08.1.nc"
        (folder / name).write_bytes(f"CDF of {day}".encode())
    return ceda.served(folder, "05.2", LACKING)


def policy_of(url: str) -> RequestPolicy:
    """Ask the stand-in, two files at a time, and do not wait long."""
    return RequestPolicy(connections=2, tries=2, pause=0.01, timeout=5, servers={"ceda": url})


def files(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_listed_day_comes_and_lacking_days_are_named(
    archive: dict[str, bytes], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """All days of both years but those that the listing lacks, which the log names; a rerun asks nothing."""
    folder = tmp_path / "esa_cci"
    with serving(archive) as server:
        lacks = esa_cci.missing(folder, WANTED, policy_of(server.url))
        assert [entry.what.split(", ")[1] for entry in lacks] == ["2000-2001: 731 of 731 days"]
        assert lacks[0].place == folder / "v05.2" / "<year>"
        assert not server.requests
        esa_cci.fetch(folder, WANTED, policy_of(server.url))
        assert len(server.requests) == 2 + 18
        assert server.most_at_once <= 2
        assert esa_cci.missing(folder, WANTED, policy_of(server.url)) == []
        before = files(folder)
        esa_cci.fetch(folder, WANTED, policy_of(server.url))
        assert (len(server.requests), files(folder)) == (20, before)
    assert "lacks 357 days of 2000: 2000-01-05, 2000-01-11" in caplog.text
    assert "lacks 356 days of 2001: 2001-01-01" in caplog.text
    assert "2001-12-21, 2001-12-29" in caplog.text
    delivery = esa_cci_files.find(folder)
    assert (delivery.version, len(delivery.files)) == ("05.2", 18)


def test_an_interrupted_fetch_goes_on(archive: dict[str, bytes], tmp_path: Path) -> None:
    """What came before a server failed is not asked for again, and the end is the same."""
    with serving(archive) as server:
        esa_cci.fetch(tmp_path / "whole", WANTED, policy_of(server.url))
        path = sorted(path for path in archive if path.endswith(".nc"))[12]
        server.faults[path] = Fault(status=403)
        with pytest.raises(InputError, match="403"):
            esa_cci.fetch(tmp_path / "broken", WANTED, policy_of(server.url))
        server.faults.clear()
        asked = len(server.requests)
        came = len(list((tmp_path / "broken").rglob("*.nc")))
        assert 9 <= came < 18
        esa_cci.fetch(tmp_path / "broken", WANTED, policy_of(server.url))
        assert len(server.requests) - asked == 1 + 18 - came
    assert files(tmp_path / "broken") == files(tmp_path / "whole")


def test_files_of_a_user_count_at_any_depth(archive: dict[str, bytes], tmp_path: Path) -> None:
    """Days that somebody has are neither asked for nor touched."""
    folder = tmp_path / "esa_cci"
    own = [path for path in sorted(archive) if "/2000/ESACCI" in path]
    for path in own[:3]:
        place = folder / "old" / "disk" / path.rsplit("/", 1)[1]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"my own crop")
    wanted = {**WANTED, "last_year": 2000}
    with serving(archive) as server:
        lacks = esa_cci.missing(folder, wanted, policy_of(server.url))
        assert [entry.what.split(": ")[1] for entry in lacks] == ["363 of 366 days"]
        assert lacks[0].source == f"{server.url}{ceda.PATH}/v05.2/2000/"
        years = [
            entry.what.split(", ")[1]
            for entry in esa_cci.missing(folder, {**WANTED, "last_year": 2003}, policy_of(server.url))
        ]
        assert years == ["2000: 363 of 366 days", "2001-2003: 1095 of 1095 days"]
        esa_cci.fetch(folder, wanted, policy_of(server.url))
        assert len(server.requests) == 1 + 6
    contents = list(files(folder).values())
    assert contents.count(b"my own crop") == 3


def test_no_second_version_is_added(tmp_path: Path) -> None:
    """A folder of another version is told before anything is fetched into it."""
    (tmp_path / "ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-20000101000000-fv08.1.nc").write_bytes(b"CDF")
    with pytest.raises(InputError, match=r'1 files of version 08\.1(.|\n)*data\.esa_cci\.version: "08\.1"'):
        esa_cci.fetch(tmp_path, WANTED, RequestPolicy(servers={"ceda": "http://127.0.0.1:1"}, tries=1))


def test_a_lost_day_is_fetched_again(archive: dict[str, bytes], tmp_path: Path) -> None:
    """A file that was removed is missing, and comes back."""
    with serving(archive) as server:
        esa_cci.fetch(tmp_path / "esa_cci", WANTED, policy_of(server.url))
        before = files(tmp_path / "esa_cci")
        sorted((tmp_path / "esa_cci").rglob("*.nc"))[5].unlink()
        lacks = esa_cci.missing(tmp_path / "esa_cci", WANTED, policy_of(server.url))
        assert [entry.what.split(": ")[1] for entry in lacks] == ["1 of 9 days"]
        esa_cci.fetch(tmp_path / "esa_cci", WANTED, policy_of(server.url))
    assert files(tmp_path / "esa_cci") == before


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (b"<!DOCTYPE html><html><body><a href='/login'>Log in</a></body></html>", "1 links, no daily file"),
        (b"", "0 links"),
        (
            ceda.listing("/", ["ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-20000101000000-fv08.1.nc"]),
            "files of version 08.1",
        ),
        (ceda.listing("/", ["ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-19990101000000-fv05.2.nc"]), "of version 05.2"),
        (ceda.listing("/", ["ESACCI-SOILMOISTURE-L3S-SSMV-ACTIVE-20000101000000-fv05.2.nc"]), "no daily file"),
    ],
)
def test_a_page_without_the_files_is_refused(page: bytes, words: str, tmp_path: Path) -> None:
    """Another version, another product, another year or a login are no listing, and nothing is written."""
    with (
        serving({f"{ceda.PATH}/v05.2/2000/": page}) as server,
        pytest.raises(InputError, match=words),
    ):
        esa_cci.fetch(tmp_path / "esa_cci", WANTED, policy_of(server.url))
    assert not files(tmp_path)


def test_links_lead_nowhere_but_to_the_files(archive: dict[str, bytes], tmp_path: Path) -> None:
    """A listing names files, never places: what it says of servers and folders is not followed."""
    name = "ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-20000101000000-fv05.2.nc"
    links = [
        f"https://elsewhere.example/{name}",
        f"../../../{name}?x=1",
        "../../evil.nc",
        "/etc/passwd",
        f"%2e%2e/{name}",
    ]
    page = "".join(f'<a href="{link}">x</a>' for link in links).encode()
    content = {f"{ceda.PATH}/v05.2/2000/": page, f"{ceda.PATH}/v05.2/2000/{name}": b"CDF"}
    with serving(content) as server:
        esa_cci.fetch(tmp_path / "esa_cci", {**WANTED, "last_year": 2000}, policy_of(server.url))
        assert [request.path for request in server.requests] == list(content)
    found = {name for name in files(tmp_path / "esa_cci")}
    assert found == {f"v05.2/2000/{name}", "v05.2/2000/listing.txt", ".fetched.json"}


def test_the_record_begins_in_november_1978() -> None:
    """No day before the first of the record is wanted."""
    lacks = esa_cci.missing(
        Path("nowhere"), {"version": "05.2", "first_year": 1977, "last_year": 1979}, RequestPolicy()
    )
    assert [entry.what.split(", ")[1] for entry in lacks] == ["1978-1979: 426 of 426 days"]
    assert lacks[0].source == f"{addresses.ESA_CCI.replace('data.ceda', 'dap.ceda')}/v05.2/<year>/"

"""CAMELS-GB v2 is fetched file by file as its manifest says; what somebody put there is neither fetched nor touched.

The real servers were never asked: what stands in for them has their addresses and the layout of their files.
"""

import io
import json
import logging
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from lstm_probe.data.camels_gb import boundaries, catchments
from lstm_probe.datasets.camels_gb import V2
from lstm_probe.errors import InputError
from lstm_probe.fetch import camels_gb_v2, camels_gb_v2_manifest
from lstm_probe.fetch.http.request_policy import RequestPolicy
from tests.data.conftest import camels, with_boundaries  # noqa: F401  (fixtures)
from tests.stand_ins import eidc_v2
from tests.stand_ins.http_server import Fault, Server, serving

STORE = f"/datastore/eidchub/{eidc_v2.RECORD}/"
ARCHIVE = f"/sd/{eidc_v2.RECORD}.zip"
KINDS = ("climatic", "topographic", "landcover", "soil", "humaninfluence", "hydrogeology", "hydrologic", "hydrometry")


@pytest.fixture
def publisher(camels: Callable[..., Path], with_boundaries: Callable[..., None], tmp_path: Path) -> Path:  # noqa: F811
    """Write what the publisher has: eight tables, boundaries, the series of three gauges, and what nobody wants."""
    old = camels()
    with_boundaries(old)
    for kind in KINDS[2:]:
        table = pd.DataFrame({"gauge_id": ["10002", "1001", "39001"], f"{kind}_number": 1.5, f"{kind}_text": "none"})
        table.to_csv(old / "data" / f"CAMELS_GB_{kind}_attributes.csv", index=False)
    return eidc_v2.make(old, tmp_path / "publisher", ragged=("1001",))


@pytest.fixture
def server(publisher: Path) -> Iterator[Server]:
    """Serve it as both servers of the publisher."""
    with serving(eidc_v2.served(publisher)) as running:
        yield running


def policy_of(server: Server, **changes: object) -> RequestPolicy:
    """Ask the stand-in, patiently but quickly."""
    servers = {"eidc_packages": server.url, "eidc_files": server.url + "/"}
    return RequestPolicy(**({"pause": 0.01, "servers": servers} | changes))  # type: ignore[arg-type]


def contents(folder: Path) -> dict[str, bytes]:
    """Read all files that are not hidden."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".")}


def test_wanted_files_arrive_whole_and_are_read(server: Server, publisher: Path, tmp_path: Path) -> None:
    """Tables, boundaries and two of three series come, byte for byte; no wells, no hours; the reader takes them."""
    folder = tmp_path / "mine"
    camels_gb_v2.fetch(folder, {"version": 2, "gauges": ["1001", "39001"]}, policy_of(server))
    there = contents(folder)
    del there[camels_gb_v2.DOCUMENTS]
    unwanted = ("groundwater", "hourly", "_10002_")
    expected = {name: data for name, data in contents(publisher).items() if not any(part in name for part in unwanted)}
    assert there == expected
    assert sum("_attributes.csv" in name for name in there) == 8
    assert not camels_gb_v2.missing(folder, {"gauges": ["1001", "39001"]}, policy_of(server))
    selection = catchments.Selection("all", ["precipitation"], ["area"], ["1990-01-01", "1990-12-31"], version=2)
    series, _ = catchments.read(folder, selection)
    assert series["gauge_id"].values.tolist() == ["1001", "39001"]
    assert len(boundaries.read(folder, ["1001"], V2)) == 1


def test_fetching_again_asks_nobody(server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What is whole is not asked for again; a gauge more is one file more; all are those of the manifest."""
    folder, wanted = tmp_path / "mine", {"gauges": ["1001"]}
    camels_gb_v2.fetch(folder, wanted, policy_of(server))
    server.requests.clear()
    with caplog.at_level(logging.INFO):
        camels_gb_v2.fetch(folder, wanted, policy_of(server))
    assert not server.requests
    assert "camels_gb: everything is there" in caplog.text
    camels_gb_v2.fetch(folder, {"gauges": None}, policy_of(server))
    assert sorted(request.path.partition("timeseries_")[2][:5] for request in server.requests) == ["10002", "39001"]


def test_an_interrupted_fetch_ends_with_the_same_bytes(server: Server, publisher: Path, tmp_path: Path) -> None:
    """A file that breaks off and then fails leaves the others; the next attempt goes on with its beginning."""
    name = f"{eidc_v2.DAILY}/camels_gb_v2_hydromet_daily_timeseries_1001_19900101-19911231.csv"
    server.faults[STORE + name] = Fault(truncate=1000, times=1, then=Fault(status=404))
    folder, wanted = tmp_path / "mine", {"gauges": ["1001"]}
    with pytest.raises(InputError, match="no such file"):
        camels_gb_v2.fetch(folder, wanted, policy_of(server, connections=1))
    assert not (folder / name).exists()
    lacks = camels_gb_v2.missing(folder, wanted, policy_of(server))
    assert [entry.what for entry in lacks] == ["CAMELS-GB v2, daily series: 1 of 1 files"]
    assert lacks[0].bytes == (publisher / name).stat().st_size
    server.faults.clear()
    camels_gb_v2.fetch(folder, wanted, policy_of(server))
    assert (folder / name).read_bytes() == (publisher / name).read_bytes()
    assert server.asked(STORE + name)[-1].headers["range"] == "bytes=1000-"


def test_own_files_stay_and_are_not_fetched(server: Server, publisher: Path, tmp_path: Path) -> None:
    """Files that somebody put flat into the folder, in other capitals, are taken for those of the manifest."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for path in (publisher / "Catchment_Attributes").iterdir():
        shutil.copy(path, folder / path.name.replace("camels_gb_v2", "CAMELS_GB_v2"))
    before = contents(folder)
    camels_gb_v2.fetch(folder, {"gauges": ["1001"]}, policy_of(server))
    assert not [request for request in server.requests if "attributes" in request.path]
    assert {name: data for name, data in contents(folder).items() if name in before} == before


def test_what_is_missing_is_told_without_a_network(publisher: Path, tmp_path: Path) -> None:
    """Before the manifest is there: kinds, places and addresses; a complete folder of somebody's own lacks nothing."""
    nobody = RequestPolicy(servers={"eidc_files": "https://mirror.example"})
    lacks = camels_gb_v2.missing(tmp_path / "empty", {"gauges": None}, nobody)
    assert [entry.place for entry in lacks] == [
        tmp_path / "empty" / name for name in ("Catchment_Attributes", "Catchment_Boundaries", eidc_v2.DAILY)
    ]
    assert lacks[2].what == "CAMELS-GB v2, daily series of all gauges"
    assert lacks[2].source == f"https://mirror.example{STORE}{eidc_v2.DAILY}/"
    assert not camels_gb_v2.missing(publisher, {"gauges": None}, nobody)
    next(publisher.rglob("*daily_timeseries_39001_*")).unlink()
    assert not camels_gb_v2.missing(publisher, {"gauges": ["1001"]}, nobody)
    for gauges in (None, ["1001", "39001"]):
        lacks = camels_gb_v2.missing(publisher, {"gauges": gauges}, nobody)
        assert [entry.what for entry in lacks] == ["CAMELS-GB v2, daily series of 1 gauges: 39001"]


def test_a_gauge_that_is_not_listed_is_named(server: Server, tmp_path: Path) -> None:
    """A wanted gauge without a series at the publisher is refused before any series is fetched."""
    with pytest.raises(InputError, match="3 daily series; none of 77777"):
        camels_gb_v2.fetch(tmp_path / "mine", {"gauges": ["1001", "77777"]}, policy_of(server))
    assert [request.path for request in server.requests] == [ARCHIVE]


def documents(content: str | None) -> bytes:
    """Make an archive of documents with that manifest, or none."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "words")
        if content is not None:
            archive.writestr(f"{eidc_v2.RECORD}/ro-crate-metadata.json", content)
    return packed.getvalue()


def graph(*paths: str) -> str:
    """Write a manifest of files."""
    return json.dumps({"@graph": [{"@id": path, "@type": "File", "contentSize": 5} for path in paths]})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no ro-crate-metadata.json"),
        ("{cut", "a list of files with sizes"),
        ("[]", "a list of files with sizes"),
        (
            json.dumps({"@graph": [{"@id": "data/a", "@type": "File", "contentSize": "many"}]}),
            "list of files with sizes",
        ),
        (graph("data/../../elsewhere.csv"), r"'\.\./\.\./elsewhere\.csv'(.|\n)*inside the data set"),
        (graph("data//etc/passwd"), "inside the data set"),
        (graph("data/C:\\windows"), "inside the data set"),
        (graph("data/a.csv", "b.csv"), "0 attribute tables, 0 files of boundaries, 0 daily series"),
    ],
)
def test_a_manifest_that_makes_no_sense_is_refused(tmp_path: Path, content: str | None, message: str) -> None:
    """A manifest that is missing, damaged, leads elsewhere or lists nothing of use is told; nothing else is asked."""
    with serving({ARCHIVE: documents(content)}) as server:
        with pytest.raises(InputError, match=message):
            camels_gb_v2.fetch(tmp_path / "mine", {"gauges": None}, policy_of(server))
        assert [request.path for request in server.requests] == [ARCHIVE]


def test_sizes_may_be_text_or_called_bytes(tmp_path: Path) -> None:
    """The size of a file is a number, digits, or called 'bytes'; only files below data/ count."""
    files = [
        {"@id": "./data/a.csv", "@type": ["File"], "contentSize": "12"},
        {"@id": "data/b.csv", "@type": "File", "bytes": 7},
        {"@id": "data/c.csv", "@type": "File"},
        {"@id": "supporting-documents/d.docx", "@type": "File", "contentSize": 5},
        {"@id": "data/", "@type": "Dataset"},
    ]
    (tmp_path / "documents.zip").write_bytes(documents(json.dumps({"@graph": files})))
    found = {entry.path: entry.bytes for entry in camels_gb_v2_manifest.listed(tmp_path / "documents.zip")}
    assert found == {"a.csv": 12, "b.csv": 7, "c.csv": None}

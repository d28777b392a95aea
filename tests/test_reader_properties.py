"""Laws of the readers: what is written comes back, however it is spelt; any bytes are read, or refused with words."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import netCDF4
import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.data import tables
from lstm_probe.data.camels_gb import attributes, series
from lstm_probe.data.caravan import areas
from lstm_probe.data.files import classic_netcdf, opening, text_files
from lstm_probe.datasets import gauge_ids
from lstm_probe.errors import InputError
from lstm_probe.results import published
from lstm_probe.workflow import strict_yaml
from tests.examples import examples
from tests.hostile import camels, cases_tables

FEW = examples(60)
NUMBERS = st.decimals(-500, 500, places=2, allow_nan=False).map(float)
SERIES_HEADER = b"date,discharge_spec\n"


def renamed(path: Path) -> Path:
    """Give a file the name of Caravan's areas, and return its folder."""
    return path.rename(path.with_stem("attributes_other_camelsgb")).parent


READERS: dict[str, tuple[bytes, Callable[[Path], object]]] = {
    "series": (SERIES_HEADER, lambda path: series.read_gauge(path, ["discharge_spec"])),
    "attributes": (
        b"gauge_id,gauge_name,gauge_lat,gauge_lon\n",
        lambda path: attributes.read([path], ["1"], []),
    ),
    "means": (b"time,1001\n", lambda path: tables.read(path, ["1001"], "1", "x")),
    "means in netCDF": (b"CDF\x01", lambda path: tables.read(path.rename(path.with_suffix(".nc")), ["1"], "1", "x")),
    "published skill": (b"gauge_id,r,nse\n", published.read),
    "areas of Caravan": (
        b"gauge_id,area\n",
        lambda path: areas.read(renamed(path)),
    ),
    "a list of gauges": (b"gauge_id,name\n", lambda path: gauge_ids.of_list(path)),
    "configuration": (b"study:", lambda path: strict_yaml.check([path])),
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("whole", [False, True], ids=["any bytes", "after a good beginning"])
@FEW
@given(
    content=st.one_of(st.binary(max_size=200), st.text("0123456789,.;-\n\t\"'NaTe: [{&*", max_size=80).map(str.encode))
)
def test_any_bytes_are_read_or_refused(name: str, whole: bool, content: bytes) -> None:
    """No content of a file gives anything but a value or an InputError that names the file."""
    beginning, read = READERS[name]
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "file.csv"
        path.write_bytes(beginning * whole + content)
        try:
            read(path)
        except InputError as error:
            assert place in str(error)  # noqa: PT017 (it may as well be read)


@FEW
@given(
    values=st.lists(NUMBERS, min_size=1, max_size=len(camels.DAYS)),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "\ufeff"]),
    space=st.sampled_from(["", " "]),
)
def test_series_come_back(values: list[float], end: str, mark: str, space: str) -> None:
    """Any numbers of two decimals are read to single precision, whatever the line ends, mark and spaces."""
    rows = [f"{day:%Y-%m-%d},{space}{value:.2f}" for day, value in zip(camels.DAYS, values, strict=False)]
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "CAMELS_GB_hydromet_timeseries_39001.csv"
        path.write_bytes((mark + end.join(["date,discharge_spec", *rows, ""])).encode())
        table = series.read_gauge(path, ["discharge_spec"])
    np.testing.assert_array_equal(table["discharge_spec"], np.float32(values))
    assert table.index[0] == camels.DAYS[0]


@FEW
@given(values=st.lists(NUMBERS, min_size=4, max_size=4), order=st.permutations(range(4)), mark=st.booleans())
def test_means_come_back_in_the_order_of_days(values: list[float], order: list[int], mark: bool) -> None:
    """Rows in any order give the same days and values."""
    rows = [f"{cases_tables.DAYS[n]:%Y-%m-%d},{values[n]}" for n in order]
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "means.csv"
        path.write_text("\n".join(["time,39001", *rows, ""]), encoding="utf-8-sig" if mark else "utf-8")
        means = tables.read(path, ["39001"], "1", "x")
    np.testing.assert_array_equal(means.values[0], np.float32(values))


@FEW
@given(
    number=st.integers(1, 999_999),
    spelling=st.sampled_from(["{}", " {} ", "{}.0", "{}.", "00{}", "camelsgb_{}", "CAMELS_GB_{}", "0{}.00"]),
)
def test_ids_are_one_in_any_spelling(number: int, spelling: str) -> None:
    """However an id is written, it is its number, and reading it again changes nothing."""
    assert gauge_ids.plain(spelling.format(number)) == str(number)
    assert gauge_ids.plain(gauge_ids.plain(spelling.format(number))) == str(number)
    assert gauge_ids.plain(number) == gauge_ids.plain(float(number)) == gauge_ids.plain(str(number).encode())


@FEW
@given(text=st.text(max_size=30))
def test_ids_never_lead_elsewhere(text: str) -> None:
    """Whatever a file calls a gauge, it is digits, or it is refused."""
    try:
        (gauge,) = gauge_ids.all_plain([text], "table")
    except InputError:
        return
    assert gauge.isascii()
    assert gauge.isdecimal()


SCALARS = st.one_of(st.booleans(), st.integers(-9999, 9999), st.floats(-1e6, 1e6), st.text("abc xyz:#-", max_size=9))
NAMES = st.text("abcdefgh_", min_size=2, max_size=8).filter(lambda name: yaml.safe_load(name) == name)
PARTS = st.recursive(
    SCALARS, lambda part: st.lists(part, max_size=3) | st.dictionaries(NAMES, part, max_size=3), max_leaves=6
)


@FEW
@given(config=st.dictionaries(NAMES, PARTS, max_size=4))
def test_what_yaml_writes_passes(config: dict) -> None:
    """Any settings that a program writes as YAML are accepted."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "config.yaml"
        path.write_text(yaml.safe_dump(config, allow_unicode=True))
        strict_yaml.check([path])


@FEW
@given(
    shape=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    kinds=st.lists(st.sampled_from(["i1", "i2", "i4", "f4", "f8"]), min_size=1, max_size=3),
    records=st.integers(0, 3),
    version=st.sampled_from(["NETCDF3_CLASSIC", "NETCDF3_64BIT_OFFSET"]),
    cut=st.integers(0, 40),
)
def test_a_cut_classic_file_is_seen(shape: list[int], kinds: list[str], records: int, version: str, cut: int) -> None:
    """What the library writes is whole, in both versions, with records or without; without its end it is not."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "a.nc"
        with netCDF4.Dataset(path, "w", format=version) as file:
            file.history = "made"
            file.createDimension("time", None if records else 1)
            file.createVariable("time", "f8", ("time",))[:] = np.arange(max(records, 1))
            for n, size in enumerate(shape):
                file.createDimension(f"d{n}", size)
            for n, kind in enumerate(kinds):
                variable = file.createVariable(f"v{n}", kind, ("time", *(f"d{i}" for i in range(len(shape)))))
                variable.units = "m"
                variable[: records or 1] = 1
        classic_netcdf.require_whole(path)
        content = path.read_bytes()
        values = np.dtype(kinds[-1]).itemsize * int(np.prod(shape))
        path.write_bytes(content[: len(content) - min(cut, values)])
        if min(cut, values) > 3:  # up to three bytes fill the last word
            with pytest.raises(ValueError, match="it is cut"):
                classic_netcdf.require_whole(path)


def test_the_version_cdf_5_is_refused_by_name(tmp_path: Path) -> None:
    """It is not read: scipy, which sees what has been cut, does not know it."""
    with netCDF4.Dataset(tmp_path / "a.nc", "w", format="NETCDF3_64BIT_DATA") as file:
        file.createDimension("time", 3)
    with (
        pytest.raises(InputError, match=r"CDF-5(.|\n)*again"),
        opening.explained(tmp_path / "a.nc", "a netCDF file", "get it again"),
    ):
        pass


def test_a_text_says_what_it_is(tmp_path: Path) -> None:
    """Kinds of files are told by their first bytes, also behind a mark and blank lines."""
    kinds = {
        b"": "empty",
        b"\xef\xbb\xbf\n <HTML>": "HTML",
        b"{}": "JSON",
        b"GRIB": "GRIB",
        b"PK\x03\x04": "ZIP",
        b"a,b": "",
    }
    for content, word in kinds.items():
        (tmp_path / "a").write_bytes(content)
        assert word in opening.kind_of(tmp_path / "a")
    assert opening.kind_of(tmp_path / "a") == opening.kind_of(tmp_path / "nothing") == ""
    assert text_files.read(tmp_path / "a", "a text", "") == "a,b"

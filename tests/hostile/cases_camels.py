"""Series and attributes of CAMELS-GB, as spreadsheets, broken transfers and other tools leave them."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np

from lstm_probe.data.camels_gb import catchments
from lstm_probe.model import scaling
from tests.hostile.camels import GOOD, NAME, SELECTION, TABLE, folder, told, with_file
from tests.hostile.case import Case

HTML = b"<!DOCTYPE html><html><body>404 Not Found</body></html>"


def column(name: str, factor: float) -> object:
    """Multiply one column of a series."""

    def change(content: bytes) -> bytes:
        header, *rows = content.decode().splitlines()
        place = header.split(",").index(name)
        fields = [row.split(",") for row in rows]
        for row in fields:
            row[place] = f"{float(row[place]) * factor:.6g}" if np.isfinite(factor) else "NaN"
        return "\n".join([header, *map(",".join, fields), ""]).encode()

    return change


def all_series(name: str, factor: float):
    """Read the folder with one column of all series multiplied."""

    def read(place: Path) -> object:
        root = folder(place / "camels_gb")
        for path in root.glob("*timeseries*"):
            path.write_bytes(column(name, factor)(path.read_bytes()))
        return told(*catchments.read(root, SELECTION))

    return read


def ids(written: str):
    """Write the ids of the table by a pattern."""
    return lambda content: re.sub(r"(?m)^(\d+)(?=,)", written, content.decode()).encode()


def swapped(content: bytes) -> bytes:
    """Swap latitude and longitude of all gauges."""
    return re.sub(rb",(54\.5),(-[\d.]+),", rb",\2,\1,", content)


def european(content: bytes) -> bytes:
    """Write as a spreadsheet in most of Europe does."""
    return content.replace(b",", b";").replace(b".", b",")


def scaled_constant(place: Path) -> object:
    """Fit the scaler of attributes where one never varies."""
    path = folder(place / "camels_gb") / TABLE
    path.write_bytes(re.sub(rb"(?m),10\d\.0$", b",100.0", path.read_bytes()))
    series, attributes = catchments.read(path.parent, SELECTION)
    scalers = scaling.fit(series, attributes, ["precipitation"], ["area"], ("2000-01-01", "2000-12-30"), 0)
    return scalers.attributes.scale(np.array([[100.0]])).tolist()


def gauge_list(content: bytes, gauges: list[str] | None = None):
    """Read the gauges that a file lists, or a list in the configuration."""

    def read(place: Path) -> object:
        root = folder(place / "camels_gb")
        (place / "gauges.txt").write_bytes(content)
        wanted = gauges or str(place / "gauges.txt")
        return told(*catchments.read(root, replace(SELECTION, gauges=wanted)))["gauges"]

    return read


def one_value(name: str, number: object):
    """Put a number into one day of a column of a series."""

    def change(content: bytes) -> bytes:
        header, first, *rows = content.decode().splitlines()
        fields = first.split(",")
        fields[header.split(",").index(name)] = str(number)
        return "\n".join([header, ",".join(fields), *rows, ""]).encode()

    return change


def further(name: str, values: tuple[object, ...]):
    """Read one more attribute of the three gauges."""

    def change(content: bytes) -> bytes:
        header, *rows = content.decode().splitlines()
        lines = [f"{row},{value}" for row, value in zip(rows, values, strict=True)]
        return "\n".join([f"{header},{name}", *lines, ""]).encode()

    return with_file(TABLE, change, replace(SELECTION, attributes=["area", name]))


WITHOUT_39001 = {"gauges": ["1001", "10002"], "area": [101.0, 100.0], "precipitation": None}
CUT = "truncated or empty file"
MARK = "byte-order mark and encodings"
UNITS = "units off by 1000"
MISSING = "numbers for missing values"
CASES = [
    Case(CUT, "series: no byte", with_file(NAME, lambda b: b""), ("39001", "an empty file")),
    Case(CUT, "series: header alone", with_file(NAME, lambda b: b[: b.index(b"\n") + 1]), ("nothing below",)),
    Case(
        CUT,
        "series: ends within a line",
        with_file(NAME, lambda b: b[: b.index(b"2000-06-01") + 4]),
        ("line", "fields", "original file"),
    ),
    Case(
        CUT,
        "series: ends after a whole line",
        with_file(NAME, lambda b: b[: b.index(b"2000-06-01")]),
        ("2000-05-31", "as its name says"),
    ),
    Case(
        CUT,
        "series: ends within the last number",
        with_file(NAME, lambda b: b[:-2]),
        gives=GOOD,
        logged=("may be cut",),
    ),
    Case(
        CUT, "series: filled with zero bytes", with_file(NAME, lambda b: b[:500] + bytes(500)), ("39001", "zero bytes")
    ),
    Case(CUT, "attributes: no byte", with_file(TABLE, lambda b: b""), (TABLE, "an empty file")),
    Case(CUT, "attributes: ends within a row", with_file(TABLE, lambda b: b[:-12]), (TABLE, "line 4", "fields")),
    Case(
        CUT,
        "attributes: ends within the last number",
        with_file(TABLE, lambda b: b[:-2]),
        gives=GOOD,
        logged=(TABLE, "may be cut"),
    ),
    Case("HTML saved under another name", "a series", with_file(NAME, lambda b: HTML), ("HTML", "39001")),
    Case("HTML saved under another name", "a table of attributes", with_file(TABLE, lambda b: HTML), ("HTML", TABLE)),
    Case("ids of other types", "float", with_file(TABLE, ids(r"\1.0")), gives=GOOD, logged=("'10002.0'", "as 10002")),
    Case("ids of other types", "leading zeros", with_file(TABLE, ids(r"0\1")), gives=GOOD, logged=("'010002'",)),
    Case("ids of other types", "spaces", with_file(TABLE, ids(r" \1 ")), gives=GOOD),
    Case("ids of other types", "prefix", with_file(TABLE, ids(r"camelsgb_\1")), gives=GOOD, logged=("camelsgb_10002",)),
    Case("ids of other types", "quotes", with_file(TABLE, ids(r'"\1"')), gives=GOOD),
    Case("ids of other types", "names", with_file(TABLE, ids(r"Tay-\1")), (TABLE, "Tay-10002", "whole numbers")),
    Case("ids of other types", "scientific", with_file(TABLE, ids(r"\1e+00")), (TABLE, "10002e+00", "whole numbers")),
    Case(
        "ids of other types",
        "two spellings of one gauge",
        with_file(TABLE, lambda b: b + b"039001,Again,54.5,-2.5,7.0\n"),
        (TABLE, "39001", "twice"),
    ),
    Case("ids of other types", "a list with floats", gauge_list(b"39001.0\n1001\n"), gives=["39001", "1001"]),
    Case(
        "ids of other types", "numbers in the configuration", gauge_list(b"", [39001, 1001.0]), gives=["39001", "1001"]
    ),
    Case("ids of other types", "a list with a path", gauge_list(b"../../etc/passwd\n"), ("unknown gauges", "passwd")),
    Case(
        "ids of other types",
        "a column twice",
        with_file(NAME, lambda b: b.replace(b"pet,", b"precipitation,", 1)),
        ("columns precipitation twice",),
    ),
    Case(
        MARK,
        "spaces around the names of columns",
        with_file(NAME, lambda b: re.sub(rb",(?=[a-z])", b" , ", b)),
        gives=GOOD,
    ),
    Case(
        "ids of other types",
        "an attribute twice",
        with_file(TABLE, lambda b: b.replace(b"gauge_name", b"area")),
        ("columns area twice",),
    ),
    Case(
        "duplicated dates",
        "a day twice in a series",
        with_file(NAME, lambda b: b.replace(b"2000-03-02", b"2000-03-01")),
        ("2000-03-01 followed by 2000-03-01", "every day once"),
    ),
    Case(
        "DD/MM/YYYY dates",
        "a series",
        with_file(NAME, lambda b: re.sub(rb"(\d{4})-(\d\d)-(\d\d)", rb"\3/\2/\1", b)),
        ("'01/01/2000'", "YYYY-MM-DD", "spreadsheet"),
    ),
    Case(
        "DD/MM/YYYY dates",
        "a series, of two digits of the year",
        with_file(NAME, lambda b: re.sub(rb"20(\d\d)-(\d\d)-(\d\d)", rb"\3-\2-\1", b)),
        ("'01-01-00'", "YYYY-MM-DD"),
    ),
    Case(MARK, "series with a mark", with_file(NAME, lambda b: b"\xef\xbb\xbf" + b), gives=GOOD),
    Case(MARK, "attributes with a mark", with_file(TABLE, lambda b: b"\xef\xbb\xbf" + b), gives=GOOD),
    Case(MARK, "series in UTF-16", with_file(NAME, lambda b: b.decode().encode("utf-16")), ("UTF-16", "UTF-8")),
    Case(MARK, "attributes in UTF-16", with_file(TABLE, lambda b: b.decode().encode("utf-16")), ("UTF-16", "UTF-8")),
    Case(
        MARK,
        "attributes in Latin-1",
        with_file(TABLE, lambda b: b.replace(b"River 39001", "Afon Dŵr".encode("cp1250", "replace") + b"\xe9")),
        (TABLE, "line 4", "UTF-8"),
    ),
    Case(
        MARK,
        "names that are not English",
        with_file(TABLE, lambda b: b.replace(b"River", "Afon Ŵysg".encode())),
        gives=GOOD,
    ),
    Case(MARK, "a list with a mark", gauge_list(b"\xef\xbb\xbf39001\r\n1001\r\n"), gives=["39001", "1001"]),
    Case(MARK, "a list in UTF-16", gauge_list("39001\n".encode("utf-16")), ("gauges.txt", "UTF-16")),
    Case("decimal commas", "series with semicolons", with_file(NAME, european), ("semicolons", "decimal points")),
    Case("decimal commas", "attributes with semicolons", with_file(TABLE, european), (TABLE, "semicolons")),
    Case(
        "decimal commas",
        "a quoted number",
        with_file(TABLE, lambda b: b.replace(b",102.0", b',"102,0"')),
        (TABLE, "102,0", "a number"),
    ),
    Case(
        "decimal commas", "thousands", with_file(NAME, lambda b: b.replace(b",3.10,", b",3 100,", 1)), ("3 100", "line")
    ),
    Case(UNITS, "precipitation in m", all_series("precipitation", 1e-3), ("precipitation", "mm d-1", "mean")),
    Case(UNITS, "precipitation in µm", all_series("precipitation", 1e3), ("precipitation", "mm d-1", "mean")),
    Case(UNITS, "pet in m", all_series("pet", 1e-3), ("pet", "mm d-1", "mean")),
    Case(UNITS, "discharge in m", all_series("discharge_spec", 1e-3), ("discharge", "mm d-1", "mean")),
    Case(UNITS, "discharge in µm", all_series("discharge_spec", 1e3), ("discharge", "mm d-1", "mean")),
    Case(UNITS, "temperature in thousandths", all_series("temperature", 1e3), ("temperature", "degC", "mean")),
    Case(
        UNITS,
        "areas in m²",
        with_file(TABLE, lambda b: re.sub(rb"(?m),(10\d)\.0$", rb",\g<1>000000", b)),
        ("area", "km2"),
    ),
    Case(
        UNITS,
        "a value that is infinite",
        with_file(NAME, lambda b: b.replace(b",3.10,", b",inf,", 1)),
        ("infinite value", "39001"),
    ),
    *(
        Case(MISSING, f"{name} of {value}", further(name, (40.0, 41.0, value)), (name, str(value), "39001", "empty"))
        for name in (
            "porosity_hypres",
            "conductivity_hypres",
            "high_prec_dur",
            "low_prec_dur",
            "sand_perc",
            "root_depth",
        )
        for value in (-999, -9999)
    ),
    Case(MISSING, "an elevation of -99", further("elev_mean", (100.0, 200.0, -99)), ("elev_mean", "-99", "empty")),
    Case(MISSING, "an area of 1e20", further("q_mean", (1.0, 2.0, "1e20")), ("q_mean", "1e+20", "empty")),
    Case(MISSING, "an attribute nobody knows", further("wells", (3, 4, -9999)), ("wells", "-9999", "39001", "empty")),
    Case(MISSING, "an attribute without value", further("porosity_hypres", (40.0, 41.0, "")), gives=WITHOUT_39001),
    *(
        Case(MISSING, f"{name} of {value} on a day", with_file(NAME, one_value(name, value)), ("39001", "empty"))
        for name in ("discharge_spec", "precipitation", "temperature", "pet")
        for value in (-999, -9999.0, 9999, "1e20")
    ),
    Case("swapped latitude and longitude", "of the gauges", with_file(TABLE, swapped), (TABLE, "gauge_lat", "swapped")),
    Case(
        "no discharge at all",
        "one gauge",
        with_file(NAME, column("discharge_spec", np.inf)),
        gives=WITHOUT_39001,
        logged=("no discharge from 2000-01-01", "39001"),
    ),
    Case(
        "no discharge at all", "all gauges", all_series("discharge_spec", np.inf), ("no usable gauge", "no discharge")
    ),
    Case("constant attribute", "centred, not scaled", scaled_constant, gives=[[0.0]], logged=("never varies", "area")),
]

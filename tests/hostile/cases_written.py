"""CSV text as R, pandas and spreadsheets leave it, and keys that stand in a table twice."""

import csv as csv_module
import io
import re
from collections.abc import Callable
from pathlib import Path

from lstm_probe.data.caravan import means
from tests.hostile import camels, cases_tables
from tests.hostile.camels import NAME, TABLE, with_file
from tests.hostile.case import Case
from tests.hostile.cases_camels import gauge_list
from tests.hostile.cases_packed import packed, stated_areas
from tests.hostile.cases_tables import PUBLISHED, SOIL, csv, netcdf, skill

Change = Callable[[str], str]


def rewritten(change: Callable[[list[list[str]]], list[list[str]]], quoting: int = csv_module.QUOTE_MINIMAL) -> Change:
    """Write the rows of a table again, changed."""

    def write(text: str) -> str:
        rows = change(list(csv_module.reader(io.StringIO(text))))
        written = io.StringIO()
        csv_module.writer(written, quoting=quoting, lineterminator="\r\n").writerows(rows)
        return written.getvalue()

    return write


def row_names(first: str = "", names: Callable[[int], str] = str) -> Callable[[list[list[str]]], list[list[str]]]:
    """Put a column of row names first."""
    return lambda rows: [[first, *rows[0]], *([names(n), *row] for n, row in enumerate(rows[1:], start=1))]


def headless(rows: list[list[str]]) -> list[list[str]]:
    """Put row names first, of which the header knows nothing, as write.table does."""
    return [rows[0], *([str(n), *row] for n, row in enumerate(rows[1:], start=1))]


def capitals(text: str) -> str:
    """Write the header in capital letters."""
    header, mark, body = text.partition("\n")
    return header.upper() + mark + body


def first_capitals(text: str) -> str:
    """Begin every name of the header with a capital letter."""
    header, mark, body = text.partition("\n")
    return ",".join(name.capitalize() for name in header.split(",")) + mark + body


ALL = csv_module.QUOTE_ALL
#: Changes that make no difference to any table.
SAME: dict[str, Change] = {
    "all in quotes": rewritten(lambda rows: rows, ALL),
    "row names of R": rewritten(row_names(), ALL),
    "row names of a part of a table": rewritten(row_names(names=lambda n: str(7 * n)), ALL),
    "row names that are words": rewritten(row_names(names=lambda n: f"row {n}")),
    "an index of pandas": rewritten(row_names(names=lambda n: str(n - 1))),
    "row names without a field in the header": rewritten(headless, ALL),
    "commas at the ends": lambda text: text.replace("\n", ",\n"),
    "many commas at the ends": lambda text: text.replace("\n", ",,,,\n"),
    "commas at the ends of all but the header": lambda text: text.replace("\n", ",\n").replace(",\n", "\n", 1),
    "a comma at the end of the header": lambda text: text.replace("\n", ",\n", 1),
    "lines of commas below": lambda text: text + ",,\n" * 3,
    "an empty column between": rewritten(lambda rows: [[row[0], "", *row[1:]] for row in rows]),
    "capital letters": capitals,
    "capitals first": first_capitals,
    "a mark and Windows line ends": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "spaces after commas, in quotes": lambda text: rewritten(lambda rows: rows, ALL)(text).replace('","', '", "'),
}


def in_file(change: Change) -> Callable[[bytes], bytes]:
    """Change the bytes of a file."""
    return lambda content: change(content.decode()).encode()


def basin(change: Change) -> Callable[[Path], object]:
    """Read one basin of Caravan from CSV."""

    def read(place: Path) -> object:
        path = place / "timeseries" / "csv" / "camelsgb" / "camelsgb_39001.csv"
        path.parent.mkdir(parents=True)
        days = zip(cases_tables.DAYS, cases_tables.GOOD[2], strict=True)
        text = f"date,{SOIL}\n" + "".join(f"{day:%Y-%m-%d},{value}\n" for day, value in days)
        path.write_text(change(text), newline="")
        return means.read(place, ["39001"], SOIL, "m3 m-3").values[0].astype(float).round(6).tolist()

    return read


#: How each kind of table is read after a change of its text, and what it gives.
READERS: dict[str, tuple[Callable[[Change], Callable[[Path], object]], object]] = {
    "a series": (lambda change: with_file(NAME, in_file(change)), camels.GOOD),
    "attributes": (lambda change: with_file(TABLE, in_file(change)), camels.GOOD),
    "means": (csv, cases_tables.GOOD),
    "published skill": (skill, PUBLISHED),
    "areas of Caravan": (stated_areas, {"39001": 10.5}),
    "a basin of Caravan": (basin, cases_tables.GOOD[2]),
    "a list of gauges": (
        lambda change: lambda place: gauge_list(change("gauge_id,name\n39001,Thames\n1001,Dee\n").encode())(place),
        ["39001", "1001"],
    ),
}

WRITTEN, TWICE = "as R and spreadsheets write", "a key twice"
HALF_EMPTY = [[0.3, float("nan"), 0.32, 0.33], *cases_tables.GOOD[1:]]


def in_place_of(old: str, new: str) -> Change:
    """Replace a piece of the text."""
    return lambda text: text.replace(old, new)


def semicolons(text: str) -> str:
    """Write as a spreadsheet in most of Europe does."""
    return text.replace(",", ";").replace(".", ",")


CASES = [
    *(
        Case(WRITTEN, f"{table}: {name}", read(change), gives=gives)
        for table, (read, gives) in READERS.items()
        for name, change in SAME.items()
    ),
    *(
        Case(WRITTEN, f"{table}: semicolons", read(semicolons), ("semicolons between columns", "decimal points"))
        for table, (read, _) in READERS.items()
        if table != "a list of gauges"
    ),
    Case(
        WRITTEN,
        "means: truth values",
        csv(lambda t: re.sub(r"0\.2\d", "TRUE", t)),
        ("'True' in column 1001", "a number"),
    ),
    Case(
        WRITTEN,
        "means: two columns of days",
        csv(lambda t: re.sub(r"^(2000[-\d]*)", r"\1,00:00", t, flags=re.M).replace("time", "date,time")),
        ("columns time, date", "one column of days"),
    ),
    *(
        Case(
            WRITTEN,
            f"means: {word or 'nothing'} for no value",
            csv(lambda t, w=word: t.replace("0.31", w)),
            gives=HALF_EMPTY,
        )
        for word in ("NA", "NaN", "N/A", "nan", "NULL", "", '"NA"', '""')
    ),
    Case(WRITTEN, "means: a dash for no value", csv(in_place_of("0.31", "-")), ("'-' in column 10002, line 3",)),
    Case(
        WRITTEN,
        "means: days without a name",
        csv(lambda t: t.replace("time", '""', 1)),
        ("columns (no name), 10002", "'time' or 'date'"),
    ),
    Case(
        WRITTEN,
        "means: values without a name",
        csv(lambda t: t.replace("\n", ",7\n").replace(",7\n", ",\n", 1)),
        ("column 5 without a name", "'7'", "a name for every column"),
    ),
    Case(
        WRITTEN,
        "means: a quotation mark alone",
        csv(in_place_of("0.31", '"0.31')),
        ("line 3", "quotation mark"),
    ),
    Case(
        WRITTEN,
        "attributes: a quotation mark alone",
        with_file(TABLE, lambda b: b.replace(b",River 1001", b',"River 1001')),
        (TABLE, "quotation mark at both ends"),
    ),
    Case(
        WRITTEN,
        "a series: dates of a spreadsheet, in quotes",
        with_file(NAME, in_file(lambda t: SAME["all in quotes"](t).replace("2000-01-01", "01/01/2000"))),
        ("'01/01/2000'", "spreadsheet"),
    ),
    Case(WRITTEN, "a list of gauges: in quotes", gauge_list(b'"39001"\r\n"1001"\r\n'), gives=["39001", "1001"]),
    Case(WRITTEN, "a list of gauges: a header", gauge_list(b'"gauge_id"\n39001\n1001,\n'), gives=["39001", "1001"]),
    Case(
        WRITTEN, "a list of gauges: another table", gauge_list(b"a,b\n1,39001\n"), ("columns a, b", "one id per line")
    ),
    Case(TWICE, "published skill", skill(lambda t: t + "10002,0.1,0.1\n"), ("skill.csv", "gauges 10002 twice")),
    Case(TWICE, "published skill in two spellings", skill(lambda t: t + "010002.0,0.9,0.5\n"), ("gauges 10002 twice",)),
    Case(TWICE, "published skill: a column", skill(lambda t: t.replace("nse", "r")), ("columns r twice",)),
    Case(TWICE, "attributes", with_file(TABLE, lambda b: b + b"1001,Again,54.5,-2.5,7.0\n"), ("gauges 1001 twice",)),
    Case(
        TWICE,
        "areas of Caravan",
        stated_areas(lambda t: t + "camelsgb_39001,11\n"),
        ("gauges 39001 twice",),
    ),
    Case(TWICE, "a basin of Caravan", basin(lambda t: t + "2000-01-01,0.4\n"), ("2000-01-01 more than once",)),
    Case(TWICE, "means: a gauge", csv(lambda t: t.replace("1001,", "camelsgb_10002,", 1)), ("gauges 10002 twice",)),
    Case(
        TWICE,
        "means: a day, with two offsets",
        csv(lambda t: t.replace("2000-01-02", "2000-01-01T00:00Z").replace("2000-01-01,", "2000-01-01T00:00+01:00,")),
        ("2000-01-01 more than once",),
    ),
    Case(TWICE, "means in netCDF: a gauge", netcdf(lambda d: d.isel(gauge_id=[0, 1, 1])), ("gauges 1001 twice",)),
    Case(TWICE, "packed series", packed(lambda d: d.isel(gauge_id=[0, 1, 1, 2])), ("gauges 1001 twice",)),
    Case(TWICE, "a list of gauges", gauge_list(b"39001\n1001\n039001\n"), ("named twice: 39001",)),
]

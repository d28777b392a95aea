"""Tables of the check-up: what is wrong with the inputs, what every gauge has, and what there is."""

from lstm_probe.contracts.contract import Table

#: One row a finding, the worst first. severity is refuse (the run is not to begin), warn or note; gauges counts those
#: that it concerns (0: it concerns no gauge in particular), some of which `found` names, and GAUGES all.
PROBLEMS = Table(
    "problems.csv",
    {
        "severity": "str",
        "source": "str",
        "check": "str",
        "item": "str",
        "gauges": "int64",
        "found": "str",
        "expected": "str",
        "to_do": "str",
    },
)

#: One row a gauge. area is the attribute and polygon_area that of the polygon in EPSG:27700, both km2; discharge_days
#: those in lstm_train; missing_… the largest share of missing days of its kind (1) within the periods. lost_at is the
#: first step at which the gauge is lost (series, attributes, forcings or discharge: from the whole study; polygon: the
#: run is refused; land cell or target: from a target), and why all of them. refused and warned name what was found.
GAUGES = Table(
    "gauges.csv",
    {
        "gauge_id": "str",
        "gauge_name": "str",
        "gauge_lat": "float64",
        "gauge_lon": "float64",
        "area": "float64",
        "polygon_area": "float64",
        "discharge_days": "float64",
        "missing_discharge": "float64",
        "missing_forcings": "float64",
        "missing_targets": "float64",
        "lost_at": "str",
        "why": "str",
        "refused": "str",
        "warned": "str",
    },
)

#: Days within the periods that need a variable, and how many of them have no value, a row a variable and gauge. Of
#: satellites' targets, days are those of the sample.
MISSING = Table(
    "missing.csv",
    {"source": "str", "variable": "str", "gauge_id": "str", "days": "int64", "missing": "int64"},
)

#: What every source holds; gauges is NaN where it holds none of its own.
INVENTORY = Table(
    "inventory.csv",
    {
        "source": "str",
        "path": "str",
        "found": "str",
        "first_day": "str",
        "last_day": "str",
        "gauges": "float64",
    },
)

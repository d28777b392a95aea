"""Tables of the check-up: what is wrong with the inputs, what every gauge has, and what there is."""

from lstm_probe.contracts.contract import Table

#: From the worst: the run is not to begin; look at it; know it.
SEVERITIES = ("refuse", "warn", "note")
#: Steps at which a gauge can be lost, in the order of the pipeline: those that cost it its place in the study, and
#: those that cost it a target.
FROM_THE_STUDY = ("series", "attributes", "forcings", "discharge", "polygon")
FROM_A_TARGET = ("land cell", "target")
STEPS = (*FROM_THE_STUDY, *FROM_A_TARGET)

#: One row a finding, the worst first. severity is one of `SEVERITIES`; gauges counts those that it concerns (0: it
#: concerns no gauge in particular), some of which `found` names, and GAUGES all.
PROBLEMS = Table(
    "problems.csv",
    {
        **dict.fromkeys(("severity", "source", "check", "item"), "str"),
        "gauges": "int64",
        **dict.fromkeys(("found", "expected", "to_do"), "str"),
    },
)

#: One row a gauge. area is the attribute, polygon_area that of the polygon on the ellipsoid, both km2; discharge_days
#: those in lstm_train; missing_… the largest share of missing days of its kind (1) within the periods. lost_at is the
#: first of `STEPS` at which the gauge is lost (without a polygon, the run is refused), and why all of them. refused and
#: warned name what was found.
GAUGES = Table(
    "gauges.csv",
    {
        **dict.fromkeys(("gauge_id", "gauge_name"), "str"),
        **dict.fromkeys(
            (
                "gauge_lat",
                "gauge_lon",
                "area",
                "polygon_area",
                "discharge_days",
                "missing_discharge",
                "missing_forcings",
                "missing_targets",
            ),
            "float64",
        ),
        **dict.fromkeys(("lost_at", "why", "refused", "warned"), "str"),
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
        **dict.fromkeys(("source", "path", "found", "first_day", "last_day"), "str"),
        "gauges": "float64",
    },
)

"""The truth of the synthetic world: catchment means of its stores, for tests and the report only."""

from lstm_probe.contracts.contract import Contract, Variable

DAILY = ("gauge_id", "time")

TRUTH = Contract(
    "truth.nc",
    {"gauge_id": "str", "time": "time"},
    {
        "swvl1": Variable(DAILY, "m3 m-3", long_name="true soil water, 0-7 cm"),
        "swvl2": Variable(DAILY, "m3 m-3", long_name="true soil water, 7-28 cm"),
        "swvl3": Variable(DAILY, "m3 m-3", long_name="true soil water, 28-100 cm"),
        "swvl4": Variable(DAILY, "m3 m-3", long_name="true soil water, 100-289 cm"),
        "sd": Variable(DAILY, "m", long_name="true snow water equivalent"),
    },
)

#: Ready tables of targets: true stores, decoys and pseudo-stores, each with its units and long_name.
READY = Contract("ready.nc", {"gauge_id": "str", "time": "time"}, {}, others=Variable(DAILY, None))

"""How far an unseen gauge lies from the nearest gauge that was seen."""

from lstm_probe.contracts.contract import Table

#: Gauges that something did not see and is scored at. `what` is discharge or a target; unseen_by says what did not see
#: the gauge: the probe (main_unseen), or the LSTM and its probes (main_held_out). The distances to the nearest gauge
#: that was seen are in space, and in the static attributes of the LSTM: the root mean square of their differences, in
#: standard deviations over all gauges. score is a mean over seeds in the test period: r of a target, NSE of discharge.
SIMILAR_GAUGES = Table(
    "similar_gauges.csv",
    {
        **dict.fromkeys(("unseen_by", "what", "gauge_id"), "str"),
        **dict.fromkeys(("kilometres", "attribute_distance", "score"), "float64"),
    },
)

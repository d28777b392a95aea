"""Artefacts of the LSTM: its training history, simulated discharge and cell states."""

from lstm_probe.contracts.contract import Contract, Table, Variable

DAILY = ("gauge_id", "time")
OF_UNITS = ("gauge_id", "time", "unit")
GAUGE_TIME = {"gauge_id": "str", "time": "time"}

#: Simulated beside observed discharge over the training and test periods; NaN where a window lacks a forcing.
DISCHARGE = Contract(
    "discharge.nc",
    GAUGE_TIME,
    {
        "simulated": Variable(DAILY, "mm d-1", long_name="simulated discharge"),
        "observed": Variable(DAILY, "mm d-1", long_name="observed discharge"),
    },
)

#: The cell state after each day, from the lead days before the probe's fit period through its test period; NaN where
#: a window lacks a forcing. What else of the units is kept is the choice of the features of the study's probes.
STATES = Contract(
    "states.nc",
    {**GAUGE_TIME, "unit": "int"},
    {
        "cell_state": Variable(OF_UNITS, "1", long_name="LSTM cell state", required=False),
        "hidden_state": Variable(OF_UNITS, "1", long_name="output of the units", required=False),
        "input_gate": Variable(OF_UNITS, "1", long_name="input gate, after its activation", required=False),
        "forget_gate": Variable(OF_UNITS, "1", long_name="forget gate, after its activation", required=False),
        "cell_input": Variable(OF_UNITS, "1", long_name="input to the cell, after its activation", required=False),
        "output_gate": Variable(OF_UNITS, "1", long_name="output gate, after its activation", required=False),
    },
)

#: One row an epoch; validation_nse is NaN in epochs without validation.
HISTORY = Table(
    "history.csv",
    {
        "epoch": "int64",
        "learning_rate": "float64",
        "loss": "float64",
        "validation_nse": "float64",
        "updates": "int64",
    },
)

#: Tidy discharge skill; period is train or test, those of the study. training_gauge says whether the LSTM was trained
#: at the gauge (yes, no or unknown), training_days how many of the period's days lie in its training (all, some, none
#: or unknown), whoever trained it. Of an LSTM with several seeds there are rows of the ensemble too, the mean of their
#: discharge: lstm and seed as in `contracts.ensembles`.
DISCHARGE_SKILL = Table(
    "discharge_skill.csv",
    {
        **{"lstm": "str", "seed": "int64", "gauge_id": "str", "period": "str", "metric": "str", "value": "float64"},
        **{"training_gauge": "str", "training_days": "str"},
    },
)
#: The columns of `DISCHARGE_SKILL` that say what the LSTM was trained on, and the words that they hold.
OF_TRAINING = ("training_gauge", "training_days")
YES, NO, UNKNOWN = "yes", "no", "unknown"

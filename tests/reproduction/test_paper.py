"""The paper's values and disagreements: all of them are there, and their places can be found in a run."""

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import tests.shipped
from lstm_probe.contracts.probe import SKILL
from lstm_probe.reproduction import paper
from lstm_probe.reproduction.paper import Value
from lstm_probe.reproduction.run import Run
from lstm_probe.results import tables
from tests.reproduction.configurations import shipped

ROOT = Path(__file__).parents[2]
CATALOGUES = tests.shipped.configuration()
VALUES, DISAGREEMENTS = paper.read_values(), paper.read_disagreements()
METRICS = {"r", "r2", "anomaly_r", "nse", "kge", "rmse", "bias", "abs_bias", "n"}
EXPERIMENTS = set(CATALOGUES["experiments"])
PLACEHOLDER = r"\{(?:target|swvl1|swvl2|swvl3|swvl4|sd|esa_cci)\}"

#: What may stand at each step of a place, as docs/numbers.schema.json has it.
PLACES = {
    "discharge": [{"{lstm}"}, {"train", "test"}, METRICS],
    "probes": [EXPERIMENTS, PLACEHOLDER, {"fit", "test"}, METRICS],
    "shares_beating_main": [EXPERIMENTS - {"main"}, PLACEHOLDER, {"fit", "test"}, set(tables.COMPARED)],
    "changes": [
        EXPERIMENTS - {"main"},
        PLACEHOLDER,
        {"r_difference", "anomaly_r_difference", "rmse_ratio", "abs_bias_ratio"},
    ],
    "changes_from": [
        EXPERIMENTS - {"main"},
        EXPERIMENTS - {"main"},
        PLACEHOLDER,
        {"r_difference", "anomaly_r_difference", "rmse_ratio", "abs_bias_ratio"},
    ],
    "weights": [EXPERIMENTS, PLACEHOLDER, {"nonzero", "norm"}],
    "seeds": [EXPERIMENTS, PLACEHOLDER, set(tables.SEED_METRICS), {"lowest", "highest", "spread"}],
    "products": [{"r"}],
    "offsets": [{"p_value", "statistic"}],
}


def is_place(path: str) -> bool:
    """Say whether a place can be in the numbers of a run of the shipped catalogues."""
    first, *rest = path.split(".")
    if first == "counts":
        return rest in (["gauges"], ["seeds"]) or bool(
            re.fullmatch(f"gauges_(with_target|probed)\\.{PLACEHOLDER}", ".".join(rest))
        )
    steps = PLACES.get(first, [])
    fits = [re.fullmatch(step, part) if isinstance(step, str) else part in step for step, part in zip(steps, rest)]  # noqa: B905
    return len(steps) == len(rest) > 0 and all(fits)


def test_the_metrics_are_those_of_skill() -> None:
    """The list of metrics above is the one of the contract, so that a place cannot name another."""
    source = (ROOT / "src" / "lstm_probe" / "contracts" / "probe.py").read_text()
    told = re.search(r"metrics (.*) and r_truth", source)
    assert told is not None
    assert set(told[1].split(", ")) == METRICS
    assert SKILL.columns["metric"] == "str"


def test_every_place_can_be_found() -> None:
    """Places of values, bounds and evidence name experiments, targets and metrics that the catalogues have."""
    places = [value.number for value in VALUES if value.number is not None]
    places += [bound for value in VALUES for bound in (value.at_least, value.at_most) if isinstance(bound, str)]
    places += [path for one in DISAGREEMENTS for _, path in one.evidence]
    assert [place for place in places if not is_place(place)] == []
    assert set(paper.TARGETS) <= set(CATALOGUES["targets"])
    assert not is_place("probes.nobody.{target}.test.r")
    assert not is_place("probes.main.swvl1.test.r")
    assert not is_place("probes.main.{target}.test")


def test_a_value_of_a_target_is_of_one_that_a_study_may_have() -> None:
    """Where ours depends on the target, the target is one of the paper's."""
    of_target = [value for value in VALUES if value.number is not None and "{target}" in value.number]
    assert {value.target for value in of_target} == set(paper.TARGETS)


def test_every_value_has_what_it_needs() -> None:
    """A value is quoted with a tolerance, or a finding in words has bounds; what no run can answer has a reason."""
    for value in VALUES:
        quoted = not np.isnan([value.paper, value.notebook]).all()
        assert quoted != bool(value.says), value
        assert value.source, value
        assert (value.number is None) == bool(value.reason), value
        if value.number is not None and quoted:
            assert value.tolerance >= 0, value
        if value.says:
            assert value.at_least is not None or value.at_most is not None, value


def test_all_numbers_of_the_paper_are_there() -> None:
    """Every section has as many values as its source has numbers."""
    # soil moisture: six rows of four layers; controls: medians and shares of four layers; satellites: two of the
    # paper, two of an early and two of an ungauged set-up, five seeds, two of an LSTM and three of probes beside it;
    # words: six of four layers, two of two targets, one of all six, two others; other set-ups: six rows of four
    # layers, snow without evaporation, discharge and swvl1 together
    assert Counter(value.section.split(" (")[0] for value in VALUES) == {
        "Discharge": 1,
        "Soil moisture": 24,
        "Control: states of another gauge": 8,
        "Control: states of 180 days earlier": 8,
        "Snow": 6,
        "Satellites": 16,
        "Findings in words": 36,
        "Other set-ups of the authors' notebooks": 27,
        "Other targets of the authors' notebooks": 9,
        "Components of the cell states in the authors' notebooks": 9,
        "LSTMs trained on other models' discharge in the authors' notebooks": 7,
    }


def one(quantity: str, target: str, section: str = "Soil") -> Value:
    """Find the one value of a quantity and target."""
    (found,) = [
        value
        for value in VALUES
        if value.section.startswith(section) and value.quantity.startswith(quantity) and value.target == target
    ]
    return found


@pytest.mark.parametrize(
    ("section", "quantity", "values"),
    [
        ("Soil", "median r (test", [0.85, 0.90, 0.89, 0.77]),
        ("Soil", "median r, called original", [0.88, 0.90, 0.90, 0.84]),
        ("Control: states of another", "median r", [0.72, 0.76, 0.76, 0.68]),
        ("Control: states of 180", "median r", [0.39, 0.26, 0.63, 0.50]),
    ],
)
def test_the_medians_of_the_text(section: str, quantity: str, values: list[float]) -> None:
    """The medians of four layers are those of sect. 3.1 and App. A, with a tolerance of 0.03."""
    found = [one(quantity, f"swvl{layer}", section) for layer in (1, 2, 3, 4)]
    assert [value.paper for value in found] == values
    assert {value.tolerance for value in found} == {0.03}


def test_snow_and_satellites_of_the_text() -> None:
    """33 gauges with r 0.84, all weights zero on all gauges, 0.64 with ESA CCI and 0.50 between the products."""
    assert one("gauges with more", "sd", "Snow").paper == 33
    assert one("median r over the snowy", "sd", "Snow").paper == 0.84
    zero = one("weights that are not zero, fitted on all gauges at alpha 1.0", "sd", "Snow")
    assert (zero.paper, zero.tolerance) == (0, 0)
    assert one("median r with ESA CCI, mean of 7 days", "esa_cci", "Satellites").paper == 0.64
    assert one("median r between", "esa_cci", "Satellites").paper == 0.50


@pytest.fixture
def default() -> Run:
    """Give the shipped configuration without numbers, but for the two products that it sets beside each other."""
    config = shipped()
    study = {**config["study"], "experiments": list(config["experiments"])}
    return Run({"probes": {}, "products": {"first": "swvl1", "second": "esa_cci"}}, {**config, "study": study})


def test_the_shipped_configuration_is_set_as_the_values_ask(default: Run) -> None:
    """No value of the paper is without an answer or a verdict for a setting of config.yaml."""
    settings = [mapping for value in VALUES for mapping in (value.requires, value.provided) if mapping]
    assert len(settings) > 5
    assert [told for mapping in settings if (told := default.differ(mapping))] == []


def test_every_setting_of_a_disagreement_is_told(default: Run) -> None:
    """A disagreement names keys that config.yaml has, so that the page tells what they are."""
    told = {path: default.setting(path) for one in DISAGREEMENTS for _, path in one.settings}
    assert {path: words for path, words in told.items() if words.startswith(("no ", "not set"))} == {}
    assert told["experiments.main.regression"] == "elastic_net, alpha 0.01, l1_ratio 0.15"
    assert told["study.seeds"] == "1, 2 and 3"


def test_labels_name_experiments_and_no_settings() -> None:
    """What numbers are shown with stays true when a setting changes: it has no number but in a name."""
    labels = [words for one in DISAGREEMENTS for words, _ in one.evidence]
    assert [words for words in labels if re.search(r"(?<![a-z_\d])\d", words)] == []


def test_disagreements_are_complete() -> None:
    """All 28 are there in order, each with an issue, a choice and a place; evidence is words and a place."""
    assert [one.number for one in DISAGREEMENTS] == list(range(1, 29))
    for one in DISAGREEMENTS:
        assert all(len(text) > 10 for text in (one.issue, one.choice, one.where)), one
    with_evidence = {one.number for one in DISAGREEMENTS if one.evidence}
    assert {1, 3, 5, 9, 10, 11, 12, 23, 25, 27} <= with_evidence


def test_what_is_named_is_there() -> None:
    """Figures, modules and documents that a disagreement names exist, and keys are those of the configuration."""
    text = " ".join(one.where for one in DISAGREEMENTS)
    for module in re.findall(r"(?<![\w/])((?:[a-z_0-9]+/)+[a-z_0-9]+\.(?:py|yaml))", text):
        inside = ROOT / "src" / "lstm_probe" / module
        assert inside.is_file() or (ROOT / module).is_file(), module
    rules = "".join(path.read_text() for path in (ROOT / "workflow" / "rules").glob("*.smk"))
    for figure in re.findall(r"\bfig[0-9A-Z]\w+", text):
        assert f" {figure}:" in rules or f" {figure} with:" in rules, figure
    keys = r"(?<![/\w])((?:probe|lstms|targets|experiments|periods|figures|study|data)\.[a-z0-9_.]*[a-z0-9_])"
    for key in re.findall(keys, text):
        place = CATALOGUES
        for part in key.split("."):
            assert part in place, key
            place = place[part]

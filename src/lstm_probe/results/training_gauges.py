"""Tell gauges that an LSTM was trained at from others: in its discharge, and where a probe is said to be general."""

from collections.abc import Sequence

import pandas as pd

from lstm_probe.contracts.comparisons import MAIN, UNSEEN
from lstm_probe.contracts.lstm import NO, OF_TRAINING, UNKNOWN, YES
from lstm_probe.results import tables

GROUPS = {YES: "training", NO: "others", UNKNOWN: "unknown"}


def gauges(discharge: pd.DataFrame, lstm: str) -> pd.Series:
    """Find for every gauge whether an LSTM was trained at it: yes where one of its seeds was, by gauge_id.

    Parameters
    ----------
    discharge : pandas.DataFrame
        As `contracts.lstm.DISCHARGE_SKILL`.
    lstm : str
        Its name.
    """
    own = discharge[discharge["lstm"] == lstm].drop_duplicates(["seed", "gauge_id"])
    answers = own.groupby("gauge_id", sort=False)["training_gauge"].agg(set)
    return answers.map(lambda found: next(answer for answer in (YES, UNKNOWN, NO) if answer in found))


def medians(discharge: pd.DataFrame) -> pd.DataFrame:
    """Take the medians of discharge skill by kind of gauge, for LSTMs that were not trained at all gauges.

    Parameters
    ----------
    discharge : pandas.DataFrame
        As `contracts.lstm.DISCHARGE_SKILL`.

    Returns
    -------
    pandas.DataFrame
        As `tables.medians`, indexed by lstm, period and group (training, others, unknown); no rows where every LSTM
        was trained at all of its gauges.
    """
    parts = []
    for lstm, own in discharge.groupby("lstm", sort=False):
        group = own["gauge_id"].map(gauges(discharge, str(lstm))).map(GROUPS)
        if set(group) != {GROUPS[YES]}:
            parts.append(own.drop(columns=list(OF_TRAINING)).assign(group=group))
    return tables.medians(pd.concat(parts), ["lstm", "period", "group"]) if parts else pd.DataFrame()


def words(
    skill: pd.DataFrame, discharge: pd.DataFrame, lstm: str, overlap: str | None, targets: Sequence[str]
) -> dict[str, str]:
    """Say of every target how far its gauges and days were new to the LSTM, beside those new to the probe.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    discharge : pandas.DataFrame
        As `contracts.lstm.DISCHARGE_SKILL`.
    lstm : str
        The LSTM that main probes.
    overlap : str
        Days of the probes' test that lie in its training, in words; nothing where there are none, and None where the
        LSTM was trained here, at all gauges, so that nothing is to be said.
    targets : sequence of str
        Targets of main.
    """
    if overlap is None:
        return {}
    trained = gauges(discharge, lstm)
    tested = skill[(skill["period"] == "test") & (skill["metric"] == "r")].dropna(subset=["value"])
    r = tables.over_seeds(tested[tested["experiment"].isin([MAIN, UNSEEN])])
    days = f", and its training has days of the test ({overlap})" if overlap else ""
    return {target: f"{_of_target(r[r['target'] == target], trained)}{days}" for target in targets}


def _of_target(r: pd.DataFrame, trained: pd.Series) -> str:
    """Say at how many of the gauges of a target the LSTM was trained, with r at both kinds where there are both."""
    unseen = r[r["experiment"] == UNSEEN].set_index("gauge_id")["value"]
    answers = trained.reindex(r.loc[r["experiment"] == MAIN, "gauge_id"]).fillna(UNKNOWN)
    count = answers.value_counts().reindex([YES, NO, UNKNOWN], fill_value=0)
    if count[UNKNOWN]:
        return f"at which of the {len(answers)} gauges the LSTM was trained is not known"
    if not count[NO] or not count[YES]:
        return f"the LSTM was trained at {'all' if count[YES] else 'none'} of the {len(answers)} gauges"
    there, others = (unseen.reindex(answers.index[answers == answer]).median() for answer in (YES, NO))
    return (
        f"the LSTM was trained at {count[YES]} of the {len(answers)} gauges, where r of such a probe is {there:.2f}, "
        f"and {others:.2f} at the {count[NO]} others"
    )

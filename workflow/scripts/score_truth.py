"""Correlate one experiment's predictions with the true stores of the synthetic world."""

from lstm_probe import logs, store
from lstm_probe.contracts.probe import PREDICTIONS, SKILL
from lstm_probe.contracts.world import TRUTH
from lstm_probe.probe.scoring import score_truth

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    periods = snakemake.params.periods
    skill = score_truth(
        store.read(snakemake.input.predictions, PREDICTIONS),
        store.read(snakemake.input.truth, TRUTH),
        {name: entry.get("variable") or name for name, entry in snakemake.params.targets.items()},
        {period: slice(*periods[f"probe_{period}"]) for period in ("fit", "test")},
    )
    about = {"experiment": snakemake.wildcards.experiment, "seed": int(snakemake.wildcards.seed)}
    store.write_table(skill.assign(**about), snakemake.output[0], SKILL)

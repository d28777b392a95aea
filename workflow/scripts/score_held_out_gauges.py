"""Score probes like main's at gauges that neither the probe was fitted at nor the LSTM trained at."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.comparisons import HELD_OUT as EXPERIMENT
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.held_out import HELD_OUT
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.probe import SKILL, YEARLY_SUMS
from lstm_probe.contracts.targets import target
from lstm_probe.probe import held_out, unseen_gauges
from lstm_probe.probe.experiment import Experiment
from lstm_probe.probe.inputs import Inputs

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "probes at gauges that the LSTM never saw")
    read, given, seed = snakemake.input, snakemake.params, int(snakemake.wildcards.seed)
    days = {period: slice(*given.periods[f"probe_{period}"]) for period in ("fit", "test")}
    attributes, files = store.read(read.attributes, ATTRIBUTES), zip(given.targets, read.targets, strict=True)
    targets = {name: store.read(path, target(name))[name] for name, path in files}
    criteria = {name: entry.get("gauges") for name, entry in given.targets.items()}
    inputs = Inputs.of(store.read(read.series, CATCHMENTS), attributes, given.inputs, days) if read.series else None
    of_run = {"seed": seed, "minimum_target_days": given.minimum_target_days, "inputs": inputs}
    main, parts = Experiment(**given.experiment), []
    for states, model, table in zip(read.states, read.models, read.held_out, strict=True):
        gauges = store.read_table(table, HELD_OUT)["gauge_id"].tolist()
        held_out.require_unseen(store.read_json(model)["gauge_ids"], gauges, model)
        of_lstm = (store.read(states, STATES), targets, criteria, attributes, days, gauges)
        parts.append(unseen_gauges.score(main, *of_lstm, **of_run))
    skill, sums = unseen_gauges.together(parts)
    store.write(sums, snakemake.output.yearly_sums, YEARLY_SUMS, about)
    store.write_table(skill.assign(experiment=EXPERIMENT, seed=seed), snakemake.output.skill, SKILL)
    made_of.write(snakemake)

"""Write the explorer of the run: one page that opens from disk, with the series and scores of every gauge."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.lstm import DISCHARGE, DISCHARGE_SKILL
from lstm_probe.contracts.probe import PREDICTIONS, PROBE, SKILL, YEARLY_SUMS
from lstm_probe.explorer import gauges, page, scores, series
from lstm_probe.report import binding
from lstm_probe.results import draws, yearly_sums

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    made_of.require(snakemake)
    given, params = snakemake.input, snakemake.params
    periods = params.config["periods"]
    tested = {"probes": slice(*periods["probe_test"]), "discharge": slice(*periods["lstm_test"])}
    attributes, catchments = store.read(given.attributes, ATTRIBUTES), store.read(given.series, CATCHMENTS)
    predictions, skill = store.read(given.predictions, PREDICTIONS), store.read_table(given.skill, SKILL)
    floor = store.read(given.season[0], PROBE) if given.get("season") else None
    ids = attributes["gauge_id"].values.astype(str).tolist()
    runs = [(*run, store.read(path, YEARLY_SUMS)) for run, path in zip(params.runs, given.yearly_sums, strict=True)]
    written = page.render(
        title=params.title,
        study=binding.study(params.config),
        seed=params.seed,
        gauges=gauges.account(attributes),
        found={
            "scores": scores.of_gauges(skill, store.read_table(given.discharge_skill, DISCHARGE_SKILL), ids),
            "intervals": scores.intervals(yearly_sums.targets(runs, attributes, draws.best(skill)), ids),
            "units": dict(zip(*(predictions[name].values.astype(str) for name in ("target", "units")), strict=True)),
            "land": gauges.land(attributes),
            "lacking": gauges.lacking(catchments, predictions, tested["probes"], ids),
            "dropped": gauges.dropped(catchments, attributes),
        },
        series=series.gather(ids, tested, predictions, store.read(given.discharge, DISCHARGE), floor),
    )
    store.save_text(written, snakemake.output.explorer)
    logger.info("%.1f MB, %d gauges", len(written.encode()) / 1e6, len(ids))
    made_of.write(snakemake)

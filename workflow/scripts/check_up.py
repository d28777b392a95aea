"""Check every source of the run, and write down all that is wrong with it: a page and tables."""

import tempfile
from pathlib import Path

from lstm_probe import __version__, logs
from lstm_probe.artefacts import fetched, made_of, store
from lstm_probe.checkup import inputs, study
from lstm_probe.contracts.checkup import GAUGES, INVENTORY, MISSING, PROBLEMS
from lstm_probe.datasets import bounds
from lstm_probe.figures import checkup as maps
from lstm_probe.figures import common
from lstm_probe.report import check_page
from lstm_probe.report.images import embed
from lstm_probe.report.page import PRODUCTS

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    config, output = snakemake.params.config, snakemake.output
    given = {**dict(snakemake.input.items()), **snakemake.params.places}
    sources = {name: fetched.folder(path) for name, path in given.items()}
    checked = inputs.check(study.of_config(config, sources), snakemake.threads)
    figures = {"gauges": maps.gauges(checked.gauges)}
    if checked.shapes is not None:
        grids = {name: (grid.latitude, grid.longitude, land) for name, (grid, land) in checked.grids.items()}
        figures["polygons"] = maps.polygons(checked.gauges, checked.shapes, grids, PRODUCTS)
    with tempfile.TemporaryDirectory() as folder:
        for name, figure in figures.items():
            common.save(figure, Path(folder) / f"{name}.png")
        pictures = {name: embed(Path(folder) / f"{name}.png") for name in figures}
    tables = (checked.problems, checked.gauges, checked.missing, checked.inventory)
    page = check_page.Page(snakemake.params.title, config["world"], *tables, bounds.table(), pictures, __version__)
    for table, path, contract in zip(tables, output[1:5], (PROBLEMS, GAUGES, MISSING, INVENTORY), strict=True):
        store.write_table(table, path, contract)
    with store.atomic(output.report) as partial:
        partial.write_text(check_page.render(page), encoding="utf-8")
    counts = checked.problems["severity"].value_counts()
    logger.info("%s: %s", output.report, ", ".join(f"{count} to {name}" for name, count in counts.items()) or "fine")
    made_of.write(snakemake)

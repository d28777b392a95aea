"""Write the report of the run: one page that opens from disk."""

from pathlib import Path

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.verdict import LADDER
from lstm_probe.report import binding, chapters, page, provenance, verdict

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    made_of.require(snakemake)
    given, params, output = snakemake.input, snakemake.params, Path(snakemake.output.report)
    config = params.config
    study = binding.study(config, given.get("error_rates"))
    written = page.render(
        page.Page(
            title=params.title,
            study=study,
            verdict=verdict.judge(store.read_json(given.numbers), store.read_table(given.ladder, LADDER), study),
            shown=chapters.read_figures(given.get("shown") or [], params.captions, config),
            chapters=chapters.read(given.figures, params.captions, config),
            tables=binding.tables(
                [*given.tables, *filter(None, [given.reproduction, given.disagreements])],
                params.captions,
                config,
                output.parent,
            ),
            unanswered=params.unanswered,
            config=binding.readable(config, provenance.here()),
            provenance=store.read_json(given.provenance),
            workflow_report=params.workflow_report,
            workflow_command=binding.making(params.workflow_report, config, provenance.here()),
            reproduction_page=binding.beside(given.get("reproduction_page"), output.parent),
        )
    )
    with store.atomic(output) as partial:
        partial.write_text(written, encoding="utf-8")
    logger.info("%.1f MB, %d figures", len(written.encode()) / 1e6, len(given.figures))
    made_of.write(snakemake)

"""Write the report of the run: one page that opens from disk."""

from pathlib import Path

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.verdict import LADDER
from lstm_probe.report import binding, chapters, closing, page, provenance, verdict

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    made_of.require(snakemake)
    given, params, output = snakemake.input, snakemake.params, Path(snakemake.output.report)
    config, study = params.config, binding.study(params.config, given.get("error_rates"))
    judged = verdict.judge(store.read_json(given.numbers), store.read_table(given.ladder, LADDER), study)
    tables = [*given.tables, *filter(None, [given.reproduction, given.disagreements])]
    written = page.render(
        page.Page(
            title=params.title,
            study=study,
            verdict=judged,
            shown=chapters.read_figures(given.get("shown") or [], params.captions, config),
            chapters=chapters.read(given.figures, params.captions, config),
            tables=binding.tables(tables, params.captions, config, output.parent),
            unanswered=params.unanswered,
            config=binding.readable(config, provenance.here()),
            provenance=store.read_json(given.provenance),
            workflow_report=params.workflow_report,
            workflow_command=binding.making(params.workflow_report, config, provenance.here()),
            explorer=params.explorer,
            reproduction_page=binding.beside(given.get("reproduction_page"), output.parent),
        )
    )
    store.save_text(written, output)
    store.save_text(closing.text(judged, study, params.folder), snakemake.output.summary)
    logger.info("%.1f MB, %d figures", len(written.encode()) / 1e6, len(given.figures))
    made_of.write(snakemake)

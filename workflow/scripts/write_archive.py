"""Write the archive of the run: a Workflow Run RO-Crate in one zip file."""

from pathlib import Path

import yaml

from lstm_probe import logs
from lstm_probe.archive import crate
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.verdict import LADDER
from lstm_probe.report import binding, headline, provenance, verdict

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    made_of.require(snakemake)
    given, params, output = snakemake.input, snakemake.params, Path(snakemake.output.archive)
    study = binding.study(params.config)
    found = verdict.judge(store.read_json(given.numbers), store.read_table(given.ladder, LADDER), study)
    made = crate.make(
        crate.Run(
            title=params.title,
            headline=headline.headline(found, study),
            config=params.config,
            written=binding.readable(params.config, provenance.here()),
            code=Path(params.root),
            snakefile=params.snakefile,
            parts=params.parts,
            results=output.parent,
            outputs=sorted({Path(path) for path in [*given.outputs, given.numbers, given.provenance, *given.models]}),
            provenance=store.read_json(given.provenance),
            citation=yaml.safe_load((Path(params.root) / "CITATION.cff").read_text(encoding="utf-8")),
        )
    )
    with store.atomic(output) as partial:
        made.write_zip(partial)
    logger.info("%.1f MB", output.stat().st_size / 1e6)
    made_of.write(snakemake)

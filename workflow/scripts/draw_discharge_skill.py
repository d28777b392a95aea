"""Draw the skill of the LSTM's discharge: its distribution and a map."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.figures import common, discharge_skill

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    skill = store.read_table(snakemake.input.skill, DISCHARGE_SKILL)
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    common.save(discharge_skill.draw(skill, attributes), snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)

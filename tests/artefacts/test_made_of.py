"""Every artefact has a record of what it was made from, which follows settings, inputs and code, and nothing else."""

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest

from lstm_probe.artefacts import made_of
from lstm_probe.errors import InputError

SCRIPTS = Path(__file__).parents[2] / "workflow" / "scripts"
SETTINGS = {"lstm": {"hidden_size": 64, "epochs": 3}, "code": "c0de"}


class Files(list):
    """Stand for Snakemake's lists of files, of which some have names."""

    def __init__(self, *paths: Path, **named: object) -> None:
        super().__init__(map(str, paths))
        vars(self).update(named)


def job(inputs: list[Path], outputs: list[Path], **params: object) -> SimpleNamespace:
    """Stand for a job of Snakemake."""
    records = [made_of.place(path) for path in outputs]
    given = SimpleNamespace(**params, items=lambda: list(params.items()))
    return SimpleNamespace(input=Files(*inputs), output=Files(*outputs, made_of=records), params=given, rule="a_rule")


def make(path: Path, *inputs: Path, **params: object) -> made_of.Record:
    """Make an artefact as a job does."""
    path.write_text("values")
    made_of.write(job(list(inputs), [path], **params))
    record = made_of.read(path)
    assert record
    return record


def test_a_record_stands_beside_its_artefact() -> None:
    """Its place follows from the artefact's, wildcards and folders included."""
    assert made_of.place("runs/a/model.json") == "runs/a/.made_of/model.json.json"
    assert made_of.place("seed{seed,\\d+}/model.json") == "seed{seed,\\d+}/.made_of/model.json.json"
    assert made_of.place("world/camels_gb") == "world/.made_of/camels_gb.json"


def test_a_record_follows_the_parameters_in_any_order(tmp_path: Path) -> None:
    """The same settings give the same record, in whatever order they are written; another value gives another."""
    first = make(tmp_path / "a", **SETTINGS)
    assert first == make(tmp_path / "b", code="c0de", lstm={"epochs": 3, "hidden_size": 64})
    other = make(tmp_path / "c", code="c0de", lstm={"epochs": 4, "hidden_size": 64})
    assert first.everything != other.everything
    assert {name for name in first.parameters if first.parameters[name] != other.parameters[name]} == {"lstm"}


def test_a_record_follows_what_its_inputs_were_made_from(tmp_path: Path) -> None:
    """Another setting two steps before makes another record; an input that no job made counts by its digest alone."""
    ends = []
    for epochs in (3, 4):
        make(tmp_path / "weights", lstm={"epochs": epochs})
        make(tmp_path / "states", tmp_path / "weights", tmp_path / "own.csv", code="same")
        ends.append(make(tmp_path / "skill", tmp_path / "states", code="same"))
    assert ends[0].parameters == ends[1].parameters
    assert ends[0].everything != ends[1].everything
    assert ends[0].settings != ends[1].settings


def test_code_is_known_apart(tmp_path: Path) -> None:
    """Other code makes another record of the same settings, also of what is made from it."""
    ends = []
    for code in ("old", "new"):
        make(tmp_path / "weights", code=code, lstm=1)
        ends.append(make(tmp_path / "states", tmp_path / "weights", code="same"))
    assert ends[0].everything != ends[1].everything
    assert ends[0].settings == ends[1].settings


@pytest.mark.parametrize("rest", ["", "{", "[1]", "{}", '{"parameters": {}, "everything": "x"}', "null"])
def test_a_damaged_record_is_none(tmp_path: Path, rest: str) -> None:
    """What cannot be read says nothing, so that its artefact is made anew."""
    make(tmp_path / "a", **SETTINGS)
    Path(made_of.place(tmp_path / "a")).write_text(rest)
    assert made_of.read(tmp_path / "a") is None


def test_artefacts_of_other_settings_are_not_described(tmp_path: Path) -> None:
    """The refusal names what was made otherwise, and what has no record; what is not there any more may be missing."""
    records = {name: make(tmp_path / name, lstm=name) for name in ("a", "b", "c", "d")}
    upstream = {str(tmp_path / name): record.settings for name, record in records.items()}
    made_of.require(job([], [], upstream=upstream))
    (tmp_path / "d").unlink()
    made_of.require(job([], [], upstream=upstream))
    make(tmp_path / "b", lstm="other")
    Path(made_of.place(tmp_path / "c")).unlink()
    with pytest.raises(InputError) as refused:
        made_of.require(job([], [], upstream=upstream))
    assert refused.value.found.endswith(f"{tmp_path / 'b'}, {tmp_path / 'c'}")
    assert str(tmp_path / "a") not in str(refused.value)


@pytest.mark.parametrize("file", sorted(SCRIPTS.glob("*.py")), ids=lambda file: file.stem)
def test_every_script_ends_with_its_records(file: Path) -> None:
    """The last act of every script that makes something is to write down what it was made from."""
    if file.stem in ("plan_fetch", "draw_chapter"):  # one makes nothing, the other runs scripts that end so
        return
    last = ast.parse(file.read_text()).body[-1]
    assert isinstance(last, ast.If)
    assert ast.unparse(last.body[-1]) == "made_of.write(snakemake)"


@pytest.mark.parametrize("name", ["write_report", "write_explorer", "write_reproduction", "write_provenance"])
def test_what_describes_settings_requires_them(name: str) -> None:
    """Scripts that say which settings a run had look at the records first."""
    assert "made_of.require(snakemake)" in (SCRIPTS / f"{name}.py").read_text()

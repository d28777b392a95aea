"""Nothing that is read can run code, leave its folder or give away a key."""

import ast
import copy
import pickle
import re
from pathlib import Path

import pytest

from lstm_probe.artefacts import store
from lstm_probe.data.camels_gb.layout import choose_gauges, locate
from lstm_probe.datasets import gauge_ids
from lstm_probe.errors import InputError
from lstm_probe.model.checkpoint import Checkpoint
from lstm_probe.report import binding
from lstm_probe.workflow import configuration
from tests import shipped
from tests.hostile import camels

ROOT = Path(__file__).parents[1]
SCHEMA = configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")
BASE = shipped.configuration()
PYTHON = sorted(path for place in ("src", "workflow", "benchmarks") for path in (ROOT / place).rglob("*.py"))
RULES = sorted([ROOT / "Snakefile", ROOT / "workflow" / "Snakefile", *(ROOT / "workflow").rglob("*.smk")])

#: What loads objects or runs text, by dotted name; and what does so unless told otherwise.
NEVER = {
    "eval", "exec", "compile", "__import__", "breakpoint",
    "pickle.load", "pickle.loads", "pickle.Unpickler", "marshal.load", "marshal.loads", "shelve.open", "dill.load",
    "joblib.load", "pd.read_pickle", "pandas.read_pickle", "yaml.load", "yaml.unsafe_load", "yaml.full_load",
    "yaml.load_all", "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "torch.jit.load",
    "ssl._create_unverified_context", "shutil.unpack_archive", "tempfile.mktemp",
}  # fmt: skip
METHODS = {"extractall", "to_pickle"}
UNSAFE = {
    ("shell", True),
    ("allow_pickle", True),
    ("verify", False),
    ("weights_only", False),
    ("check_hostname", False),
}
NAMES = (
    "../x", "..", "/etc/passwd", "a/b", "a\\b", "", " ", "a b", "x\n", "\nx", "x\0y", "a.b", "~", "$HOME", "-rf", "1st",
    "ü", "C:", "x" * 80, "*", "a|b", "{a}", "%2e%2e",
)  # fmt: skip


def dotted(node: ast.AST) -> str:
    """Write a name with its dots."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def unsafe_calls(source: str) -> list[str]:
    """Name the calls in a source that load objects, run text, unpack blindly or switch a check off."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func)
        keywords = {(key.arg, key.value.value) for key in node.keywords if isinstance(key.value, ast.Constant)}
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        safe = "LOADER" in ast.dump(node)  # `strict_yaml.LOADER`, which makes plain values alone
        if name in NEVER and not name.startswith("re.") and not (name == "yaml.load" and safe):
            found.append(f"line {node.lineno}: {name}")
        if method in METHODS or UNSAFE & keywords:
            found.append(f"line {node.lineno}: {name or method} {sorted(map(str, UNSAFE & keywords))}")
        if name == "torch.load" and ("weights_only", True) not in keywords:
            found.append(f"line {node.lineno}: torch.load without weights_only")
        if name.endswith("compose") and name.startswith("yaml") and not safe:
            found.append(f"line {node.lineno}: yaml.compose without the safe loader")
    return found


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_source_runs_what_it_reads(path: Path) -> None:
    """No pickle, eval, shell, unverified download or blind unpacking stands anywhere in the sources."""
    assert unsafe_calls(path.read_text()) == []


@pytest.mark.parametrize("path", RULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_rule_has_a_shell(path: Path) -> None:
    """Rules call scripts, so that no name from a configuration or a file reaches a shell."""
    assert not re.search(r"^\s*shell:", path.read_text(), re.MULTILINE)
    assert not re.search(r"\b(eval|exec|os\.system|pickle)\b\s*\(", path.read_text())


@pytest.mark.parametrize(
    "source",
    [
        "eval('1')", "import pickle\npickle.load(f)", "yaml.load(t, Loader=yaml.FullLoader)", "torch.load(f)",
        "torch.load(f, weights_only=False)", "np.load(f, allow_pickle=True)", "requests.get(u, verify=False)",
        "zipfile.ZipFile(f).extractall(p)", "subprocess.run(c, shell=True)", "os.system(c)", "joblib.load(f)",
        "yaml.compose(t)",
    ],
)  # fmt: skip
def test_the_search_finds_what_it_is_for(source: str) -> None:
    """Each unsafe call is found where it stands, so that finding none means something."""
    assert unsafe_calls(source)


@pytest.mark.parametrize("name", NAMES, ids=ascii)
@pytest.mark.parametrize("catalogue", ["targets", "experiments", "lstms", "figures.own"])
def test_names_become_no_paths(catalogue: str, name: str) -> None:
    """A name in a catalogue, by which files are called, is letters, digits, _ and -, or it is refused."""
    config = copy.deepcopy(BASE)
    entries = config["figures"]["own"] if catalogue == "figures.own" else config[catalogue]
    own = {"kind": "skill_histograms", "experiments": ["main"], "targets": ["swvl1"]}
    entries[name] = own if catalogue == "figures.own" else copy.deepcopy(next(iter(entries.values())))
    with pytest.raises(InputError) as caught:
        configuration.complete(config, SCHEMA, "config.yaml")
    assert catalogue in str(caught.value)


@pytest.mark.parametrize("name", ["CON", "swvl1_mine", "fig-2", "a" * 64])
def test_other_names_stay_in_the_results(name: str, tmp_path: Path) -> None:
    """What is accepted is one part of a path below the results."""
    config = copy.deepcopy(BASE)
    config["targets"][name] = copy.deepcopy(config["targets"]["swvl1"])
    assert name in configuration.complete(config, SCHEMA, "config.yaml")["targets"]
    place = (tmp_path / "results" / f"{name}.nc").resolve()
    assert place.parent == (tmp_path / "results").resolve()


@pytest.mark.parametrize("name", [*NAMES, "../39001", "39001/..", "٣٩٠٠١", "3e4", "CON"], ids=ascii)
def test_gauges_become_no_paths(name: str, tmp_path: Path) -> None:
    """An id that is not a whole number is refused wherever it stands: in tables, lists and the configuration."""
    with pytest.raises(InputError, match="whole numbers"):
        gauge_ids.all_plain([name], "table")
    layout = locate(camels.folder(tmp_path / "camels_gb"))
    with pytest.raises(InputError, match="unknown gauges"):
        choose_gauges([name], layout)


class Malicious:
    """Write a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple:
        """Name the call that unpickling makes."""
        return Path.touch, (self.path,)


@pytest.mark.filterwarnings("ignore:Detected pickle protocol")
def test_a_checkpoint_runs_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A pickle in the place of a checkpoint is discarded with a word in the log, and its code is not run."""
    path = tmp_path / "checkpoint.pt"
    path.write_bytes(pickle.dumps(Malicious(tmp_path / "evil")))
    assert Checkpoint(path, "digest").load() is None
    assert not (tmp_path / "evil").exists()
    assert "is discarded: it cannot be read" in caplog.text
    path.write_bytes(pickle.dumps(Malicious(tmp_path / "evil")))
    pickle.loads(path.read_bytes())
    assert (tmp_path / "evil").exists()  # so it would have been


def test_keys_in_the_environment_stay_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Provenance and the configuration in the report hold nothing of the environment beyond the paths that name it."""
    monkeypatch.setenv("ECMWF_DATASTORES_KEY", "a-secret-key")
    monkeypatch.setenv("LSTM_PROBE_DATA", "/data")
    config = configuration.complete(copy.deepcopy(BASE), SCHEMA, "config.yaml")
    about = store.provenance(config, "rule", "source")
    told = repr(about) + binding.readable(config, {})
    assert "a-secret-key" not in told
    assert "/data/camels_gb" in told


@pytest.mark.parametrize("key", ["key", "token", "password", "url"])
def test_keys_in_the_configuration_are_refused_unshown(key: str) -> None:
    """There is no place for a key in a configuration, and the refusal does not repeat it."""
    config = copy.deepcopy(BASE)
    config["data"]["era5_land"][key] = "a-secret-key"
    with pytest.raises(InputError, match=f"an unknown key '{key}'") as caught:
        configuration.complete(config, SCHEMA, "config.yaml")
    assert "a-secret-key" not in str(caught.value)


@pytest.mark.parametrize("address", ["https://me:a-secret@zenodo.org", "ftp://zenodo.org", "https://zenodo.org/\n"])
def test_addresses_hold_no_keys(address: str) -> None:
    """An address with a name and password in it would stand in the report; it is refused, unshown."""
    config = copy.deepcopy(BASE)
    config["fetch"]["servers"] = {"zenodo": address}
    with pytest.raises(InputError, match="without a name or key") as caught:
        configuration.complete(config, SCHEMA, "config.yaml")
    assert "a-secret" not in str(caught.value)

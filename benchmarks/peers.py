"""Virtual environments of the peers, apart from the product's, which depends on none of them.

On Linux without a GPU, let pip find torch's CPU build first (PIP_EXTRA_INDEX_URL), or it fetches gigabytes.
"""

import hashlib
import logging
import subprocess
import sys
from pathlib import Path

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".venv-bench"
TORCH = next(
    line for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines() if line.startswith("torch==")
)

#: What each environment holds. torch is the one of the lock: another build of it is another benchmark.
REQUIREMENTS = {
    "neuralhydrology": [TORCH, "numpy<2.4", "neuralhydrology"],
    "xvec": ["xvec", "rioxarray", "exactextract", "geopandas", "netCDF4", "joblib", "tqdm"],
    "skglm": ["skglm", "scikit-learn", "numpy"],
}


def python(name: str) -> str:
    """Give the interpreter of an environment, made first where it is not there or its requirements have changed.

    Parameters
    ----------
    name : str
        A key of `REQUIREMENTS`.

    Returns
    -------
    str
        Path of the interpreter, whether making it succeeded or not: a benchmark then says that its peer did not run.
    """
    folder, wanted = FOLDER / name, REQUIREMENTS[name]
    made = folder / f".made-{hashlib.sha256(' '.join(wanted).encode()).hexdigest()[:12]}"
    if not made.exists():
        logger.info("making %s: %s", folder, ", ".join(wanted))
        try:
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
            subprocess.run([str(folder / "bin" / "pip"), "install", "--quiet", *wanted], check=True)
            made.touch()
        except (subprocess.CalledProcessError, OSError) as error:
            logger.warning("the environment %s was not made: %s", name, error)
    return str(folder / "bin" / "python")


def version(name: str, package: str) -> str:
    """Give the version of a package in an environment; empty where there is none."""
    ask = f"from importlib.metadata import version; print(version({package!r}))"
    try:
        found = subprocess.run([python(name), "-c", ask], capture_output=True, text=True, check=True, encoding="utf-8")
    except (subprocess.CalledProcessError, OSError):
        return ""
    return found.stdout.strip()

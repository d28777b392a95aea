"""A SLURM of one Debian machine, without accounting, for tests: python workflow/slurm/cluster.py install|start|stop."""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from lstm_probe.errors import InputError

MARK = "# Written by lstm-probe for a test; its stop command takes it away."
CONFIGURATION = Path("/etc/slurm/slurm.conf")  # Debian's programs look here, and so do those within a job
STATE = Path("/run/lstm-probe-slurm")  # short, for sockets have short names; root's own; gone after a restart
DAEMONS = ("slurmctld", "slurmd")
PACKAGES = ("slurm-wlm", "munge")
PATIENCE = 30  # seconds for a daemon to answer


def check_machine(configuration: Path) -> None:
    """Refuse a machine that is somebody's cluster, or that this cannot set up.

    Raises
    ------
    InputError
        If a configuration or a daemon of SLURM is there that was not put there by this script, if the machine is not
        Debian's, or if the user is not root.
    """
    for place in (configuration, Path(os.environ.get("SLURM_CONF", configuration))):
        if place.exists() and MARK not in place.read_text(encoding="utf-8"):
            raise InputError(
                str(place),
                "a SLURM configuration that is not this test's",
                "a machine without one",
                "run this elsewhere, or, to use that cluster: docs/cluster.md",
            )
    own = {pid_of(name) for name in DAEMONS}
    daemons = {pid for pid in psutil.pids() if name_of(pid) in DAEMONS}
    if strangers := sorted(daemons - own):
        found = f"daemons of SLURM that are not this test's: {strangers}"
        raise InputError("this machine", found, "none", "run this elsewhere")
    if not Path("/etc/debian_version").exists():
        raise InputError("this machine", "not Debian", "Debian or one of its kin, with apt-get", "run this there")
    if os.geteuid():
        raise InputError("this user", "not root", "root, who may install and start daemons", "run this as root")


def install() -> None:
    """Install Debian's packages of SLURM, unless they are there."""
    if all(shutil.which(program) for program in (*DAEMONS, "munged", "sbatch")):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    command = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *PACKAGES]
    subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)


def start(configuration: Path) -> None:
    """Start munge and both daemons of SLURM, unless they run, and wait until the node takes jobs."""
    for folder in (STATE, STATE / "state", STATE / "spool"):
        folder.mkdir(mode=0o755, exist_ok=True)
    if not answers("sh", "-c", "munge -n | unmunge"):
        start_munge()
    configuration.parent.mkdir(parents=True, exist_ok=True)
    configuration.write_text(describe_cluster(), encoding="utf-8")
    for name, ready in (("slurmctld", ("scontrol", "ping")), ("slurmd", ("sh", "-c", "sinfo -h -o %t | grep -q idle"))):
        if pid_of(name) is None:
            launch(name, f"/usr/sbin/{name}")
        await_answer(name, lambda ready=ready: answers(*ready))


def start_munge() -> None:
    """Start the daemon that vouches for users, as its own user, and keep its pid."""
    Path("/run/munge").mkdir(exist_ok=True)
    shutil.chown("/run/munge", "munge", "munge")
    launch("munged", "runuser", "-u", "munge", "--", "/usr/sbin/munged")
    await_answer("munged", lambda: answers("sh", "-c", "munge -n | unmunge"))
    shutil.copy("/run/munge/munged.pid", STATE / "munged.pid")


def describe_cluster() -> str:
    """Write slurm.conf: this machine is controller and only node; whole cores and memory are what jobs are given."""
    node, cores = socket.gethostname().split(".")[0], os.cpu_count()
    settings = {
        "ClusterName": "test",
        "SlurmctldHost": f"{node}(127.0.0.1)",
        "SlurmUser": "root",
        "SlurmdUser": "root",
        "StateSaveLocation": STATE / "state",
        "SlurmdSpoolDir": STATE / "spool",
        **{f"{name.capitalize()}PidFile": STATE / f"{name}.pid" for name in DAEMONS},
        **{f"{name.capitalize()}LogFile": STATE / f"{name}.log" for name in DAEMONS},
        "AuthType": "auth/munge",
        "ProctrackType": "proctrack/linuxproc",
        "TaskPlugin": "task/none",
        "JobAcctGatherType": "jobacct_gather/none",
        "AccountingStorageType": "accounting_storage/none",
        "SelectType": "select/cons_tres",
        "SelectTypeParameters": "CR_Core_Memory",
        "ReturnToService": 2,
        "MpiDefault": "none",
        "MinJobAge": 300,  # without accounting, a job that is forgotten early looks as if it had never been
    }
    lines = [MARK, *(f"{key}={value}" for key, value in settings.items())]
    shape = f"CPUs={cores} Boards=1 SocketsPerBoard=1 CoresPerSocket={cores} ThreadsPerCore=1"
    lines.append(f"NodeName={node} NodeAddr=127.0.0.1 {shape} RealMemory={memory_mb()} State=UNKNOWN")
    lines.append(f"PartitionName=main Nodes={node} Default=YES MaxTime=INFINITE State=UP")
    return "\n".join(lines) + "\n"


def memory_mb() -> int:
    """Leave a tenth of the machine's memory to itself."""
    return int(psutil.virtual_memory().total * 0.9 / 2**20)


def stop(configuration: Path) -> None:
    """End what `start` started, by the pids that it kept, and take its configuration away."""
    if pid_of("slurmctld") is not None:
        answers("scancel", "--user", "root")
        await_answer("squeue", lambda: not subprocess.run(["squeue", "-h"], capture_output=True).stdout, strict=False)
    for name in ("slurmd", "slurmctld", "munged"):
        if (pid := pid_of(name)) is not None:
            os.kill(pid, signal.SIGTERM)
            await_answer(name, lambda pid=pid: name_of(pid) is None)
    if configuration.exists() and MARK in configuration.read_text(encoding="utf-8"):
        configuration.unlink()
    shutil.rmtree(STATE, ignore_errors=True)


def pid_of(name: str) -> int | None:
    """Find the process of a daemon that `start` started, if it lives."""
    try:
        pid = int((STATE / f"{name}.pid").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return pid if name_of(pid) == name else None


def name_of(pid: int) -> str | None:
    """Name the program of a process; None if it has ended, even if nobody has taken notice yet."""
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process.name()
    except psutil.NoSuchProcess:
        return None


def launch(name: str, *command: str) -> None:
    """Start a daemon, which leaves the foreground by itself."""
    with open(STATE / f"{name}.out", "w", encoding="utf-8") as said:
        subprocess.run(command, check=True, stdout=said, stderr=subprocess.STDOUT)


def answers(*command: str) -> bool:
    """Say whether a command succeeds."""
    return subprocess.run(command, capture_output=True).returncode == 0


def await_answer(name: str, ready: Callable[[], bool], strict: bool = True) -> None:
    """Wait until something is true; after some patience show what a daemon wrote, and fail."""
    for _ in range(PATIENCE):
        if ready():
            return
        time.sleep(1)
    if strict:
        logs = [
            path.read_text(encoding="utf-8")[-2000:]
            for path in sorted(STATE.glob(f"{name}.*"))
            if path.suffix in (".log", ".out")
        ]
        raise TimeoutError(f"{name} does not answer after {PATIENCE} s\n" + "\n".join(logs))


def main() -> int:
    """Do as the command line says; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["install", "start", "stop"])
    parser.add_argument("--configuration", type=Path, default=CONFIGURATION, help="where slurm.conf stands")
    asked = parser.parse_args()
    try:
        check_machine(asked.configuration)
    except InputError as mistake:
        print(f"\n{mistake}\n", file=sys.stderr)
        return 1
    actions = {
        "install": install,
        "start": lambda: start(asked.configuration),
        "stop": lambda: stop(asked.configuration),
    }
    actions[asked.action]()
    return 0


if __name__ == "__main__":
    sys.exit(main())

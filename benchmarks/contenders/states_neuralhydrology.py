"""Get the cell states out of neuralhydrology by its own tester, which writes all output of its CudaLSTM.

Arguments: gauges, target days of each, threads. Runs in the peer's own environment.
"""

import json
import logging
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import torch
from neuralhydrology.evaluation import get_tester
from neuralhydrology.training.basetrainer import BaseTrainer
from train_neuralhydrology import WINDOW, configuration, write_basins

if __name__ == "__main__":
    gauges, targets, threads = (int(argument) for argument in sys.argv[1:4])
    torch.set_num_threads(threads)
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = configuration(folder, *write_basins(folder, gauges, WINDOW - 1 + targets), workers=0)
        trainer = BaseTrainer(settings)
        trainer.initialize_training()
        trainer._save_weights_and_optimizer(1)
        tester = get_tester(trainer.cfg, run_dir=trainer.cfg.run_dir, period="test", init_model=True)
        start = time.perf_counter()
        tester.evaluate(epoch=1, save_results=True, save_all_output=True)
        seconds = time.perf_counter() - start
        written = sum(path.stat().st_size for path in trainer.cfg.run_dir.rglob("test_all_output.p"))
        logging.shutdown()
    held = ", ".join(f"{package} {version(package)}" for package in ("neuralhydrology", "torch", "numpy"))
    print(json.dumps({"seconds": seconds, "work": gauges * targets, "written_mb": written / 1e6, "version": held}))

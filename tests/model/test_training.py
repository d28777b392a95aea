"""The training loop: it learns, resumes to the very same weights, and names what breaks it."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
import torch
import xarray as xr

from lstm_probe.errors import InputError
from lstm_probe.model import fitting, scaling
from lstm_probe.model.catchments import prepare
from lstm_probe.model.checkpoint import Checkpoint
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.run import Row
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Architecture, Training
from lstm_probe.model.training import train
from lstm_probe.model.windows import sampler

CPU = torch.device("cpu")


class Killed(Exception):
    """Stands for the machine going down."""


def weights_of(trained: Trained) -> torch.Tensor:
    """Lay all weights in one row."""
    return torch.cat([weights.detach().flatten() for weights in trained.model.parameters()])


@pytest.fixture
def fit(series, attributes, architecture, training, periods):
    """Give a function that trains on the four buckets."""

    def run(
        settings: Training = training,
        seed: int = 1,
        dataset: xr.Dataset = series,
        device: torch.device = CPU,
        **options,
    ):
        generator = torch.Generator().manual_seed(seed)
        return fitting.fit(dataset, attributes, architecture, settings, periods, generator, device, **options)

    return run


def test_a_seed_gives_the_very_same_weights(fit) -> None:
    """Trained twice from one seed, the weights agree to the bit; another seed gives others."""
    first, again, other = (weights_of(fit(seed=seed)[0]) for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


@pytest.mark.parametrize("sampling", ["last", "sequence"])
def test_no_weight_depends_on_the_threads(fit, training: Training, sampling: str) -> None:
    """Two threads that share every batch end, to the bit, with the weights of one."""
    settings = replace(training, sampling=sampling, window_days=20, batch_size=37, epochs=2)
    alone, shared = (weights_of(fit(replace(settings, threads=threads))[0]) for threads in (1, 2))
    assert torch.equal(alone, shared)


def test_the_parts_of_a_batch_add_up_to_its_gradient(fit, training: Training, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights trained in parts of a batch are those trained on whole batches, to rounding."""
    settings = replace(training, window_days=20, batch_size=37, epochs=1)
    in_parts = weights_of(fit(settings)[0])
    monkeypatch.setattr("lstm_probe.model.training.divide", lambda n_windows, device: [slice(0, n_windows)])
    torch.testing.assert_close(in_parts, weights_of(fit(settings)[0]), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("sampling", ["last", "sequence"])
def test_what_stands_in_a_gap_trains_nothing(fit, series: xr.Dataset, training: Training, sampling: str) -> None:
    """Gaps in forcings and discharge leave loss, weights and validation finite, and what stands in a gap unused.

    On days that no whole window reaches the discharge is moved by a day, which keeps its spread, by which gauges
    are weighed: the weights are the same.
    """
    settings = replace(training, sampling=sampling, window_days=20, targets_per_window=30, batch_size=37, epochs=2)
    for gauge, day in ((0, 400), (1, 700), (3, 1150)):
        series["precipitation"][gauge, day : day + 5] = float("nan")
        series["discharge"][gauge, day - 50 : day - 30] = float("nan")
    moved = series.copy(deep=True)
    series["discharge"][0, 404] = float("nan")
    moved["discharge"][0, 402:405] = [float("nan"), *series["discharge"].values[0, 402:404]]
    trained, history = fit(settings)
    assert history["loss"].notna().all()
    assert history["validation_nse"].notna().iloc[-1]
    torch.testing.assert_close(weights_of(fit(settings, dataset=moved)[0]), weights_of(trained))


@pytest.mark.skipif(
    not torch.ops.mkldnn._is_mkldnn_bf16_supported(),
    reason="no instruction in use computes with bfloat16 (run them on a processor with AVX-512)",
)
def test_training_with_half_the_bits_learns_as_much(fit, training: Training) -> None:
    """With bfloat16 the loss of the last epoch is that of float32 to a tenth."""
    settings = replace(training, window_days=30, batch_size=4, epochs=10)
    full, half = (fit(replace(settings, precision=name))[1]["loss"].iloc[-1] for name in ("float32", "bfloat16"))
    assert half == pytest.approx(full, rel=0.1)
    assert half != full


@pytest.mark.parametrize("sampling", ["last", "sequence"])
def test_training_learns_the_buckets(fit, training: Training, sampling: str) -> None:
    """The loss falls to less than half in a few epochs, with one target a window or many."""
    batch_size, epochs = (256, 5) if sampling == "last" else (4, 20)
    settings = replace(training, sampling=sampling, window_days=30, batch_size=batch_size, epochs=epochs)
    history = fit(settings)[1]
    assert history["loss"].iloc[-1] < history["loss"].iloc[0] / 2


def test_the_history_has_a_row_an_epoch(fit) -> None:
    """Rates step where they should, validation comes every second epoch, updates add up."""
    history = fit()[1]
    assert history["epoch"].tolist() == [1, 2, 3, 4]
    assert history["learning_rate"].tolist() == [1e-2, 1e-2, 5e-3, 5e-3]
    assert history["validation_nse"].notna().tolist() == [False, True, False, True]
    assert history["updates"].is_monotonic_increasing


@pytest.mark.parametrize("sampling", ["last", "sequence"])
@pytest.mark.parametrize("epoch", [1, 3])
def test_a_killed_run_resumes_to_the_very_same_weights(
    fit, training: Training, tmp_path: Path, sampling: str, epoch: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Stopped after some epoch and started again, it ends with the weights of an undisturbed run."""
    settings = replace(training, sampling=sampling, window_days=20, batch_size=64)

    def stop(row: Row) -> None:
        if row["epoch"] == epoch:
            raise Killed

    undisturbed, history = fit(settings)
    with pytest.raises(Killed):
        fit(settings, checkpoint=Checkpoint(tmp_path / "run.pt", "same"), after_epoch=stop)
    with caplog.at_level(logging.INFO):
        resumed, its_history = fit(settings, checkpoint=Checkpoint(tmp_path / "run.pt", "same"))
    assert f"resuming after epoch {epoch}" in caplog.text
    assert torch.equal(weights_of(resumed), weights_of(undisturbed))
    assert its_history.equals(history)


@pytest.mark.gpu
def test_training_learns_on_cuda_what_it_learns_on_the_cpu(fit, training: Training, cuda: torch.device) -> None:
    """On CUDA the loss halves too; from the same seed its first epoch has the CPU's loss to one in a thousand."""
    settings = replace(training, window_days=30, batch_size=4, epochs=20)
    history, on_cpu = fit(settings, device=cuda)[1], fit(replace(settings, epochs=1))[1]
    assert history["loss"].iloc[-1] < history["loss"].iloc[0] / 2
    assert history["loss"].iloc[0] == pytest.approx(on_cpu["loss"].iloc[0], rel=1e-3)


@pytest.mark.gpu
def test_a_killed_run_resumes_on_cuda(fit, cuda: torch.device, tmp_path: Path) -> None:
    """Stopped after two of four epochs and started again, weights and losses are those of an undisturbed run.

    To one in a thousand, since sums on CUDA may come in another order; an optimiser that began anew would be
    some steps of 1e-2 away.
    """

    def stop(row: Row) -> None:
        if row["epoch"] == 2:
            raise Killed

    undisturbed, history = fit(device=cuda)
    with pytest.raises(Killed):
        fit(device=cuda, checkpoint=Checkpoint(tmp_path / "run.pt", "same"), after_epoch=stop)
    resumed, its_history = fit(device=cuda, checkpoint=Checkpoint(tmp_path / "run.pt", "same"))
    difference = weights_of(resumed) - weights_of(undisturbed)
    assert difference.norm() <= 1e-3 * weights_of(undisturbed).norm()
    assert its_history["loss"].tolist() == pytest.approx(history["loss"].tolist(), rel=1e-3)


def test_other_settings_begin_anew(fit, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A checkpoint with another digest is not resumed from."""
    fit(checkpoint=Checkpoint(tmp_path / "run.pt", "old"))
    with caplog.at_level(logging.INFO):
        trained, _ = fit(checkpoint=Checkpoint(tmp_path / "run.pt", "new"))
    assert "discarded" in caplog.text
    assert "resuming" not in caplog.text
    assert torch.equal(weights_of(trained), weights_of(fit()[0]))


def test_no_epochs_leave_the_first_weights(fit, training: Training) -> None:
    """With 0 epochs the model is the untrained one and the history empty."""
    trained, history = fit(replace(training, epochs=0))
    assert trained.model.lstm.all_weights[0][3][8:16].tolist() == [3.0] * 8
    assert history.empty


def test_a_loss_that_is_not_finite_names_gauge_and_day(
    series: xr.Dataset, attributes: xr.Dataset, architecture: Architecture, training: Training, periods
) -> None:
    """One infinite discharge stops the training before it reaches a weight; gauge and day are named."""
    period = periods["lstm_train"]
    scalers = scaling.fit(series, attributes, architecture.forcings, architecture.attributes, period, 0)
    catchments = prepare(series, attributes, scalers, CPU)
    catchments.discharge[2, catchments.days.get_loc("1991-06-15")] = torch.inf
    generator = torch.Generator().manual_seed(1)
    model = DischargeLSTM(architecture, generator)
    chosen = sampler(catchments, training, period)
    with pytest.raises(InputError, match=r"gauge 1003, 1991-06-15\s+found: +a loss that is not finite in epoch 1"):
        train(model, catchments, chosen, torch.ones(4), training, generator)
    assert all(bool(torch.isfinite(weights).all()) for weights in model.parameters())


def test_no_validation_without_data(fit, periods, series: xr.Dataset, caplog: pytest.LogCaptureFixture) -> None:
    """A validation period that is null, or without discharge, leaves the skill open and says so."""
    periods["lstm_validation"] = None
    assert fit()[1]["validation_nse"].isna().all()
    periods["lstm_validation"] = ("1975-01-01", "1980-12-31")
    with caplog.at_level(logging.WARNING):
        assert fit()[1]["validation_nse"].isna().all()
    assert "1975-01-01 to 1980-12-31: no validation" in caplog.text


def test_a_long_run_without_a_gpu_names_the_fast_configuration(
    fit, training: Training, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one target a window would take longer than what counts as long, the log says what is faster."""
    monkeypatch.setattr("lstm_probe.model.training.LONG", 0.0)
    with caplog.at_level(logging.INFO):
        fit(replace(training, sampling="last", window_days=5, epochs=1))
    assert "training for" in caplog.text
    assert "config/fast.yaml" in caplog.text


def test_the_average_of_the_weights_is_kept(fit, training: Training) -> None:
    """With a running average the weights at the end differ from the last ones, and are near them."""
    last, mean = (weights_of(fit(replace(training, weight_average=decay))[0]) for decay in (0.0, 0.9))
    assert not torch.equal(last, mean)
    assert (last - mean).norm() < 0.2 * last.norm()


def test_architecture_is_frozen(architecture: Architecture) -> None:
    """Settings cannot be changed once made."""
    with pytest.raises(AttributeError):
        architecture.hidden_size = 3  # type: ignore[misc]

"""Regressions: agreement with scikit-learn, optimality, laws, awkward inputs, and what each can and cannot find."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import ElasticNet, SGDRegressor
from sklearn.neural_network import MLPRegressor

from lstm_probe.errors import InputError
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.evidence import Linear
from lstm_probe.probe.fitting import Probe
from lstm_probe.probe.regression import REGRESSIONS, most_samples
from tests.examples import examples
from tests.probe.conftest import fitted

SETTINGS = [(0.01, 0.15), (1.0, 0.15), (0.1, 1.0), (0.05, 0.0)]


def linear(probe: Probe, gauge_id: str = "0") -> Linear:
    """Take weights and intercept in the units of the samples."""
    found = probe.linear(gauge_id)
    assert found is not None
    return found


def standardised(probe: Probe) -> np.ndarray:
    """Take the weights between z-scores."""
    assert isinstance(probe.model, Linear)
    return probe.model.weights


@pytest.fixture
def samples(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Give 3000 samples of 16 collinear features of different scales, and a noisy target."""
    x = rng.normal(size=(3000, 16)) @ rng.normal(size=(16, 16)) * np.logspace(-2, 2, 16) + rng.normal(size=16)
    y = 0.3 + 0.02 * (x / x.std(axis=0)) @ rng.normal(size=16) + 0.05 * rng.normal(size=3000)
    return x, y


@pytest.mark.parametrize(("alpha", "l1_ratio"), SETTINGS)
def test_same_as_scikit_learn(samples: tuple[np.ndarray, np.ndarray], alpha: float, l1_ratio: float) -> None:
    """Weights and predictions equal those of scikit-learn on all standardised samples, to 1e-6."""
    x, y = samples
    scale_x, scale_y = x.std(axis=0), y.std()
    net = ElasticNet(alpha=alpha, l1_ratio=l1_ratio, tol=1e-12, max_iter=100_000)
    net.fit((x - x.mean(axis=0)) / scale_x, (y - y.mean()) / scale_y)
    probe = fitted(x, y, alpha=alpha, l1_ratio=l1_ratio)
    np.testing.assert_allclose(standardised(probe), net.coef_, atol=1e-6)
    np.testing.assert_allclose(linear(probe).weights, net.coef_ * scale_y / scale_x, atol=1e-6)
    expected = net.predict((x - x.mean(axis=0)) / scale_x) * scale_y + y.mean()
    np.testing.assert_allclose(probe.predict("0", x), expected, atol=1e-6)


@pytest.mark.parametrize(("alpha", "l1_ratio"), SETTINGS)
def test_optimality(samples: tuple[np.ndarray, np.ndarray], alpha: float, l1_ratio: float) -> None:
    """The Karush-Kuhn-Tucker conditions of the objective hold to 1e-8."""
    # z'(z w - t)/n + alpha (1 - rho) w is -alpha rho sign(w) where w is not 0, ± alpha rho at most elsewhere
    x, y = samples
    z, t = (x - x.mean(axis=0)) / x.std(axis=0), (y - y.mean()) / y.std()
    w = standardised(fitted(x, y, alpha=alpha, l1_ratio=l1_ratio))
    slope = z.T @ (z @ w - t) / len(t) + alpha * (1 - l1_ratio) * w
    active = w != 0
    np.testing.assert_allclose(slope[active], -alpha * l1_ratio * np.sign(w[active]), atol=1e-8)
    assert (np.abs(slope[~active]) <= alpha * l1_ratio + 1e-8).all()


@examples(20)
@given(shift=st.floats(-20, 20), scale=st.floats(0.05, 20), seed=st.integers(0, 1000))
def test_states_in_other_units(shift: float, scale: float, seed: int) -> None:
    """Shifting or rescaling a state, or turning its sign, leaves the predictions as they were."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(200, 5)) @ rng.normal(size=(5, 5))
    y = x @ rng.normal(size=5) + rng.normal(size=200)
    moved = x.copy()
    moved[:, 2] = shift + scale * x[:, 2]
    moved[:, 3] = -x[:, 3]
    before, after = fitted(x, y), fitted(moved, y)
    np.testing.assert_allclose(after.predict("0", moved), before.predict("0", x), atol=1e-7)


@examples(20)
@given(factor=st.floats(1e-3, 1e3), seed=st.integers(0, 1000))
def test_target_in_other_units(factor: float, seed: int) -> None:
    """A target in other units gives the same standardised weights, and predictions in those units."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(100, 4))
    y = x @ rng.normal(size=4) + rng.normal(size=100)
    before, after = fitted(x, y), fitted(x, factor * y)
    np.testing.assert_allclose(standardised(after), standardised(before), atol=1e-8)
    np.testing.assert_allclose(after.predict("0", x), factor * before.predict("0", x), rtol=1e-6, atol=1e-6 * factor)


@pytest.mark.parametrize(("alpha", "l1_ratio"), SETTINGS)
def test_sum_of_predictions(samples: tuple[np.ndarray, np.ndarray], alpha: float, l1_ratio: float) -> None:
    """With an unpenalised intercept the predictions sum to the observations on the days of the fit."""
    x, y = samples
    assert fitted(x, y, alpha=alpha, l1_ratio=l1_ratio).predict("0", x).sum() == pytest.approx(y.sum())


def test_exact_relation_is_found(rng: np.random.Generator) -> None:
    """Without a penalty, y = Xw + b gives back w and b."""
    x, w = rng.normal(2.0, 3.0, (500, 6)), np.arange(-2.0, 4.0)
    probe = fitted(x, x @ w + 0.7, alpha=0.0)
    np.testing.assert_allclose(linear(probe).weights, w, atol=1e-9)
    assert linear(probe).intercept == pytest.approx(0.7)


@pytest.mark.parametrize("alpha", [0.0, 0.01])
def test_unit_that_never_varies(samples: tuple[np.ndarray, np.ndarray], alpha: float) -> None:
    """A constant state gets no weight and changes nothing else."""
    x, y = samples
    constant = np.column_stack([x, np.zeros(len(x)), np.full(len(x), np.float32(0.1))])
    probe, without = fitted(constant, y, alpha=alpha), fitted(x, y, alpha=alpha)
    assert (linear(probe).weights[-2:] == 0).all()
    np.testing.assert_allclose(probe.predict("0", constant), without.predict("0", x), atol=1e-9)


@pytest.mark.parametrize("alpha", [0.0, 0.01])
def test_repeated_states(samples: tuple[np.ndarray, np.ndarray], alpha: float) -> None:
    """States that repeat or mirror each other share the weight; fewer days than states are no obstacle."""
    x, y = samples
    twice = np.column_stack([x, x, -x[:, :3]])
    probe = fitted(twice, y, alpha=alpha)
    np.testing.assert_allclose(standardised(probe)[:3], -standardised(probe)[32:], atol=1e-7)
    assert np.corrcoef(probe.predict("0", twice), y)[0, 1] > 0.5
    few = fitted(x[:10], y[:10], alpha=alpha)
    assert np.isfinite(few.predict("0", x)).all()


def test_target_that_never_varies(rng: np.random.Generator) -> None:
    """A constant target is predicted by the intercept alone."""
    probe = fitted(rng.normal(size=(50, 3)), np.full(50, 0.25))
    np.testing.assert_array_equal(linear(probe).weights, 0)
    assert linear(probe).intercept == pytest.approx(0.25)


def test_refusals(rng: np.random.Generator) -> None:
    """No samples, or a setting out of bounds, is said and not fitted."""
    x, y = rng.normal(size=(50, 3)), rng.normal(size=50)
    for regression in REGRESSIONS:
        with pytest.raises(InputError, match="no day with a target"):
            fitted(x, np.full(50, np.nan), regression)
    for wrong in ({"alpha": -1.0}, {"l1_ratio": 1.5}):
        for regression in ("elastic_net", "sgd"):
            with pytest.raises(InputError, match="alpha"):
                fitted(x, y, regression, **wrong)
    with pytest.raises(InputError, match="huber or squared_error"):
        fitted(x, y, "sgd", loss="absolute")
    with pytest.raises(InputError, match="alpha"):
        fitted(x, y, "mlp", l2=-1.0)
    with pytest.raises(InputError, match="max_samples 0"):
        fitted(x, y, "mlp", max_samples=0)


def seed_of(probe_seed: int) -> int:
    """Return the seed that a descent is given when the probe has this one and no samples are drawn."""
    return int(np.random.default_rng(probe_seed).integers(2**31))


@pytest.mark.parametrize("loss", ["huber", "squared_error"])
def test_sgd_is_that_of_scikit_learn(samples: tuple[np.ndarray, np.ndarray], loss: str) -> None:
    """On the same z-scores and seed, weights and predictions are those of SGDRegressor, its scaling undone."""
    x, y = (values.astype("float32") for values in samples)
    centre, scale = x.mean(axis=0, dtype=float), x.std(axis=0, dtype=float)
    z, t = (x - centre) / scale, (y - y.mean(dtype=float)) / y.std(dtype=float)
    theirs = SGDRegressor(
        loss=loss,
        penalty="elasticnet",
        alpha=0.02,
        l1_ratio=0.3,
        epsilon=0.2,
        early_stopping=True,
        n_iter_no_change=3,
        random_state=seed_of(1),
    ).fit(z.astype("float32"), t.astype("float32"))
    ours = fitted(x, y, "sgd", alpha=0.02, l1_ratio=0.3, epsilon=0.2, loss=loss)
    np.testing.assert_allclose(standardised(ours), theirs.coef_, atol=1e-4)
    np.testing.assert_allclose(ours.predict("0", x), theirs.predict(z) * y.std() + y.mean(), atol=1e-5)


def test_sgd_comes_near_the_exact_solution(samples: tuple[np.ndarray, np.ndarray]) -> None:
    """Descent by squared errors ends near the optimum that the elastic net gives, in what it predicts."""
    x, y = samples
    exact, near = fitted(x, y), fitted(x, y, "sgd", loss="squared_error")
    assert np.corrcoef(exact.predict("0", x), near.predict("0", x))[0, 1] > 0.99


def test_huber_resists_outliers(rng: np.random.Generator) -> None:
    """A few wild targets move the weights of the squared loss, and hardly those of Huber's."""
    x = rng.normal(size=(4000, 3))
    y = x @ np.array([1.0, 0.5, 0.0]) + 0.1 * rng.normal(size=4000)
    wild = y.copy()
    wild[x[:, 2] > 2.5] += 30
    error = {
        loss: np.abs(linear(fitted(x, wild, "sgd", loss=loss, alpha=0.0001)).weights - [1, 0.5, 0]).max()
        for loss in ("huber", "squared_error")
    }
    assert error["huber"] < error["squared_error"] / 3


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_perceptron_is_that_of_scikit_learn(samples: tuple[np.ndarray, np.ndarray]) -> None:
    """On the same z-scores and seed, predictions are those of MLPRegressor."""
    x, y = (values.astype("float32") for values in samples)
    centre, scale = x.mean(axis=0, dtype=float), x.std(axis=0, dtype=float)
    z, t = (x - centre) / scale, (y - y.mean(dtype=float)) / y.std(dtype=float)
    stop = {"early_stopping": True, "n_iter_no_change": 3, "max_iter": 30, "random_state": seed_of(1)}
    theirs = MLPRegressor(hidden_layer_sizes=(20, 10), alpha=0.15, batch_size=200, **stop)
    theirs.fit(z.astype("float32"), t.astype("float32"))
    ours = fitted(x, y, "mlp").predict("0", x)
    np.testing.assert_allclose(ours, theirs.predict(z) * y.std() + y.mean(), atol=1e-4)


@pytest.fixture
def bent(rng: np.random.Generator) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Give 12 gauges whose target is bent in one state, and offset by the square of another, which is a level."""
    level = rng.uniform(-2, 2, 12)
    x = [np.column_stack([rng.normal(size=(500, 3)), at + 0.05 * rng.normal(size=500)]) for at in level]
    y = [np.maximum(of[:, 0], 0) + 0.3 * of[:, 1] + at**2 for of, at in zip(x, level, strict=True)]
    return x, y


def test_perceptron_finds_what_is_not_linear(bent: tuple[list[np.ndarray], list[np.ndarray]]) -> None:
    """It follows the bend, and takes away most of the offsets, where the linear probe has only a straight line."""
    scores = {}
    for regression in ("elastic_net", "mlp"):
        probe = fitted(*bent, regression)
        pairs = [(probe.predict(str(i), x), y) for i, (x, y) in enumerate(zip(*bent, strict=True))]
        bias = np.median([abs(np.mean(found - y)) for found, y in pairs])
        scores[regression] = bias, np.median([np.corrcoef(found, y)[0, 1] for found, y in pairs])
    assert scores["mlp"][0] < 0.3 * scores["elastic_net"][0]
    assert scores["mlp"][1] > scores["elastic_net"][1] + 0.05


@pytest.mark.parametrize("regression", ["sgd", "mlp"])
@examples(5)
@given(factor=st.sampled_from([1e-3, 0.5, 8.0, 1e3]), shift=st.sampled_from([-5.0, 0.0, 3.0]))
def test_samples_in_other_units(regression: str, factor: float, shift: float) -> None:
    """A descent on z-scores does not know the units: predictions move with the target, and not with the states."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=(300, 4))
    y = x @ rng.normal(size=4) + rng.normal(size=300)
    before, after = fitted(x, y, regression), fitted(factor * x + shift, factor * y + shift, regression)
    expected = factor * before.predict("0", x) + shift
    np.testing.assert_allclose(after.predict("0", factor * x + shift), expected, atol=0.02 * factor * y.std())


@pytest.mark.parametrize("regression", REGRESSIONS)
@pytest.mark.parametrize("n", [1, 5, 25])
def test_few_samples(rng: np.random.Generator, regression: str, n: int) -> None:
    """A gauge with hardly any day is fitted all the same, without a tenth to hold out."""
    x, y = rng.normal(size=(n, 3)), rng.normal(size=n)
    assert np.isfinite(fitted(x, y, regression).predict("0", rng.normal(size=(10, 3)))).all()


@pytest.mark.parametrize("regression", REGRESSIONS)
def test_nothing_to_learn(rng: np.random.Generator, regression: str) -> None:
    """Where the target or every state is constant, the mean is predicted, whatever the regression."""
    x, y = rng.normal(size=(50, 3)), rng.normal(size=50)
    for probe in (fitted(x, np.full(50, 0.1), regression), fitted(np.full((50, 3), 0.1), np.full(50, 0.1), regression)):
        np.testing.assert_allclose(probe.predict("0", x), 0.1, rtol=1e-6)
    flat = fitted(np.full((50, 3), 0.1), y, regression)
    np.testing.assert_allclose(flat.predict("0", x), y.mean(), rtol=1e-6)


def test_end_of_a_descent_is_logged(rng: np.random.Generator, caplog: pytest.LogCaptureFixture) -> None:
    """A perceptron that runs out of epochs says so in the log and is no error."""
    x = rng.normal(size=(400, 3))
    with caplog.at_level("INFO"):
        fitted(x, np.sin(3 * x[:, 0]), "mlp", max_epochs=2, patience=10)
    assert "Maximum iterations (2) reached" in caplog.text


def test_only_descents_are_given_samples() -> None:
    """Sums will do for the elastic net; a descent is given max_samples, all where nothing is said."""
    assert most_samples(Choice("elastic_net")) == 0
    for name in ("sgd", "mlp"):
        assert most_samples(Choice(name)) is None
        assert most_samples(Choice(name, {"max_samples": 7})) == 7


def test_registry() -> None:
    """The config's words are these."""
    assert list(REGRESSIONS) == ["elastic_net", "ridge", "sgd", "mlp"]

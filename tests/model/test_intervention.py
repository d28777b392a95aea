"""A change of the state between two days of the continuous reading."""

from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.errors import InputError
from lstm_probe.model.catchments import Catchments
from lstm_probe.model.inference import cell_states, simulate
from lstm_probe.model.intervention import Evenings, discharge_after, discharge_after_each, evenings
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.settings import Reading
from tests.examples import examples
from tests.model.test_inference import made

READING = Reading("continuous", window_days=20, spin_up_days=50)
DAYS, LEAD = [55, 62], 30


def started(model: DischargeLSTM, catchments: Catchments, reading: Reading = READING) -> Evenings:
    """Run to the evenings of days 55 and 62."""
    return evenings(model, catchments, DAYS, LEAD, reading)


def cell_by_cell(
    model: DischargeLSTM, catchments: Catchments, gauge: int, day: int, change: torch.Tensor
) -> torch.Tensor:
    """Run torch's own LSTMCell over one gauge, changing c after a day and h with it by that day's output gate."""
    cell = torch.nn.LSTMCell(3, model.architecture.hidden_size)
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    cell.load_state_dict(dict(zip(names, model.lstm.all_weights[0], strict=True)))
    h = c = torch.zeros(1, model.architecture.hidden_size)
    found = []
    for today in range(day + LEAD + 1):
        h, c = cell(torch.cat([catchments.forcings[gauge, today], catchments.attributes[gauge]])[None], (h, c))
        if today == day:
            gate = h / torch.tanh(c)
            c = c + change
            h = gate * torch.tanh(c)
        if today > day:
            found.append(model.head(h)[0, 0])
    return torch.stack(found).detach()


@torch.no_grad()
def test_states_of_an_evening_are_those_of_the_continuous_reading() -> None:
    """Kept at the end of a day, c is what the continuous reading gives for that day, to the bit."""
    model, catchments = made()
    kept = started(model, catchments).cell.reshape(6, 3, 2)
    states = cell_states(model, catchments, ("2000-02-20", "2000-03-31"), READING)
    for place, day in enumerate(DAYS):
        torch.testing.assert_close(kept[:, :, place].T, states[:, day - 50], rtol=1e-6, atol=1e-7)


def test_a_change_of_zero_changes_nothing() -> None:
    """Unchanged, the LSTM goes on as in one pass to the bit: with one gauge, every product is of the same shape."""
    model, catchments = made(n_gauges=1)
    start = evenings(model, catchments, [55], LEAD, READING)
    found = discharge_after(model, start, torch.zeros(6), READING)
    whole = simulate(model, catchments, ("2000-02-20", "2000-04-08"), READING)
    assert torch.equal(found[0], whole[0, 6 : 6 + LEAD])


@examples(10)
@given(seed=st.integers(0, 2**16), size=st.floats(0.01, 3.0))
def test_agrees_with_torch_cell_by_cell(seed: int, size: float) -> None:
    """After a change of any size, discharge is that of torch's LSTMCell with c and h changed by hand."""
    model, catchments = made(seed=seed)
    change = size * torch.randn(6, generator=torch.Generator().manual_seed(seed))
    found = discharge_after(model, started(model, catchments), change, READING).reshape(3, 2, LEAD)
    expected = cell_by_cell(model, catchments, 2, 62, change)
    torch.testing.assert_close(found[2, 1], expected, rtol=1e-4, atol=1e-5)


@examples(10)
@given(seed=st.integers(0, 2**16))
def test_opposite_changes_are_opposite_to_first_order(seed: int) -> None:
    """What δ and -δ have in common falls with the square of δ: a hundredth for a tenth."""
    model, catchments = made(seed=seed)
    model = model.double()
    catchments = replace(catchments, forcings=catchments.forcings.double(), attributes=catchments.attributes.double())
    start = started(model, catchments)
    change = torch.randn(6, generator=torch.Generator().manual_seed(seed)).double()
    usual = discharge_after(model, start, torch.zeros(6).double(), READING).double()

    def common(size: float) -> float:
        plus, minus = (discharge_after(model, start, sign * size * change, READING).double() for sign in (1, -1))
        return float((plus + minus - 2 * usual).abs().max())

    assert common(0.01) < 0.02 * common(0.1) + 1e-6


def test_no_number_depends_on_threads_or_on_the_pairs_beside() -> None:
    """With two threads every number is the same; alone, a pair gives what it gives among others, to rounding."""
    model, catchments = made(n_gauges=300)
    two = replace(READING, threads=2)
    change = torch.full((6,), 0.5)
    whole = discharge_after(model, started(model, catchments), change, READING)
    assert torch.equal(discharge_after(model, started(model, catchments, two), change, two), whole)
    alone = discharge_after(model, started(model, catchments), change, READING, torch.tensor([7, 401]))
    torch.testing.assert_close(alone, whole[[7, 401]], rtol=1e-4, atol=1e-6)


def test_no_change_sees_another() -> None:
    """Of several changes at once, each gives what it gives alone, to the bit: the parts are the same."""
    model, catchments = made(n_gauges=150)
    start, changes = started(model, catchments), torch.randn(3, 6, generator=torch.Generator().manual_seed(2))
    together = discharge_after_each(model, start, changes, READING)
    for change, found in zip(changes, together, strict=True):
        assert torch.equal(found, discharge_after(model, start, change, READING))


def test_pairs_that_lack_a_forcing_are_marked() -> None:
    """A gap is felt from a window after it to the last day that is followed; other pairs are complete."""
    model, catchments = made()
    catchments.forcings[0, 36, 0] = torch.nan  # the 20 days up to day 55 begin with day 36
    catchments.forcings[1, 92, 1] = torch.nan  # day 62 + 30
    catchments.forcings[2, 93, 1] = torch.nan
    complete = started(model, catchments).complete
    assert complete.tolist() == [[False, True], [True, False], [True, True]]


def test_states_of_windows_are_refused() -> None:
    """Read window by window, no day begins where the last one ended, and the message says so."""
    model, catchments = made()
    with pytest.raises(InputError, match="begins from zero for every day"):
        started(model, catchments, Reading("window", window_days=20))

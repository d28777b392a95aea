"""A user's mistake is told in the same words wherever it was found."""

import pickle

import pytest

from lstm_probe.checkup import side_by_side
from lstm_probe.errors import InputError
from lstm_probe.fetch.cds.credentials import AccountError

MISTAKES = [InputError("a.nc", "half a file", "a whole file", "get it again"), AccountError("no key", "write one")]


def found_one() -> InputError:
    """Find a mistake, as a task of the check-up does."""
    return InputError("a.nc", "half a file", "a whole file", "get it again")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: type(mistake).__name__)
def test_it_passes_between_processes(mistake: InputError) -> None:
    """Pickled and back it is of the same kind, with the same words and parts."""
    again = pickle.loads(pickle.dumps(mistake))
    assert type(again) is type(mistake)
    assert (str(again), vars(again)) == (str(mistake), vars(mistake))


def test_two_processes_tell_what_one_does() -> None:
    """What tasks find comes back from processes as it does without any."""
    tasks = [found_one, found_one]
    assert [str(one) for one in side_by_side.run(tasks, 2)] == [str(one) for one in side_by_side.run(tasks, 1)]

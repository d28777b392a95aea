"""Compare units however they are spelt."""

from lstm_probe.errors import InputError

#: What the CDS and others write where the convention is shorter.
ALIASES = {
    **{"m of water equivalent": "m", "(0 - 1)": "1", "dimensionless": "1", "-": "1", "": "1"},
    **dict.fromkeys(("°c", "deg c", "celsius", "degrees celsius", "degree_celsius", "degrees_celsius"), "degC"),
    "degc": "degC",
}
#: Factors with a shorter name.
SHORT = {"day": "d", "days": "d"}


def normalise(units: str) -> str:
    """Return units in one spelling: ``m**3 m**-3`` and ``m^3/m^3`` become ``m3 m-3``, ``mm/day`` becomes ``mm d-1``.

    Parameters
    ----------
    units : str
        Units as a file or a setting has them.
    """
    text = ALIASES.get(units.strip().lower(), units.strip())
    over, *under = text.replace("**", "").replace("^", "").split("/")
    below = [_inverse(factor) for part in under for factor in part.split()]
    return " ".join(_shorten(factor) for factor in [*over.split(), *below])


def _inverse(factor: str) -> str:
    name = factor.rstrip("0123456789")
    return f"{name}-{factor[len(name) :] or 1}"


def _shorten(factor: str) -> str:
    name = factor.rstrip("-0123456789")
    return SHORT.get(name, name) + factor[len(name) :]


def require(units: str | None, expected: str | None, where: str) -> None:
    """Refuse values whose stated units are not the expected ones; values without stated units pass.

    Parameters
    ----------
    units : str or None
        Units that the file states.
    expected : str or None
        Units that the settings state.
    where : str
        File and variable, for the message.

    Raises
    ------
    InputError
        If both are stated and differ.
    """
    if units is not None and expected is not None and normalise(units) != normalise(expected):
        advice = f"write 'units: {normalise(units)}' in the target's entry, or give values in '{expected}'"
        raise InputError(where, f"units '{units}'", f"units '{expected}', as its entry in the config says", advice)

"""Plan the requests for ERA5-Land: what is asked for, what it costs, and how large it may become."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lstm_probe.errors import InputError
from lstm_probe.fetch.cds.answers import PAGE, Refused
from lstm_probe.fetch.cds.box import Box
from lstm_probe.fetch.cds.coverage import Month
from lstm_probe.fetch.cds.ledger import Ledger
from lstm_probe.fetch.cds.requests import COLLECTIONS, PARTS, Piece, pieces, years
from lstm_probe.fetch.cds.store import Store, same
from lstm_probe.fetch.http.plans import size
from lstm_probe.fetch.http.request_policy import RequestPolicy

logger = logging.getLogger(__name__)

#: Cost of a request, and the most that one may cost; None where the store does not say.
Cost = tuple[float | None, float | None]


@dataclass(frozen=True)
class Plan:
    """Hold the requests of a run.

    Parameters
    ----------
    product : str
        "daily" or "hourly".
    box : tuple of float
        North, west, south and east limit, degrees.
    pieces : mapping of str to Piece
        What each file holds, by its name.
    costs : mapping of str to Cost
        Cost of the dearest new request of each variable.
    earlier : int
        Requests that an earlier run has made.
    """

    product: str
    box: Box
    pieces: Mapping[str, Piece]
    costs: Mapping[str, Cost]
    earlier: int

    @property
    def collection(self) -> str:
        """The data set."""
        return COLLECTIONS[self.product]

    @property
    def requests(self) -> dict[str, dict[str, Any]]:
        """What is asked for, by the file that it brings."""
        return {file: piece.request(self.product, self.box) for file, piece in self.pieces.items()}

    def summary(self, policy: RequestPolicy) -> str:
        """Write the plan as a table, one line per variable."""
        rows, total = [], 0
        for variable in dict.fromkeys(piece.variable for piece in self.pieces.values()):
            chosen = [piece for piece in self.pieces.values() if piece.variable == variable]
            expected = sum(piece.bytes(self.product, self.box) for piece in chosen)
            cost, limit = (_spelled(number) for number in self.costs.get(variable, (None, None)))
            total += expected
            rows.append(
                {
                    "variable": variable,
                    "years": years(piece.year for piece in chosen),
                    "requests": str(len(chosen)),
                    "days": str(sum(piece.days for piece in chosen)),
                    "cost of one": cost if variable in self.costs else "asked for",
                    "limit": limit if variable in self.costs else "already",
                    "size at most": size(expected),
                }
            )
        head = f"{self.collection}, north {self.box[0]}, west {self.box[1]}, south {self.box[2]}, east {self.box[3]}"
        count = len(self.pieces)
        tail = f"{count} requests ({self.earlier} of them made by an earlier run), at most {policy.queued_requests} in "
        return f"{head}\n{_aligned(rows)}\n{tail}the queue, {size(total)} at most (unpacked; the sea packs well)"


def _spelled(number: float | None) -> str:
    return "not said" if number is None else f"{number:g}"


def planned(months: Mapping[str, set[Month]], ledger: Ledger, store: Store, product: str, box: Box) -> Plan:
    """Plan requests for months that are lacking: first those under way, then new ones that the store would take.

    Parameters
    ----------
    months : mapping of str to set of (int, int)
        Years and months of each variable.
    ledger : Ledger
        Requests under way; those that do not fit any more are dropped from it.
    store : Store
        Who says what requests cost.

    Raises
    ------
    InputError
        If even the smallest request costs more than one may.
    """
    chosen = _under_way(months, ledger, product, box)
    earlier = len(chosen)
    costs: dict[str, Cost] = {}
    for variable, lacks in months.items():
        taken = {
            (piece.year, month) for piece in chosen.values() if piece.variable == variable for month in piece.months
        }
        if rest := lacks - taken:
            found, costs[variable] = _affordable(variable, rest, store, product, box)
            chosen |= {piece.file: piece for piece in found}
    return Plan(product, box, chosen, costs, earlier)


def _under_way(months: Mapping[str, set[Month]], ledger: Ledger, product: str, box: Box) -> dict[str, Piece]:
    """Take the requests of an earlier run that still bring what is lacking; the others are forgotten."""
    chosen = {}
    for file in ledger:
        piece, asked = Piece.of(file), ledger[file]
        fits = piece is not None and {(piece.year, month) for month in piece.months} <= months.get(
            piece.variable, set()
        )
        if (
            piece
            and fits
            and asked.collection == COLLECTIONS[product]
            and same(piece.request(product, box), asked.request)
        ):
            chosen[file] = piece
        else:
            ledger.drop(file)
    return chosen


def _affordable(variable: str, lacks: set[Month], store: Store, product: str, box: Box) -> tuple[list[Piece], Cost]:
    """Cut months into the largest requests that do not cost too much."""
    for most in PARTS[product]:
        found = pieces(variable, lacks, most)
        dearest = max(found, key=lambda piece: len(piece.months))
        try:
            cost, limit = store.cost(COLLECTIONS[product], dearest.request(product, box))
        except Refused as refused:
            advice = f"see {PAGE.format(COLLECTIONS[product])}, or get the files by hand and put them in the folder"
            raise InputError(dearest.file, str(refused), "a request that the store takes", advice) from None
        if cost is None or limit is None or cost <= limit:
            return found, (cost, limit)
        logger.info("%s: a request of %d months costs %g, and may cost %g", variable, len(dearest.months), cost, limit)
    where = f"{COLLECTIONS[product]}: {dearest.file}"
    advice = "make data.era5_land.box smaller, or get the files by hand and put them in the folder"
    raise InputError(where, f"a month of one variable costs {cost:g}", f"{limit:g} at most", advice)


def _aligned(rows: Sequence[Mapping[str, str]]) -> str:
    """Write a table of text with one line per row, its columns aligned."""
    names = list(rows[0])
    widths = {name: max(len(name), *(len(row[name]) for row in rows)) for name in names}
    lines = [{name: name for name in names}, *rows]
    return "\n".join("  ".join(line[name].ljust(widths[name]) for name in names).rstrip() for line in lines)

"""Which requests are under way at the Climate Data Store, on disk: after a restart nothing is asked for twice."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lstm_probe.artefacts.writing import atomic
from lstm_probe.errors import InputError

NAME = ".requests.json"


@dataclass(frozen=True)
class Asked:
    """Hold a request that was made, or was about to be made when it was written down.

    Parameters
    ----------
    collection : str
        Of which data set.
    request : mapping
        What was asked for.
    asked : str
        When, in UTC (ISO).
    number : str, optional
        The id that the store gave it; None while it is not known whether it arrived.
    """

    collection: str
    request: Mapping[str, Any]
    asked: str
    number: str | None = None

    @property
    def time(self) -> datetime:
        """When it was asked for."""
        return datetime.fromisoformat(self.asked)


class Ledger:
    """Keep the requests under way, by the file that each brings, in a hidden file of the folder.

    Parameters
    ----------
    folder : Path
        Folder of the files.

    Raises
    ------
    InputError
        If it is there and cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME
        self._entries = self._read()

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._entries))

    def __getitem__(self, file: str) -> Asked:
        return self._entries[file]

    def __contains__(self, file: str) -> bool:
        return file in self._entries

    def intend(self, file: str, collection: str, request: Mapping[str, Any]) -> Asked:
        """Write down that a request is about to be made, before it is."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._entries[file] = Asked(collection, request, now)
        self._write()
        return self._entries[file]

    def answered(self, file: str, number: str) -> None:
        """Write down the id of a request."""
        self._entries[file] = replace(self._entries[file], number=number)
        self._write()

    def drop(self, file: str) -> None:
        """Forget a request: its file is here, or it is over."""
        if self._entries.pop(file, None):
            self._write()

    def _write(self) -> None:
        if not self._entries:
            self._file.unlink(missing_ok=True)
            return
        lines = {file: asdict(entry) for file, entry in sorted(self._entries.items())}
        with atomic(self._file) as partial:
            partial.write_text(json.dumps(lines, indent=1) + "\n", encoding="utf-8")

    def _read(self) -> dict[str, Asked]:
        if not self._file.is_file():
            return {}
        try:
            lines = json.loads(self._file.read_text(encoding="utf-8"))
            return {file: Asked(**entry) for file, entry in lines.items()}
        except (ValueError, TypeError, AttributeError) as error:
            advice = "remove it; requests that are under way are asked for again then"
            raise InputError(str(self._file), f"{error}", "the requests under way", advice) from error

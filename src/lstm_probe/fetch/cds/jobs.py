"""Take a request up again that an earlier run made, or make it: never twice."""

import logging
from collections.abc import Mapping
from typing import Any

from ecmwf.datastores import Remote

from lstm_probe.errors import InputError
from lstm_probe.fetch.cds.answers import Gone, QueueFull, Refused
from lstm_probe.fetch.cds.ledger import Ledger
from lstm_probe.fetch.cds.store import Store

logger = logging.getLogger(__name__)


def job_of(file: str, collection: str, request: Mapping[str, Any], store: Store, ledger: Ledger) -> Remote:
    """Return the job that brings a file.

    A request is written down before it is made, and its id once the store has given it. Where a run was killed
    between the two, or the answer was lost, the store's list of the user's requests tells whether it arrived.

    Raises
    ------
    Refused
        If the store does not take the request.
    Unanswered
        If it is not known whether it arrived; the ledger keeps it.
    """
    if file in ledger and (job := _earlier(file, collection, request, store, ledger)) is not None:
        logger.info("%s: goes on with request %s", file, job.request_id)
        ledger.answered(file, job.request_id)
        return job
    ledger.intend(file, collection, request)
    try:
        job = store.submit(collection, request)
    except Gone as gone:
        ledger.drop(file)
        raise Refused(f"the store has no {collection} ({gone})") from None
    except (Refused, QueueFull, InputError):
        ledger.drop(file)
        raise
    ledger.answered(file, job.request_id)
    logger.info("%s: asked for as request %s", file, job.request_id)
    return job


def _earlier(file: str, collection: str, request: Mapping[str, Any], store: Store, ledger: Ledger) -> Remote | None:
    """Find the job of an earlier request, if the store has it."""
    asked = ledger[file]
    try:
        return store.attach(asked.number) if asked.number else store.find(collection, request, asked.time)
    except Gone:
        logger.info("%s: the store no longer has request %s", file, asked.number)
        return None

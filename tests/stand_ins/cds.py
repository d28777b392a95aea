"""A Climate Data Store on this machine, as far as ecmwf-datastores-client talks to it.

Jobs are accepted, run and end after some polls; results are files with byte ranges. Faults are planted by its
attributes. It keeps everything that it was asked in `asked`, so that tests can say what was asked and how often.
"""

import json
import re
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.stand_ins import era5_land_source

LIMITED = "Number queued requests for this dataset is temporarily limited. Please configure your scripts accordingly"
PAGE = "https://cds.climate.copernicus.eu/datasets/{}?tab=download#manage-licences"
COLLECTIONS = ("derived-era5-land-daily-statistics", "reanalysis-era5-land")


@dataclass
class Job:
    """Hold one accepted request."""

    number: str
    collection: str
    request: Mapping[str, Any]
    status: str = "accepted"
    polls: int = 0
    message: str = ""
    created: str = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None).isoformat())


class _Server(ThreadingHTTPServer):
    """Serve each connection in a thread, and keep quiet about clients that were killed."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over connections that broke; tell of mistakes of the stand-in itself."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@dataclass
class ClimateDataStore:
    """Serve a folder of daily statistics by requests, with faults.

    Parameters
    ----------
    folder : Path
        Daily statistics, one file a variable and year.
    key : str
        The one key that is let in.
    licence : bool
        Whether the user has accepted the licence.
    polls : int
        Times that a running job is asked for before it ends; it waits as long in the queue.
    cost_limit : int
        Fields (variable × days × hours of a day) that a request may have.
    queue_limit : int
        Jobs that may be under way; a further one is accepted, and then rejected.
    failing : mapping
        The reason for which the job of a variable and year fails, by (variable, year).
    zipped : bool
        Whether results of one variable come as a ZIP named .nc too.
    preliminary_from : str, optional
        First day of preliminary hours.
    dropped_posts, dropped_gets : int
        So many submissions, or other answers, are lost on their way back after the server did its work.
    cut_downloads : int
        So many downloads stop half way.
    busy : int
        So many requests are answered with 429.
    expired : int
        So many results have expired when they are asked for.
    incomplete : int
        So many results lack their last day.
    """

    folder: Path
    key: str = "00000000-1111-2222-3333-444444444444"
    licence: bool = True
    polls: int = 2
    cost_limit: int = 100_000
    queue_limit: int = 100
    failing: Mapping[tuple[str, str], str] = field(default_factory=dict)
    zipped: bool = False
    preliminary_from: str | None = None
    dropped_posts: int = 0
    dropped_gets: int = 0
    cut_downloads: int = 0
    busy: int = 0
    expired: int = 0
    incomplete: int = 0
    jobs: dict[str, Job] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    most_queued: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _results: dict[str, bytes] = field(default_factory=dict, repr=False)

    def __enter__(self) -> Self:
        handler = type("Handler", (Handler,), {"store": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Its address, as it stands in a user's file of credentials."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/api"

    def submitted(self) -> Counter[str]:
        """Count the jobs of each request, rejected ones left out."""
        kept = [job for job in self.jobs.values() if job.status != "rejected"]
        return Counter(json.dumps(job.request, sort_keys=True) for job in kept)

    def spent(self, fault: str) -> bool:
        """Say whether a planted fault happens now, and count it down."""
        with self.lock:
            left = getattr(self, fault)
            setattr(self, fault, max(left - 1, 0))
            return left > 0

    def cost(self, collection: str, request: Mapping[str, Any]) -> int:
        """Count the fields of a request."""
        hours = len(request.get("time", [])) if collection == era5_land_source.HOURLY else 24
        variables = request["variable"] if isinstance(request["variable"], list) else [request["variable"]]
        return len(variables) * len(request["month"]) * len(request["day"]) * hours

    def submit(self, collection: str, request: Mapping[str, Any]) -> Job:
        """Put a job into the queue; one too many is rejected once somebody asks for it."""
        with self.lock:
            under_way = [job for job in self.jobs.values() if job.status in ("accepted", "running")]
            job = Job(str(uuid.uuid4()), collection, request)
            if len(under_way) >= self.queue_limit:
                job.message = LIMITED
            self.jobs[job.number] = job
            self.most_queued = max(self.most_queued, len(under_way) + 1)
            return job

    def poll(self, job: Job) -> None:
        """Let a job go on."""
        with self.lock:
            job.polls += 1
            if job.status == "accepted" and job.message == LIMITED:
                job.status = "rejected"
            elif job.status == "accepted" and job.polls >= self.polls:
                job.status = "running"
            elif job.status == "running" and job.polls >= 2 * self.polls:
                variable = job.request["variable"]
                named = (variable[0] if isinstance(variable, list) else variable, job.request["year"])
                job.message = self.failing.get(named, "")
                job.status = "failed" if job.message else "successful"

    def result(self, job: Job) -> bytes:
        """Make the file of a job, once."""
        with self.lock:
            if job.number not in self._results:
                request = {**job.request, "day": job.request["day"][:-1]} if self.spent("incomplete") else job.request
                self._results[job.number] = era5_land_source.delivery(
                    self.folder, job.collection, request, self.zipped, self.preliminary_from
                )
            return self._results[job.number]


class Handler(BaseHTTPRequestHandler):
    """Answer one request; `store` is set by the server."""

    store: ClimateDataStore
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer would wait 40 ms for an acknowledgement

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        """Answer GET."""
        self._answer("GET")

    def do_POST(self) -> None:
        """Answer POST."""
        self._answer("POST")

    def do_HEAD(self) -> None:
        """Answer HEAD."""
        self._answer("HEAD")

    def _answer(self, method: str) -> None:
        place = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        content = json.loads(body) if body else {}
        self.store.asked.append((method, place.path))
        if place.path.startswith("/files/"):
            return self._file(place.path.split("/")[2], method)
        if place.path.startswith("/api/catalogue/"):
            return self._json({"messages": [{"severity": "info", "content": "a message of the store", "live": True}]})
        if self.headers.get("PRIVATE-TOKEN") != self.store.key:
            return self._error(401, "permission denied", "authentication failed")
        if self.store.spent("busy"):
            return self._error(429, "rate limit exceeded", "Rate limit exceeded. Please wait 1 seconds.")
        path = place.path.removeprefix("/api/retrieve/v1/")
        if path.startswith("processes/"):
            return self._process(path.split("/")[1:], content)
        if method == "GET" and self.store.spent("dropped_gets"):
            return self._drop()
        return self._jobs(path.split("/")[1:], parse_qs(place.query))

    def _process(self, parts: list[str], content: dict[str, Any]) -> None:
        collection, verb = parts[0], parts[1] if len(parts) > 1 else ""
        request = content.get("inputs", {})
        if collection not in COLLECTIONS:
            return self._error(404, "process not found", f"dataset {collection} not found")
        if not verb:
            return self._json({"id": collection, "title": collection, "version": "1.0.0", "links": []})
        cost, limit = self.store.cost(collection, request), self.store.cost_limit
        if verb == "costing":
            return self._json({"id": "size", "cost": float(cost), "limit": float(limit), "request_is_valid": True})
        if verb == "constraints":
            return self._json({name: value for name, value in request.items()})
        if not self.store.licence:
            visit = f"please visit {PAGE.format(collection)} to accept the required licence(s)."
            detail = f"Not all the required licences have been accepted; {visit}"
            return self._error(403, "required licences not accepted", detail)
        if cost > limit:
            return self._error(403, "cost limits exceeded", "Your request is too large, please reduce your selection.")
        job = self.store.submit(collection, request)
        if self.store.spent("dropped_posts"):
            return self._drop()
        return self._json(self._info(job, links="monitor"), 201)

    def _jobs(self, parts: list[str], query: dict[str, list[str]]) -> None:
        if not parts:
            newest = sorted(self.store.jobs.values(), key=lambda job: job.created, reverse=True)
            chosen = newest[: int(query.get("limit", ["10"])[0])]
            return self._json({"jobs": [self._info(job) for job in chosen], "links": []})
        job = self.store.jobs.get(parts[0])
        if job is None:
            return self._error(404, "job not found", f"job {parts[0]} not found")
        if parts[1:] == ["results"]:
            return self._results(job)
        if "log" in query:
            self.store.poll(job)
        return self._json(self._info(job, links="self", request="request" in query))

    def _results(self, job: Job) -> None:
        if job.status in ("failed", "rejected"):
            return self._error(400, f"The job has been {job.status}", "", traceback=job.message)
        if job.status != "successful":
            return self._error(404, "results not ready", f"status of {job.number} is {job.status}")
        if self.store.spent("expired"):
            return self._error(404, "results expired", "the results of this job are no longer available")
        size = len(self.store.result(job))
        href = f"{self.store.url.removesuffix('/api')}/files/{job.number}/{job.number}.nc"
        value = {
            "type": "application/netcdf",
            "href": href,
            "file:size": size,
            "file:checksum": "0",
            "file:local_path": "",
        }
        return self._json({"asset": {"value": value}})

    def _info(self, job: Job, links: str = "self", request: bool = True) -> dict[str, Any]:
        href = f"{self.store.url}/retrieve/v1/jobs/{job.number}"
        metadata = {"request": {"ids": job.request}} if request else {}
        return {
            "processID": job.collection,
            "type": "process",
            "jobID": job.number,
            "status": job.status,
            "created": job.created,
            "updated": job.created,
            "links": [{"href": href, "rel": links, "type": "application/json"}],
            "metadata": metadata,
        }

    def _file(self, number: str, method: str) -> None:
        job = self.store.jobs.get(number)
        if job is None:
            return self._error(404, "no such file", number)
        content = self.store.result(job)
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        first = int(asked[1]) if asked else 0
        if first >= len(content):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(content)}")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        last = min(int(asked[2]) if asked and asked[2] else len(content) - 1, len(content) - 1)
        part = content[first : last + 1]
        self.send_response(206 if asked else 200)
        self.send_header("Content-Type", "application/netcdf")
        self.send_header("Content-Length", str(len(part)))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", f'"{number}"')
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.end_headers()
        if method == "HEAD":
            return None
        if self.store.spent("cut_downloads"):
            self.wfile.write(part[: len(part) // 2])
            return self._drop()
        self.wfile.write(part)
        return None

    def _drop(self) -> None:
        self.close_connection = True

    def _error(self, status: int, title: str, detail: str, **more: str) -> None:
        self._json({"type": title, "title": title, "status": status, "detail": detail, "trace_id": "0", **more}, status)

    def _json(self, content: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

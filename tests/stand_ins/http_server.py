"""An HTTP server on this machine that serves bytes, and misbehaves in the ways that servers do."""

import hashlib
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

PAGE = b"<!DOCTYPE html>\n<html><body>Please log in.</body></html>"


@dataclass
class Fault:
    """Say how answers for a path go wrong.

    Parameters
    ----------
    truncate : int, optional
        The connection ends after so many bytes of the body.
    status : int, optional
        The answer is this status, and no content.
    retry_after : str, optional
        What a busy server says.
    slow : float
        Seconds of sleep before every 4096 bytes.
    no_range : bool
        Ranges are not understood: always the whole file.
    no_length : bool
        The size is not said, as with chunks.
    no_validator : bool
        Neither ETag nor Last-Modified is said.
    ignore_if_range : bool
        A range is given although the file has changed.
    page : bool
        A page that asks for a login comes instead of the data.
    drop : bool
        The connection ends without an answer.
    redirect : str, optional
        The answer sends to another address.
    content : bytes, optional
        Other bytes than the file's, of another version.
    times : int, optional
        So many answers go wrong; None: all of them.
    then : Fault, optional
        What goes wrong after that; None: all is well.
    """

    truncate: int | None = None
    status: int | None = None
    retry_after: str | None = None
    slow: float = 0.0
    no_range: bool = False
    no_length: bool = False
    no_validator: bool = False
    ignore_if_range: bool = False
    page: bool = False
    drop: bool = False
    redirect: str | None = None
    content: bytes | None = None
    times: int | None = None
    then: "Fault | None" = None


@dataclass
class Request:
    """Hold what was asked.

    Parameters
    ----------
    method : str
        GET, CONNECT.
    path : str
        The path, without the query.
    query : str
        The query.
    headers : dict of str to str
        The headers, by their names in lower case.
    """

    method: str
    path: str
    query: str
    headers: dict[str, str]


@dataclass
class Server:
    """Serve files on 127.0.0.1; what is asked is kept in `requests`.

    Parameters
    ----------
    content : mapping of str to bytes, or Path
        The files by their path (with a slash in front), or a folder.
    faults : dict of str to Fault
        What goes wrong, by path; "*" is for all others.
    """

    content: Mapping[str, bytes] | Path
    faults: dict[str, Fault] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    url: str = ""
    most_at_once: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, path: str) -> bytes | None:
        """Give the bytes of a path; a path that ends in a slash is that very key, or index.html of a folder."""
        if isinstance(self.content, Path):
            file = self.content / path.lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            return file.read_bytes() if file.is_file() else None
        return self.content.get(path)

    def fault(self, path: str) -> Fault:
        """Take the fault for a path, as long as it lasts."""
        with self._lock:
            fault = self.faults.get(path) or self.faults.get("*") or Fault()
            if fault.times is None:
                return fault
            fault.times -= 1
            return fault if fault.times >= 0 else fault.then or Fault()

    def asked(self, path: str) -> list[Request]:
        """List the requests for a path."""
        return [request for request in self.requests if request.path == path]

    @contextmanager
    def counted(self, request: Request) -> Iterator[None]:
        """Keep a request, and how many are answered at the same time."""
        with self._lock:
            self.requests.append(request)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            yield
        finally:
            with self._lock:
                self._now -= 1


class Handler(BaseHTTPRequestHandler):
    """Answer one connection."""

    protocol_version = "HTTP/1.1"
    timeout = 10

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file, or what goes wrong with it."""
        served: Server = self.server.served  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        with served.counted(Request("GET", path, parts.query, headers)):
            fault = served.fault(path)
            try:
                if fault.drop:
                    self.close_connection = True
                elif fault.redirect:
                    self._empty(302, {"Location": fault.redirect})
                elif fault.status:
                    self._empty(fault.status, {"Retry-After": fault.retry_after} if fault.retry_after else {})
                elif fault.page:
                    self._send(PAGE, fault, "text/html")
                elif (data := fault.content if fault.content is not None else served.read(path)) is None:
                    self._empty(404, {})
                else:
                    self._send(data, fault, "application/octet-stream")
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

    def do_CONNECT(self) -> None:
        """Keep the request of a client that takes this for a proxy, and refuse it."""
        served: Server = self.server.served  # type: ignore[attr-defined]
        with served.counted(Request("CONNECT", self.path, "", dict(self.headers.items()))):
            self._empty(502, {})

    def _empty(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": "0"}.items():
            self.send_header(name, value)
        self.end_headers()

    def _send(self, data: bytes, fault: Fault, kind: str) -> None:
        tag = f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'
        first = self._first(len(data), tag, fault)
        if first is not None and first >= len(data):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(data)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = data[first or 0 :]
        self.send_response(200 if first is None else 206)
        if first is not None:
            self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Type", kind)
        if not fault.no_validator:
            self.send_header("ETag", tag)
            self.send_header("Last-Modified", formatdate(1e9 + sum(data[:100]), usegmt=True))
        if fault.no_length:
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self._write(body, fault)

    def _first(self, length: int, tag: str, fault: Fault) -> int | None:
        """Find where the answer begins; None: all of the file is sent."""
        asked = self.headers.get("Range")
        if asked is None or fault.no_range:
            return None
        condition = self.headers.get("If-Range")
        if condition is not None and condition != tag and not fault.ignore_if_range:
            return None
        return int(asked.removeprefix("bytes=").removesuffix("-"))

    def _write(self, body: bytes, fault: Fault) -> None:
        if fault.truncate is not None and len(body) > fault.truncate:
            body = body[: fault.truncate]
            self.close_connection = True
        if not fault.slow:
            self.wfile.write(body)
            return
        for start in range(0, len(body), 4096):
            time.sleep(fault.slow)
            self.wfile.write(body[start : start + 4096])
            self.wfile.flush()


class _Listener(ThreadingHTTPServer):
    """Listen in threads that do not outlive the test."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of connections that clients break."""


@contextmanager
def serving(content: Mapping[str, bytes] | Path, faults: dict[str, Fault] | None = None) -> Iterator[Server]:
    """Serve bytes, or the files of a folder, on a free port of 127.0.0.1 while the block runs.

    Parameters
    ----------
    content : mapping of str to bytes, or Path
        The files by their path (with a slash in front), or a folder.
    faults : dict of str to Fault, optional
        What goes wrong, by path; "*" is for all others. It may be changed while the server runs.
    """
    served = Server(content, faults if faults is not None else {})
    listener = _Listener(("127.0.0.1", 0), Handler)
    listener.served = served  # type: ignore[attr-defined]
    served.url = f"http://127.0.0.1:{listener.server_address[1]}"
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()

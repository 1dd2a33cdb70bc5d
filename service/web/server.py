"""Serving on this machine: a socket of our own, uvicorn on a thread, and an end within ten seconds.

uvicorn runs on a thread beside the main one, which waits for a signal: so the end is ours to arrange (nothing
new, what runs comes to its end), and the exit code is 0 after a clean one (uvicorn itself would end with the
signal's).
"""

from __future__ import annotations

import gc
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import uvicorn

from service.app import App
from service.problems import Problem, reason_of
from service.web.app import build
from service.words import N_

LOOPBACK = "127.0.0.1"
PORT = 8737
_ANSWERS_END = 2  # seconds
_WAITING = 2048  # connections, as uvicorn lets wait


class PortError(Problem):
    """The port cannot be used."""


@contextmanager
def listening(port: int) -> Iterator[tuple[socket.socket, str]]:
    """Listen on a port of this machine, any free one for 0; yield the socket and its address."""
    listener = socket.socket()
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
            listener.listen(_WAITING)  # so that who comes before uvicorn does waits, and is not turned away
        except OSError as error:
            message = N_("Port {port} cannot be used: {reason}. Name another one: --port N")
            raise PortError(message, port=port, reason=reason_of(error)) from error
        yield listener, f"http://{LOOPBACK}:{listener.getsockname()[1]}"
    finally:
        listener.close()


@contextmanager
def serving(app: App, listener: socket.socket) -> Iterator[None]:
    """Follow calendars and answer requests for as long as the block lasts; then end within ten seconds."""
    stopping = Event()
    config = uvicorn.Config(
        build(app, stopping),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=_ANSWERS_END,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=([listener],), name="plausch-web", daemon=True)
    app.start()
    thread.start()
    try:
        with collecting_young_only():
            yield
    finally:
        stopping.set()
        server.should_exit = True
        app.stop()
        thread.join(_ANSWERS_END)


@contextmanager
def collecting_young_only() -> Iterator[None]:
    """Let the garbage collector pass over what is there already, for as long as the block lasts.

    What was loaded at the start lasts as long as the process. Looking through all of it again and again cost
    a page with many rows a tenth of a second now and then (``bench/pages.py``).
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()

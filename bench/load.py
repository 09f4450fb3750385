"""A load generator: `python -m bench.load PORT CONNECTIONS SECONDS FILE` sends the file's bodies, one a line.

Each connection is kept alive and sends its next body as soon as it has its answer. The outcome is printed as JSON.
Python itself is part of the load on the machine: a compiled generator would leave a little more to the server.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

END_OF_HEAD = b"\r\n\r\n"
SETTLED = b'"infcode":0'


@dataclass(slots=True)
class Line:
    """One kept-alive connection and the answer it is waiting for."""

    wire: socket.socket
    sent_at: float = 0.0
    heard: bytearray = field(default_factory=bytearray)


def request(body: bytes) -> bytes:
    """A body as an HTTP request."""
    head = f"POST /gateway HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def is_whole(heard: bytearray) -> bool:
    """Whether the answer has arrived to its last byte."""
    head_ends = heard.find(END_OF_HEAD)
    if head_ends < 0:
        return False
    head = bytes(heard[:head_ends]).lower()
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    return len(heard) >= head_ends + len(END_OF_HEAD) + length


def drive(port: int, connections: int, seconds: float, bodies: Iterator[bytes]) -> dict[str, object]:
    """Keep every connection busy for so long, or until the bodies are used up."""
    waiting = selectors.DefaultSelector()
    taken: list[float] = []
    refused = 0

    def send_next(line: Line) -> None:
        body = next(bodies, None) if time.perf_counter() < ends else None
        if body is None:
            waiting.unregister(line.wire)
            line.wire.close()
            return
        line.heard.clear()
        line.sent_at = time.perf_counter()
        line.wire.sendall(body)

    starts = time.perf_counter()
    ends = starts + seconds
    for _ in range(connections):
        line = Line(socket.create_connection(("127.0.0.1", port)))
        line.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        waiting.register(line.wire, selectors.EVENT_READ, line)
        send_next(line)
    while waiting.get_map():
        for key, _ in waiting.select():
            line = key.data
            line.heard += line.wire.recv(65536)
            if is_whole(line.heard):
                taken.append(time.perf_counter() - line.sent_at)
                refused += SETTLED not in line.heard
                send_next(line)
    return summary(taken, refused, time.perf_counter() - starts)


def summary(taken: list[float], refused: int, seconds: float) -> dict[str, object]:
    """How many in what time, and how long one took (milliseconds)."""
    ordered = sorted(taken)
    return {
        "done": len(taken),
        "refused": refused,
        "a_second": len(taken) / seconds,
        "p50_ms": ordered[len(ordered) // 2] * 1000,
        "p99_ms": ordered[len(ordered) * 99 // 100] * 1000,
    }


def main() -> None:
    """Drive the load that the arguments describe."""
    port, connections, seconds, file = sys.argv[1:]
    bodies = [request(body) for body in Path(file).read_bytes().splitlines()]
    print(json.dumps(drive(int(port), int(connections), float(seconds), iter(bodies))))


if __name__ == "__main__":
    main()

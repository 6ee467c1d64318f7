"""What a streaming destination may do to the order and number of its records, on demand.

AWS says that records of DynamoDB in Kinesis can come twice and in another order. A test sets how
often; without it the emulator sends each record once, in order.
"""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, field
from typing import Callable

_HELD_SECONDS = 0.5  # a record that is to be late comes then, if no other came before


@dataclass
class StreamFault:
    """Shares of the records of one Kinesis stream that come twice, and that come late."""

    stream: str
    duplicates: float = 0.0
    disorder: float = 0.0
    seed: int = 0
    met: int = 0
    repeated: int = 0
    delayed: int = 0
    _held: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._lock = threading.Lock()

    def put(self, put: Callable[[], None]) -> None:
        """Puts a record, perhaps twice, or keeps it until another one was put."""
        with self._lock:
            self.met += 1
            if self._random.random() < self.duplicates:
                self.repeated += 1
                self._held.append(put)
            if self._random.random() < self.disorder:
                self.delayed += 1
                self._held.append(put)
                timer = threading.Timer(_HELD_SECONDS, self.release)
                timer.daemon = True
                timer.start()
                return
        put()
        self.release()

    def release(self) -> None:
        """Puts what was kept."""
        with self._lock:
            held, self._held = self._held, []
        for put in held:
            put()


_faults: dict[str, StreamFault] = {}


def disturb(fault: StreamFault) -> None:
    """Lets the fault act on its stream, in place of another one."""
    _faults[fault.stream] = fault


def clear() -> None:
    """Ends all faults; what they still keep is put."""
    for name in list(_faults):
        _faults.pop(name).release()


def faults() -> list[StreamFault]:
    """The faults in force."""
    return list(_faults.values())


def put(stream: str, call: Callable[[], None]) -> None:
    """Puts a record into the stream of that name, as its fault wants."""
    fault = _faults.get(stream)
    if fault:
        fault.put(call)
    else:
        call()

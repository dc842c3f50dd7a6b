"""Keeping one sender from running up the counts, without keeping who sent."""

import hashlib
import secrets
import threading
import time
from collections import Counter

WINDOW = 600
"""Seconds after which everything is forgotten."""

PER_PAGE = 30
"""Views of one page that count from one address in a window, per worker; a whole market may share an address."""

PER_ADDRESS = 1_000
"""Views of all pages that count from one address in a window, per worker."""

MOST_SENDERS = 50_000
"""Entries held; beyond that the window ends early."""


class Throttle:
    """Counts by a keyed hash of the address in memory only.

    The key is random, known to this process alone, and thrown away with the counts after WINDOW seconds,
    so that nobody can learn later which addresses were seen.
    """

    def __init__(self, *, clock=time.monotonic):
        """Start with an empty window; `clock` gives seconds."""
        self.clock = clock
        self._lock = threading.Lock()
        self._start_window()

    def allows(self, visitor: str, page_id: int) -> bool:
        """Tell whether one more view of this page by this visitor (`core.addresses`) is to be counted."""
        with self._lock:
            if self.clock() >= self._ends or len(self._seen) >= MOST_SENDERS:
                self._start_window()
            sender = hashlib.blake2b(visitor.encode(), key=self._key, digest_size=12).digest()
            if self._seen[sender] >= PER_ADDRESS or self._seen[sender, page_id] >= PER_PAGE:
                return False
            self._seen[sender] += 1
            self._seen[sender, page_id] += 1
            return True

    def _start_window(self) -> None:
        self._key = secrets.token_bytes(32)
        self._seen: Counter = Counter()
        self._ends = self.clock() + WINDOW


throttle = Throttle()
"""The throttle of this process."""

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

VIEWERS_PER_ADDRESS = 100
"""Devices at a stage that count from one address in a minute, per worker; each reports once a minute."""

MOST_SENDERS = 50_000
"""Entries held; beyond that the window ends early."""


class Throttle:
    """Counts by a keyed hash of the address in memory only.

    The key is random, known to this process alone, and thrown away with the counts after the window,
    so that nobody can learn later which addresses were seen.
    """

    def __init__(self, *, window=WINDOW, per_page=PER_PAGE, per_address=PER_ADDRESS, clock=time.monotonic):
        """Start with an empty window of so many seconds; windows begin at multiples of it by the `clock`."""
        self.window, self.per_page, self.per_address = window, per_page, per_address
        self.clock = clock
        self._lock = threading.Lock()
        self._start_window()

    def allows(self, visitor: str, page_id: int) -> bool:
        """Tell whether one more view of this page (or room) by this visitor (`core.addresses`) is to be counted."""
        with self._lock:
            if self.clock() // self.window != self._number or len(self._seen) >= MOST_SENDERS:
                self._start_window()
            sender = hashlib.blake2b(visitor.encode(), key=self._key, digest_size=12).digest()
            if self._seen[sender] >= self.per_address or self._seen[sender, page_id] >= self.per_page:
                return False
            self._seen[sender] += 1
            self._seen[sender, page_id] += 1
            return True

    def _start_window(self) -> None:
        self._key = secrets.token_bytes(32)
        self._seen: Counter = Counter()
        self._number = self.clock() // self.window


throttle = Throttle()
"""The throttle of this process."""

viewer_throttle = Throttle(
    window=60, per_page=VIEWERS_PER_ADDRESS, per_address=VIEWERS_PER_ADDRESS, clock=time.time
)
"""The same for viewers of stages, by the minutes in which they are counted."""

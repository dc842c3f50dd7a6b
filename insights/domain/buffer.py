"""Views and viewers of the last few seconds, in the memory of a worker process, on their way to the tables."""

import datetime
import logging
import os
import threading
import time
from collections import Counter
from collections.abc import Hashable

from django.conf import settings
from django.db import Error, connections
from django.utils import timezone

from insights.domain.counting import write_views
from insights.domain.viewers import minute_of, write_viewers
from insights.enums import Kind

logger = logging.getLogger(__name__)

MOST_PAGES = 20_000
"""Different pages and days (rooms and minutes) held while the database takes none; more are dropped, and said so."""

LAST_TRIES = 5
"""How often a process that stops tries to write what it holds, a second apart."""


class Buffer:
    """Counts in memory and writes every few seconds from a thread of its own.

    The thread is no daemon and waits for the main thread: when the process stops cleanly (granian ends its
    workers' main thread on SIGTERM), Python waits for it, and it writes what is left. A process that is
    killed or loses power loses at most what came since the last writing.
    """

    def __init__(self, *, what: str, seconds: float, write, most: int = MOST_PAGES):
        """Write with `write` every `seconds`; with 0 at once, in the caller's thread. Logs say `what` it holds."""
        self.what = what
        self.seconds = seconds
        self.write = write
        self.most = most
        self.forget()

    def forget(self) -> None:
        """Start empty; also in a process that was forked from one that counts, which writes its own."""
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._held: Counter = Counter()
        self._dropped = 0
        self._thread: threading.Thread | None = None

    def count(self, key: Hashable) -> None:
        """Count one more of this key. Touches no database but with `seconds` 0."""
        with self._lock:
            if key in self._held or len(self._held) < self.most:
                self._held[key] += 1
            else:
                self._dropped += 1
            at_once = not self.seconds or not threading.main_thread().is_alive()
            if not at_once and self._thread is None:
                # Said, not left to chance: a server's own threads are daemons, and theirs would be one.
                self._thread = threading.Thread(target=self._run, name=f"insights-{self.what}", daemon=False)
                self._thread.start()
        if at_once:
            self.flush()

    def flush(self) -> bool:
        """Write what is held; False when the database did not take it and it is held again."""
        with self._writing:
            with self._lock:
                held, self._held = self._held, Counter()
                dropped, self._dropped = self._dropped, 0
            if dropped:
                logger.warning(
                    "%s %s were not counted: the database took none for too long", dropped, self.what
                )
            if not held:
                return True
            try:
                self.write(held)
            except Error:
                # Locked, restarted, out of room: nothing was written, the next round tries again.
                logger.warning("%s are held back: the database did not take them", self.what, exc_info=True)
                with self._lock:
                    self._held.update(held)
                return False
            return True

    def _run(self) -> None:
        main = threading.main_thread()
        while main.is_alive():
            main.join(self.seconds)
            self._flush_and_hang_up()
        for _try in range(LAST_TRIES):
            if self._flush_and_hang_up():
                return
            time.sleep(1)
        logger.error("%s %s were lost: the database did not take them", self._held.total(), self.what)

    def _flush_and_hang_up(self) -> bool:
        """Flush from the thread, whose connection nobody else would close; nothing may end the thread."""
        if not self._held:
            return True
        try:
            return self.flush()
        except Exception:
            logger.exception("%s could not be written and are dropped", self.what)
            return True
        finally:
            connections.close_all()


class ViewBuffer(Buffer):
    """Views by kind, page and day."""

    def __init__(self, *, seconds: float, write=write_views, most: int = MOST_PAGES):
        """See `Buffer`."""
        super().__init__(what="views", seconds=seconds, write=write, most=most)

    def add(self, kind: Kind, page_id: int, day: datetime.date | None = None) -> None:
        """Count one view of a page (day: today, local date)."""
        self.count((kind, page_id, day or timezone.localdate()))


class ViewerBuffer(Buffer):
    """Viewers by room and minute."""

    def __init__(self, *, seconds: float, write=write_viewers, most: int = MOST_PAGES):
        """See `Buffer`."""
        super().__init__(what="viewers", seconds=seconds, write=write, most=most)

    def add(self, room_id: int) -> None:
        """Count one device at the stage of this room in this minute."""
        self.count((room_id, minute_of(timezone.now())))


views = ViewBuffer(seconds=settings.VIEWS_FLUSH_SECONDS)
viewers = ViewerBuffer(seconds=settings.VIEWS_FLUSH_SECONDS)
"""The buffers of this process."""

os.register_at_fork(after_in_child=views.forget)
os.register_at_fork(after_in_child=viewers.forget)

"""Views of the last few seconds, in the memory of a worker process, on their way to the table."""

import datetime
import logging
import os
import threading
import time
from collections import Counter

from django.conf import settings
from django.db import Error, connections
from django.utils import timezone

from insights.domain.counting import write_views
from insights.enums import Kind

logger = logging.getLogger(__name__)

MOST_PAGES = 20_000
"""Different pages and days held while the database does not take them; further ones are dropped, and said so."""

LAST_TRIES = 5
"""How often a process that stops tries to write what it holds, a second apart."""


class ViewBuffer:
    """Counts in memory and writes every few seconds from a thread of its own.

    The thread is no daemon and waits for the main thread: when the process stops cleanly (granian ends its
    workers' main thread on SIGTERM), Python waits for it, and it writes what is left. A process that is
    killed or loses power loses at most what came since the last writing.
    """

    def __init__(self, *, seconds: float, write=write_views, most: int = MOST_PAGES):
        """Write with `write` every `seconds`; with 0 at once, in the caller's thread."""
        self.seconds = seconds
        self.write = write
        self.most = most
        self.forget()

    def forget(self) -> None:
        """Start empty; also in a process that was forked from one that counts, which writes its own."""
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._views: Counter = Counter()
        self._dropped = 0
        self._thread: threading.Thread | None = None

    def add(self, kind: Kind, page_id: int, day: datetime.date | None = None) -> None:
        """Count one view of a page (day: today, local date). Touches no database but with `seconds` 0."""
        key = (kind, page_id, day or timezone.localdate())
        with self._lock:
            if key in self._views or len(self._views) < self.most:
                self._views[key] += 1
            else:
                self._dropped += 1
            at_once = not self.seconds or not threading.main_thread().is_alive()
            if not at_once and self._thread is None:
                # Said, not left to chance: a server's own threads are daemons, and theirs would be one.
                self._thread = threading.Thread(target=self._run, name="insights-views", daemon=False)
                self._thread.start()
        if at_once:
            self.flush()

    def flush(self) -> bool:
        """Write what is held; False when the database did not take it and it is held again."""
        with self._writing:
            with self._lock:
                views, self._views = self._views, Counter()
                dropped, self._dropped = self._dropped, 0
            if dropped:
                logger.warning("%s views were not counted: the database took none for too long", dropped)
            if not views:
                return True
            try:
                self.write(views)
            except Error:
                # Locked, restarted, out of room: nothing was written, the next round tries again.
                logger.warning("Views are held back: the database did not take them", exc_info=True)
                with self._lock:
                    self._views.update(views)
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
        logger.error("%s views were lost: the database did not take them", self._views.total())

    def _flush_and_hang_up(self) -> bool:
        """Flush from the thread, whose connection nobody else would close; nothing may end the thread."""
        if not self._views:
            return True
        try:
            return self.flush()
        except Exception:
            logger.exception("Views could not be written and are dropped")
            return True
        finally:
            connections.close_all()


views = ViewBuffer(seconds=settings.VIEWS_FLUSH_SECONDS)
"""The buffer of this process."""

os.register_at_fork(after_in_child=views.forget)

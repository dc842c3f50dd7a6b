"""The demo's photos: drawn in other processes, stored as uploads with their pictures ready."""

from __future__ import annotations

import io
import multiprocessing
import os
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.images.models import Filter

from core.models import Photo, PhotoRendition
from core.photos import make_sources, rendition_specs
from home.demo.art.encode import Made, make


class Studio:
    """Draws ahead in a pool of processes; `store` makes a drawn picture a photo of the site."""

    def __init__(self, workers: int | None = None, width: int | None = None):
        """Take this many processes (default: one for each core); 0 draws in this one.

        `width` is that of the pictures in pixels, without it each kind has its own.
        """
        self._width = width
        workers = (os.cpu_count() or 1) if workers is None else workers
        self._pool = None
        if workers:
            # Spawned: database connections and threads of this process must not be copied.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(workers, mp_context=context)
        self._specs = tuple(dict.fromkeys(rendition_specs().values()))
        self.stored = 0

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def order(self, job: dict) -> Future | dict:
        """Ask for a picture; hand what this returns to `store` later."""
        if self._width:
            job = {**job, "size" if job["what"] == "logo" else "width": self._width}
        return self._pool.submit(make, job, self._specs) if self._pool else job

    def store(self, order: Future | dict, *, name: str, title: str, description: str = "", by=None) -> Photo:
        """Store the ordered picture as an upload of `by` and return the photo, its pictures made."""
        made: Made = order.result() if isinstance(order, Future) else make(order, self._specs)
        with transaction.atomic():
            upload = ImageFile(io.BytesIO(made.upload), name=f"{name}.jpg")
            photo = Photo(title=title, description=description, file=upload, uploaded_by_user=by)
            photo._set_image_file_metadata()
            photo.save()
            PhotoRendition.objects.bulk_create(
                self._rendition(photo, spec, sized) for spec, sized in made.renditions.items()
            )
        photo.refresh_from_db(fields=["sources"])
        if not photo.sources:
            # Not yet committed, as in tests, or left to a background worker.
            make_sources(photo)
        self.stored += 1
        return photo

    @staticmethod
    def _rendition(photo: Photo, spec: str, sized) -> PhotoRendition:
        """Return the unsaved rendition, named as Wagtail would name its file."""
        rule = Filter(spec=spec)
        key = rule.get_cache_key(photo)
        kind = spec.rpartition("format-")[2]
        extension = spec.replace("|", ".") + {"jpeg": ".jpg"}.get(kind, f".{kind}")
        if key:
            extension = f"{key}.{extension}"
        stem = PurePath(photo.file.name).stem[: 59 - len(extension)]
        return PhotoRendition(
            image=photo,
            filter_spec=spec,
            focal_point_key=key,
            file=ContentFile(sized.data, name=f"{stem}.{extension}"),
            width=sized.width,
            height=sized.height,
        )

"""Files that can't be written to their end leave nothing behind."""

import resource
from contextlib import contextmanager

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from core.private_files import PrivateStorage
from core.whole_files import WholeFileStorage

ROOM = 64 * 1024


@contextmanager
def room_for(size):
    """Let no file of this process grow beyond `size` bytes: writing on is refused, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def large():
    return ContentFile(bytes(4 * ROOM))


@pytest.mark.parametrize("storage_class", [WholeFileStorage, PrivateStorage])
def test_a_file_that_does_not_fit_leaves_nothing(tmp_path, storage_class):
    storage = storage_class(location=tmp_path)
    with room_for(ROOM), pytest.raises(OSError, match="too large"):
        storage.save("foto/satu.jpg", large())
    assert [path.name for path in tmp_path.rglob("*")] == ["foto"]
    assert storage.save("foto/satu.jpg", large()) == "foto/satu.jpg"
    assert storage.size("foto/satu.jpg") == 4 * ROOM


def test_a_name_that_was_taken_meanwhile_is_left_alone(tmp_path):
    storage = WholeFileStorage(location=tmp_path)
    storage.save("polis.pdf", ContentFile(b"mine"))
    with room_for(ROOM), pytest.raises(OSError, match="too large"):
        # As if it had been free a moment ago.
        storage._save("polis.pdf", large())
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("polis.pdf", b"mine")]


@pytest.mark.parametrize("name", ["default", "private"])
def test_the_site_stores_so(name):
    assert isinstance(storages[name], WholeFileStorage)

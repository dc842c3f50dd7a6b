"""Getting the embedded site ready."""

import socket

from core.serving import answers, port_is_taken, static_fingerprint


def test_a_taken_port_is_noticed():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert port_is_taken("127.0.0.1", port)
        assert not answers("127.0.0.1", port + 1)
    assert not port_is_taken("127.0.0.1", port)


def test_the_fingerprint_follows_the_static_files(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    fingerprints = [static_fingerprint()]
    (tmp_path / "site.css").write_text("a{}")
    fingerprints.append(static_fingerprint())
    (tmp_path / "site.css").write_text("a{b:c}")
    fingerprints.append(static_fingerprint())
    (tmp_path / "site.css").rename(tmp_path / "other.css")
    fingerprints.append(static_fingerprint())
    assert len(set(fingerprints)) == 4
    assert static_fingerprint() == fingerprints[-1]

"""The secret that the embedded profile makes for itself."""

import stat
from concurrent.futures import ThreadPoolExecutor

from config.secrets import generated_secret


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "secret_key"
    first = generated_secret(path)
    assert generated_secret(path) == first
    assert path.read_text() == first
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["secret_key"]


def test_processes_that_start_together_agree(tmp_path):
    path = tmp_path / "secret_key"
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(generated_secret, [path] * 32))
    assert len(secrets) == 1


def test_two_sites_have_two_secrets(tmp_path):
    assert generated_secret(tmp_path / "a") != generated_secret(tmp_path / "b")

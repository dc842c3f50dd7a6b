"""A visitor's browser, and a throttle that remembers nothing of other tests."""

import pytest
from django.conf import settings

from insights import views
from insights.domain.throttle import Throttle

AGENT = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def fresh_throttle(monkeypatch):
    """Let each test start with an address that has sent nothing."""
    monkeypatch.setattr(views, "throttle", Throttle())
    views.viewer_throttle._start_window()
    assert settings.VIEWS_FLUSH_SECONDS == 0


@pytest.fixture
def say(client):
    """Report a page as a browser does: `say("booth 12", **headers)`; None leaves a header out."""

    def send(body, *, method="post", to="/dilihat/", **changed):
        headers = {"User-Agent": AGENT, "Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
        headers |= {name.replace("_", "-"): value for name, value in changed.items()}
        headers = {name: value for name, value in headers.items() if value is not None}
        return client.generic(
            method.upper(), to, body, content_type="text/plain;charset=UTF-8", headers=headers
        )

    return send

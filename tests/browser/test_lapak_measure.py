"""How much it takes, from the slip to a booth that waits for the office, on a cheap phone at the market."""

import sys

from tests.browser.counting_proxy import counted
from tests.browser.journey import PHONE, WHOLE, Walk

MOST_TAPS, MOST_SENT, MOST_RECEIVED = 25, 1_200_000, 400_000
SLOW_4G = {
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
    "offline": False,
}
"""Of the network, as Lighthouse has it for mobile phones; bytes a second, milliseconds."""


def test_from_the_slip_to_a_booth_that_waits(visit, site, big_photos):
    visitor = visit(PHONE, has_touch=True, is_mobile=True)
    visitor.page.context.new_cdp_session(visitor.page).send("Network.emulateNetworkConditions", SLOW_4G)
    visitor.page.set_default_timeout(90_000)
    with counted(site.url) as line:
        visitor.site = line
        walk = Walk(visitor, site, site.unclaimed["measured"], url=line.url)
        walk.all_the_way(big_photos)
    sys.stdout.write(
        f"\nFrom the slip to a booth that waits: {len(walk.taps)} taps outside typing, "
        f"{line.sent:,} bytes sent, {line.received:,} received.\n"
    )
    assert walk.stored() == WHOLE
    assert (len(walk.taps) <= MOST_TAPS, walk.taps) == (True, walk.taps)
    assert 800_000 < line.sent <= MOST_SENT
    assert 50_000 < line.received <= MOST_RECEIVED
    assert visitor.problems == []

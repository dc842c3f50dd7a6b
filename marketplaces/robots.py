"""Telling people from robots by what a request says about itself; nothing is stored."""

from crawleruseragents import is_crawler


def is_person(request, *, method="GET"):
    """Whether a request looks like a person following a link, or like a page a person opened (POST).

    Not counted: any other method, speculative loading (Sec-Purpose by the Fetch standard, Purpose and
    X-Moz by older browsers), link previews and robots by User-Agent, and clients without one.
    """
    headers = request.headers
    purposes = (
        headers.get("Sec-Purpose"),
        headers.get("Purpose"),
        headers.get("X-Purpose"),
        headers.get("X-Moz"),
    )
    speculative = any(
        word in purpose.lower()
        for purpose in purposes
        if purpose
        for word in ("prefetch", "prerender", "preview")
    )
    # The patterns are searched linearly; a longer value is never a browser's.
    agent = headers.get("User-Agent", "")[:512]
    return request.method == method and not speculative and bool(agent.strip()) and not is_crawler(agent)

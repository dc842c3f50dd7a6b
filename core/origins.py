"""Whether a page of this site sent a request."""


def from_own_page(request) -> bool:
    """Tell whether a page of this site sent the request.

    Browsers say so in Sec-Fetch-Site (W3C Fetch Metadata); older ones name at least the Origin of every POST.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin", "").partition("://")[2] == request.get_host()

"""A validator of structured data: what Google documents for each type, as read in November 2026.

https://developers.google.com/search/docs/appearance/structured-data/search-gallery, and for types
Google shows nothing of, schema.org's own expectations.
"""

import re

PROPERTIES = {
    # type: (required, recommended or otherwise allowed here)
    "WebSite": ({"name", "url"}, {"alternateName", "inLanguage", "publisher", "potentialAction"}),
    "SearchAction": ({"target", "query-input"}, set()),
    "EntryPoint": ({"urlTemplate"}, set()),
    "Organization": ({"name"}, {"url", "logo"}),
    "Brand": ({"name"}, set()),
    "BreadcrumbList": ({"itemListElement"}, set()),
    "ItemList": ({"itemListElement"}, {"name"}),
    "ListItem": ({"position"}, {"name", "item", "url"}),
    "Store": (
        {"name", "address"},
        {
            "url",
            "description",
            "image",
            "logo",
            "telephone",
            "foundingDate",
            "openingHoursSpecification",
            "currenciesAccepted",
            "sameAs",
        },
    ),
    "OnlineStore": (
        {"name", "url"},
        {"description", "image", "logo", "telephone", "foundingDate", "sameAs"},
    ),
    "PostalAddress": ({"addressCountry"}, {"streetAddress", "addressLocality"}),
    "OpeningHoursSpecification": ({"opens", "closes"}, {"dayOfWeek", "validFrom", "validThrough"}),
    # Google asks for one of offers, review and aggregateRating; the fair has no reviews.
    "Product": (
        {"name", "offers"},
        {"url", "description", "image", "sku", "brand", "category", "weight"},
    ),
    "Offer": (
        {"price", "priceCurrency"},
        {"availability", "url", "itemCondition", "seller"},
    ),
    "AggregateOffer": (
        {"lowPrice", "priceCurrency"},
        {"highPrice", "offerCount", "availability", "url", "itemCondition", "seller"},
    ),
    "QuantitativeValue": ({"value", "unitCode"}, set()),
    "Event": (
        {"name", "startDate", "location"},
        {
            "url",
            "description",
            "image",
            "endDate",
            "eventAttendanceMode",
            "eventStatus",
            "isAccessibleForFree",
            "organizer",
            "performer",
            "superEvent",
        },
    ),
    "VirtualLocation": ({"url"}, set()),
    "Person": ({"name"}, set()),
}
ADDRESSES = {"url", "image", "logo", "item", "sameAs", "urlTemplate", "@id"}
TERMS = {
    "availability": {"InStock", "OutOfStock", "MadeToOrder"},
    "itemCondition": {"NewCondition"},
    "eventAttendanceMode": {"OnlineEventAttendanceMode"},
    "eventStatus": {"EventScheduled"},
}
DAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# A moment says its distance from UTC, or search engines guess it.
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def problems(data: dict) -> list[str]:
    """Return a sentence for everything wrong in a page's JSON-LD; [] means valid."""
    if data.get("@context") != "https://schema.org" or not data.get("@graph"):
        return ["no schema.org graph"]
    found = []
    ids = {node.get("@id") for node in data["@graph"]}
    for node in data["@graph"]:
        found += _node_problems(node, ids, node.get("@type", "?"))
    return found


def _node_problems(node: dict, ids: set, where: str) -> list[str]:
    if set(node) == {"@id"}:
        return [] if node["@id"] in ids else [f"{where}: refers to nothing"]
    if node.get("@type") not in PROPERTIES:
        return [f"{where}: unknown type {node.get('@type')}"]
    required, allowed = PROPERTIES[node["@type"]]
    names = set(node) - {"@type", "@id"}
    found = [f"{where}: {name} is missing" for name in sorted(required - names)]
    found += [f"{where}: {name} is not known" for name in sorted(names - required - allowed)]
    for name, value in node.items():
        for one in value if isinstance(value, list) else [value]:
            found += _value_problems(name, one, ids, f"{where}.{name}")
    check = _MORE.get(node["@type"])
    return found + ([f"{where}: {text}" for text in check(node)] if check else [])


def _value_problems(name: str, value, ids: set, where: str) -> list[str]:
    if isinstance(value, dict):
        return _node_problems(value, ids, f"{where}({value.get('@type')})")
    if value in ("", None):
        return [f"{where} is empty"]
    if name in ADDRESSES and not re.match(r"https?://[^/\s]+/\S*$", str(value)):
        return [f"{where} is no whole address: {value}"]
    if name in TERMS and str(value).removeprefix("https://schema.org/") not in TERMS[name]:
        return [f"{where} is no term: {value}"]
    if name == "dayOfWeek" and value not in DAYS:
        return [f"{where} is no day: {value}"]
    if name in ("startDate", "endDate") and MOMENT.fullmatch(value):
        return []
    if name in ("startDate", "endDate", "validFrom", "validThrough") and not DATE.fullmatch(value):
        return [f"{where} is no date: {value}"]
    if name in ("opens", "closes") and not TIME.fullmatch(value):
        return [f"{where} is no time: {value}"]
    return []


def _list(node):
    places = [entry["position"] for entry in node["itemListElement"]]
    if places != list(range(places[0], places[0] + len(places))):
        yield "positions are not in order"


def _breadcrumbs(node):
    yield from _list(node)
    if node["itemListElement"][0]["position"] != 1 or len(node["itemListElement"]) < 2:
        yield "needs at least two steps from the first"
    if not all({"name", "item"} <= set(entry) for entry in node["itemListElement"]):
        yield "a step lacks its name or address"


def _item_list(node):
    yield from _list(node)
    urls = [entry.get("url") for entry in node["itemListElement"]]
    if None in urls or len(set(urls)) != len(urls):
        yield "an entry has no address of its own"


def _price(*names):
    def check(node):
        for name in names:
            if not isinstance(node.get(name), int) or node[name] < 0:
                yield f"{name} is no amount"
        if node["priceCurrency"] != "IDR":
            yield "not in rupiah"
        if "availability" not in node:
            yield "does not say whether it can be had"

    return check


def _search(node):
    template = node["target"]["urlTemplate"]
    name = re.fullmatch(r"required name=(\w+)", node["query-input"])
    if not name or f"{{{name[1]}}}" not in template:
        yield "the word looked for is not in the address"


def _event(node):
    if node.get("endDate", node["startDate"]) < node["startDate"]:
        yield "ends before it starts"
    if node.get("eventAttendanceMode", "").endswith("Online") and "url" not in node["location"]:
        yield "online without an address"


_MORE = {
    "BreadcrumbList": _breadcrumbs,
    "ItemList": _item_list,
    "Offer": _price("price"),
    "AggregateOffer": _price("lowPrice", "highPrice"),
    "SearchAction": _search,
    "Event": _event,
}

"""The API described as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0); tests hold it and the answers together."""

from django.conf import settings

from catalog.enums import Availability
from core.enums import Motif

VERSION = "1.0.0"
ROOT = "/api/v1"
LANGUAGES = ("id", "en")
DEFAULT_LIMIT, MOST = 50, 200


def description() -> dict:
    """Return the whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.WAGTAIL_SITE_NAME} API",
            "version": VERSION,
            "description": (
                "What the fair shows, read-only and without a key. Texts are those the merchants wrote. "
                "Prices are whole rupiah. Lists are told in stretches: follow `next` until it is null."
            ),
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": {
            **_pair("hall", "halls", "Hall", []),
            **_pair("booth", "booths", "Booth", [_id_filter("hall")]),
            **_pair(
                "product",
                "products",
                "Product",
                [
                    _id_filter("hall"),
                    _id_filter("booth"),
                    _id_filter("category", "of this category or group"),
                    _query("availability", {"type": "string", "enum": list(Availability)}, "only these"),
                ],
            ),
            f"{ROOT}/categories/": _list("categories", "Category", []),
        },
        "components": {
            "schemas": _schemas(),
            "parameters": {
                "lang": _query(
                    "lang",
                    {"type": "string", "enum": list(LANGUAGES), "default": LANGUAGES[0]},
                    "language of labels and addresses",
                ),
                "limit": _query(
                    "limit",
                    {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
                    "items in one answer",
                ),
                "cursor": _query("cursor", {"type": "integer", "minimum": 1}, "taken from `next`"),
            },
            "responses": {
                name: {
                    "description": text,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
                    **(
                        {"headers": {"Retry-After": {"schema": {"type": "integer"}}}} if name == "429" else {}
                    ),
                }
                for name, text in [
                    ("400", "A parameter makes no sense."),
                    ("404", "Nothing public has this id."),
                    ("429", "Too many requests; wait as many seconds as Retry-After says."),
                ]
            },
        },
    }


def _pair(one: str, many: str, schema: str, filters: list[dict]) -> dict:
    return {
        f"{ROOT}/{many}/": _list(many, schema, filters),
        f"{ROOT}/{many}/{{id}}/": {
            "get": {
                "operationId": one,
                "summary": f"One {one}",
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
                    {"$ref": "#/components/parameters/lang"},
                ],
                "responses": _responses({"$ref": f"#/components/schemas/{schema}"}, "404"),
            }
        },
    }


def _list(many: str, schema: str, filters: list[dict]) -> dict:
    stretch = {
        "type": "object",
        "additionalProperties": False,
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}},
            "next": {"type": ["string", "null"], "format": "uri", "description": "address of what follows"},
        },
    }
    common = [{"$ref": f"#/components/parameters/{name}"} for name in ("cursor", "limit", "lang")]
    return {
        "get": {
            "operationId": many,
            "summary": f"Public {many}, oldest first",
            "parameters": [*filters, *common],
            "responses": _responses(stretch),
        }
    }


def _responses(schema: dict, *more: str) -> dict:
    refused = {code: {"$ref": f"#/components/responses/{code}"} for code in ("400", *more, "429")}
    return {
        "200": {
            "description": "Found.",
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": schema}},
        },
        "304": {"description": "Not changed since the answer with the ETag in If-None-Match."},
        **refused,
    }


def _query(name: str, schema: dict, text: str) -> dict:
    return {"name": name, "in": "query", "required": False, "description": text, "schema": schema}


def _id_filter(name: str, text: str = "") -> dict:
    return _query(name, {"type": "integer", "minimum": 1}, text or f"of the {name} with this id")


def _object(**properties: dict) -> dict:
    """Return the schema of a thing with exactly these properties."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _schemas() -> dict:
    text, number, yes = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
    web, moment = {"type": "string", "format": "uri"}, {"type": "string", "format": "date-time"}
    some_number = {"type": ["integer", "null"]}
    time = {"type": "string", "pattern": r"^\d\d:\d\d$"}

    def ref(name):
        return {"$ref": f"#/components/schemas/{name}"}

    def many(item):
        return {"type": "array", "items": item}

    maybe_picture = {"oneOf": [ref("Picture"), {"type": "null"}]}
    hall = _object(id=number, title=text)
    return {
        "Hall": _object(
            id=number,
            title=text,
            url=web,
            introduction=text,
            motif={"type": "string", "enum": list(Motif)},
            booth_count=number,
        ),
        "Booth": _object(
            id=number,
            title=text,
            url=web,
            tagline=text,
            code=text | {"description": "the stall's sign, such as B-12"},
            hall=hall,
            place=text,
            opening_hours=many(
                _object(
                    weekday={"type": "integer", "minimum": 1, "maximum": 7, "description": "Monday is 1"},
                    opens=time,
                    closes=time,
                )
            ),
            closed_on={
                "type": ["string", "null"],
                "format": "date",
                "description": "a day on which the booth is closed whatever its hours say",
            },
            certificates=many(ref("Certificate")),
            category_ids=many(number),
            has_shippable=yes,
            product_count=number,
            picture=maybe_picture,
            logo=maybe_picture,
            published_at=moment,
            updated_at=moment,
        ),
        "Product": _object(
            id=number,
            title=text,
            url=web,
            description=text,
            price=some_number | {"description": "whole rupiah; null: ask the seller"},
            price_to=some_number | {"description": "upper end of a range of prices"},
            currency={"const": "IDR"},
            unit=text,
            availability={"type": "string", "enum": list(Availability)},
            availability_label=text,
            made_in_days=some_number,
            is_shippable=yes,
            certificates=many(ref("Certificate")),
            category_id=some_number,
            booth=_object(id=number, title=text, url=web, code=text),
            hall=hall,
            picture=maybe_picture,
            published_at=moment,
            updated_at=moment,
        ),
        "Category": _object(id=number, name=text, slug=text, parent_id=some_number),
        "Certificate": _object(type=text, is_checked=yes | {"description": "an editor has seen it"}),
        "Picture": _object(
            alt=text,
            width=number,
            height=number,
            files=many(
                _object(
                    type={"type": "string", "enum": ["image/avif", "image/webp", "image/jpeg"]},
                    width=number,
                    url=web,
                )
            ),
        ),
        "Error": _object(error=text),
    }

"""Role × action × own or somebody else's object, by real requests.

An answer is one of: "ok"; "login" (sent to the log-in); "denied" (sent away with a message);
"hidden" (404). For a merchant, what is not one's own is "hidden" and the answer is the same,
byte for byte, as for an id that does not exist.
"""

import re
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.urls import reverse

from tests.expo.conftest import SECRET
from tests.expo.form_data import booth_data, product_data

pytestmark = pytest.mark.django_db

ROLES = ("visitor", "outsider", "owner", "helper", "editor", "administrator")
MERCHANTS = ("owner", "helper")


@dataclass(frozen=True, eq=False)
class Action:
    """One request: the name of an address, what it is about, and whether a merchant may do it with own things."""

    url: str
    about: tuple
    method: str = "get"
    data: dict = field(default_factory=dict)
    own: str = "hidden"
    office: str = "ok"
    administrator: str = ""

    def __str__(self):
        return f"{self.method} {self.url} {'-'.join(map(str, self.about))}"


def get(url, *about, **kwargs):
    return Action(url, about, **kwargs)


def post(url, *about, **kwargs):
    return Action(url, about, method="post", **kwargs)


P = "wagtailadmin_pages:"
ACTIONS = [
    # what a merchant does with own pages
    get("wagtailadmin_explore", "booth", own="ok"),
    get("wagtailadmin_explore_results", "booth", own="ok"),
    get(P + "edit", "booth", own="ok"),
    get(P + "edit", "product", own="ok"),
    get(P + "edit", "draft", own="ok"),
    post(P + "edit", "booth", own="ok"),
    post(P + "edit", "product", own="ok"),
    get(P + "preview_on_edit", "booth", own="ok"),
    post(P + "preview_on_edit", "booth", own="ok"),
    get(P + "preview_on_edit", "draft", own="ok"),
    get(P + "view_draft", "booth", own="ok"),
    get(P + "view_draft", "draft", own="ok"),
    get(P + "add", "=catalog", "=productpage", "booth", own="ok"),
    post(P + "add", "=catalog", "=productpage", "booth", own="ok"),
    get(P + "preview_on_add", "=catalog", "=productpage", "booth", own="ok"),
    get(P + "add_subpage", "booth", own="ok"),
    get(P + "history", "booth", own="ok"),
    get(P + "history_results", "draft", own="ok"),
    get(P + "workflow_history", "booth", own="ok"),
    get(P + "revisions_index", "booth", own="ok"),
    get(P + "revisions_view", "booth", "revision", own="ok"),
    get(P + "revisions_revert", "booth", "revision", own="ok"),
    get(P + "revisions_compare", "booth", "=earliest", "=latest", own="ok"),
    get(P + "confirm_workflow_cancellation", "booth", own="ok"),
    get(P + "delete", "draft", own="ok"),
    post(P + "delete", "draft", own="ok"),
    get("wagtailadmin_api:pages:detail", "booth", own="ok"),
    # what a merchant does not do, not even with own pages
    get(P + "delete", "booth", own="denied"),
    post(P + "delete", "booth", own="denied"),
    post(P + "delete", "product", own="denied"),
    get(P + "unpublish", "product"),
    post(P + "unpublish", "product"),
    post(P + "unpublish", "booth"),
    get(P + "move", "booth"),
    post(P + "move", "product"),
    get(P + "move_confirm", "booth", "hall"),
    post(P + "move_confirm", "booth", "hall"),
    # products stand by their age, whatever the tree's order
    post(P + "set_page_position", "product", office="denied"),
    get(P + "copy", "product"),
    post(
        P + "copy",
        "product",
        data={"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": "@hall"},
    ),
    get(P + "set_privacy", "booth", office="denied"),
    post(P + "set_privacy", "booth", office="denied"),
    post(P + "lock", "booth"),
    post(P + "unlock", "booth"),
    get(P + "convert_alias", "booth", office="hidden"),
    get(P + "usage", "product"),
    post(P + "revisions_unschedule", "booth", "revision"),
    get(P + "add", "=expo", "=boothpage", "hall"),
    get(P + "add", "=expo", "=boothpage", "booth", office="denied"),
    # photos
    get("wagtailimages:edit", "photo", own="ok"),
    post("wagtailimages:edit", "photo", data={"title": "Judul baru"}, own="ok"),
    get("wagtailimages:delete", "photo", own="ok"),
    post("wagtailimages:delete", "photo", own="ok"),
    post("wagtailimages:delete_multiple", "photo", own="ok"),
    get("wagtailimages_chooser:chosen", "photo", own="ok"),
    get("wagtailimages:url_generator", "photo", office="hidden"),
    get("wagtailimages:image_usage", "photo"),
    get("wagtailimages:preview", "photo", "=max-165x165"),
    get("wagtailimages_chooser:select_format", "photo"),
    get("wagtailadmin_api:images:detail", "photo"),
]


def address(action, things, hall):
    args = [
        name[1:] if name.startswith("=") else hall.pk if name == "hall" else getattr(things, name).pk
        for name in action.about
    ]
    return reverse(action.url, args=args)


def outcome(response):
    if response.status_code == 404:
        return "hidden"
    if response.status_code == 302 and response["Location"].startswith(reverse("wagtailadmin_login")):
        return "login"
    if response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home"):
        return "denied"
    if response.status_code == 403:
        return "denied"
    if response.status_code == 400:
        return "bad"
    assert response.status_code in (200, 302), response.status_code
    return "ok"


def send(client, action, things, hall):
    data = {key: hall.pk if value == "@hall" else value for key, value in action.data.items()}
    if (
        action.method == "post"
        and action.url.endswith((":edit", "preview_on_edit"))
        and "photo" not in action.about
    ):
        page = getattr(things, action.about[0])
        if hasattr(page, "title"):
            data = booth_data(page) if action.about[0] == "booth" else product_data(page)
    if action.method == "post" and action.url.endswith(":add"):
        data = product_data()
    return getattr(client, action.method)(address(action, things, hall), data)


def same(response):
    """Return what a response says, without the tokens that differ each time."""
    text = re.sub(
        r"csrf[^>]*>|nonce-[\w=+/-]+|value=\"\w{64}\"|\"CSRF_TOKEN\": \"\w+\"", "", response.content.decode()
    )
    return response.status_code, re.sub(r"\w{64}", "", text)


def tried(client, things, hall):
    """Try every action, each undone before the next; return the responses by action."""
    responses = {}
    for action in ACTIONS:
        with transaction.atomic():
            responses[action] = send(client, action, things, hall)
            transaction.set_rollback(True)
    return responses


@pytest.mark.parametrize("role", ROLES)
def test_own_things(as_role, role, own, hall):
    answers = {str(a): outcome(r) for a, r in tried(as_role(role), own, hall).items()}
    expected = {
        "visitor": lambda action: "login",
        "outsider": lambda action: "login",
        "owner": lambda action: action.own,
        "helper": lambda action: action.own,
        "editor": lambda action: action.office,
        "administrator": lambda action: action.administrator or action.office,
    }[role]
    assert answers == {str(action): expected(action) for action in ACTIONS}


@pytest.mark.parametrize("role", MERCHANTS)
def test_somebody_elses_looks_like_nothing(as_role, role, own, other, nothing, hall):
    client = as_role(role)
    foreign = tried(client, other, hall)
    assert {str(a): outcome(r) for a, r in foreign.items()} == {str(a): "hidden" for a in ACTIONS}
    missing = tried(client, nothing, hall)
    assert {str(a): same(r) for a, r in foreign.items()} == {str(a): same(r) for a, r in missing.items()}


LISTINGS = [
    ("wagtailadmin_home", [], {}),
    ("wagtailadmin_explore_root", [], {}),
    ("wagtailadmin_explore", ["hall"], {}),
    ("wagtailadmin_explore", ["hall"], {"q": SECRET}),
    ("wagtailadmin_explore", ["hall"], {"q": "Tetangga"}),
    ("wagtailadmin_explore_results", ["hall"], {"ordering": "title"}),
    ("wagtailadmin_pages:search", [], {"q": SECRET}),
    ("wagtailadmin_pages:search_results", [], {"q": "lapak"}),
    ("wagtailadmin_api:pages:listing", [], {"limit": 50}),
    ("wagtailadmin_api:pages:listing", [], {"child_of": "hall", "for_explorer": 1}),
    ("wagtailadmin_api:pages:listing", [], {"search": SECRET}),
    ("wagtailadmin_choose_page", [], {}),
    ("wagtailadmin_choose_page_child", ["hall"], {}),
    ("wagtailadmin_choose_page_search", [], {"q": SECRET}),
    ("wagtailadmin_choose_page_chosen_multiple", [], {"id": "draft"}),
    ("wagtailadmin_api:images:listing", [], {}),
    ("wagtailimages:index", [], {}),
    ("wagtailimages:index", [], {"q": SECRET}),
    ("wagtailimages:index", [], {"layout": "list"}),
    ("wagtailimages:index_results", [], {}),
    ("wagtailimages_chooser:choose", [], {}),
    ("wagtailimages_chooser:choose", [], {"q": SECRET}),
    ("wagtailimages_chooser:choose_results", [], {"layout": "list"}),
    ("wagtailimages_chooser:chosen_multiple", [], {"id": "photo"}),
    ("wagtailadmin_tag_autocomplete", [], {"term": SECRET.lower()}),
    ("wagtailadmin_tag_model_autocomplete", ["taggit", "tag"], {"term": SECRET.lower()}),
    ("wagtailadmin_reports:site_history", [], {}),
    ("wagtailadmin_reports:aging_pages", [], {}),
    ("wagtailadmin_reports:locked_pages", [], {}),
    ("wagtailadmin_reports:workflow", [], {}),
    ("wagtailadmin_reports:workflow_tasks", [], {}),
    ("wagtailadmin_reports:page_types_usage", [], {}),
    ("wagtailadmin_pages:type_use", ["catalog", "productpage"], {}),
    ("wagtailadmin_pages:choose_parent", ["catalog", "productpage"], {}),
    ("wagtaildocs:index", [], {}),
    ("wagtaildocs_chooser:choose", [], {}),
    ("wagtailusers_users:index", [], {}),
    ("wagtailadmin_collections:index", [], {}),
    ("wagtailadmin_workflows:index", [], {}),
    ("wagtail_bulk_action", ["wagtailcore", "page", "delete"], {"id": "draft"}),
    ("wagtail_bulk_action", ["wagtailcore", "page", "move"], {"id": "draft"}),
    ("wagtail_bulk_action", ["wagtailcore", "page", "publish"], {"id": "draft"}),
    ("wagtail_bulk_action", ["wagtailcore", "page", "unpublish"], {"id": "draft"}),
    ("wagtail_bulk_action", ["core", "photo", "delete"], {"id": "photo"}),
    ("wagtail_bulk_action", ["core", "photo", "add_tags"], {"id": "photo"}),
    ("wagtail_bulk_action", ["core", "user", "delete"], {"id": 1}),
    ("wagtailredirects:index", [], {}),
]


@pytest.mark.parametrize("role", MERCHANTS)
def test_no_listing_tells_of_the_neighbour(as_role, role, own, other, hall):
    client = as_role(role)
    things = {"hall": hall.pk, "draft": other.draft.pk, "photo": other.photo.pk}
    secrets = (f"{SECRET} ", "rahasia-kata", "Tetangga", "Produk tetangga", other.photo.file.name)
    told = []
    for name, args, query in LISTINGS:
        url = reverse(name, args=[things.get(arg, arg) for arg in args])
        query = {key: things.get(value, value) for key, value in query.items()}
        for response in (client.get(url, query, follow=True), client.post(url, query)):
            said = response.content.decode()
            # What was searched for is repeated; that is no news.
            for word in query.values():
                said = (
                    said.replace(f'value="{word}"', "")
                    .replace(f"“{word}”", "")
                    .replace(f"<em>{word}</em>", "")
                )
                said = said.replace(f"q={word}", "").replace(f"&quot;{word}&quot;", "")
            told += [(name, query, secret) for secret in secrets if secret in said]
    assert told == []


@pytest.mark.parametrize("role", MERCHANTS)
def test_listings_show_what_is_ones_own(as_role, role, own, other, hall):
    client = as_role(role)
    explorer = client.get(reverse("wagtailadmin_explore", args=[own.booth.pk])).content.decode()
    assert own.draft.title in explorer
    photos = client.get(reverse("wagtailimages_chooser:choose_results")).content.decode()
    assert (own.photo.title in photos, other.photo.title in photos) == (True, False)
    pages = client.get(reverse("wagtailadmin_api:pages:listing")).json()
    assert {item["id"] for item in pages["items"]} == {hall.pk, own.booth.pk, own.product.pk, own.draft.pk}


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_the_office_sees_both_neighbours(as_role, role, own, other, hall):
    client = as_role(role)
    said = client.get(reverse("wagtailadmin_explore", args=[hall.pk])).content.decode()
    assert own.booth.title in said
    assert other.hidden_booth.title in said
    assert client.get(reverse("wagtailadmin_pages:edit", args=[other.draft.pk])).status_code == 200

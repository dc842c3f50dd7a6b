"""The gate of the admin for merchants: nothing passes that is not named here.

The policies decide what somebody may do with a page or a photo. The gate decides which of the
admin's many addresses are for merchants at all, so that an address nobody thought of, in Wagtail
today or after an upgrade, stays closed. And it answers for every id in an address before the view
sees it: what is not one's own gets the same 404 whether it exists or not.
"""

from django.http import Http404, HttpResponseNotFound, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from taggit.models import Tag
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.models import Photo
from core.numbers import is_whole_number
from merchants.permissions import is_merchant, uploads_of


def own_page(request, page_id) -> None:
    """Raise Http404 unless the page is one of the merchant's own."""
    page = Page.objects.filter(pk=page_id).first()
    if page is None or not page.permissions_for_user(request.user).can_edit():
        raise Http404


def seen_page(request, page_id) -> None:
    """Raise Http404 unless the page is the merchant's own or leads to it in the explorer."""
    policy = policy_registry.get_by_type(Page)
    if not policy.explorable_instances(request.user).filter(pk=page_id).exists():
        raise Http404


def own_photo(request, photo_id) -> None:
    """Raise Http404 unless the photo is one the merchant may choose."""
    if not uploads_of(request.user).filter(pk=photo_id).exists():
        raise Http404


def changeable_photo(request, photo_id) -> None:
    """Raise Http404 unless the photo is one the merchant may change or delete."""
    photo = Photo.objects.filter(pk=photo_id).first()
    policy = policy_registry.get_by_type(Photo)
    if photo is None or not policy.user_has_permission_for_instance(request.user, "change", photo):
        raise Http404


def unwanted_photos(request, match) -> None:
    """Raise Http404 unless photos are to be deleted together that the merchant may delete one by one."""
    kwargs = match.kwargs
    ids = request.GET.getlist("id")
    if (kwargs["app_label"], kwargs["model_name"], kwargs["action"]) != ("core", "photo", "delete"):
        raise Http404
    if not ids or not all(is_whole_number(photo_id) for photo_id in ids):
        raise Http404
    for photo_id in ids:
        changeable_photo(request, int(photo_id))


def own_session_page(request, match) -> None:
    """Raise Http404 unless an editing session is about one of the merchant's own pages."""
    kwargs = match.kwargs
    if (kwargs["app_label"], kwargs["model_name"]) != ("wagtailcore", "page"):
        raise Http404
    if not is_whole_number(kwargs["object_id"]):
        raise Http404
    own_page(request, int(kwargs["object_id"]))


def new_product(request, match) -> None:
    """Raise Http404 unless a product is to be added to one of the merchant's own booths."""
    kwargs = match.kwargs
    if (kwargs["content_type_app_name"], kwargs["content_type_model_name"]) != ("catalog", "productpage"):
        raise Http404
    own_page(request, kwargs["parent_page_id"])


def page_listing(request, match) -> None:
    """Raise Http404 unless the listing of the page menu starts at a page the merchant sees."""
    for name in ("child_of", "descendant_of", "ancestor_of", "translation_of"):
        value = request.GET.get(name)
        if value and value != "root":
            if not is_whole_number(value):
                raise Http404
            seen_page(request, int(value))


def page_kwarg(name, check=own_page):
    """Return a check of the page whose id stands in the address under `name`."""
    return lambda request, match: check(request, int(match.kwargs[name]))


def photo_kwarg(name, check=own_photo):
    """Return a check of the photo whose id stands in the address under `name`."""
    return lambda request, match: check(request, int(match.kwargs[name]))


def anything(request, match) -> None:
    """Let the view decide: it shows nothing that belongs to somebody else."""


OPEN_TO_ALL = {
    "wagtailadmin_sprite",
    # Sessions of an expo offer documents to everybody; private collections ask for themselves.
    "wagtaildocs_serve",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}

FOR_MERCHANTS = {
    "wagtailadmin_home": anything,
    "wagtailadmin_account": anything,
    "wagtailadmin_dismissibles": anything,
    "wagtailadmin_block_preview": anything,
    "wagtailadmin_explore_root": anything,
    "wagtailadmin_explore": page_kwarg("parent_page_id", seen_page),
    "wagtailadmin_explore_results": page_kwarg("parent_page_id", seen_page),
    "wagtailadmin_api:pages:listing": page_listing,
    "wagtailadmin_api:pages:detail": page_kwarg("pk", seen_page),
    "wagtailadmin_editing_sessions:ping": own_session_page,
    "wagtailadmin_editing_sessions:release": anything,
    "wagtailadmin_pages:search": anything,
    "wagtailadmin_pages:search_results": anything,
    "wagtailadmin_pages:add": new_product,
    "wagtailadmin_pages:preview_on_add": new_product,
    "wagtailadmin_pages:add_subpage": page_kwarg("parent_page_id"),
    "wagtailadmin_pages:edit": page_kwarg("page_id"),
    "wagtailadmin_pages:preview_on_edit": page_kwarg("page_id"),
    "wagtailadmin_pages:view_draft": page_kwarg("page_id"),
    "wagtailadmin_pages:delete": page_kwarg("page_id"),
    "wagtailadmin_pages:confirm_workflow_cancellation": page_kwarg("page_id"),
    "wagtailadmin_pages:workflow_history": page_kwarg("page_id"),
    "wagtailadmin_pages:workflow_history_detail": page_kwarg("page_id"),
    "wagtailadmin_pages:history": page_kwarg("page_id"),
    "wagtailadmin_pages:history_results": page_kwarg("page_id"),
    "wagtailadmin_pages:revisions_index": page_kwarg("page_id"),
    "wagtailadmin_pages:revisions_view": page_kwarg("page_id"),
    "wagtailadmin_pages:revisions_revert": page_kwarg("page_id"),
    "wagtailadmin_pages:revisions_compare": page_kwarg("pk"),
    "wagtail_bulk_action": unwanted_photos,
    "wagtailimages:index": anything,
    "wagtailimages:index_results": anything,
    "wagtailimages:add": anything,
    "wagtailimages:add_multiple": anything,
    "wagtailimages:edit": photo_kwarg("image_id", changeable_photo),
    "wagtailimages:delete": photo_kwarg("image_id", changeable_photo),
    "wagtailimages:edit_multiple": photo_kwarg("image_id", changeable_photo),
    "wagtailimages:delete_multiple": photo_kwarg("image_id", changeable_photo),
    "wagtailimages_chooser:choose": anything,
    "wagtailimages_chooser:choose_results": anything,
    "wagtailimages_chooser:chosen": photo_kwarg("pk"),
    "wagtailimages_chooser:chosen_multiple": anything,
    "wagtailimages_chooser:create": anything,
    "merchant_closed_today": page_kwarg("page_id"),
    "merchant_availability": page_kwarg("page_id"),
    "insights_booth": page_kwarg("page_id"),
    "expo_catalogue_addresses": anything,
}
"""Names of the admin's addresses a merchant reaches, each with the check of the ids in it."""

ANSWERED_HERE = {"wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete"}


def public_tags(request) -> JsonResponse:
    """Suggest words that published products carry already; drafts' words belong to their merchants."""
    term = request.GET.get("term", "")
    tags = Tag.objects.none()
    if term:
        tags = Tag.objects.filter(
            name__istartswith=term, catalog_producttag_items__content_object__live=True
        ).distinct()
    return JsonResponse(list(tags.order_by("name").values_list("name", flat=True)[:10]), safe=False)


class MerchantGateMiddleware:
    """Keeps merchants, in the admin, to the addresses and objects that are theirs."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Pass the request on; the gate stands before the views."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Answer 404 for everything in the admin that is not a merchant's."""
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        match = request.resolver_match
        if match.view_name in OPEN_TO_ALL or not is_merchant(request.user):
            return None
        if match.view_name in ANSWERED_HERE:
            return public_tags(request)
        check = FOR_MERCHANTS.get(match.view_name)
        try:
            if check is None:
                raise Http404
            check(request, match)
        except Http404:
            return HttpResponseNotFound(render_to_string("wagtailadmin/404.html", request=request))
        return None

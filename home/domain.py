"""Setting up an empty site."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from catalog.models import CatalogPage
from core.powers import CANVASS, CANVASSERS
from core.tree import TAX_PAGE_SLUG
from expo.models import ExpoIndexPage, HallIndexPage, ReviewTask, ShowcaseIndexPage
from home.models import ContentPage, HomePage
from home.texts import TAX_BODY, TAX_INTRODUCTION, TAX_TITLE
from marketplaces.domain import sync_platforms

EDITORS = "Editor dinas"
MODERATION = "Moderasi"

_EDITOR_PAGE_PERMISSIONS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
_EDITOR_MODEL_PERMISSIONS = {
    "catalog": ("category",),
    "expo": ("aidprogramme", "aidgrant", "enquirysettings", "programmesession"),
    "merchants": ("merchant", "membership", "market", "area"),
}


@dataclass(frozen=True, slots=True)
class SiteTree:
    """The fixed pages of a site."""

    home: HomePage
    halls: HallIndexPage
    catalog: CatalogPage
    showcases: ShowcaseIndexPage
    expos: ExpoIndexPage


@transaction.atomic
def set_up_site(*, hostname: str = "localhost", port: int = 80) -> SiteTree:
    """Make the fixed pages, the office's groups, their permissions and the workflow; what is there stays."""
    root = Page.get_first_root_node()
    home = HomePage.objects.first()
    if home is None:
        # Wagtail's own first page stands where the front page belongs.
        Page.objects.filter(depth=2, slug="home").delete()
        root = Page.objects.get(pk=root.pk)
        home = root.add_child(instance=HomePage(title="Gelar Lapak", slug="beranda", live=True))
    if not Site.objects.filter(is_default_site=True, root_page=home).exists():
        Site.objects.all().delete()
        Site.objects.create(
            hostname=hostname, port=port, root_page=home, is_default_site=True, site_name="Gelar Lapak"
        )
    tree = SiteTree(
        home=home,
        halls=_child(home, HallIndexPage, "Hall", "hall"),
        catalog=_child(home, CatalogPage, "Katalog", "katalog"),
        showcases=_child(home, ShowcaseIndexPage, "Pilihan dinas", "pilihan"),
        expos=_child(home, ExpoIndexPage, "Expo", "expo"),
    )
    sync_platforms()
    _set_up_tax_page(home)
    _set_up_editors(home)
    _set_up_canvassers()
    _set_up_moderation(home)
    return tree


def _child(home, model, title, slug):
    page = model.objects.first()
    if page is None:
        home.refresh_from_db()
        page = home.add_child(instance=model(title=title, slug=slug, live=True))
    return page


def _set_up_tax_page(home) -> None:
    """Make the page that answers merchants' fear of taxes, once; its words are the editors' from then on.

    One that they took down stays down: it is made only where no page ever had its address.
    """
    if Page.objects.child_of(home).filter(slug=TAX_PAGE_SLUG).exists():
        return
    home.refresh_from_db()
    page = ContentPage(
        title=TAX_TITLE,
        slug=TAX_PAGE_SLUG,
        introduction=TAX_INTRODUCTION,
        body=TAX_BODY,
        live=True,
        show_in_menus=False,
    )
    home.add_child(instance=page)


def _set_up_editors(home) -> None:
    editors, _created = Group.objects.get_or_create(name=EDITORS)
    permissions = [
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
        Permission.objects.get(content_type__app_label="expo", codename="curate"),
        *Permission.objects.filter(content_type__app_label="marketplaces", content_type__model="platform"),
        *Permission.objects.filter(content_type__app_label="home", codename="change_sitesettings"),
    ]
    for app_label, models in _EDITOR_MODEL_PERMISSIONS.items():
        permissions += Permission.objects.filter(
            content_type__app_label=app_label, content_type__model__in=models
        )
    editors.permissions.add(*permissions)
    for action in _EDITOR_PAGE_PERMISSIONS:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        GroupPagePermission.objects.get_or_create(group=editors, page=home, permission=permission)
    collection = Collection.get_first_root_node()
    collected = {
        "wagtailimages": ("add_image", "change_image", "choose_image"),
        "wagtaildocs": ("add_document", "change_document", "choose_document"),
    }
    wanted = [(app, codename) for app, codenames in collected.items() for codename in codenames]
    for app, codename in wanted:
        permission = Permission.objects.get(content_type__app_label=app, codename=codename)
        GroupCollectionPermission.objects.get_or_create(
            group=editors, collection=collection, permission=permission
        )


def _set_up_canvassers() -> None:
    """Make the group of those who make slips at the stalls. It opens no page of the admin."""
    canvassers, _created = Group.objects.get_or_create(name=CANVASSERS)
    app_label, codename = CANVASS.split(".")
    canvassers.permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))


def _set_up_moderation(home) -> None:
    workflow, _created = Workflow.objects.get_or_create(name=MODERATION)
    task, _created = ReviewTask.objects.get_or_create(name="Diperiksa dinas")
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 1})
    WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})

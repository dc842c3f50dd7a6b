"""The policy of pages: permissions that come from memberships beside those that come from groups."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.models import Page
from wagtail.models.pages import PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy

from catalog.models import CatalogPage, ProductPage
from core.live import FRONT_PAGE_DEPTH
from expo.models import BoothPage, ExpoIndexPage, HallIndexPage, HallPage, ShowcaseIndexPage, ShowcasePage
from expo.permissions import rules
from merchants.permissions import is_merchant

OPEN = (
    BoothPage,
    CatalogPage,
    ExpoIndexPage,
    HallIndexPage,
    HallPage,
    ProductPage,
    ShowcaseIndexPage,
    ShowcasePage,
)
"""Pages that cannot be put behind a password or a log-in."""


@dataclass(frozen=True, slots=True)
class Codename:
    """Stands where a permission row would."""

    codename: str


@dataclass(frozen=True, slots=True)
class MembershipPermission:
    """Stands where a group's page permission would: what a membership allows below one booth."""

    page: BoothPage
    permission: Codename

    @property
    def page_id(self):
        """Return the booth's id."""
        return self.page.pk


class PageAccessTester(PagePermissionTester):
    """What one person may do with one page.

    A merchant (a member of a business who is not of the office) may, with an own booth and the
    products in it: open, preview, compare, edit and submit; add products; delete a product that was
    never published; publish, when the booth is trusted and public and the page was not taken down by
    the office; hide an own product, show it again, and say in which order the booth's products stand.
    Nothing else: no unpublishing, moving, copying, aliasing, reordering in the tree, locking,
    scheduling, privacy, and no booth is deleted. With any other page: nothing at all.

    Editors and administrators have what their groups give them, as everywhere in Wagtail.
    """

    def __init__(self, user, page):
        super().__init__(user, page)
        self.as_merchant = is_merchant(user)

    def can_edit(self):
        """Own pages only; a workflow never opens the editor to a merchant."""
        return rules.can_edit(self.user, self.page) if self.as_merchant else super().can_edit()

    def can_add_subpage(self):
        """Products into own booths."""
        if self.as_merchant and not rules.can_add_product(self.user, self.page):
            return False
        return super().can_add_subpage()

    def can_delete(self, ignore_bulk=False):
        """Drafts of products that were never published."""
        return (
            rules.can_discard(self.user, self.page) if self.as_merchant else super().can_delete(ignore_bulk)
        )

    def can_publish(self):
        """Pages of trusted booths."""
        return rules.can_publish(self.user, self.page) if self.as_merchant else super().can_publish()

    def can_publish_subpage(self):
        """New products of trusted booths."""
        if self.as_merchant:
            return rules.can_add_product(self.user, self.page) and rules.can_publish(self.user, self.page)
        return super().can_publish_subpage()

    def can_submit_for_moderation(self):
        """Own pages that are not published by their own people anyway."""
        if self.as_merchant and (not self.can_edit() or self.can_publish()):
            return False
        return super().can_submit_for_moderation()

    def can_unpublish(self):
        """Never for merchants: hiding is what they have. The office may, what is hidden, too."""
        if self.as_merchant:
            return False
        return super().can_unpublish() or (rules.is_hidden(self.page) and self._may_publish_hidden())

    def can_hide(self):
        """Own products; the office those it may take down."""
        if self.as_merchant:
            return rules.can_hide(self.user, self.page)
        return issubclass(self.page.specific_class or Page, ProductPage) and super().can_unpublish()

    def can_show(self):
        """What its own people hid, not what the office took down."""
        if self.as_merchant:
            return rules.can_show(self.user, self.page)
        return rules.is_hidden(self.page) and self._may_publish_hidden()

    def _may_publish_hidden(self):
        return self.can_edit() and super().can_publish()

    def can_order_products(self):
        """Say in which order the products of an own booth stand: without review, like a price."""
        return issubclass(self.page.specific_class or Page, BoothPage) and self.can_edit()

    def can_set_view_restrictions(self):
        """Never for merchants, and for nobody where lists and search show what they hold without asking."""
        is_open = self.page.depth <= FRONT_PAGE_DEPTH or issubclass(self.page.specific_class or Page, OPEN)
        return not (self.as_merchant or is_open) and super().can_set_view_restrictions()

    def can_unschedule(self):
        """Never for merchants."""
        return not self.as_merchant and super().can_unschedule()

    def can_lock(self):
        """Never for merchants."""
        return not self.as_merchant and super().can_lock()

    def can_unlock(self):
        """Never for merchants."""
        return not self.as_merchant and super().can_unlock()

    def can_reorder_children(self):
        """Never for merchants; booths stand by their stalls and products by their age, whatever the tree's order."""
        has_own_order = issubclass(self.page.specific_class or Page, (HallPage, BoothPage))
        return not (self.as_merchant or has_own_order) and super().can_reorder_children()

    def can_move(self):
        """Never for merchants."""
        return not self.as_merchant and super().can_move()

    def can_move_to(self, destination):
        """Never for merchants."""
        return not self.as_merchant and super().can_move_to(destination)

    def can_copy(self):
        """Never for merchants."""
        return not self.as_merchant and super().can_copy()

    def can_copy_to(self, destination, recursive=False):
        """Never for merchants."""
        return not self.as_merchant and super().can_copy_to(destination, recursive)

    def can_view_revisions(self):
        """Own pages."""
        return self.can_edit() if self.as_merchant else super().can_view_revisions()


class PageAccessPolicy(PagePermissionPolicy):
    """Adds, for the members of a business, virtual permissions on its booths to those of the groups.

    The explorer, the page menu, searches, reports and the admin API list what this policy returns,
    so a merchant meets own pages only. No group and no row per merchant is needed: making somebody
    a member opens the booth, ending the membership closes it with the next request.
    """

    tester_class = PageAccessTester

    def tester(self, user, page):
        """Return what this person may do with this page."""
        return self.tester_class(user, page)

    def get_all_permissions_for_user(self, user):
        """Return the groups' permissions and, for members who are not of the office, those of the booths."""
        permissions = list(super().get_all_permissions_for_user(user))
        if user.is_active and is_merchant(user):
            for booth in rules._booths(user):
                actions = ["add", "change"] + (["publish"] if rules.publishes_own_edits(booth) else [])
                permissions += [MembershipPermission(booth, Codename(f"{action}_page")) for action in actions]
        return permissions

    def explorable_instances(self, user):
        """Return the pages a person meets in the admin: those with permissions, all below, and the way there.

        They are the pages Wagtail's own answer has. That one asks once for each permission and by
        patterns, which SQLite answers by reading the whole tree; here a page is asked once, by a
        range of paths, which is a look-up in an index on every database.
        """
        everything = self._base_queryset_for_user(user)
        if everything is not None:
            return everything
        pages = {perm.page.path: perm.page for perm in self.get_cached_permissions_for_user(user)}
        if not pages:
            return self.model._default_manager.none()
        root = self.model.base_page_model.objects.first_common_ancestor_of(list(pages.values()))
        steplen = self.model.steplen
        ways = {path[:end] for path in pages for end in range(len(root.path), len(path), steplen)}
        wanted = Q(path__in=ways)
        for path in pages:
            if not any(path[:end] in pages for end in range(steplen, len(path), steplen)):
                wanted |= Q(path__range=(path, path + self.model.alphabet[-1] * steplen))
        return self.model._default_manager.filter(wanted)

    def users_with_any_permission(self, actions, include_superusers=True):
        """Return also the members of businesses where the actions are theirs."""
        users = super().users_with_any_permission(actions, include_superusers)
        if {"add", "change"} & set(actions):
            users = get_user_model().objects.filter(
                Q(pk__in=users.values("pk")) | Q(memberships__isnull=False, is_active=True)
            )
        return users.distinct()

    def users_with_any_permission_for_instance(self, actions, instance, include_superusers=True):
        """Return also the members of the business whose booth the page is or stands in."""
        users = super().users_with_any_permission_for_instance(actions, instance, include_superusers)
        if {"add", "change"} & set(actions):
            booths = BoothPage.objects.filter(
                pk__in=Page.objects.ancestor_of(instance, inclusive=True).values("pk")
            )
            users = get_user_model().objects.filter(
                Q(pk__in=users.values("pk"))
                | Q(memberships__merchant__booths__in=booths.values("pk"), is_active=True)
            )
        return users.distinct()

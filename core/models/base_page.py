"""The page every page type grows from."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet


class BasePageQuerySet(PageQuerySet):
    """One word per audience; rooms refine the words for their own pages."""

    def public(self):
        """Pages that anyone may see: live and behind no view restriction."""
        return super().public().live()


class BasePage(Page):
    """Title, address and search description, in the form all pages of the site share."""

    objects = PageManager.from_queryset(BasePageQuerySet)()

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug", permission="expo.curate"),
                FieldPanel("seo_title", permission="expo.curate"),
                FieldPanel("search_description"),
            ],
            heading=_("Alamat dan mesin pencari"),
        )
    ]

    class Meta:
        abstract = True

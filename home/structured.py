"""What machines read of the front page and of the pages of text."""

from collections.abc import Mapping

from django.templatetags.static import static
from django.utils.translation import gettext

from core.structured import Node, absolute, breadcrumbs, describes, item_list, without_empty
from core.tree import site_path


@describes("home.HomePage")
def home_graph(context: Mapping) -> list[Node]:
    """Return the site with its search, who runs it, and the halls."""
    L = context["L"]  # noqa: N806
    home = absolute(f"{L}/")
    office = context["office"].office_name
    publisher = {
        "@type": "Organization",
        "@id": f"{absolute('/')}#penyelenggara",
        "name": office or context["site_name"],
        "url": absolute("/"),
        "logo": absolute(static("img/mark-180.png")),
    }
    site = {
        "@type": "WebSite",
        "@id": f"{home}#situs",
        "name": context["site_name"],
        "alternateName": context["site_tagline"],
        "url": home,
        "inLanguage": "en" if L else "id",
        "publisher": {"@id": publisher["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{absolute(f'{L}/katalog/')}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }
    halls = [(hall.title, f"{L}{hall.url}") for hall in context["halls"]]
    return [without_empty(site), publisher, *item_list(name=gettext("Semua hall"), entries=halls)]


@describes("home.JoinPage")
@describes("home.ContentPage")
def text_graph(context: Mapping) -> list[Node]:
    """Return the way to a page of text."""
    L, page = context["L"], context["page"]  # noqa: N806
    return [breadcrumbs([(gettext("Beranda"), f"{L}/"), (page.title, f"{L}{site_path(page)}")])]

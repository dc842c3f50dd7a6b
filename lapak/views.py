"""The merchant's pages; for now the way into the admin, where "my booth" is the first page."""

from django.shortcuts import redirect

from lapak.access import for_people


@for_people
def my_booth(request):
    """Lead a merchant to the own booth, or to the log-in that leads there."""
    return redirect("wagtailadmin_home")

"""Another year's edition out of one there was: everything the organiser made, nobody who took part."""

import datetime

from django.db import transaction
from django.utils.text import slugify

from expo.models import ExpoPage, ProgrammeSession, Room, Speaker


@transaction.atomic
def repeat_edition(*, edition: ExpoPage, title: str, starts_on: datetime.date, by) -> ExpoPage:
    """Return a draft with the fields, days, halls, partners, places, questions and programme of an edition.

    All its days and the call move by as many days as the first one; hours stay what they are in its zone.
    """
    moved = starts_on - edition.starts_on
    values = {
        "title": title,
        "draft_title": title,
        "slug": _free_slug(edition, title),
        "starts_on": starts_on,
        "ends_on": edition.ends_on + moved,
        "call_opens": edition.call_opens and edition.call_opens + moved,
        "call_closes": edition.call_closes and edition.call_closes + moved,
        "seo_title": "",
    }
    copy = edition.copy(update_attrs=values, copy_revisions=False, keep_live=False, user=by)
    days = list(copy.other_days.all())
    for day in days:
        day.date += moved
    copy.other_days.set(days)
    copy.save()
    _repeat_programme(edition, copy, moved)
    copy.save_revision(user=by)
    return copy


def _repeat_programme(edition: ExpoPage, copy: ExpoPage, moved: datetime.timedelta) -> None:
    """Give the copy the rooms and sessions with who speaks; recordings and materials are of last time."""
    for room in edition.rooms.all():
        again = Room.objects.create(edition=copy, name=room.name, sort_order=room.sort_order)
        for session in room.sessions.all():
            new = ProgrammeSession(
                room=again,
                title=session.title,
                kind=session.kind,
                starts_at=session.starts_at + moved,
                ends_at=session.ends_at + moved,
                description=session.description,
                hall=session.hall,
                booth=session.booth,
            )
            new.speakers = [
                Speaker(name=one.name, role=one.role, photo=one.photo, sort_order=one.sort_order)
                for one in session.speakers.all()
            ]
            new.save()


def _free_slug(edition: ExpoPage, title: str) -> str:
    root = slugify(title)[:200] or "expo"
    taken = set(edition.get_siblings().values_list("slug", flat=True))
    names = [root, *(f"{root}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)

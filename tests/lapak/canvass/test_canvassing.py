"""Canvassers: slips for booths nobody owns yet, and nothing else."""

import datetime
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from core.models import User
from core.powers import CANVASSERS
from home.domain import set_up_site
from lapak.domain.canvassing import MOST_A_DAY, find_booths, is_canvasser
from lapak.domain.openings import begin
from lapak.domain.slips import (
    SlipRefusedError,
    make_slip,
    open_slip,
    revoke_slip,
    use_slip,
    use_slip_as_new_person,
    use_slip_to_return,
)
from lapak.models import BoothOpening, ClaimSlip
from merchants.models import Membership
from tests.factories import BoothFactory, HallFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/lapak-saya/slip-lapangan/"
MADE = "/lapak-saya/slip-lapangan/dibuat/"


@pytest.fixture
def unowned(hall):
    """A booth that nobody owns yet."""
    return BoothFactory(parent=hall, title="Warung Melati", whatsapp="+6281355512345")


@pytest.fixture
def as_canvasser(client, canvasser):
    client.force_login(canvasser)
    return client


def slip_for(booth, by):
    return make_slip(booth=booth, role="owner", by=by)


# Who may


def test_the_group_holds_one_permission_and_opens_no_admin(as_canvasser, canvasser):
    set_up_site()
    held = Permission.objects.filter(group__name=CANVASSERS)
    assert [(p.content_type.app_label, p.codename) for p in held] == [("lapak", "canvass")]
    answer = as_canvasser.get(reverse("wagtailadmin_home"))
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (
        302,
        reverse("wagtailadmin_login"),
    )
    assert not canvasser.has_perm("wagtailadmin.access_admin")


def test_editors_are_no_canvassers_whatever_group_they_join(editor):
    editor.groups.add(Group.objects.get(name=CANVASSERS))
    assert not is_canvasser(User.objects.get(pk=editor.pk))


def test_only_for_a_booth_without_owner(booth, unowned, canvasser):
    made = slip_for(unowned, canvasser)
    assert (made.slip.booth, made.slip.role, made.slip.made_by) == (unowned, "owner", canvasser)
    with pytest.raises(PermissionDenied):
        slip_for(booth, canvasser)
    for place in (booth, unowned):
        with pytest.raises(PermissionDenied):
            make_slip(booth=place, role="helper", by=canvasser)
    assert ClaimSlip.objects.get() == made.slip


def test_an_owner_who_may_not_log_in_is_an_owner(booth, merchant_user, canvasser):
    User.objects.filter(pk=merchant_user.pk).update(is_active=False)
    with pytest.raises(PermissionDenied):
        slip_for(booth, canvasser)


def test_a_second_booth_of_an_owned_business_has_an_owner(hall, booth, canvasser):
    with pytest.raises(PermissionDenied):
        slip_for(BoothFactory(parent=hall, merchant=booth.merchant), canvasser)


def test_what_a_stranger_opened_stays_with_the_office(unowned, canvasser):
    opening, _code = begin(sender="203.0.113.5")
    BoothOpening.objects.filter(pk=opening.pk).update(
        booth=unowned, sent_at=timezone.now(), phone="+6281299990002"
    )
    with pytest.raises(PermissionDenied):
        slip_for(unowned, canvasser)
    assert not find_booths("").exists()


def test_sixty_slips_a_day(hall, canvasser, editor):
    booths = [BoothFactory(parent=hall) for _booth in range(2)]
    row = slip_for(booths[0], canvasser).slip
    ClaimSlip.objects.bulk_create(
        ClaimSlip(
            booth=booths[0], merchant=booths[0].merchant, role="owner", code_hash=str(number),
            made_by=canvasser, made_at=timezone.now(), expires_at=row.expires_at, revoked_at=timezone.now(),
        )
        for number in range(MOST_A_DAY - 1)
    )  # fmt: skip
    with pytest.raises(SlipRefusedError, match="besok"):
        slip_for(booths[1], canvasser)
    slip_for(booths[1], editor)
    slip_for(booths[1], UserFactory(canvasser=True))
    ClaimSlip.objects.filter(code_hash="0").update(made_at=timezone.now() - datetime.timedelta(days=1))
    slip_for(booths[1], canvasser)


# What the slips do


def test_a_slip_makes_the_first_owner_and_the_history_says_who(unowned, canvasser):
    new = slip_for(unowned, canvasser)
    member = use_slip_as_new_person(slip_id=open_slip(code=new.code).pk, phone="+6281299990001", password="x")
    assert (member.role, member.merchant) == ("owner", unowned.merchant)
    entries = PageLogEntry.objects.filter(page=unowned, action__startswith="lapak.").order_by("pk")
    assert [(entry.action, entry.user_id) for entry in entries] == [
        ("lapak.slip_made", canvasser.pk),
        ("lapak.slip_used", member.user_id),
    ]


@pytest.mark.parametrize("other", ["by an editor", "by another slip"])
def test_a_slip_dies_when_an_owner_comes_by_another_way(unowned, canvasser, other):
    new = slip_for(unowned, canvasser)
    if other == "by an editor":
        Membership.objects.create(merchant=unowned.merchant, user=UserFactory(), role="owner")
    else:
        use_slip(slip_id=slip_for(unowned, UserFactory(canvasser=True)).slip.pk, user=UserFactory())
    for refused in (
        lambda: open_slip(code=new.code),
        lambda: use_slip(slip_id=new.slip.pk, user=UserFactory()),
        lambda: use_slip_as_new_person(slip_id=new.slip.pk, phone="+6281299990001", password=None),
    ):
        with pytest.raises(SlipRefusedError, match="sudah ada pemiliknya"):
            refused()
    assert unowned.merchant.memberships.count() == 1


@pytest.mark.parametrize("end", ["left", "inactive"])
def test_a_slip_of_somebody_who_canvasses_no_more_works_no_more(unowned, canvasser, end):
    new = slip_for(unowned, canvasser)
    if end == "left":
        canvasser.groups.clear()
    else:
        User.objects.filter(pk=canvasser.pk).update(is_active=False)
    with pytest.raises(SlipRefusedError, match="dicabut"):
        open_slip(code=new.code)
    with pytest.raises(SlipRefusedError):
        use_slip(slip_id=new.slip.pk, user=UserFactory())
    assert not unowned.merchant.memberships.exists()


def test_canvassers_make_themselves_and_each_other_no_owners(unowned, canvasser):
    new = slip_for(unowned, canvasser)
    for user in (canvasser, UserFactory(canvasser=True)):
        with pytest.raises(SlipRefusedError):
            use_slip(slip_id=new.slip.pk, user=user)
    assert new.slip.booth.claim_slips.get().is_open


def test_canvassers_may_help_a_booth_that_invites_them(helper_slip, canvasser):
    assert use_slip(slip_id=helper_slip.slip.pk, user=canvasser).role == "helper"


def test_no_helper_without_password_is_taken_over(unowned, canvasser, editor):
    """A business without owner may have helpers; only the office knows whether one lost the phone."""
    helper = UserFactory(phone="+6281299990003")
    helper.set_unusable_password()
    helper.save()
    Membership.objects.create(merchant=unowned.merchant, user=helper, role="helper")
    new = slip_for(unowned, canvasser)
    assert use_slip_to_return(slip_id=new.slip.pk, phone=helper.phone, password="milik-saya-1") is None
    assert not User.objects.get(pk=helper.pk).has_usable_password()
    assert use_slip_to_return(slip_id=slip_for(unowned, editor).slip.pk, phone=helper.phone, password="x")


@pytest.mark.parametrize("who", ["own", "colleague", "editor", "after an owner came"])
def test_canvassers_revoke_own_slips_only(unowned, canvasser, editor, who):
    maker = {"colleague": lambda: UserFactory(canvasser=True), "editor": lambda: editor}
    slip = slip_for(unowned, maker.get(who, lambda: canvasser)()).slip
    if who == "after an owner came":
        Membership.objects.create(merchant=unowned.merchant, user=UserFactory(), role="owner")
    if who in maker:
        with pytest.raises(PermissionDenied):
            revoke_slip(slip=slip, by=canvasser)
    else:
        assert revoke_slip(slip=slip, by=canvasser)
    slip.refresh_from_db()
    assert (slip.revoked_at is None) == (who in maker)


def test_who_canvasses_no_more_revokes_nothing(unowned, canvasser):
    slip = slip_for(unowned, canvasser).slip
    canvasser.groups.clear()
    with pytest.raises(PermissionDenied):
        revoke_slip(slip=slip, by=canvasser)


def test_of_two_slips_at_once_one_makes_an_owner(committed_tree):
    booth = BoothFactory(parent=HallFactory(parent=committed_tree.halls))
    slips = [slip_for(booth, UserFactory(canvasser=True)).slip.pk for _slip in range(4)]
    # An SQLite database in memory belongs to one thread.
    threads = 1 if connection.vendor == "sqlite" else 4

    def phone(number):
        try:
            use_slip_as_new_person(slip_id=slips[number], phone=f"+628129999000{number}", password=None)
        except SlipRefusedError:
            return False
        else:
            return True
        finally:
            if threads > 1:
                connection.close()

    if threads == 1:
        got_in = [phone(number) for number in range(4)]
    else:
        with ThreadPoolExecutor(threads) as pool:
            got_in = list(pool.map(phone, range(4)))
    assert sorted(got_in) == [False, False, False, True]
    assert booth.merchant.memberships.count() == 1


# The pages


def test_logging_in_leads_to_the_list(as_canvasser):
    assert as_canvasser.get("/lapak-saya/").headers["Location"] == LIST


def names_on(client, query):
    page = client.get(LIST, query).content.decode()
    return re.findall(r"<p><b>(.*?)</b></p>", page)


def test_booths_are_found_by_name_and_codes(as_canvasser, hall, booth, unowned):
    other = BoothFactory(parent=hall, title="Toko Anggrek", live=False)
    assert names_on(as_canvasser, {}) == ["Toko Anggrek", "Warung Melati"]
    for query, names in [
        ("melati warung", ["Warung Melati"]),
        (unowned.code.lower(), ["Warung Melati"]),
        (unowned.short_code.upper(), ["Warung Melati"]),
        (other.short_code, ["Toko Anggrek"]),
        ("Batik Sekar", []),
        (booth.code, []),
        ("%", []),
        ("\0", ["Toko Anggrek", "Warung Melati"]),
    ]:
        assert (query, names_on(as_canvasser, {"q": query})) == (query, names)


def test_the_list_has_pages_that_keep_the_search(as_canvasser, hall):
    for number in range(21):
        BoothFactory(parent=hall, title=f"Sari & Rasa {number:02}")
    assert len(names_on(as_canvasser, {"q": "sari &"})) == 20
    assert "?q=sari%20%26&amp;hal=2" in as_canvasser.get(LIST, {"q": "sari &"}).content.decode()
    assert names_on(as_canvasser, {"q": "sari &", "hal": "2"}) == ["Sari &amp; Rasa 20"]
    assert names_on(as_canvasser, {"q": "sari &", "hal": "x"})[0] == "Sari &amp; Rasa 00"


def test_making_shows_the_code_once_and_no_number_of_the_booth(as_canvasser, unowned, canvasser):
    answer = as_canvasser.post(f"{LIST}{unowned.pk}/")
    page = answer.content.decode()
    code = re.search(r'class="slip__code">.*?</span>([0-9A-Z]{5}-[0-9A-Z]{5})<', page)[1]
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert open_slip(code=code).made_by == canvasser
    assert "https://wa.me/?text=" in page
    assert "555" not in re.sub(r'value="\w+"|<svg.*?</svg>', "", page)
    assert f'href="{LIST}">Selesai' in page
    assert "Sudah ada slip yang belum dipakai." in as_canvasser.get(LIST).content.decode()
    assert code not in as_canvasser.get(MADE).content.decode()


@pytest.mark.parametrize("role", ["visitor", "outsider", "owner", "helper", "canvasser", "editor"])
def test_who_makes_slips_on_the_page(as_role, role, booth, unowned):
    client = as_role(role)
    assert client.post(f"{LIST}{booth.pk}/").status_code == (302 if role == "visitor" else 404)
    answer = client.post(f"{LIST}{unowned.pk}/")
    assert answer.status_code == {"visitor": 302, "canvasser": 200, "editor": 200}.get(role, 404)
    assert ClaimSlip.objects.count() == (role in ("canvasser", "editor"))
    assert client.get(f"{LIST}{unowned.pk}/").status_code == 405


def test_one_sees_and_revokes_own_slips_only(as_canvasser, hall, unowned, canvasser, editor):
    mine = slip_for(unowned, canvasser).slip
    theirs = slip_for(BoothFactory(parent=hall, title="Toko Rekan"), UserFactory(canvasser=True)).slip
    page = as_canvasser.get(MADE).content.decode()
    assert ("Warung Melati" in page, "Toko Rekan" in page) == (True, False)
    assert as_canvasser.post(reverse("lapak:revoke_slip", args=[theirs.pk])).status_code == 404
    answer = as_canvasser.post(reverse("lapak:revoke_slip", args=[mine.pk]))
    assert (answer.status_code, answer.headers["Location"]) == (302, MADE)
    assert as_canvasser.get(reverse("lapak:booth_slips", args=[unowned.pk])).status_code == 404
    assert as_canvasser.get(reverse("lapak:remove_slip_user", args=[mine.pk])).status_code == 404


def test_the_states_of_slips(as_canvasser, hall, canvasser):
    slips = {name: slip_for(BoothFactory(parent=hall, title=name), canvasser).slip for name in "ABCDE"}
    use_slip(slip_id=slips["A"].pk, user=UserFactory(first_name="Rahasia"))
    revoke_slip(slip=slips["B"], by=canvasser)
    ClaimSlip.objects.filter(pk=slips["C"].pk).update(expires_at=timezone.now())
    Membership.objects.create(merchant=slips["D"].merchant, user=UserFactory(), role="owner")
    page = as_canvasser.get(MADE).content.decode()
    assert "Rahasia" not in page
    assert re.findall(r"<b>(\w)</b></p>\s*<p><span[^>]*>(.*?)</span>", page) == [
        ("E", "Belum dipakai"),
        ("D", "Tidak berlaku lagi"),
        ("C", "Tidak berlaku lagi"),
        ("B", "Dicabut"),
        ("A", "Dipakai"),
    ]
    assert page.count(">Cabut<") == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_a_fixed_number_of_queries(
    as_canvasser, hall, canvasser, rows, django_assert_num_queries
):
    for _row in range(rows):
        slip_for(BoothFactory(parent=hall), canvasser)
    as_canvasser.get(LIST)
    with django_assert_num_queries(7):
        assert as_canvasser.get(LIST, {"q": "lapak"}).content.decode().count("Buat slip<") == rows
    with django_assert_num_queries(7):
        assert as_canvasser.get(MADE).content.decode().count(">Cabut<") == rows

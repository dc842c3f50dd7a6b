"""Somebody who opens a booth."""

import pytest
from django.test import Client

from catalog.models import ProductPage
from expo.models import BoothPage
from lapak.opening.models import BoothOpening
from tests.factories import HallFactory, MerchantFactory, UserFactory, image_file

ROOT = "/lapak-saya/buka/"
PASSWORD = "pasar-pagi-77"
NEW_NUMBER = "0812 9999 0001"


class Walker:
    """A browser at the steps; `root` is where they stand."""

    def __init__(self, client, root=ROOT):
        self.client, self.root = client, root

    def get(self, step):
        return self.client.get(f"{self.root}{step}/")

    def post(self, step, **values):
        """Send a form with what it showed; return the answer."""
        page = self.get(step)
        seen = page.context and page.context.get("seen")
        return self.client.post(f"{self.root}{step}/", {"dilihat": seen or ""} | values)

    def answer_all(self, hall):
        """Go through all steps up to the look."""
        self.post("nama", name="Keripik Bu Sri", sold="keripik tempe")
        self.post("hall", hall=hall.pk)
        self.post("kontak", phone="8129999 0001")
        self.post("barang", product="Keripik tempe", price="15rb", photo=image_file())
        return self.post("tautan", links="https://www.instagram.com/keripikbusri/")

    def send(self, **changed):
        """Say who it is and send."""
        data = {"person": "Sri", "username": NEW_NUMBER, "password": PASSWORD} | changed
        return self.client.post(f"{self.root}siapa/", data)


@pytest.fixture
def stranger(client):
    """Somebody without an account."""
    return Walker(client)


@pytest.fixture
def another_phone():
    """Another browser of nobody in particular."""
    return Walker(Client())


@pytest.fixture
def food_hall(tree):
    """A second hall."""
    return HallFactory(parent=tree.halls, title="Camilan", introduction="Keripik dan kue.")


@pytest.fixture
def new_owner(tree):
    """The owner of a business without a booth."""
    person = UserFactory(first_name="Tini")
    person.business = MerchantFactory(name="Usaha Tini", owner=person)
    return person


@pytest.fixture
def at_home(new_owner, logged_in):
    """`new_owner` at the steps."""
    return Walker(logged_in(new_owner))


@pytest.fixture
def begun(at_home, hall):
    """The draft of `new_owner`, with name and hall; `at_home` stands at its steps."""
    at_home.post("nama", name="Lapak Tini", sold="kain batik")
    at_home.post("hall", hall=hall.pk)
    booth = BoothPage.objects.get(title="Lapak Tini")
    at_home.root = f"{ROOT}{booth.pk}/"
    return booth


def only_opening():
    return BoothOpening.objects.get()


def counts():
    return BoothPage.objects.count(), ProductPage.objects.count(), BoothOpening.objects.count()

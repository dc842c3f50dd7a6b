"""How large a photo somebody unknown may send."""

import pytest

from core.models import Photo
from tests.factories import image_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("size", "status"), [((4000, 3000), 302), ((4656, 3492), 302), ((4097, 4096), 422), ((8000, 6000), 422)]
)
def test_twelve_megapixels_pass_without_scripts_and_seventeen_do_not(stranger, hall, size, status):
    stranger.post("nama", name="Keripik", sold="keripik")
    stranger.post("hall", hall=hall.pk)
    stranger.post("kontak", phone="0812 9999 0001")
    answer = stranger.post("barang", product="Keripik", price="15rb", photo=image_file(size=size))
    assert (answer.status_code, Photo.objects.count()) == (status, status == 302)
    assert ("Paling besar 16 megapiksel" in answer.content.decode()) == (status == 422)

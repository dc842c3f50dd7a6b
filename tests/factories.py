"""Factories of the things tests need; pages are made and published as the site does it."""

import io

import factory
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image

from catalog.models import Category, ProductPage
from core.models import Photo, User
from expo.models import AidGrant, AidProgramme, BoothPage, HallPage
from merchants.models import Area, Market, Membership, Merchant


class UserFactory(factory.django.DjangoModelFactory):
    """A person with a phone number.

    `editor=True` joins the office, `canvasser=True` makes slips at the stalls, `superuser=True` runs the site.
    """

    phone = factory.Sequence(lambda n: f"+6281200{n:06d}")
    first_name = factory.Sequence(lambda n: f"Orang {n}")

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        superuser = factory.Trait(is_superuser=True, is_staff=True)

    @factory.post_generation
    def editor(self, create, extracted, **kwargs):
        """Join the editors' group."""
        if extracted:
            from django.contrib.auth.models import Group

            from home.domain import EDITORS

            self.groups.add(Group.objects.get(name=EDITORS))

    @factory.post_generation
    def canvasser(self, create, extracted, **kwargs):
        """Join those who make slips at the stalls."""
        if extracted:
            from django.contrib.auth.models import Group

            from core.powers import CANVASSERS

            self.groups.add(Group.objects.get(name=CANVASSERS))


class AreaFactory(factory.django.DjangoModelFactory):
    """A city."""

    name = factory.Sequence(lambda n: f"Kota Contoh {n}")
    slug = factory.Sequence(lambda n: f"kota-contoh-{n}")

    class Meta:
        model = Area


class MarketFactory(factory.django.DjangoModelFactory):
    """A market."""

    name = factory.Sequence(lambda n: f"Pasar Contoh {n}")
    slug = factory.Sequence(lambda n: f"pasar-contoh-{n}")
    area = factory.SubFactory(AreaFactory)

    class Meta:
        model = Market


class MerchantFactory(factory.django.DjangoModelFactory):
    """A business; `owner=user` makes that person its owner."""

    name = factory.Sequence(lambda n: f"Usaha {n}")

    class Meta:
        model = Merchant
        skip_postgeneration_save = True

    @factory.post_generation
    def owner(self, create, extracted, **kwargs):
        """Make somebody the owner."""
        if extracted:
            Membership.objects.create(merchant=self, user=extracted, role="owner")


class CategoryFactory(factory.django.DjangoModelFactory):
    """A category of the first level, or below `parent`."""

    name = factory.Sequence(lambda n: f"Kategori {n}")
    slug = factory.Sequence(lambda n: f"kategori-{n}")

    class Meta:
        model = Category


def image_file(colour="#b5651d", size=(800, 600), name="foto.jpg") -> ImageFile:
    """Return a real JPEG as an upload."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG")
    buffer.seek(0)
    return ImageFile(buffer, name=name)


class PhotoFactory(factory.django.DjangoModelFactory):
    """A photo with its file; its pictures are made only in tests that commit or ask for them."""

    title = factory.Sequence(lambda n: f"Foto {n}")
    file = factory.LazyFunction(image_file)

    class Meta:
        model = Photo


class PageFactory(factory.django.DjangoModelFactory):
    """A page below `parent`, published unless `live=False`."""

    title = factory.Sequence(lambda n: f"Halaman {n}")
    live = True

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, parent, **kwargs):
        live = kwargs.pop("live", True)
        parent.refresh_from_db()
        page = model_class(*args, live=False, **kwargs)
        parent.add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        return model_class.objects.get(pk=page.pk)


class HallFactory(PageFactory):
    """A hall below the hall index given as `parent`."""

    title = factory.Sequence(lambda n: f"Hall {n}")
    introduction = "Tempat bertemu."

    class Meta:
        model = HallPage


class BoothFactory(PageFactory):
    """A booth below the hall given as `parent`."""

    title = factory.Sequence(lambda n: f"Lapak {n}")
    merchant = factory.SubFactory(MerchantFactory)
    whatsapp = factory.Sequence(lambda n: f"+6281300{n:06d}")

    class Meta:
        model = BoothPage


class ProductFactory(PageFactory):
    """A product below the booth given as `parent`."""

    title = factory.Sequence(lambda n: f"Produk {n}")
    price = 15000

    class Meta:
        model = ProductPage


class AidProgrammeFactory(factory.django.DjangoModelFactory):
    """A year of insurance of some provider."""

    name = factory.Sequence(lambda n: f"Asuransi {n}")
    provider = "Penjamin Pasar"
    months = 12

    class Meta:
        model = AidProgramme


class AidGrantFactory(factory.django.DjangoModelFactory):
    """Aid of the business given as `merchant`, with a document."""

    programme = factory.SubFactory(AidProgrammeFactory)
    merchant = factory.SubFactory(MerchantFactory)
    starts_on = factory.LazyFunction(timezone.localdate)
    document = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7 polis", name="polis.pdf"))

    class Meta:
        model = AidGrant

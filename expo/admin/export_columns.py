"""What the spreadsheets of booths and products hold."""

from django.utils.translation import gettext as _

from expo.admin.editor_columns import area_of, hall_of
from expo.domain import editor_lists


def state_of(page) -> str:
    """Return a page's state in words."""
    if page.waiting_since:
        return str(editor_lists.State.WAITING.label)
    if page.was_sent_back:
        return str(editor_lists.State.SENT_BACK.label)
    return str(editor_lists.State.LIVE.label if page.live else editor_lists.State.DRAFT.label)


class BoothExport:
    """Columns of booths."""

    export_name = "lapak"
    export_personal_fields = ("merchant__owner_name", "merchant__nib", "whatsapp", "phone")

    def export_headings(self, personal):
        """Return the headings."""
        headings = [
            _("Kode lapak"), _("Stan"), _("Lapak"), _("Pelaku usaha"), _("Hall"), _("Kota/kabupaten"), _("Pasar"),
            _("Keadaan"), _("Tayang"), _("Tepercaya"), _("Produk"), _("Foto"), _("Pertama tayang"), _("Diubah"),
            _("Alamat"),
        ]  # fmt: skip
        return headings + ([_("Pemilik"), _("NIB"), _("WhatsApp"), _("Telepon")] if personal else [])

    def export_rows(self, booths, personal):
        """Yield the values of some booths."""
        self.decorate(booths)
        for booth in booths:
            row = [
                booth.short_code, booth.code, booth.title, booth.merchant.name, hall_of(booth), area_of(booth),
                booth.market.name if booth.market else "", state_of(booth), booth.live, booth.is_trusted,
                booth.numchild, booth.has_photo, booth.first_published_at, booth.latest_revision_created_at,
                booth.url_path.split("/", 2)[-1],
            ]  # fmt: skip
            if personal:
                row += [booth.merchant.owner_name, booth.merchant.nib, booth.whatsapp, booth.phone]
            yield row


class ProductExport:
    """Columns of products."""

    export_name = "produk"
    export_personal_fields = ("whatsapp", "phone")

    def export_headings(self, personal):
        """Return the headings."""
        headings = [
            _("Kode produk"), _("Produk"), _("Lapak"), _("Stan"), _("Pelaku usaha"), _("Hall"),
            _("Kota/kabupaten"), _("Kategori"), _("Harga"), _("Harga tertinggi"), _("Persediaan"), _("Keadaan"),
            _("Tayang"), _("Foto"), _("Pertama tayang"), _("Diubah"), _("Alamat"),
        ]  # fmt: skip
        return headings + ([_("WhatsApp"), _("Telepon")] if personal else [])

    def export_rows(self, products, personal):
        """Yield the values of some products."""
        self.decorate(products)
        for product in products:
            booth = product.booth
            row = [
                product.sku, product.title, booth.title if booth else "", booth.code if booth else "",
                booth.merchant.name if booth else "", hall_of(booth), area_of(booth),
                product.category.name if product.category else "", product.price, product.price_to,
                product.get_availability_display(), state_of(product), product.live, product.has_photo,
                product.first_published_at, product.latest_revision_created_at,
                product.url_path.split("/", 2)[-1],
            ]  # fmt: skip
            if personal:
                row += [booth.whatsapp if booth else "", booth.phone if booth else ""]
            yield row

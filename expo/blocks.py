"""The small set of blocks a booth's story is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import PhotoChooserBlock
from expo.validators import youtube_id


class PhotoBlock(blocks.StructBlock):
    """A photo with what it shows."""

    photo = PhotoChooserBlock(label=_("Foto"))
    alt = blocks.CharBlock(
        label=_("Isi foto"), max_length=160, help_text=_("Untuk orang yang tidak dapat melihatnya.")
    )
    caption = blocks.CharBlock(label=_("Keterangan"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Foto")
        description = _("Satu foto dengan keterangannya")
        template = "blocks/photo.html"
        preview_value = {"caption": _("Pagi di dapur produksi")}


class PhotosBlock(blocks.ListBlock):
    """Several photos side by side."""

    class Meta:
        icon = "image"
        label = _("Beberapa foto")
        description = _("Dua sampai enam foto berdampingan")
        template = "blocks/photos.html"


class VideoBlock(blocks.StructBlock):
    """A YouTube video, loaded only after a tap."""

    address = blocks.URLBlock(
        label=_("Alamat YouTube"),
        validators=[youtube_id],
        help_text=_("Contoh: https://youtu.be/abcdefghijk"),
    )
    title = blocks.CharBlock(label=_("Judul"), max_length=120)

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("Video dari YouTube, dimuat sesudah diketuk")
        template = "blocks/video.html"
        preview_value = {"address": "https://youtu.be/abcdefghijk", "title": _("Proses membatik")}

    def get_context(self, value, parent_context=None):
        """Add the video's id."""
        context = super().get_context(value, parent_context=parent_context)
        context["video_id"] = youtube_id(value["address"])
        return context


class QuoteBlock(blocks.StructBlock):
    """A sentence the merchant stands for."""

    text = blocks.TextBlock(label=_("Kutipan"), max_length=300)
    name = blocks.CharBlock(label=_("Siapa yang berkata"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        label = _("Kutipan")
        description = _("Satu kalimat yang menonjol")
        template = "blocks/quote.html"
        preview_value = {
            "text": _("Sehelai batik tulis butuh tiga bulan dan satu hati yang sabar."),
            "name": "Bu Sri",
        }


class StoryBlock(blocks.StreamBlock):
    """The story of a booth."""

    text = blocks.RichTextBlock(
        label=_("Teks"),
        features=["h3", "bold", "italic", "ol", "ul"],
        description=_("Cerita dengan kata-kata sendiri"),
        template="blocks/text.html",
        preview_value=_("<p>Usaha ini dimulai dari satu wajan di dapur rumah.</p>"),
    )
    photo = PhotoBlock()
    photos = PhotosBlock(PhotoBlock(), min_num=2, max_num=6)
    video = VideoBlock()
    quote = QuoteBlock()

    class Meta:
        block_counts = {"video": {"max_num": 3}}
        max_num = 24

"""Forms of pages that know whose photos may be put on them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.base import BlockWidget
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.images.widgets import AdminImageChooser
from wagtail.permissions import policy_registry

from core.models import Photo

NOT_YOURS = _("Foto ini tidak dapat dipakai. Pilih atau unggah foto Anda sendiri.")


class OwnPhotoChooser(AdminImageChooser):
    """Shows a photo only when it is one of those allowed, so that a planted id reveals nothing."""

    def __init__(self, allowed=None, **kwargs):
        super().__init__(**kwargs)
        self.allowed = allowed

    def get_instance(self, value):
        """Return the photo, or None when it may not be used here."""
        if self.allowed is None or value in (None, "") or isinstance(value, Photo):
            return super().get_instance(value or None)
        try:
            return self.allowed.filter(pk=value).first()
        except (TypeError, ValueError, OverflowError):
            return None


class OwnPhotosBlockWidget(BlockWidget):
    """Takes photos that are not allowed out of what was posted, and remembers that there were some."""

    def __init__(self, block_def, attrs=None, allowed=None):
        super().__init__(block_def, attrs)
        self.allowed = allowed
        self.has_refused = False

    def value_from_datadict(self, data, files, name):
        """Return the posted value without photos that may not be used here."""
        value = super().value_from_datadict(data, files, name)
        ids = {photo.pk for photo in photos_in(value)}
        refused = ids - set(self.allowed.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
        if refused:
            self.has_refused = True
            without_photos(value, refused)
        return value


def photos_in(value):
    """Yield every photo inside a value of a StreamField."""
    if isinstance(value, Photo):
        yield value
    elif isinstance(value, StreamValue):
        for child in value:
            yield from photos_in(child.value)
    elif isinstance(value, ListValue):
        for child in value.bound_blocks:
            yield from photos_in(child.value)
    elif isinstance(value, StructValue):
        for child in value.values():
            yield from photos_in(child)


def without_photos(value, refused: set):
    """Take the photos with these ids out of a value of a StreamField, in place."""
    if isinstance(value, StructValue):
        for name, child in value.items():
            if isinstance(child, Photo):
                if child.pk in refused:
                    value[name] = None
            else:
                without_photos(child, refused)
    elif isinstance(value, StreamValue | ListValue):
        for child in value if isinstance(value, StreamValue) else value.bound_blocks:
            if isinstance(child.value, Photo) and child.value.pk in refused:
                child.value = None
            else:
                without_photos(child.value, refused)


def shows_photos(model) -> bool:
    """Tell whether rows of this model have a photo."""
    return any(field.related_model is Photo for field in model._meta.concrete_fields)


def photo_ids(page) -> set[int]:
    """Return the ids of all photos on one version of a page: its fields, story and children."""
    ids = set()
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            ids |= {photo.pk for photo in photos_in(getattr(page, field.name))}
        elif field.is_relation and field.related_model is Photo:
            ids.add(getattr(page, field.attname))
    for relation in get_all_child_relations(type(page)):
        if shows_photos(relation.related_model):
            for child in getattr(page, relation.get_accessor_name()).all():
                ids |= photo_ids(child)
    return ids - {None}


class PhotosOfOwnPageForm(WagtailAdminPageForm):
    """Refuses photos that this person may not choose, wherever they are posted.

    Allowed are the photos the registered policy lets the person choose, and those that stand on the
    stored latest or published version of this same page, because somebody who may choose them put
    them there. A foreign id and one that does not exist are refused with the same words, and
    neither is shown when the form comes back. Saving, submitting and previewing all pass here.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.for_user is not None:
            self._allow_only(self._allowed_photos())

    @property
    def show_schedule_publishing_toggle(self):
        """Offer a date of publication only to those whose form has one."""
        return "go_live_at" in self.fields

    def _allowed_photos(self):
        policy = policy_registry.get_by_type(Photo)
        allowed = policy.instances_user_has_any_permission_for(self.for_user, ["choose"])
        on_page = set()
        if self.instance.pk:
            model = type(self.instance)
            on_page = photo_ids(self.instance) | photo_ids(model._default_manager.get(pk=self.instance.pk))
        return Photo.objects.filter(pk__in=allowed.order_by().values("pk")) | Photo.objects.filter(
            pk__in=on_page
        )

    def _allow_only(self, allowed):
        with_photos = [f for f in self.formsets.values() if shows_photos(f.model)]
        for form in [self, *(form for formset in with_photos for form in formset.forms)]:
            for field in form.fields.values():
                if isinstance(field, forms.ModelChoiceField) and field.queryset.model is Photo:
                    field.queryset = allowed
                    field.error_messages = {**field.error_messages, "invalid_choice": NOT_YOURS}
                    if isinstance(field.widget, AdminImageChooser):
                        field.widget = OwnPhotoChooser(allowed=allowed, attrs=field.widget.attrs)
                        field.widget.is_required = field.required
                elif isinstance(field.widget, BlockWidget):
                    field.widget = OwnPhotosBlockWidget(
                        field.widget.block_def, field.widget.attrs, allowed=allowed
                    )

    def clean(self):
        """Refuse the story when a photo had to be taken out of it."""
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field.widget, OwnPhotosBlockWidget) and field.widget.has_refused:
                # Instead of what the gap it leaves behind would be called.
                self.errors.pop(name, None)
                self.add_error(name, NOT_YOURS)
        return cleaned

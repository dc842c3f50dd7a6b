"""The form by which a booth applies to an edition: a hall, and what the organiser asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from expo.enums import QuestionKind
from expo.models import BoothPage, CallQuestion, ExpoPage, HallPage

LONGEST_SHORT, LONGEST_LONG = 200, 1500


def field_of(question: CallQuestion) -> forms.Field:
    """Return the field in which a question is answered."""
    common = {
        "label": question.text,
        "required": question.is_required,
        "help_text": "" if question.is_required else _("Boleh dikosongkan."),
    }
    if question.kind == QuestionKind.SHORT:
        return forms.CharField(max_length=LONGEST_SHORT, **common)
    if question.kind == QuestionKind.LONG:
        return forms.CharField(max_length=LONGEST_LONG, widget=forms.Textarea({"rows": 4}), **common)
    choices = ["Ya", "Tidak"] if question.kind == QuestionKind.YES_NO else question.choice_list
    return forms.ChoiceField(
        choices=[(choice, choice) for choice in choices], widget=forms.RadioSelect, **common
    )


class ApplicationForm(forms.Form):
    """Hall and answers; `answers` are kept as [[question, answer], …], those not answered left out."""

    hall = forms.ModelChoiceField(
        label=_("Hall"), queryset=HallPage.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, data=None, *, edition: ExpoPage, booth: BoothPage | None = None, **kwargs):
        super().__init__(data, **kwargs)
        halls = edition.capacities.values_list("hall", flat=True)
        self.fields["hall"].queryset = HallPage.objects.filter(pk__in=list(halls)).order_by("path")
        if booth and booth.hall_id in halls:
            self.fields["hall"].initial = booth.hall_id
        elif len(halls) == 1:
            self.fields["hall"].initial = halls[0]
        self.questions = list(edition.questions.all())
        for question in self.questions:
            self.fields[f"jawaban-{question.pk}"] = field_of(question)

    @property
    def answers(self) -> list[list[str]]:
        """Return the questions with their answers."""
        pairs = [[question.text, self.cleaned_data[f"jawaban-{question.pk}"]] for question in self.questions]
        return [pair for pair in pairs if pair[1]]

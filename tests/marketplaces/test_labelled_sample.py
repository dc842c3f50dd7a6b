"""Agreement with the labelled sample of what people really paste."""

import csv

import pytest
from django.core.management import call_command


@pytest.mark.shared_data
@pytest.mark.django_db
def test_every_label_of_the_sample(shared_data, capsys):
    path = shared_data / "marketplace_urls.csv"
    if not path.is_file():
        pytest.skip("marketplace_urls.csv is not in the shared data folder")
    with path.open(encoding="utf-8", newline="") as file:
        labelled = [(row["url"], row["marketplace"], row["kind"]) for row in csv.DictReader(file)]
    call_command("recognise_links", str(path))
    answered = csv.DictReader(capsys.readouterr().out.splitlines())
    assert [(row["url"], row["marketplace"], row["kind"]) for row in answered] == labelled
    assert len(labelled) > 150

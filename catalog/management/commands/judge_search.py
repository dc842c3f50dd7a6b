"""manage.py judge_search."""

import csv
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from catalog.domain.search import parse_query
from catalog.domain.search_judge import FIRST, first_page, judge, read_cases
from catalog.domain.search_terms import sound_of, words_of
from catalog.models import SearchWord

JUDGED = settings.BASE_DIR / "tests" / "catalog" / "data" / "judged_searches.csv"


class Command(BaseCommand):
    """Judges the search of the loaded demo."""

    help = (
        "Ask the search a list of judged queries and tell how many expected products stand in the first five."
    )

    def add_arguments(self, parser):
        """Add the files."""
        parser.add_argument(
            "--cases", type=Path, default=JUDGED, help="CSV with the columns query, must_appear"
        )
        parser.add_argument("--misspellings", type=Path, help="CSV with the columns query, should_find")
        parser.add_argument("--queries", type=Path, help="CSV with the columns query, weight")

    def handle(self, *, cases, misspellings, queries, **options):
        """Judge and print."""
        self.is_wordy = options["verbosity"] > 1
        if not cases.exists():
            raise CommandError(f"There is no file {cases}.")
        judgement = judge(read_cases(cases))
        for verdict in judgement.verdicts:
            if verdict.missing:
                self.stdout.write(f"  {verdict.case.query}: missing {', '.join(verdict.missing)}")
        self.stdout.write(
            f"{len(judgement.verdicts)} queries: {judgement.share_found:.1%} of the expected products in the "
            f"first {FIRST}, mean reciprocal rank {judgement.mean_reciprocal_rank:.3f}"
        )
        if misspellings:
            self.judge_misspellings(misspellings)
        if queries:
            self.judge_queries(queries)

    def judge_misspellings(self, path: Path) -> None:
        """Ask words as people misspelt them; what the site does not hold cannot be judged."""
        asked = found = 0
        for row in self.rows(path):
            words = words_of(row["should_find"])
            if not self.all_known(words):
                continue
            asked += 1
            sounds = {sound_of(word) for word in words}
            titles = first_page(row["query"])[:FIRST]
            hit = any(sounds <= {sound_of(word) for word in words_of(title)} for title in titles)
            found += hit
            if not hit and self.is_wordy:
                self.stdout.write(f"  {row['query']} ({row['should_find']}): {titles}")
        self.stdout.write(
            f"{asked} misspellings of words it holds: {found} lead to a name with the meant word"
        )

    def judge_queries(self, path: Path) -> None:
        """Ask real queries, the popular ones weighing more."""
        asked = answered = weight = answered_weight = 0
        for row in self.rows(path):
            query = parse_query(row["query"])
            if query is None or not self.all_known(query.words):
                continue
            asked, weight = asked + 1, weight + int(row["weight"])
            if first_page(row["query"]):
                answered, answered_weight = answered + 1, answered_weight + int(row["weight"])
        share = answered_weight / weight if weight else 0
        self.stdout.write(
            f"{asked} real queries of words it holds: {answered} find something, {share:.1%} by weight"
        )

    @staticmethod
    def rows(path: Path) -> list[dict]:
        """Read a CSV file."""
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @staticmethod
    def all_known(words: list[str]) -> bool:
        """Tell whether every word stands in some name, tag or place."""
        return bool(words) and SearchWord.objects.filter(word__in=words).count() == len(set(words))

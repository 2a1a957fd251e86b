"""`xinqiao rebuild-search`: empty the search index and fill it from the matters."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from xinqiao.cases.models import Case
from xinqiao.search.filling import rebuild


class Command(BaseCommand):
    """Builds the index anew, for instance after a restore."""

    help = "builds the search index anew from the matters"

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(total=Case.objects.count(), unit="", desc="matters", disable=None) as bar:
            done = rebuild(bar.update)
        self.stdout.write(f"{done} matters indexed")

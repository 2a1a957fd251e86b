"""What registration is measured against: a bare Django view that inserts as many rows, and does nothing else.

No sessions, no forms, no pages, no law; the same server, database and durability.
"""

import secrets

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from xinqiao.cases.models import Filing


def insert(_request: HttpRequest, rows: int) -> HttpResponse:
    """So many rows of two columns, in one transaction."""
    with transaction.atomic():
        for _row in range(rows):
            Filing.objects.create(token=secrets.token_bytes(32), number="bench")
    return HttpResponse("ok")


urlpatterns = [path("insert/<int:rows>/", insert)]

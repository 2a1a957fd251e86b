"""What holds for every page: a matter one may not see does not exist, and nothing personal stays in a cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.defaults import page_not_found

from xinqiao.cases.policy import NoSuchMatter


class Discretion:
    """Answers ``NoSuchMatter`` with the page that any wrong address gets, and keeps pages out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A shared computer must not show the last person's page to the next one who presses "back".
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NoSuchMatter):
            return page_not_found(request, exception)
        return None

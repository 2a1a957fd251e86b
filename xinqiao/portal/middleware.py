"""What is the same for everybody says so: no cache then keeps one copy of it for each language or cookie."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class SameForEverybody(HttpResponse):
    """An answer that depends on nothing but its address."""


class Plainness:
    """Takes off such an answer what other middleware says of pages: in which language it is, what it varies by, and that a
    session is over whose cookie somebody still brings.

    It stands outside all that adds those, because they look at the address alone and know nothing of the answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, SameForEverybody):
            for header in ("Vary", "Content-Language"):
                del response[header]
            response.cookies.clear()
        return response

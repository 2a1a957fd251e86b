"""Addresses of pages with one fault each, to prove that the browser fixtures find it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = (
    '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>页</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="icon" href="data:,"></head><body><main><h1>页</h1>%s</main></body></html>'
)

FAULTS = {
    "sound": "<p>一切都好。</p>",
    "inline": "<script>document.title = '换了'</script>",
    "foreign": '<img alt="" src="http://127.0.0.1:9/x.png">',
    "missing": '<img alt="" src="/static/no-such-picture.png">',
    "unlabelled": "<form><input name='a'></form>",
    "wide": '<img alt="" width="3000" height="10" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
}


def page(request: HttpRequest, fault: str) -> HttpResponse:
    return HttpResponse(PAGE % FAULTS[fault])


urlpatterns = [path("<slug:fault>/", page)]

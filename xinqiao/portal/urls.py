"""The addresses of the portal. No address holds a query code, and none lists matters."""

from django.urls import path

from xinqiao.portal.views import following, public, submission

app_name = "portal"

urlpatterns = [
    path("", public.home, name="home"),
    path("channels/", public.channels, name="channels"),
    path("channels/<slug:code>/", public.channel, name="channel"),
    path("procedure/", public.procedure, name="procedure"),
    path("refuses/", public.refuses, name="refuses"),
    path("privacy/", public.privacy, name="privacy"),
    path("submit/", submission.start, name="submit"),
    path("submit/receipt/", submission.receipt, name="receipt"),
    path("submit/receipt/slip/", submission.slip, name="slip"),
    path("submit/receipt/file/", submission.saved, name="saved"),
    path("submit/receipt/written-down/", submission.written_down, name="written_down"),
    path("submit/discard/", submission.discard, name="discard"),
    path("submit/<slug:slug>/", submission.step, name="step"),
    path("follow/", following.follow, name="follow"),
    path("follow/matter/", following.matter, name="matter"),
    path("follow/do/<slug:action>/", following.do, name="do"),
    path("follow/receive/", following.receive, name="receive"),
    path("follow/papers/<int:pk>/", following.paper, name="paper"),
    path("follow/files/<int:pk>/", following.file, name="file"),
    path("follow/close/", following.close, name="close"),
    path("leave/", following.leave, name="leave"),
]

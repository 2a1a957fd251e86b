"""The addresses of the portal. No address holds a query code, and none lists matters."""

from django.urls import path

from xinqiao.portal.views import following, law, log, mine, policy, public, receipts, submission

app_name = "portal"

urlpatterns = [
    path("", public.home, name="home"),
    path("channels/", public.channels, name="channels"),
    path("channels/<slug:code>/", public.channel, name="channel"),
    path("procedure/", public.procedure, name="procedure"),
    path("law/", law.law, name="law"),
    path("law/<int:pk>/", law.instrument, name="instrument"),
    path("who-sees-what/", policy.who_sees_what, name="who_sees_what"),
    path("refuses/", public.refuses, name="refuses"),
    path("privacy/", public.privacy, name="privacy"),
    path("submit/", submission.start, name="submit"),
    path("submit/receipt/", submission.receipt, name="receipt"),
    path("submit/receipt/slip/", submission.slip, name="slip"),
    path("submit/receipt/file/", submission.saved, name="saved"),
    path("submit/receipt/written-down/", submission.written_down, name="written_down"),
    path("submit/receipt/<slug:kind>/", receipts.filed, name="receipt_filed"),
    path("submit/discard/", submission.discard, name="discard"),
    path("submit/<slug:slug>/", submission.step, name="step"),
    path("follow/", following.follow, name="follow"),
    path("follow/matter/", following.matter, name="matter"),
    path("follow/do/<slug:action>/", following.do, name="do"),
    path("follow/kept/", following.kept, name="kept"),
    path("follow/receive/", following.receive, name="receive"),
    path("follow/papers/<int:pk>/", following.paper, name="paper"),
    path("follow/files/<int:pk>/", following.file, name="file"),
    path("follow/copy/", mine.copy, name="copy"),
    path("follow/contact/", mine.contact, name="contact"),
    path("follow/receipts/", receipts.receipts, name="receipts"),
    path("follow/receipts/<int:position>/<slug:kind>/", receipts.one, name="receipt_of"),
    path("follow/close/", following.close, name="close"),
    path("verify/", receipts.verify, name="verify"),
    path("verify/tlog.zip", receipts.tool, name="tool"),
    path("leave/", following.leave, name="leave"),
    path("log/cosigned", log.cosigned, name="log_cosigned"),
    path("log/checkpoint", log.checkpoint, name="log_checkpoint"),
    path("log/key", log.key, name="log_key"),
    path("log/keys", log.keys, name="log_keys"),
    path("log/tile/<path:name>", log.tile, name="log_tile"),
]

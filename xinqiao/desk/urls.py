"""Where each page of the desk is."""

from django.urls import path

from xinqiao.desk.views import account, action, leaving, library, lists, matter, officers, post, register, sign, supervise, units

app_name = "desk"

urlpatterns = [
    path("", lists.today, name="today"),
    path("login/", sign.sign_in, name="login"),
    path("logout/", sign.sign_out, name="logout"),
    path("login/second/", sign.second, name="second"),
    path("invitation/<str:secret>/", sign.invitation, name="invitation"),
    path("password/", sign.password, name="password"),
    path("account/", account.account, name="account"),
    path("account/generator/", account.factor_new, name="factor_new"),
    path("account/key/", account.key_new, name="key_new"),
    path("account/factors/<int:pk>/remove/", account.factor_remove, name="factor_remove"),
    path("account/codes/", account.codes, name="codes"),
    path("account/sessions/end/", account.session_end, name="session_end"),
    path("inbox/", lists.inbox, name="inbox"),
    path("find/", lists.find, name="find"),
    path("register/", register.register, name="register"),
    path("register/alike/", register.look_alikes, name="look_alikes"),
    path("registered/<slug:number>/", register.registered, name="registered"),
    path("matters/<slug:number>/", matter.matter, name="matter"),
    path("matters/<slug:number>/do/<slug:action>/", action.do, name="do"),
    path("matters/<slug:number>/files/<int:pk>/", matter.file, name="file"),
    path("matters/<slug:number>/alike/", matter.alike_to, name="alike"),
    path("matters/<slug:number>/papers/<int:pk>/", matter.paper, name="paper"),
    path("post/", post.post, name="post"),
    path("post/told/", post.told, name="told"),
    path("supervise/", supervise.supervise, name="supervise"),
    path("law/", library.library, name="library"),
    path("law/find/", library.law_find, name="law_find"),
    path("law/<int:pk>/end/", library.library_end, name="library_end"),
    path("law/<int:pk>/take-off/", library.library_take_off, name="library_take_off"),
    path("unit/", units.unit, name="unit"),
    path("units/", units.units, name="units"),
    path("units/new/", units.unit_new, name="unit_new"),
    path("units/<slug:code>/", units.unit_edit, name="unit_edit"),
    path("units/<slug:code>/switch/", units.unit_switch, name="unit_switch"),
    path("units/<slug:code>/officers/new/", officers.officer_new, name="officer_new"),
    path("units/<slug:code>/officers/uninvite/", officers.uninvite, name="uninvite"),
    path("officers/<int:pk>/", officers.officer, name="officer"),
    path("officers/<int:pk>/reset/", officers.officer_reset, name="officer_reset"),
    path("officers/<int:pk>/leave/", leaving.leave, name="officer_leave"),
]

"""Where each page of the desk is."""

from django.urls import path

from xinqiao.desk.views import action, lists, matter, post, register, sign, supervise, units

app_name = "desk"

urlpatterns = [
    path("", lists.today, name="today"),
    path("login/", sign.sign_in, name="login"),
    path("logout/", sign.sign_out, name="logout"),
    path("password/", sign.password, name="password"),
    path("inbox/", lists.inbox, name="inbox"),
    path("find/", lists.find, name="find"),
    path("register/", register.register, name="register"),
    path("register/alike/", register.look_alikes, name="look_alikes"),
    path("matters/<slug:number>/", matter.matter, name="matter"),
    path("matters/<slug:number>/do/<slug:action>/", action.do, name="do"),
    path("matters/<slug:number>/files/<int:pk>/", matter.file, name="file"),
    path("matters/<slug:number>/alike/", matter.alike_to, name="alike"),
    path("matters/<slug:number>/papers/<int:pk>/", matter.paper, name="paper"),
    path("post/", post.post, name="post"),
    path("post/told/", post.told, name="told"),
    path("supervise/", supervise.supervise, name="supervise"),
    path("unit/", units.unit, name="unit"),
    path("units/", units.units, name="units"),
    path("units/new/", units.unit_new, name="unit_new"),
    path("units/<slug:code>/", units.unit_edit, name="unit_edit"),
    path("units/<slug:code>/switch/", units.unit_switch, name="unit_switch"),
    path("units/<slug:code>/officers/new/", units.officer_new, name="officer_new"),
    path("officers/<int:pk>/switch/", units.officer_switch, name="officer_switch"),
]

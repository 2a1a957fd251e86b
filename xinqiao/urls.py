"""Which face is mounted where."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from xinqiao.cases.reading import set_type_size

handler500 = "xinqiao.cases.room.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", set_language, name="set_language"),
    path("type-size/", set_type_size, name="type_size"),
    path("desk/", include("xinqiao.desk.urls")),
    path("", include("xinqiao.operate.urls")),
    path("", include("xinqiao.portal.urls")),
]

"""Addresses for whoever runs the server."""

from django.urls import path

from xinqiao.operate.views import health

app_name = "operate"
urlpatterns = [path("health", health, name="health")]

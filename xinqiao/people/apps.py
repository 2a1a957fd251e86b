from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "xinqiao.people"

    def ready(self) -> None:
        import_module("xinqiao.people.checks")

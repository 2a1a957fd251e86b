from importlib import import_module

from django.apps import AppConfig


class OperateConfig(AppConfig):
    name = "xinqiao.operate"

    def ready(self) -> None:
        import_module("xinqiao.operate.checks")

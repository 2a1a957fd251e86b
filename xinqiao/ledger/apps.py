from importlib import import_module

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "xinqiao.ledger"

    def ready(self) -> None:
        import_module("xinqiao.ledger.checks")

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "xinqiao.cases"

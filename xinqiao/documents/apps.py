from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "xinqiao.documents"

"""Until now the office had one key for each purpose, so every row there is rests on it."""

from typing import Any

from django.conf import settings
from django.db import migrations


def name_keys(apps: Any, _schema_editor: Any) -> None:
    identities = apps.get_model("people", "Identity").objects
    keys = apps.get_model("people", "OfficeKey").objects
    if not identities.exists():
        return
    seal, code = settings.SEAL_KEYS.held()[-1], settings.QUERY_CODE_KEYS.held()[-1]
    keys.get_or_create(id=seal.id, defaults={"purpose": "seal"})
    keys.get_or_create(id=code.id, defaults={"purpose": "query_code"})
    identities.filter(key=None).update(key_id=seal.id)
    identities.filter(code_key=None).update(code_key_id=code.id)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_keys_that_rows_rest_on")]
    operations = [migrations.RunPython(name_keys, migrations.RunPython.noop)]

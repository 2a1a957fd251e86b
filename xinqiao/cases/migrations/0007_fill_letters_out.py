"""The last day to answer a supervisor's letter stood in the standing only."""

import json
from typing import Any

from django.db import migrations

LETTER = "xf.advice.feedback"


def fill(apps: Any, _schema_editor: Any) -> None:
    cases = apps.get_model("cases", "Case").objects
    rows = cases.filter(closed=False, standing__contains=f'"{LETTER}"').values_list("number", "standing")
    for number, standing in rows.iterator():
        for running in json.loads(standing).get("clocks", ()):
            if running["clock"] == LETTER:
                cases.filter(number=number).update(letter_on=running["last"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_letters_out_and_fewer_indexes")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

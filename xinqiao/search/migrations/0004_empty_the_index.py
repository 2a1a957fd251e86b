"""Empty the index of words: its tokens are others from now on, single characters among them.

The follower begins at the first entry again and so fills it by itself; where there are many matters,
`xinqiao rebuild-search` does it in a fraction of the time.
"""

from django.db import migrations


def empty(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    for name in ("Indexed", "Sound", "Frequency"):
        apps.get_model("search", name).objects.using(editor.connection.alias).all().delete()
    places = apps.get_model("ledger", "Place").objects.using(editor.connection.alias)
    places.filter(follower="xinqiao.search.follower").delete()


class Migration(migrations.Migration):
    dependencies = [("search", "0003_themes_of_matters"), ("ledger", "0001_first_tables")]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]

"""What the desk proposes in a register filled with a stream of real messages: look-alikes and themes; part of evaluate_text."""

import os
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

import django
import numpy as np

Row = dict[str, Any]
MOST = 5
STRANGERS = 250
HOT, VOICES, FIRST = 5, 3, 20
ONLY_FILED = (("submit", 300, 1),)


def measure(rows: Sequence[Row], clusters: Sequence[Row], figure: Callable[..., None]) -> None:
    """Fill a register of its own with messages (`topic`, `detail`, `time`) and ask about those of each known matter."""
    with tempfile.TemporaryDirectory(prefix="xinqiao-evaluate-") as home:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="xinqiao.settings",
            XINQIAO_DATA=home,
            XINQIAO_DATABASE="",
            XINQIAO_DEMO="0",
            XINQIAO_BENCH="1",
        )
        django.setup()
        _measure(rows, clusters, figure)


def _measure(rows: Sequence[Row], clusters: Sequence[Row], figure: Callable[..., None]) -> None:
    # What needs the settings can be imported only now.
    from django.core.management import call_command

    from scripts.evaluate_text import TRIES, timed
    from xinqiao.cases.models import Case, Statement
    from xinqiao.operate.bench import bulk
    from xinqiao.operate.demo import units
    from xinqiao.people.models import Capacity, Officer
    from xinqiao.people.person import as_person
    from xinqiao.search import alike, themes
    from xinqiao.search.filling import rebuild
    from xinqiao.search.models import Theme
    from xinqiao.text.matter import day

    call_command("migrate", verbosity=0, interactive=False)
    units.make_units()
    units.make_officers()

    def said(at: int) -> dict[str, str]:
        subject = str(rows[at]["topic"] or rows[at]["detail"])[:200]
        return {"subject": subject, "place": "", "account": str(rows[at]["detail"]), "requests": str(at)}

    bulk.fill(len(rows), now=datetime.now(UTC), mixture=ONLY_FILED, words=said)
    requests = Statement.objects.filter(ordinal=1, name="requests", index=1)
    Statement.objects.filter(ordinal=1, name="requests", index__gt=1).delete()
    number = {str(rows[int(at)]["id"]): one for one, at in requests.values_list("number", "text")}
    requests.update(text="请解决")
    for row in rows:
        Case.objects.filter(number=number[str(row["id"])]).update(received_on=day(row["time"]))
    rebuild()

    registrar = next(
        one for one in Officer.objects.filter(unit="xfj") if Capacity.REGISTRAR in one.capacity_set
    )
    person, texts = as_person(registrar), {str(row["id"]): row for row in rows}
    shown_from = alike.LEAST
    recall: dict[float, list[float]] = {shown_from: [], 0.0: []}
    spent: list[float] = []
    alike.LEAST = 0.0  # what the page would leave out is wanted here too

    def ask(one: str, most: int) -> list[alike.LookAlike]:
        text, on = f"{texts[one]['topic']}\n{texts[one]['detail']}", day(texts[one]["time"])
        return alike.alike(text, "", person, on=on, but=number[one], limit=most)

    for cluster in clusters:
        members, unclear = set(map(str, cluster["members"])), set(map(str, cluster["ambiguous"]))
        for asked in sorted(members):
            others = members - {asked}
            shown, took = timed(partial(ask, asked, MOST + len(unclear)))
            spent.append(took)
            clear = [one for one in shown if one.case.number not in {number[each] for each in unclear}][:MOST]
            for least, found in recall.items():
                kept = {one.case.number for one in clear if one.score >= least}
                found.append(len({number[each] for each in others} & kept) / min(MOST, len(others)))
    known = {str(one) for cluster in clusters for one in (*cluster["members"], *cluster["ambiguous"])}
    strangers = [one for one in texts if one not in known][:STRANGERS]
    proposed = [sum(found.score >= shown_from for found in ask(one, MOST)) for one in strangers]
    for least, found in recall.items():
        note = f"{len(found)} messages asked against {len(rows)}"
        figure(f"recall@5 of what is judged {least} and more", float(np.mean(found)), note)
    figure(
        "ms a question, median / p95",
        " / ".join(f"{one:.1f}" for one in np.percentile(spent, [50, 95])),
        TRIES,
    )
    note = f"{len(strangers)} messages of no known matter"
    figure(
        "share of them to which something is proposed", float(np.mean([one > 0 for one in proposed])), note
    )
    figure("proposals for each in the mean", float(np.mean(proposed)))

    themes.LOOKED_BACK = timedelta(days=3650)
    themes.find(at=datetime.combine(max(Case.objects.values_list("received_on", flat=True)), time.max, UTC))
    first = [
        set(one.matters.values_list("case_id", flat=True)) for one in Theme.objects.order_by("-score")[:FIRST]
    ]
    hot = [
        {number[str(one)] for one in cluster["members"]}
        for cluster in clusters
        if len(cluster["members"]) >= HOT and cluster["distinct_users"] >= VOICES
    ]
    met = sum(any(len(one & theme) >= len(one | theme) / 2 for theme in first) for one in hot)
    figure(
        "hot matters among the first twenty themes", f"{met} of {len(hot)}", f"{Theme.objects.count()} themes"
    )

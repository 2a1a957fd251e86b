"""Whether a row of another table says something of a case: EXISTS, without the cost of a whole query inside a query.

Django's own ``Exists`` builds and compiles a second query each time, more than a millisecond of every list. What the
policy asks is always the same short sentence, so it is written down once.
"""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler


class Told(Func):
    """Whether ``model`` has a row for this case whose ``columns`` each hold one of the values given for them."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, model: type[models.Model], **columns: Collection[str]) -> None:
        super().__init__(F("pk"))
        self.table = model._meta.db_table
        self.columns = [
            (str(getattr(model._meta.get_field(name), "column", name)), tuple(values))
            for name, values in columns.items()
        ]

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,  # noqa: ARG002 - what the base class may be asked
        template: str | None = None,  # noqa: ARG002 - likewise
        arg_joiner: str | None = None,  # noqa: ARG002 - likewise
        **_more: Any,
    ) -> tuple[str, list[Any]]:
        def quote(name: str) -> str:
            return str(connection.ops.quote_name(name))

        case, params = compiler.compile(self.source_expressions[0])
        asked, params = [f"there.case_id = {case}"], [*params]
        for column, values in self.columns:
            asked.append(f"there.{quote(column)} IN ({', '.join(['%s'] * len(values))})")
            params += values
        # Names of our own tables and columns; the values are parameters.
        return f"EXISTS (SELECT 1 FROM {quote(self.table)} there WHERE {' AND '.join(asked)})", params  # noqa: S608

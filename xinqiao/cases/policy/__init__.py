"""Who may see and do what: one table (``relations``), asked through ``sight`` about matters and ``pages`` about addresses."""

from xinqiao.cases.policy.relations import DESK as DESK
from xinqiao.cases.policy.relations import SEALED_KINDS as SEALED_KINDS
from xinqiao.cases.policy.sight import NoSuchMatter as NoSuchMatter
from xinqiao.cases.policy.sight import may_see as may_see
from xinqiao.cases.policy.sight import relation_of as relation_of
from xinqiao.cases.policy.sight import see as see
from xinqiao.cases.policy.sight import visible as visible

"""The same database under a Django without anything of ours in the way of a request."""

from xinqiao.settings import *  # noqa: F403

ROOT_URLCONF = "xinqiao.operate.bench.bare"
MIDDLEWARE = []

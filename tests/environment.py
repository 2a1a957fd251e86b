"""Loaded by pytest before the settings: each test process gets a data directory of its own.

So no test ever touches the data of whoever runs it, and processes that run side by side share nothing
but the database server.
"""

import atexit
import os
import shutil
import tempfile

DATA = tempfile.mkdtemp(prefix="xinqiao-test-")
atexit.register(shutil.rmtree, DATA, ignore_errors=True)

os.environ["XINQIAO_DATA"] = DATA
os.environ["XINQIAO_STATIC"] = tempfile.mkdtemp(dir=DATA)  # empty: files are found where they lie
for name in ("XINQIAO_DEBUG", "XINQIAO_HTTPS", "XINQIAO_HOSTS", "XINQIAO_SECOND_FACTOR"):
    os.environ.pop(name, None)

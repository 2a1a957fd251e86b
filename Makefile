# A few verbs, always the same. Each does its own set-up; a second call does nothing twice.
#
#   make demo      a county of our own invention with matters in every state, served
#   make serve     the server on your own data directory
#   make test      everything that must hold, on SQLite and PostgreSQL and in a browser
#   make setup     .venv with all that running and testing need
#   make lint      format, style, types, import rule
#   make docs      the generated pages of docs/
#   make messages  collect texts for translation
#   make bench     speed at a small size; xinqiao bench NAME --size N for more

.DELETE_ON_ERROR:
unexport PYTHONDONTWRITEBYTECODE
.PHONY: setup run-setup demo serve test lint format docs messages bench lock clean

PO := $(wildcard locale/*/LC_MESSAGES/django.po)
MO := $(PO:.po=.mo)
ASSETS := xinqiao/static/vendor/.stamp

setup: .venv/.dev $(ASSETS) $(MO)

run-setup: .venv/.runtime $(ASSETS) $(MO)

.venv/.runtime: requirements.lock requirements-uv.lock pyproject.toml scripts/install.sh
	scripts/install.sh runtime

.venv/.dev: requirements-dev.lock requirements-uv.lock pyproject.toml scripts/install.sh
	scripts/install.sh dev

$(ASSETS): package.json package-lock.json scripts/assets.py scripts/assets.sh
	[ -x .venv/bin/python ] || scripts/install.sh runtime
	scripts/assets.sh

%.mo: %.po scripts/messages.py
	[ -x .venv/bin/python ] || scripts/install.sh runtime
	.venv/bin/python scripts/messages.py compile

demo: run-setup
	.venv/bin/xinqiao demo

serve: run-setup
	.venv/bin/xinqiao serve

test: setup
	.venv/bin/python -m scripts.check

lint: setup
	.venv/bin/python -m scripts.check lint

format: setup
	.venv/bin/ruff check --fix-only --quiet .
	.venv/bin/ruff format .

docs: setup
	.venv/bin/python -m scripts.docs

messages: setup
	.venv/bin/python scripts/messages.py collect

bench: run-setup
	.venv/bin/xinqiao bench registration --size 1000

lock: setup
	scripts/lock.sh

clean:
	rm -rf .venv node_modules build xinqiao/static/vendor locale/*/LC_MESSAGES/*.mo

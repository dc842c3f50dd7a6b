# Commands of Gelar Lapak. `make help` lists them; README.md explains them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DATA_DIR ?= $(CURDIR)/var
export HOST PORT DATA_DIR

VENV := $(CURDIR)/.venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
BOOTHS ?= 50
PRODUCTS ?= 320

.PHONY: help install run dev test check format lock messages bench bench-opening bench-polling budgets lighthouse screenshots clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

$(BIN)/python:
	@bash bin/make-venv "$(PYTHON)" "$(VENV)"

$(INSTALLED): requirements.txt | $(BIN)/python
	@echo "==> Installing the libraries (only when their list changes)"
	@bash bin/pip-install "$(VENV)" requirements.txt
	@touch $@

$(INSTALLED_DEV): requirements-dev.txt $(INSTALLED) | $(BIN)/python
	@echo "==> Installing the tools for tests and checks"
	@bash bin/pip-install "$(VENV)" requirements-dev.txt
	@touch $@

install: $(INSTALLED) ## Make .venv with everything the site needs

run: $(INSTALLED) ## Prepare and serve the site at http://HOST:PORT (127.0.0.1:8000)
	@exec $(MANAGE) run_site

dev: $(INSTALLED_DEV) ## The same with auto-reload and the debug toolbar
	@DJANGO_SETTINGS_MODULE=config.settings.dev exec $(MANAGE) run_site --dev

test: $(INSTALLED_DEV) ## Run every test, on SQLite and, where there is one, on PostgreSQL
	@$(BIN)/python -m tests.run $(ARGS)

check: $(INSTALLED_DEV) ## Linters, formatting, layers, migrations, deployment settings, translations
	@bash bin/check "$(BIN)"

format: $(INSTALLED_DEV) ## Format the Python code
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

lock: $(INSTALLED_DEV) ## Write requirements*.txt again from pyproject.toml
	@bash bin/lock "$(BIN)"

messages: $(INSTALLED_DEV) ## Collect texts to translate and compile translations (needs gettext)
	@$(MANAGE) makemessages --locale en --no-obsolete --no-wrap --add-location file --ignore .venv --ignore var --ignore tests --ignore bench
	@for file in locale/*/LC_MESSAGES/*.po; do msgfmt --check-format --output-file=$${file%.po}.mo $$file; done

bench-opening: $(INSTALLED_DEV) ## Let a crowd in within a minute: make bench-opening ARGS="--visitors 1000 --fault worker"
	@$(BIN)/python -m bench.opening $(ARGS)

bench: $(INSTALLED_DEV) ## Measure the public pages: make bench BOOTHS=50 PRODUCTS=320
	@$(BIN)/python -m bench --booths $(BOOTHS) --products $(PRODUCTS) $(ARGS)

bench-polling: $(INSTALLED_DEV) ## A thousand open pages of an expo that is on: make bench-polling ARGS="--clients 1000"
	@$(BIN)/python -m bench.polling $(ARGS)

budgets: $(INSTALLED_DEV) ## What a first visit weighs in a real browser (needs Chromium)
	@$(BIN)/python -m bench.budgets $(ARGS)

lighthouse: $(INSTALLED_DEV) ## Lighthouse's mobile audit of the public pages (needs Chromium and Node.js)
	@$(BIN)/python -m bench.lighthouse $(ARGS)

screenshots: $(INSTALLED_DEV) ## Make the pictures in docs/ again, every public page among them (needs Chromium)
	@$(BIN)/python -m bench.screenshots

clean: ## Remove .venv; the data folder stays
	@rm -rf "$(VENV)"

# Two commands: `make demo` shows the whole job, `make test` runs the tests. Both set up what they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test check schemas words clean

demo: $(VENV)/.installed
	@$(BIN)/python -m bot demo $(ARGS)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

# Formatting, linting, types, the import contract and the Dockerfile.
check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

# What is sent to Discord in the tests, judged by Discord's own published schemas too (npm and node are needed).
SCHEMAS := $(VENV)/discord-api-spec
schemas: $(VENV)/.installed-dev
	npm install --silent --prefix $(SCHEMAS) discord-api-spec@10.0.266135 zod@4
	DISCORD_API_SPEC=$(abspath $(SCHEMAS)) $(BIN)/python -m pytest tests/platforms -k discord $(ARGS)

# Takes AiBot's own words out of the code and brings every catalogue up to date; new ones stand there untranslated.
LOCALE := bot/locale
words: $(VENV)/.installed-dev
	$(BIN)/pybabel -q extract --no-default-keywords -k tr -k trn:1,2 --add-location=file --sort-output --width=110 \
		--omit-header -o $(LOCALE)/aibot.pot bot handlers
	$(BIN)/pybabel -q update -D aibot -i $(LOCALE)/aibot.pot -d $(LOCALE) --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date --width=110

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV)

# Two commands: `make demo` shows the whole job, `make test` runs the tests. Both set up what they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SCHEMAS := $(VENV)/discord-api-spec

.PHONY: demo test check words clean

demo: $(VENV)/.installed
	@$(BIN)/python -m bot demo $(ARGS)

# Bytecode is kept even where the shell says not to: the tests start the program again and again, and each start
# without it compiles the whole.
test: $(VENV)/.installed-dev | $(SCHEMAS)
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

# Formatting, linting, types, the import contract and the Dockerfile.
check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

# Discord's own published schemas, by which the tests judge what is sent to it. They need npm and node: where these
# are not to be had, the tests' own rules judge alone.
$(SCHEMAS): | $(VENV)/bin/python
	@npm install --silent --fetch-retries 0 --prefix $@ discord-api-spec@10.0.266135 zod@4 || \
		{ rm -rf $@; echo "Discord's schemas could not be had: its messages are judged by our own rules alone."; }

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

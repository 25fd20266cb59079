# `make demo` and `make test` need Python 3.11-3.13, make and git; everything else is set up in .venv. Some tests use
# LibreOffice, Chromium, a Chinese font and PostgreSQL, which scripts/install-test-parts finds or installs.

PYTHON ?=
REPORT ?=
TESTS ?=

venv := .venv/.ready
run := .venv/bin/python -m

.DEFAULT_GOAL := help
.PHONY: help demo test metamorphic accuracy lint format lock clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile

demo: $(venv) ## read a report of corpus/ and show it; REPORT=file reads another
	@./scripts/demo "$(REPORT)"

test: $(venv) ## set up what the tests need and run them all; TESTS=tests/cli runs some
	@$(if $(filter-out tests tests/ tests/test_printers.py% tests/test_work.py%,$(TESTS)),,./scripts/install-test-parts || true)
	@$(run) pytest $(TESTS)

metamorphic: $(venv) ## plant 300 slips in the reports of corpus/ and see how many the checks name and put right
	@.venv/bin/python benchmarks/planted_slips.py --variants 300

accuracy: $(venv) ## measure how well the reports of corpus/ are read, and write docs/accuracy.md
	@$(run) jixiao eval corpus --format docx --page docs/accuracy.md

lint: $(venv) ## style, strict types, and the floors of the architecture
	@$(run) ruff check .
	@$(run) ruff format --check .
	@$(run) mypy
	@.venv/bin/lint-imports

format: $(venv) ## bring the code into the one style
	@$(run) ruff check --fix .
	@$(run) ruff format .

lock: $(venv) ## write requirements/dev.txt anew from pyproject.toml, with the newest versions
	@./scripts/lock

clean: ## remove what was made
	rm -rf .venv out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(venv): pyproject.toml requirements/dev.txt scripts/make-venv
	@PYTHON="$(PYTHON)" ./scripts/make-venv
	@touch $@

# make demo    make an environment, audit an example program by its three voices, and leave two HTML reports
# make test    make the same environment with the test extras, and run every test
# make fuzz    look for cases that no run has tried yet, by the laws and with broken input
# make lint    ruff, mypy, the import contract, and yamllint
# make docs    write the pages and schemas that are generated from the standards
# make eval    measure the document reader on the labelled corpus
# make train   learn its weights again from the labelled sentences
# make bench   measure speed, as ratios in one run

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
REPORT := demo/report.html
SCAN := demo/scan.html

.PHONY: demo test fuzz lint docs eval train bench clean help

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "rightscheck needs Python 3.11 or later; try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run: $(BIN)/python pyproject.toml
	$(INSTALL) --editable .
	@touch $@

$(VENV)/test: $(BIN)/python pyproject.toml
	$(INSTALL) --editable '.[test,lint]'
	@touch $@ $(VENV)/run

# Exit code 1 is the answer "there are red flags", which the example has; so may its handbook.
demo: $(VENV)/run
	@mkdir -p demo
	@$(BIN)/rightscheck assess examples/mixed --output $(REPORT) || test $$? -eq 1
	@$(BIN)/rightscheck scan examples/mixed/policies --output $(SCAN) || test $$? -eq 1
	@echo "Open in any browser: $(CURDIR)/$(REPORT) (the three voices), $(CURDIR)/$(SCAN) (what its papers say)."

test: $(VENV)/test
	$(BIN)/python -m pytest -n auto

fuzz: $(VENV)/test
	RIGHTSCHECK_HYPOTHESIS=search $(BIN)/python -m pytest -n auto -m hypothesis

lint: $(VENV)/test
	$(BIN)/ruff check src tests benchmarks scripts
	$(BIN)/ruff format --check src tests benchmarks scripts
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/yamllint --strict standards examples
	$(BIN)/rightscheck standards check

docs: $(VENV)/test
	$(BIN)/python scripts/generate_docs.py

eval: $(VENV)/run
	$(BIN)/python scripts/eval_detector.py
	$(BIN)/python scripts/eval_detector.py --language es

# Only this needs scikit-learn; what it writes is part of the repository.
train: $(VENV)/run
	$(INSTALL) --editable '.[train]'
	$(BIN)/python scripts/train_detector.py
	$(BIN)/python scripts/train_detector.py es

bench: $(VENV)/test
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/engine.py
	$(BIN)/python benchmarks/scan.py --files 200

clean:
	rm -rf $(VENV) demo dist build

# assessbook: `make book` sets up what is missing and builds the default edition; `make help` lists the rest.

EDITION ?= params/jiaohe-2016/2015.yaml
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CRATE_VENV := .venv-crate
CRATE_STAMP := $(CRATE_VENV)/.installed
PDFUA_VENV := .venv-pdfua
PDFUA_STAMP := $(PDFUA_VENV)/.installed
BENCH_VENV := .venv-bench
BENCH_STAMP := $(BENCH_VENV)/.installed
BUILD ?= build/$(EDITION:params/%.yaml=%)
PDF ?= $(BUILD)/report.pdf

# The first Python that is new enough; `make book PYTHON=/path/to/python3` chooses another.
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	"$$name" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1 && \
	command -v "$$name" && break; done)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help messages book test test-slow lab check lint lock bench validate-crate validate-pdf clean install

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

book: $(STAMP) ## build the default edition and say where it is
	@$(BIN)/assessbook build $(EDITION)

messages: $(STAMP) ## list texts of EDITION that English catalogues lack, and obsolete ones
	@$(BIN)/python scripts/messages.py $(EDITION)

check: $(STAMP) ## validate the default edition's parameters and data
	@$(BIN)/assessbook check $(EDITION)

test: $(STAMP) ## run every test but the slow ones
	@$(BIN)/python -m pytest -n $(JOBS) -m "not slow"

test-slow: $(STAMP) ## run the slow tests
	@$(BIN)/python -m pytest -m slow

lint: $(STAMP) ## check the code standards only (part of `make test`)
	@$(BIN)/python -m pytest -q tests/test_code_standards.py

lab: $(STAMP) ## open the notebooks in JupyterLab
	@cd notebooks && JUPYTER_PREFER_ENV_PATH=1 ../$(BIN)/jupyter lab

# Every package with version and hashes, for every system and Python from 3.11 on.
lock: $(STAMP) ## renew requirements.lock from pyproject.toml
	@test -x $(BIN)/uv || { echo "Installing uv into $(VENV)"; $(BIN)/python -m pip install -qq uv; }
	@echo "Resolving requirements.lock"
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --group dev pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate requirements-crate.in -o requirements-crate.lock
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate requirements-pdfua.in -o requirements-pdfua.lock
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --constraint requirements.lock \
		requirements-bench.in -o requirements-bench.lock

# An environment of its own: the validator and the project's tools need different versions of one library.
validate-crate: $(CRATE_STAMP) ## validate the RO-Crate of a build (BUILD=build/programme/year)
	@$(CRATE_VENV)/bin/python scripts/validate_crate.py $(BUILD)

$(CRATE_STAMP): requirements-crate.lock
	@echo "Making the environment in $(CRATE_VENV) with $(PYTHON)"
	@"$(PYTHON)" -m venv $(CRATE_VENV)
	@$(CRATE_VENV)/bin/python -m pip install -qq --require-hashes -r requirements-crate.lock
	@touch $(CRATE_STAMP)

# An environment of its own: it brings a Java along, which nothing else needs.
validate-pdf: $(PDFUA_STAMP) ## check report.pdf of a build against PDF/UA (PDF="file ..." for others)
	@$(PDFUA_VENV)/bin/python scripts/validate_pdfua.py $(PDF)

$(PDFUA_STAMP): requirements-pdfua.lock
	@echo "Making the environment in $(PDFUA_VENV) with $(PYTHON)"
	@"$(PYTHON)" -m venv $(PDFUA_VENV)
	@$(PDFUA_VENV)/bin/python -m pip install -qq --require-hashes -r requirements-pdfua.lock
	@touch $(PDFUA_STAMP)

bench: $(BENCH_STAMP) ## measure the project beside other tools (BENCH="--quick" or other options)
	@$(BIN)/python scripts/benchmark.py $(BENCH)

# It sees the packages of the project's environment, so that all that is compared has the same versions.
$(BENCH_STAMP): requirements-bench.lock $(STAMP)
	@echo "Making the environment in $(BENCH_VENV)"
	@$(BIN)/python -m venv --without-pip $(BENCH_VENV)
	@$(BIN)/python -c 'import sysconfig; print("import site; site.addsitedir(%r)" % sysconfig.get_path("purelib"))' \
		> "$$($(BENCH_VENV)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/project.pth"
	@$(BIN)/python -m pip --python $(BENCH_VENV)/bin/python install -qq --require-hashes -r requirements-bench.lock
	@touch $(BENCH_STAMP)

clean: ## remove builds and caches, keep the environment
	@rm -rf build .mypy_cache .ruff_cache .hypothesis .import_linter_cache .pytest_cache
	@find src tests scripts notebooks -name __pycache__ -type d -prune -exec rm -rf {} +

install: $(STAMP) ## set up the environment only

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { \
		echo "Python 3.11 or newer is needed, and none was found. Install it, or name one: make PYTHON=/path/to/python3"; \
		exit 2; }
	@echo "Making the environment in $(VENV) with $(PYTHON)"
	@"$(PYTHON)" -m venv $(VENV) || { \
		echo "The environment could not be made. On Debian and Ubuntu, install python3-venv and try again."; \
		exit 2; }
	@echo "Installing the locked packages; the first time this takes some minutes"
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements.lock
	@echo "Installing assessbook"
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $(STAMP)

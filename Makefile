# `make` sets everything up, builds the corpus and shows what is in it; `make test` runs every check.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_TO_TEST := $(VENV)/.ready-to-test
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: tour setup build test check browser release clean

tour: build
	@$(BIN)/corpus-tools query '[lemma="加盟"] [lemma="支持"]' --context 8
	@$(BIN)/corpus-tools entities "Founding Act" --limit 5
	@$(BIN)/corpus-tools dates --from 1997 --to 1997 --limit 5
	@$(BIN)/corpus-tools names list --limit 5

setup: $(READY_TO_TEST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("corpus-tools needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(READY): pyproject.toml constraints.txt src/corpus_tools/_version.py | $(BIN)/python
	$(INSTALL) --editable .
	@touch $@

# The tests need every extra, and the programs that check what we write.
$(READY_TO_TEST): $(READY)
	$(INSTALL) --editable '.[dev]'
	@touch $@

build: $(READY)
	@$(BIN)/corpus-tools build

test: check browser
	$(BIN)/python -m pytest -n auto

# The browser tests drive chromium and look at Japanese. Without them they are skipped, and with CI=true they fail.
browser:
	@if ! command -v chromium >/dev/null || ! fc-list :lang=ja 2>/dev/null | grep -q .; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	      chromium fontconfig fonts-ipaexfont >/dev/null || echo "chromium could not be installed: browser tests are skipped."; \
	  else echo "Browser tests are skipped without: apt-get install chromium fonts-ipaexfont"; fi; \
	fi

check: $(READY_TO_TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

release: build
	@$(BIN)/corpus-tools release --name corpus --add CITATION.cff

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache

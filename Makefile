# Everything starts here: `make run` does the main job, `make test` proves it.
# `make test PYTHON=python3.13` builds .venv anew where it is of another version; else it stays.
ifndef PYTHON
PYTHON := $(shell .venv/bin/python -c 'print(".venv/bin/python")' 2>/dev/null || echo python3)
endif
BIN := .venv/bin
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
# What running needs is installed first, and all that `make run` waits for; the rest comes on top.
RUNS := .venv/.runs-$(VERSION)
STAMP := .venv/.installed-$(VERSION)
SERVES := .venv/.serves-$(VERSION)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run serve page dist test test-lab check format bench docs lock clean .venv
.DEFAULT_GOAL := run

.venv: $(STAMP)

# Reinstalled only when the locked requirements or the project's metadata change.
$(RUNS): requirements/run.txt pyproject.toml
	@test -x $(BIN)/python -a -d .venv/lib/python$(VERSION) || $(PYTHON) -m venv --clear .venv
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMP): requirements/dev.txt $(RUNS)
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

run: $(RUNS)
	$(BIN)/noroshi run japan

$(SERVES): requirements/serve.txt $(RUNS)
	@echo "Installing what the server needs into .venv ..."
	$(PIP) --require-hashes -r requirements/serve.txt
	@touch $@

# The lab: a page on this machine, built anew only where lab/ changed. Only these need Node.
page: $(SERVES)
	@echo "Building the page where lab/ changed ..."
	@$(BIN)/python tools/build_page.py

# `make serve SCENARIO=mine PORT=8900`: another scenario or folder, another port. Ctrl-C is how it
# ends, and no error.
SCENARIO := japan
serve: page
	@echo "Starting the server ..."
	@NOROSHI_STARTED_BY="make serve$(if $(filter-out japan,$(SCENARIO)), SCENARIO='$(SCENARIO)')$(if $(PORT), PORT=$(PORT))" $(BIN)/noroshi serve '$(SCENARIO)' $(if $(PORT),--port $(PORT)) || test $$? -eq 130

dist: page
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

test: $(STAMP)
	$(BIN)/pytest -n 2 --dist loadfile

# The page, its own tests, and what one sees of it in a browser. Needs Node as `make page` does.
test-lab: $(STAMP) $(SERVES)
	@command -v chromium >/dev/null || { echo "make: there is no chromium on PATH"; exit 1; }
	@$(BIN)/python tools/build_page.py --tested
	LAB=must $(BIN)/pytest tests/browser

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The peers that only a comparison of speed needs come on top.
bench: $(STAMP)
	$(PIP) --require-hashes -r requirements/bench.txt
	$(BIN)/python -m benchmarks

docs: $(STAMP)
	$(BIN)/python tools/make_glossary.py
	$(BIN)/python tools/make_validation.py
	$(BIN)/python tools/make_file_format.py
	$(BIN)/python tools/make_variables.py
	$(BIN)/python tools/make_pictures.py

# Needs uv (https://docs.astral.sh/uv/): locks every requirement with its hashes and no host.
# What only running needs is of the same versions as what development takes.
LOCK := uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header \
  --python-version 3.11 --universal pyproject.toml
lock:
	$(LOCK) --extra dev -o requirements/dev.txt
	$(LOCK) --extra build -c requirements/dev.txt -o requirements/run.txt
	$(LOCK) --extra build --extra serve -c requirements/dev.txt -o requirements/serve.txt
	$(LOCK) --extra dev --extra bench -c requirements/dev.txt -o requirements/bench.txt

clean:
	rm -rf .venv build dist src/noroshi/web/page lab/node_modules noroshi-out .mypy_cache .ruff_cache .pytest_cache .hypothesis

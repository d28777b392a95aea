# make demo: the whole study on a synthetic Britain.  make test: lint, types and every test.  make test-fast: minutes.
PYTHON ?= python3
CORES ?= all
STUDY ?= demo
BIN := .venv/bin
# Two processes, each file in one of them. One that crashes is not replaced, as pytest-xdist 3.8 then never ends (its #1378).
IN_TWO := --numprocesses 2 --dist loadfile --max-worker-restart 0

.PHONY: demo test test-fast test-wide test-slurm test-site test-deploy check format lock spread calibrate docs docs-outer gallery
.PHONY: benchmark release clean

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("python 3.11 or later is needed, $(PYTHON) is " + sys.version.split()[0] + "; try make PYTHON=python3.11 …" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

demo: .venv/.installed
	@$(BIN)/python workflow/demo.py $(CORES)

test: check
	$(BIN)/pytest $(IN_TWO)

# Lint, types and all that needs no Snakemake, training or browser.
test-fast: check
	$(BIN)/pytest $(IN_TWO) -m "not workflow and not slow and not browser"

# Property tests alone, with many more examples, drawn at random.
test-wide: .venv/.installed
	LSTM_PROBE_WIDE_TESTS=1 $(BIN)/pytest $$(grep -rl '^@given' tests)

# Debian, as root: install a SLURM of this one machine, start it, run a study through it, compare, stop it.
test-slurm: .venv/.installed
	$(BIN)/pip install --quiet --requirement requirements-slurm.lock
	$(BIN)/python workflow/slurm/run_and_compare.py $(STUDY)

check: .venv/.installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/snakefmt --check Snakefile workflow/Snakefile workflow/rules
	$(BIN)/mypy

format: .venv/.installed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/snakefmt Snakefile workflow/Snakefile workflow/rules

# Ten seeds of a study, one by one: how far its numbers move with the seed (docs/spread). 20 minutes for the demo.
spread: .venv/.installed
	$(BIN)/python workflow/spread.py $(STUDY)

# The site of the documentation: build/site/index.html opens from disk. Every inner link and anchor is followed.
docs: .venv-docs/.installed
	$(BIN)/python -m docs.site.pages
	.venv-docs/bin/zensical build --clean --strict
	$(BIN)/python -m docs.site.finish

# The same, and every outer address is asked for.
docs-outer: docs
	$(BIN)/python -m docs.site.finish outer

.venv-docs/.installed: .venv/.installed requirements-docs.lock
	$(PYTHON) -m venv .venv-docs
	.venv-docs/bin/pip install --quiet --requirement requirements-docs.lock
	@touch $@

# The small figures of the site, from those of a finished demo.
gallery: demo
	$(BIN)/python -m docs.site.gallery

# Site, report and check-up page of the demo in chromium, with axe-core from npm; every command of the documentation.
test-site: docs
	npm install --silent --no-save --prefix build/npm axe-core@4.14.1
	LSTM_PROBE_SITE=build/site $(BIN)/pytest tests/site

# The workflow as snakedeploy deploys it, from a copy of this repository.
test-deploy: .venv/.installed
	$(PYTHON) -m venv .venv-deploy
	.venv-deploy/bin/pip install --quiet snakedeploy==0.17.1
	PATH=$(CURDIR)/.venv-deploy/bin:$$PATH $(BIN)/pytest tests/deployment

# The error rates of the verdict, on 20 small worlds (docs/credibility.md); goes on where it was stopped.
# WORLD=11_whole: one of them, weather seed and structure, in runs/calibration/worlds.
calibrate: .venv/.installed
	OMP_NUM_THREADS=1 $(BIN)/snakemake --snakefile workflow/calibration.smk --cores $(CORES) $(if $(WORLD),runs/calibration/worlds/$(WORLD).csv)

lock:
	rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet torch==2.13.0
	.venv-lock/bin/pip install --quiet --editable '.[dev]'
	{ sed -n '/^#/p' requirements.lock; .venv-lock/bin/pip freeze --exclude-editable | sed 's|+cpu||'; } > requirements.new
	mv requirements.new requirements.lock && rm -rf .venv-lock

benchmark: .venv/.installed
	$(BIN)/python -m benchmarks.run $(ONLY) $(if $(QUICK),--quick)

# All that a version needs; it neither tags nor uploads. Both archives are installed into an empty environment, and there the
# ten lines of notebooks/4_a_probe_by_hand.ipynb run on the demo.
release: test docs demo
	rm -rf dist && $(PYTHON) -m venv --clear .venv-release
	.venv-release/bin/pip install --quiet build
	.venv-release/bin/python -m build --outdir dist .
	for archive in dist/*.whl dist/*.tar.gz; do \
	  $(PYTHON) -m venv --clear .venv-release && \
	  .venv-release/bin/pip install --quiet --constraint requirements.lock $$archive && \
	  .venv-release/bin/python tests/deployment/installed.py || exit 1; \
	done

clean:
	rm -rf runs/demo runs/tiny

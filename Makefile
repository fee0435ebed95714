# The commands of the project. `make run` and `make test` work on a fresh clone.
python := .venv/bin/python

.PHONY: run test train lint bench screenshots setup encoder lock help

help:            ## what there is
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/ \t/'

run: train       ## start the assistant (http://127.0.0.1:8080)
	@$(python) -m bot run --demo

test:            ## set up everything and run all tests
	@scripts/setup dev
	@$(python) -m bot train
	@$(python) -m pytest -n auto --dist loadfile

train: setup     ## train the model if anything it is made of has changed
	@$(python) -m bot train

setup:           ## environment, packages and sentence encoder
	@scripts/setup runtime

encoder:         ## tune the sentence encoder to the training data anew (half an hour and more; models/tuning)
	@scripts/setup tune

lint:            ## style, types, walls
	@scripts/setup dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

bench: train     ## measure understanding and speed
	@$(python) -m benchmarks

screenshots:     ## pictures of the chat and the console into docs/screenshots (needs Chromium)
	@scripts/setup dev
	@$(python) -m bot train
	@$(python) -W ignore -m tests.browser.screenshots
	@$(python) -W ignore -m tests.console.screenshots

# Without --universal the lock would only fit the machine it was made on. No address of an index gets into it.
compile = uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" --python-version 3.10
lock:            ## resolve requirements/*.in anew, with hashes
	$(compile) requirements/runtime.in -o requirements/runtime.txt
	$(compile) requirements/dev.in -o requirements/dev.txt
	$(compile) --no-deps requirements/encoder.in -o requirements/encoder.txt

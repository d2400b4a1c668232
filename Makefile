# palsy_kit: the commands that a person types, and what a contributor repeats.
# "make app" and "make workbook" open the workbook; "make test" checks everything. All install what they need, once.

.DEFAULT_GOAL := workbook
.PHONY: workbook app research test fix bundles pages docs lock clean help

BIN := .venv/bin

## open the workbook in the browser (this is also what plain "make" does)
workbook:
	@sh tools/setup.sh workbook
	@$(BIN)/palsy-kit open

## open the same workbook as pages without code
app:
	@sh tools/setup.sh workbook
	@$(BIN)/palsy-kit app

## get what the analysis of a study needs, and say how it goes on; nothing opens
research:
	@sh tools/setup.sh research
	@echo "Ready. To analyse the study in a folder of yours, type:"
	@echo "$(BIN)/palsy-kit adherence FOLDER --out report --figures"

## run every check and every test, in the real browser too
test:
	@sh tools/setup.sh test
	@sh tools/test.sh

## put the code in the house's format and mend what can be mended by itself
fix:
	@sh tools/setup.sh test
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format

## build the widgets' JavaScript again, after a change in js/
bundles:
	@sh tools/setup.sh test
	@sh tools/node.sh npm run --silent build

## write the pages in docs/ and the schemas in data/ that come from the catalogue, after a change in data/
pages:
	@sh tools/setup.sh test
	@for page in catalogue_page contact_sheet schemas; do $(BIN)/python tools/write_$$page.py; done

## build the pages of docs/ as a site, in site/; a broken link ends it
docs:
	@sh tools/setup.sh test
	@NO_COLOR=1 $(BIN)/zensical build --strict --clean
	@echo "Open site/index.html, or type: $(BIN)/zensical serve"

## move constraints.txt and package-lock.json to the newest versions that pyproject.toml and package.json allow
lock:
	@sh tools/setup.sh test
	@sh tools/lock.sh

## remove what the commands above installed here (your practice log lies elsewhere and stays)
clean:
	rm -rf .venv node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-output site .cache

## list these commands
help:
	@awk '/^## /{text=substr($$0,4)} /^[a-z]+:/{sub(":.*",""); printf "  make %-10s %s\n", $$0, text}' Makefile

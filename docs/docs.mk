# The documentation that a running service shows.

PAGES := app/http/pages/documents

.PHONY: docs-pages
docs-pages: ## Copy into the pages what docs/status-codes.md and CHANGELOG.md say
	@cp docs/status-codes.md $(PAGES)/status-codes.md
	@awk '/^## /{version=$$0} /^##/{wanted=($$0=="### Contract"); if(wanted) print version; next} wanted' CHANGELOG.md > $(PAGES)/contract-changes.md

$(VENV)/browser.stamp: requirements/browser.txt $(VENV)/dev.stamp
	@echo "Installing what drives a browser ..."
	@$(PIP) install --require-hashes --only-binary :all: -r $<
	@touch $@

.PHONY: docs-test
docs-test: $(VENV)/browser.stamp $(if $(wildcard clients/clients.mk),sdk-build) $(if $(wildcard examples/web.mk),web-tools) ## The pages (axe, too) and CORS in Chromium, the TypeScript samples in Node (both must be installed)
	@$(BIN)/python -m pytest -m web $(or $(ARGS),tests/browser tests/samples)

.PHONY: lock-browser
lock: lock-browser
lock-browser: $(TOOLS)/lock/bin/uv
	@$(COMPILE) requirements/browser.in --constraints requirements/dev.txt --output-file requirements/browser.txt

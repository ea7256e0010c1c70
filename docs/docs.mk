# The documentation that a running service shows.

PAGES := app/http/pages/documents

.PHONY: docs-pages
docs-pages: ## Copy into the pages what docs/status-codes.md and CHANGELOG.md say
	@cp docs/status-codes.md $(PAGES)/status-codes.md
	@awk '/^## /{version=$$0} /^##/{wanted=($$0=="### Contract"); if(wanted) print version; next} wanted' CHANGELOG.md > $(PAGES)/contract-changes.md

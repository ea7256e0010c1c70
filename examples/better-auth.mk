# The example of a Better Auth frontend, run with the real package. It needs Node 20 or newer with npm, and the npm
# registry once: nothing else here does.

EXAMPLE := examples/better-auth
INSTALLED := var/examples/better-auth
HAS_NODE := command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null

$(INSTALLED)/stamp: $(EXAMPLE)/package.json $(EXAMPLE)/package-lock.json
	@$(HAS_NODE) || { echo "This needs Node 20 or newer with npm (https://nodejs.org); everything else works without." >&2; exit 1; }
	@echo "Installing Better Auth ..."
	@mkdir -p $(INSTALLED) && cp $^ $(INSTALLED)/
	@cd $(INSTALLED) && npm ci --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

.PHONY: better-auth-test
better-auth-test: $(VENV)/dev.stamp $(INSTALLED)/stamp ## Tokens of the real Better Auth against Accord (needs Node 20 and npm)
	@$(BIN)/python -m pytest -m web $(or $(ARGS),tests/examples/test_better_auth.py)

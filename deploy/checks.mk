# The files under deploy/ and .github/, each held to what knows its kind.

CHECKS := $(TOOLS)/checks
POLICIES := $(TOOLS)/policies

$(CHECKS)/stamp: deploy/checks/tools.txt $(VENV)/python.stamp
	@echo "Installing what checks deploy/ and .github/ ..."
	@$(BIN)/python -m venv $(CHECKS)
	@$(CHECKS)/bin/python -m pip --disable-pip-version-check -qq install --require-hashes --only-binary :all: -r $<
	@touch $@

$(POLICIES)/stamp: deploy/checks/policies.txt $(VENV)/python.stamp
	@echo "Installing checkov, which takes a minute ..."
	@$(BIN)/python -m venv $(POLICIES)
	@$(POLICIES)/bin/python -m pip --disable-pip-version-check -qq install --require-hashes --only-binary :all: -r $<
	@touch $@

check: check-deploy-fast
.PHONY: check-deploy-fast
check-deploy-fast: $(CHECKS)/stamp
	@deploy/checks/check.sh $(abspath $(CHECKS))

.PHONY: check-deploy
check-deploy: check-deploy-fast $(POLICIES)/stamp $(VENV)/dev.stamp ## Also against policies, and whether each check finds a mistake (REQUIRE_TOOLS=1: terraform and kubectl must be here)
	@deploy/checks/check.sh $(abspath $(POLICIES)) policies
	@CHECKS=$(abspath $(CHECKS)) POLICIES=$(abspath $(POLICIES)) $(BIN)/python -m pytest --quiet --numprocesses $(JOBS) tests/deploy/planted_mistakes.py

lock: lock-checks
.PHONY: lock-checks
lock-checks: $(TOOLS)/lock/bin/uv
	@for each in tools policies; do $(COMPILE) deploy/checks/$$each.in --output-file deploy/checks/$$each.txt; done

# What tests the tests, and what runs for longer than a suite may.

.PHONY: tokens
tokens: $(VENV)/dev.stamp ## Mutate good and hostile tokens: none may be accepted (COUNT=100000, REQUESTS=5000, SEED=1)
	@$(BIN)/python -m tests.security.mutations $(if $(COUNT),--count $(COUNT)) $(if $(REQUESTS),--requests $(REQUESTS)) \
		$(if $(SEED),--seed $(SEED))

MUTMUT := $(TOOLS)/mutants/bin/mutmut

# mutmut runs the tests in its own process: it sees the packages of the service behind its own.
$(TOOLS)/mutants.stamp: requirements/mutants.txt $(VENV)/dev.stamp
	@$(BIN)/python -m venv --clear $(TOOLS)/mutants
	@$(TOOLS)/mutants/bin/python -m pip --disable-pip-version-check -qq install --require-hashes --only-binary :all: -r $<
	@$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
		>"$$($(TOOLS)/mutants/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/service.pth"
	@touch $@

.PHONY: mutants
mutants: $(TOOLS)/mutants.stamp ## Change one expression at a time: which test sees it? (AREA="security domain runtime", DIGITS="3 7": a fifth)
	@nice $(BIN)/python -m tests.mutants --mutmut $(MUTMUT) $(if $(AREA),--area $(AREA)) $(if $(DIGITS),--digits $(DIGITS))

lock: lock-mutants

.PHONY: lock-mutants
lock-mutants: $(TOOLS)/lock/bin/uv
	@$(COMPILE) requirements/mutants.in --constraints requirements/dev.txt --output-file requirements/mutants.txt

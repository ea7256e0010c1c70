# What tests the tests, and what runs for longer than a suite may.

.PHONY: tokens
tokens: $(VENV)/dev.stamp ## Mutate good and hostile tokens: none may be accepted (COUNT=100000, REQUESTS=5000, SEED=1)
	@$(BIN)/python -m tests.security.mutations $(if $(COUNT),--count $(COUNT)) $(if $(REQUESTS),--requests $(REQUESTS)) \
		$(if $(SEED),--seed $(SEED))

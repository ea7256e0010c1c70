.PHONY: hooks
hooks: $(VENV)/dev.stamp ## Look at what is committed before it is, once a clone (see .pre-commit-config.yaml)
	@$(BIN)/pre-commit install

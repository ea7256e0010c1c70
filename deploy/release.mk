# From a commit to a release: docs/releasing.md says when.

.PHONY: release-check
release-check: ## Whether TAG=v1.2.3 may be released: versions, changelog, contract
	@deploy/release.sh check '$(or $(TAG),$(error Say which: make $@ TAG=v1.2.3))'

.PHONY: release-notes
release-notes: ## What CHANGELOG.md says of TAG=v1.2.3
	@deploy/release.sh notes '$(or $(TAG),$(error Say which: make $@ TAG=v1.2.3))'

# The image, Compose, and a machine that has nothing yet.

IMAGE ?= localhost/accord
LOCAL_BASE := localhost/accord-base:bookworm
DEPLOY_TOOLS := $(TOOLS)/deploy
DEPLOY_LOCKS := deploy/image/sbom deploy/image/tools deploy/image/watch

.PHONY: image
image: ## Build the image with docker, podman or buildah (IMAGE=name, BASE=image, ARGS= to the engine)
	@deploy/image/build.sh $(IMAGE) $(if $(BASE),--build-arg BASE=$(BASE)) $(ARGS)

.PHONY: image-base
image-base: ## Make a base image from Debian's packages, where no registry is reached; then BASE=localhost/accord-base:bookworm
	@deploy/image/base.sh $(LOCAL_BASE)

.PHONY: image-test
image-test: image $(VENV)/dev.stamp ## Build the image; run it read-only and without rights; register, stop, look inside (ENGINE=...)
	@ENGINE="$$(deploy/image/engine.sh docker podman)" IMAGE=$(IMAGE) $(BIN)/python -m pytest --quiet tests/image

$(DEPLOY_TOOLS)/tools.stamp: deploy/image/tools.txt $(VENV)/python.stamp
	@$(BIN)/python -m venv $(DEPLOY_TOOLS)
	@$(DEPLOY_TOOLS)/bin/python -m pip --disable-pip-version-check -qq install --require-hashes --only-binary :all: -r $<
	@touch $@

lock: lock-deploy
.PHONY: lock-deploy
lock-deploy: $(TOOLS)/lock/bin/uv
	@for each in $(DEPLOY_LOCKS); do $(COMPILE) $$each.in --constraints requirements/run.txt --output-file $$each.txt; done

.PHONY: check-image
check-image: $(DEPLOY_TOOLS)/tools.stamp ## Check the Dockerfile, the Compose files and the scripts of deploy/, and that mistakes are found
	@PATH="$$PWD/$(DEPLOY_TOOLS)/bin:$$PATH" deploy/image/check.sh

.PHONY: newcomer
newcomer: ## Do what README.md asks of a newcomer on a bare Debian 12 (root, debootstrap; ARGS= goes to pytest)
	@deploy/newcomer.sh $(ARGS)

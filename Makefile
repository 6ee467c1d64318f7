# Bare `make` explains the repository. Every recipe is one line; the scripts are in .make/.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo up down env test check fmt package plan apply destroy smoke clean
.PHONY: find failures redrive backfill cost release rollback prune unlock bootstrap sbom bench

# A value that is given to make reaches its program byte by byte: make would expand it as its own
# language. This comes before make starts anything, because that would be given the expanded value.
given := $(foreach name,$(.VARIABLES),$(if $(findstring command line,$(origin $(name))),$(name)))
given := $(filter-out MAKEFLAGS,$(given))
$(foreach name,$(given),$(eval override $(name) := $$(value $(name)))$(eval export $(name)))
quoted = '$(subst ','\'',$(strip $1))'
checked := $(shell exec .make/lib/settings check $(call quoted,$(MAKECMDGOALS)) $(call quoted,$(given)))
ifneq "$(checked)" "known"
$(error nothing was done)
endif

help: ## explain the repository
	@.make/lib/help

##@ On a laptop, without an AWS account
demo: ## start everything, put one object, print its record
	@.make/local/demo
up: ## start the local environment and apply the stack to it
	@.make/local/up
down: ## stop the local environment and remove what it made
	@.make/local/down

##@ In an environment
bootstrap: ## make what deploying needs: state, roles, boundary; once, as an administrator
	@.make/deploy/bootstrap
plan: ## build the handler if it changed, plan, and save the plan
	@.make/deploy/plan
apply: ## apply exactly the saved plan, then run the smoke tests
	@.make/deploy/apply && .make/operate/smoke
smoke: ## run the smoke tests against what is applied
	@.make/operate/smoke
env: ## print the AWS settings: eval "$$(make -s env ENV=local)"
	@.make/local/env
release: ## publish, try, give WEIGHT= of the events for BAKE= seconds; promote, or put back
	@.make/deploy/release
rollback: ## take the last release back, or put live on version TO=
	@.make/deploy/rollback
prune: ## delete old versions that nobody uses, but the newest KEEP=; DRY_RUN=1 shows which
	@.make/deploy/prune
unlock: ## take away the state's lock that a killed Terraform left
	@.make/deploy/unlock
destroy: ## destroy the stack, after asking for the environment's name
	@.make/deploy/destroy

##@ In operation
find: ## print what the ledger has of the object KEY=, or of the request REQUEST_ID=
	@.make/operate/find
failures: ## list what could not be recorded, by cause
	@.make/operate/failures
redrive: ## record it after the cause is mended; DRY_RUN=1 shows what it would do
	@.make/operate/redrive
backfill: ## record the objects that were there before, below PREFIX=
	@.make/operate/backfill
cost: ## print what OBJECTS_PER_MONTH= cost, for each way in
	@.make/operate/cost

##@ While developing
package: ## build handler/target/object-ledger.zip
	@.make/develop/package
sbom: ## list what is in it: handler/target/object-ledger.cdx.json
	@.make/develop/sbom
test: ## run everything that CI runs
	@.make/develop/test
bench: ## measure the function beside its rivals, for docs/performance.md
	@.make/develop/bench
check: ## run the linters
	@.make/develop/check
fmt: ## format the sources
	@.make/develop/fmt
clean: ## remove everything that was built
	@.make/develop/clean

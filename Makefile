# Every recipe is one line; the scripts are in .make/. `make` shows the first group of targets,
# `make help ALL=1` all groups.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo up down env test check fmt package plan apply destroy smoke clean
.PHONY: adopt status logs find post report table flight state failures redrive backfill verify cost release rollback prune unlock bootstrap preflight
.PHONY: sbom bench

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

help: ## show the daily targets; ALL=1 shows all
	@.make/lib/help

##@ Every day
demo: ## start the local environment, put one object, print its record
	@.make/local/demo
up: ## start the local environment and apply the stack to it
	@.make/local/up
down: ## stop the local environment and remove what it made
	@.make/local/down
plan: ## build the zip if the handler changed, plan, and save the plan
	@.make/deploy/plan
apply: ## apply exactly the saved plan, then run the smoke tests
	@.make/deploy/apply && .make/operate/smoke
status: ## say on one screen whether it works, and what to type where it does not
	@.make/operate/status
find: ## print what the ledger has of the object KEY=, or of the request REQUEST_ID=
	@.make/operate/find
failures: ## list the events, documents and changes that could not be recorded, by cause
	@.make/operate/failures
redrive: ## try failed events, documents and changes again, once the cause is fixed
	@.make/operate/redrive
test: ## run all tests but those of SUITE=
	@.make/develop/test

##@ Deploying
bootstrap: ## make what the first deploy needs: state, roles, boundary; once, as an administrator
	@.make/deploy/bootstrap
preflight: ## look at the account before the first apply, and name each mistake; it changes nothing
	@.make/deploy/preflight
smoke: ## run the smoke tests against what is applied
	@.make/operate/smoke
release: ## publish a new version, test it, give it a share of the events, then all of them
	@.make/deploy/release
rollback: ## take the last release back, or put live on version TO=
	@.make/deploy/rollback
prune: ## delete old versions that nothing uses
	@.make/deploy/prune
unlock: ## remove the lock of the state that a killed Terraform left
	@.make/deploy/unlock
adopt: ## keep what the existing bucket of SOURCE= notifies already; UNDO=1 leaves it to its owner
	@.make/deploy/adopt
destroy: ## destroy the stack, after asking for the environment's name
	@.make/deploy/destroy

##@ Operating
env: ## print the AWS settings: eval "$$(make -s env ENV=local)"
	@.make/local/env
state: ## print what a source had AT= a time, or what changed FROM= one time TO= another
	@.make/operate/state
report: ## write one page of HTML about what arrived, who deleted what, labels, lag and gaps
	@.make/operate/report
post: ## post a document, BODY= or FILE=, to TABLE= of the ingress API, and say what became of it
	@.make/operate/post
table: ## print the statement for the SQL table of CHANGES=; APPLY=1 runs it
	@.make/operate/table
logs: ## print what the functions say; FOLLOW=1 goes on
	@.make/operate/logs
flight: ## put an object of its own into SOURCE=, and wait for its record; or for CHANGES= an item
	@.make/operate/flight
backfill: ## record the objects that exist already, below PREFIX=
	@.make/operate/backfill
verify: ## compare what is in the sources with the ledger; REPAIR=1 records what is missing
	@.make/operate/verify
cost: ## print what OBJECTS_PER_MONTH= cost, for each trigger
	@.make/operate/cost

##@ Developing
package: ## build handler/target/object-ledger.zip and object-ledger-changes.zip
	@.make/develop/package
sbom: ## list the libraries in each: handler/target/object-ledger{,-changes}.cdx.json
	@.make/develop/sbom
bench: ## measure the function beside baselines, for docs/performance.md
	@.make/develop/bench
fmt: ## format the sources
	@.make/develop/fmt
check: ## run the linters
	@.make/develop/check
clean: ## remove everything that was built
	@.make/develop/clean

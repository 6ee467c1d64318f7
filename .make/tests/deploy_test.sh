# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# Plan, apply, smoke, destroy.

applied() { printf '{"ledger_bucket": {"value": "x"}, "live": {"value": {"arn": "a"}}}\n' >stack.json; }
# A local AWS that answers every question as if it was up.
local_environment() {
  mkdir -p .build/local/emulator
  printf 'http://127.0.0.1:5000\n' >.build/local/emulator/endpoint
  printf '#!/bin/sh\n' >.make/lib/python
}

it "plans, and says what to type next"
runs make plan ENV=dev
says "Plan: 1 to add"
says "make apply ENV=dev"
holds grep -q -- '-var-file=../envs/dev/terraform.tfvars' terraform.log

it "summarises the plan, and keeps what it is summarised from nowhere"
runs make plan ENV=dev
says "The summary for a pull request is in .build/dev/plan.md"
holds grep -q "objectledger.ops.plan.PlanCommand $sandbox/.build/dev terraform/.terraform.lock.hcl $sandbox/.build/dev/package.zip" java.log
holds grep -q "is planned" plan.seen
holds test -z "$(grep -rl 'is planned' .build)"

it "plans with one path of the package, wherever it was built and wherever the repository lies"
runs make plan ENV=dev
printf 'given' >given.zip
runs make plan ENV=dev PACKAGE="$sandbox/given.zip"
holds test "$(grep -c -- '-var=package=../.build/dev/package.zip' terraform.log)" = 2
holds cmp given.zip .build/dev/package.zip

# with_changes: the values have a label of changes, and Terraform the variable for it.
with_changes() {
  printf 'variable "changes" {\n}\n' >terraform/variables-changes.tf
  printf 'changes = { orders = {} }\n' >>envs/dev/terraform.tfvars
}

it "plans without the package of the changes function where there is no such function"
runs make plan ENV=dev
holds test "$(grep -c changes_package terraform.log)" = 0
holds test "$(wc -l <.build/dev/plan.sha256)" -eq 1

it "plans the package of the changes function where the values have one, or PLAN_VARS tries one"
with_changes
printf 'given' >given.zip
runs make plan ENV=dev CHANGES_PACKAGE=given.zip
holds grep -q -- '-var=changes_package=../.build/dev/changes-package.zip' terraform.log
holds grep -q "PlanCommand .*/package.zip $sandbox/.build/dev/changes-package.zip" java.log
holds cmp given.zip .build/dev/changes-package.zip
holds test "$(wc -l <.build/dev/plan.sha256)" -eq 2
runs make plan ENV=dev PLAN_VARS=changes=null
holds test "$(wc -l <.build/dev/plan.sha256)" -eq 1

it "refuses to apply when the package of the changes function is not the one that was planned"
with_changes
runs make plan ENV=dev
printf 'more' >>.build/dev/changes-package.zip
refuses make apply ENV=dev
says "changes-package.zip is not the package that was planned"
holds test "$(grep -c ' apply ' terraform.log)" = 0

it "names a given package of the changes function that is not there"
refuses make plan ENV=dev CHANGES_PACKAGE=none.zip
says "CHANGES_PACKAGE names no file: none.zip"

it "leaves nothing to apply when the plan is not the one that was reviewed"
runs make plan ENV=dev DIGEST=1
refuses make plan ENV=dev DIGEST=2
says "this is not the plan that was reviewed"
holds test ! -e .build/dev/plan.tfplan
refuses make apply ENV=dev
says "there is no saved plan for dev"
holds test "$(grep -c ' apply ' terraform.log)" = 0

it "applies the plan, compares the code of live, runs the smoke tests and forgets the plan"
applied
runs make package
running handler/target/object-ledger.zip
runs make plan apply ENV=dev
says "live runs the planned package"
says "Tests run: 1, Failures: 0"
holds grep -q -- "-Psmoke surefire:test -Dstack=$sandbox/.build/dev/stack.json" maven.log
refuses make apply ENV=dev
says "there is no saved plan for dev"

it "waits for the state's lock where it changes something, and not where it only plans"
applied
runs make package
running handler/target/object-ledger.zip
runs make plan apply ENV=dev
holds grep -q ' apply .*-lock-timeout=5m' terraform.log
holds test "$(grep -c ' plan .*-lock' terraform.log)" = 0
runs make destroy ENV=dev CONFIRM=dev
holds grep -q ' destroy .*-lock-timeout=5m' terraform.log
holds grep -q ' plan -destroy .*-lock-timeout=5m' terraform.log

# Terraform ends with what it says about an existing bucket.
bucket_error() {
  printf 'Error: reading S3 Bucket (landing-zone): %s\n\n  with data.aws_s3_bucket.existing["orders"],\n' "$1" >said
  sed -i.bak "s|^    printf .Plan: 1.*|    cat ../said; exit 1|" bin/terraform
}

it "says what to type where the existing source bucket is not there"
bucket_error "couldn't find resource"
refuses make plan ENV=dev
says "error: sources.orders.bucket.create is false, but there is no bucket landing-zone"
says "sources.orders.bucket = { create = true }"
says "envs/dev/terraform.tfvars"
says "aws s3 ls"
holds test ! -e .build/dev/plan.tfplan

it "says what to type where the existing source bucket is somebody else's"
bucket_error "operation error S3: HeadBucket, https response \
error StatusCode: 403, RequestID: 1, HostID: 2, api error Forbidden: Forbidden"
refuses make plan ENV=dev
says "error: the bucket landing-zone may not be read"
says "make bootstrap ENV=dev"

it "refuses to apply where there is no plan"
refuses make apply ENV=dev
says "error: there is no saved plan for dev"
says "type: make plan ENV=dev"

it "refuses to apply when the package is not the one that was planned"
runs make plan ENV=dev
printf 'more' >>.build/dev/package.zip
refuses make apply ENV=dev
says "is not the package that was planned"
says "type: make plan ENV=dev"
holds test "$(grep -c ' apply ' terraform.log)" = 0

it "applies the planned package, whatever was built since"
applied
runs make package
running handler/target/object-ledger.zip
runs make plan ENV=dev
printf 'more' >>handler/target/object-ledger.zip
runs make apply ENV=dev
says "live runs the planned package"

it "fails when live runs other code than the planned package"
applied
printf 'other\n' >other
running other
runs make plan ENV=dev
refuses make apply ENV=dev
says "live does not run the package that was planned"

# ready_tool CODE: what the tool does that waits until the versions behind live can run.
ready_tool() { sed -i.bak "s/^\[\[ .* == \*PlanCommand.*/[[ \$* != *VersionReadiness* ]] || { $1; }\n&/" jdk-21/bin/java; }

it "waits until the code behind live can run before anybody tries it"
applied
ready_tool 'test ! -e maven.log \&\& touch waited; exit'
runs make package
rm -f maven.log
running handler/target/object-ledger.zip
runs make plan apply ENV=dev
says "live runs the planned package"
says "Tests run: 1, Failures: 0"
holds test -e waited
holds grep -q "objectledger.ops.release.VersionReadinessCommand $sandbox/.build/dev/stack.json" java.log

it "fails when the code behind live cannot run, and says what to type"
applied
ready_tool 'echo "error: version 4 cannot run: InvalidRuntime" >\&2; exit 1'
runs make package
running handler/target/object-ledger.zip
rm -f maven.log
runs make plan ENV=dev
refuses make apply ENV=dev
says "error: version 4 cannot run: InvalidRuntime"
says "live gives events to a version that cannot run"
says "make smoke ENV=dev"
says "make rollback ENV=dev"
holds test ! -e maven.log

it "waits for a version that is pinned, too"
applied
ready_tool 'touch waited; exit'
printf 'function = {\n  pinned_version = "3" # because of a test\n}\n' >>envs/dev/terraform.tfvars
runs make plan apply ENV=dev
holds test -e waited

it "says that live is pinned, and does not compare its code then"
applied
printf 'function = {\n  pinned_version = "3" # because of a test\n}\n' >>envs/dev/terraform.tfvars
runs make plan apply ENV=dev
says "live is pinned to version 3"

it "plans and applies the package that it is given"
applied
printf 'given' >given.zip
running given.zip
runs make plan apply ENV=dev PACKAGE=given.zip
says "live runs the planned package"

it "names a given package that is not there"
refuses make plan ENV=dev PACKAGE=none.zip
says "PACKAGE names no file: none.zip"

it "runs no smoke tests where nothing is applied"
printf '{}\n' >stack.json
refuses make smoke ENV=dev
says "nothing is applied in dev"

it "destroys only what was confirmed by its name"
refuses make destroy ENV=dev
says "type: make destroy ENV=dev CONFIRM=dev"
refuses make destroy ENV=dev CONFIRM=local
holds test ! -e terraform.log
runs make destroy ENV=dev CONFIRM=dev
holds grep -q ' destroy ' terraform.log

it "refuses a wrong confirmation in the local environment, too"
local_environment
for wrong in x dev ''; do
  refuses make destroy ENV=local "CONFIRM=$wrong"
  says "nothing is destroyed: the name was not confirmed"
done
holds test ! -e terraform.log
runs make destroy ENV=local
runs make destroy ENV=local CONFIRM=local
holds test "$(grep -c ' destroy ' terraform.log)" = 2

it "applies the values to try that make up is given, and says when it takes them back"
local_environment
applied
runs make package
running handler/target/object-ledger.zip
runs make up
runs make up
says "the stack is up to date"
runs make up "PLAN_VARS=$tried"
holds test -z "$(grep 'up to date' <<<"$out")"
holds grep -qF -- "-var=$tried" terraform.log
runs make up "PLAN_VARS=$tried"
says "the stack is up to date with $tried"
refuses make up PLAN_VARS=latest
says "which is no <name>=<value>"
holds test -z "$(grep 'takes back' <<<"$out")"
runs make up
says "this takes back what was tried: $tried"
runs make up
says "the stack is up to date"

it "says of values that are longer than a screen only how they begin"
local_environment
applied
runs make package
running handler/target/object-ledger.zip
long="tags={\"a\":\"$(printf 'x%.0s' {1..300})\"}"
runs make up "PLAN_VARS=$long"
runs make up "PLAN_VARS=$long"
says "the stack is up to date with ${long:0:160}…"
holds test -z "$(grep -F "$long" <<<"$out")"
runs make up
says "this takes back what was tried: ${long:0:160}…"

it "says that it takes back what a plan tried in the local environment"
local_environment
applied
runs make package
running handler/target/object-ledger.zip
runs make up
runs make plan ENV=local "PLAN_VARS=$tried"
runs env ENV=local .make/deploy/apply
runs make up
says "this takes back what was tried: $tried"

it "refuses values to try that are none, and takes a wildcard for none of a shell"
touch 'tags={"a":"x"}'
for value in 'latest={ enabled = false }' latest 'LATEST=x'; do
  refuses make plan ENV=dev "PLAN_VARS=$value"
  says "which is no <name>=<value>"
done
runs make plan ENV=dev 'PLAN_VARS=tags={"a":"*"} latest={"enabled":false}'
holds grep -qF -- '-var=tags={"a":"*"} -var=latest={"enabled":false}' terraform.log

it "says of a failed init what is wrong, and lists no modules"
sed -i.bak 's/^  init) .*/  init) for i in {1..50}; do echo "- module $i in x"; done; echo; echo "Error: no such bucket"; echo "it is gone" ; exit 1 ;;/' bin/terraform
refuses make plan ENV=dev
says "Error: no such bucket"
says "it is gone"
holds test -z "$(grep 'module 1' <<<"$out")"

it "takes into the state what AWS was making when it was interrupted, and says how to go on"
applied
runs make plan ENV=dev "PLAN_VARS=$tried"
printf 'aws_s3_bucket\tthe-bucket\tmodule.b.aws_s3_bucket.this\naws_iam_role\tr\taws_iam_role.other\n' \
  >.build/dev/plan.creates
printf 'Error: context canceled\n\n  with module.b.aws_s3_bucket.this,\n' >said
interrupted_at apply
rm -f terraform.log
refuses alone make apply ENV=dev
holds test "$status" = 130
says "it was made when Terraform stopped, and is in the state now: module.b.aws_s3_bucket.this"
says "to go on, type: make plan apply ENV=dev PLAN_VARS=$tried_in_shell"
holds grep -q ' import .*-var=latest={"enabled":false}.* module.b.aws_s3_bucket.this the-bucket$' terraform.log
holds test "$(grep -c ' import ' terraform.log)" = 1
refuses make apply ENV=dev
says "there is no saved plan for dev"

it "ends the import of an interrupted apply that takes too long, and says so"
applied
runs make plan ENV=dev
printf 'aws_s3_bucket\tthe-bucket\tmodule.b.aws_s3_bucket.this\n' >.build/dev/plan.creates
printf 'Error: context canceled\n\n  with module.b.aws_s3_bucket.this,\n' >said
interrupted_at apply
# shellcheck disable=SC2016 # it is the stand-in that expands it
sed -i.bak 's/^case \$2 in$/&\n  import) echo $$ >..\/import.pid; exec sleep 90 ;;/' bin/terraform
before=$SECONDS
refuses alone env IMPORT_SECONDS=5 make apply ENV=dev
holds test "$status" = 130
says "looking whether AWS has made it, for "
says " s at most: module.b.aws_s3_bucket.this"
says "it is not in the state: if AWS has it, the next apply says what to type: module.b.aws_s3_bucket.this"
holds test $((SECONDS - before)) -lt 60
holds test -s import.pid
holds test -z "$(ps -o pid= -p "$(cat import.pid)")"

it "says of what an interrupted apply was making that there was no time to look"
applied
runs make plan ENV=dev
printf 'aws_s3_bucket\tthe-bucket\tmodule.b.aws_s3_bucket.this\n' >.build/dev/plan.creates
printf 'Error: context canceled\n\n  with module.b.aws_s3_bucket.this,\n' >said
interrupted_at apply
refuses alone env IMPORT_SECONDS=0 make apply ENV=dev
says "there is no time left to look: if AWS has it, the next apply says what to type: module.b.aws_s3_bucket.this"

it "goes on to its end when the terminal is closed, which would strand the lock"
applied
runs make plan ENV=dev
running handler/target/object-ledger.zip
# shellcheck disable=SC2016 # it is the stand-in that expands it
sed -i.bak 's/^case \$2 in$/[[ $2 != apply ]] || { kill -HUP 0; sleep 0.3; }\n&/' bin/terraform
# make itself ends by the signal; what it started goes on.
refuses alone make apply ENV=dev
says "live runs the planned package"

it "names the values of a plan where it says what to type"
applied
runs make plan ENV=dev "PLAN_VARS=$tried"
printf 'x' >>terraform/main.tf
refuses make apply ENV=dev
says "type: make plan ENV=dev PLAN_VARS=$tried_in_shell"

it "names the import of what a killed apply has made"
applied
runs make plan ENV=dev
printf 'aws_s3_bucket\tthe-bucket\tmodule.b.aws_s3_bucket.this\n' >.build/dev/plan.creates
printf 'Error: creating: BucketAlreadyOwnedByYou\n\n  with module.b.aws_s3_bucket.this,\n' >said
# shellcheck disable=SC2016 # it is the stand-in that expands it
sed -i.bak 's/^case \$2 in$/&\n  apply) cat ..\/said; exit 1 ;;/' bin/terraform
refuses make apply ENV=dev
says "is there, and the state does not know it"
says " import "
says "module.b.aws_s3_bucket.this the-bucket"
says "then type: make plan ENV=dev"

# at_work NAME ENV: a command of that name that does not end; its number is in $worker.
at_work() {
  local script=.make/deploy/$1
  [[ -f $script ]] || script=.make/local/$1
  [[ -p fifo ]] || mkfifo fifo
  printf '. .make/lib/environment.sh\nregister_command\nread -r -t 60 _ <>fifo\n' >"$script.waits"
  cp -p "$script" kept
  mv "$script.waits" "$script"
  mkdir -p ".build/$2"
  rm -rf .build/running
  ENV=$2 "$(command -v bash)" "$script" >/dev/null 2>&1 &
  worker=$!
  for _ in {1..100}; do
    [[ ! -e .build/running/$2/$1.$worker ]] || break
    sleep 0.1
  done
  mv kept "$script"
}

# ends: ends what is at work.
ends() {
  kill "$worker"
  wait "$worker" 2>/dev/null || true
}

it "stops nothing, and starts nothing twice, while make up is at work"
at_work up local
refuses make down
says "error: make up (process $worker) is at work in the local environment: nothing was stopped"
says "then type: make down"
holds test -d .build/local
refuses make up
says "error: make up (process $worker) is at work in the local environment"
refuses make demo
says "make up (process $worker)"
ends
runs make down

it "plans and changes an environment once at a time"
for first in plan apply release rollback destroy; do
  at_work "$first" dev
  for second in plan apply release rollback destroy; do
    refuses make "$second" ENV=dev
    says "error: make $first (process $worker) is at work in dev"
  done
  runs make env ENV=dev
  ends
done
runs make plan ENV=dev
holds test -z "$(find .build/running -name 'destroy.*')"

it "bootstraps an environment once at a time"
touch envs/dev/bootstrap.tfvars
at_work bootstrap dev
refuses make bootstrap ENV=dev
says "error: make bootstrap (process $worker) is at work in dev"
ends

# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# Release, rollback, prune, unlock.

# Tools that answer what is in the files state and target, and note with which settings they ran.
# release_tools LIVE CANARY NEWEST: the versions that the account has.
release_tools() {
  printf '{"ledger_bucket": {"value": "x"}, "live": {"value": {"arn": "a"}}}\n' >stack.json
  printf '%s\n' "$*" >state
  mkdir -p handler/target
  # shellcheck disable=SC2016 # it is the stand-in that expands them
  printf '#!/bin/sh\n%s\n' '
echo "$@" "VERSION=${VERSION-} BAKE=${BAKE-} KEEP=${KEEP-}" >>java.log
case $* in
  *PlanCommand*)
    cat >plan.seen # else who writes the plan into it may get SIGPIPE
    folder=${*#*PlanCommand }
    printf "{\"changes\": [%s]}" "$(cat changes 2>/dev/null)" >"${folder%% *}/plan.json" ;;
  *ReleaseStateCommand*) if [ -e terraform.applied ]; then cat state.later; else cat state; fi ;;
  *RollbackTargetCommand*) cat target ;;
  *VersionReadinessCommand*) exit "$(cat ready.status 2>/dev/null || echo 0)" ;;
  *VersionSmokeCommand*) exit "$(cat smoke.status 2>/dev/null || echo 0)" ;;
  *CanaryCommand*) exit "$(cat watch.status 2>/dev/null || echo 0)" ;;
esac' >jdk-21/bin/java
  chmod +x jdk-21/bin/java
  runs make package
  printf 'a.jar' >handler/target/smoke.classpath
  running handler/target/object-ledger.zip
  # The state changes with the first apply.
  # shellcheck disable=SC2016 # it is the stand-in that expands it
  sed -i.bak 's/^case \$2 in$/&\n  apply) touch ..\/terraform.applied ;;/' bin/terraform
}
# The values of each plan that is about a release, in order.
released() { grep ' plan ' terraform.log | sed 's/.*-var=release=//; s/ .*//; /^-/d'; }
plans() { grep -c ' plan ' terraform.log; }

it "publishes, tries, gives a share of the events, watches and promotes"
release_tools 3 0 3
printf '3 0 4\n' >state.later
runs make release ENV=dev WEIGHT=.20 BAKE=7
says "version 4 is live"
holds grep -q 'VersionSmokeCommand.*VERSION=4' java.log
holds grep -q 'CanaryCommand.*BAKE=7' java.log
holds test "$(released | head -n 2 | tr '\n' ' ')" = \
  '{"version":"3"} {"version":"3","canary":{"version":"4","weight":0.20}} '
holds test "$(plans)" = 3
holds test -z "$(grep ' plan ' terraform.log | tail -n 1 | grep -- -var=release || true)"

it "says so where nothing is new, and ends"
release_tools 3 0 3
printf '3 0 3\n' >state.later
runs make release ENV=dev
says "nothing is new: version 3 is the newest, and is live"
holds test "$(plans)" = 1

it "uploads and publishes the package where an apply that was stopped did not"
release_tools 3 0 3
printf '3 0 4\n' >state.later
stub aws 'printf "%s\n" "$*" >>aws.log
case $* in
  *update-function-code*) touch uploaded ;;
  *get-function-configuration*) if [ -e uploaded ]; then cat running; else echo other; fi ;;
esac'
runs make release ENV=dev
holds grep -q "update-function-code .*--zip-file fileb://$sandbox/.build/dev/package.zip" aws.log
holds grep -q "publish-version .*--code-sha256 $(cat running)" aws.log
release_tools 3 0 3
stub aws 'printf "%s\n" "$*" >>aws.log
case $* in *get-function-configuration*) cat running ;; *publish-version*) exit 1 ;; esac'
rm aws.log
refuses make release ENV=dev
says "the package is not in the function, or not published"
says "type: make release ENV=dev"
holds test -z "$(grep update-function-code aws.log)"

it "begins anew where a release was killed, with the version that was live"
release_tools 3 4 4
printf '3 0 4\n' >state.later
runs make release ENV=dev
says "version 4 has a share of the events: its release begins anew"
holds test "$(released | head -n 1)" = '{"version":"3"}'
says "version 4 is live"

it "gives no event to a version that fails its smoke test"
release_tools 3 0 3
printf '3 0 4\n' >state.later
printf '1' >smoke.status
refuses make release ENV=dev
says "version 4 does not do what it should; live is on version 3 as before"
holds test "$(plans)" = 1

it "puts live back when the watch finds trouble, and says what to type"
release_tools 3 0 3
printf '3 0 4\n' >state.later
printf '1' >watch.status
refuses make release ENV=dev
says "version 4 is not live"
says "make failures ENV=dev"
says "make redrive ENV=dev"
holds test "$(plans)" = 3
holds test "$(grep ' plan ' terraform.log | tail -n 1 | grep -c -- '-var=release={"version":"3"} ')" = 1

it "leaves live alone when somebody else moved it"
release_tools 3 0 3
printf '3 0 4\n' >state.later
printf '3' >watch.status
refuses make release ENV=dev
says "somebody else moved live"
holds test "$(plans)" = 2

it "takes the canary away when it is interrupted"
release_tools 3 0 3
printf '3 0 4\n' >state.later
# shellcheck disable=SC2016 # it is the stand-in that expands it
sed -i.bak 's/^  \*CanaryCommand.*/  *CanaryCommand*) kill -TERM "$PPID"; sleep 9 ;;/' jdk-21/bin/java
refuses .make/deploy/release
says "ENV is missing"
refuses env ENV=dev .make/deploy/release
says "version 4 is not live, because it was interrupted"
holds test "$(plans)" = 3

it "refuses a share that is none, a time that is none, and a pinned environment"
release_tools 3 0 3
for weight in 0 0.0 1 0.51 10% .; do
  refuses make release ENV=dev "WEIGHT=$weight"
  says "WEIGHT is '$weight'"
done
refuses make release ENV=dev BAKE=ten
says "BAKE is 'ten'"
printf 'function = {\n  pinned_version = "3"\n}\n' >>envs/dev/terraform.tfvars
for target in release rollback; do
  refuses make "$target" ENV=dev
  says "function.pinned_version holds live of dev on version 3"
  says "write pinned_version = null in envs/dev/terraform.tfvars"
done
holds test ! -e terraform.log

it "takes a release back by moving live, and says how to stay there"
release_tools 4 0 4
printf '3\n' >target
runs make rollback ENV=dev
says "live is on version 3"
says 'pinned_version = "3"'
holds test "$(released)" = '{"version":"3"}'

it "does not go back to a version that cannot run"
release_tools 4 0 4
printf '3\n' >target
printf '1' >ready.status
refuses make rollback ENV=dev
says "version 3 cannot take events, and live is on version 4 as before"
says "make rollback ENV=dev TO=<version>"
holds grep -q 'VersionReadinessCommand.*VERSION=3' java.log
holds test ! -e terraform.applied

it "names no version to go back to where there is one only"
release_tools 1 0 1
printf '1\n' >target
runs make rollback ENV=dev
says "nothing is there to be taken back"
holds test -z "$(grep 'TO=' <<<"$out")"

it "does not go further back when it is asked twice"
release_tools 3 0 4
printf '3\n' >target
runs make rollback ENV=dev
says "nothing is there to be taken back"
says "make rollback ENV=dev TO=<version>"
holds test ! -e terraform.applied

it "refuses a rollback that would change more than live"
release_tools 4 0 4
printf '3\n' >target
printf '%s' '{"effect": "update", "address": "module.handler.aws_lambda_alias.live"},
  {"effect": "read", "address": "data.aws_x.y"},
  {"effect": "destroy", "address": "aws_sqs_queue.x"}' >changes
refuses make rollback ENV=dev
says "this plan does more"
says "* destroy aws_sqs_queue.x"
holds test "$(grep -c "data.aws_x\|alias.live" <<<"$out")" = 0
says "make plan apply ENV=dev"
holds test ! -e terraform.applied

# killed_before_apply: the next apply kills what called it, as if all of it had been killed there.
killed_before_apply() {
  cp .make/deploy/apply apply.kept
  # shellcheck disable=SC2016 # it is the stand-in that expands it
  printf '#!/bin/sh\nkill -KILL "$PPID"\n' >.make/deploy/apply
  refuses env "$@"
  cp apply.kept .make/deploy/apply
}

it "applies no plan that a killed release, rollback or make up has left"
release_tools 3 4 4
printf '3\n' >target
for target in release rollback; do
  killed_before_apply ENV=dev ".make/deploy/$target"
  refuses make apply ENV=dev
  says "error: the saved plan is one of make $target, which ended before it had applied it"
  # The value of a release is none that a person gives.
  holds test -z "$(grep 'release=' <<<"$out")"
  says "type: make $target ENV=dev"
  says "type: make plan ENV=dev"
done
mkdir -p .build/local/emulator
printf 'http://127.0.0.1:5000\n' >.build/local/emulator/endpoint
printf '#!/bin/sh\n' >.make/lib/python
killed_before_apply .make/local/up
refuses make apply ENV=local
says "error: the saved plan is one of make up"
holds test ! -e terraform.applied

it "applies no plan that was made of other values or another configuration"
release_tools 3 0 3
for changed in envs/dev/terraform.tfvars envs/dev/backend.hcl terraform/more.tf; do
  runs make plan ENV=dev
  printf '# more\n' >>"$changed"
  refuses make apply ENV=dev
  says "is not what it was when this plan was made"
  says "type: make plan ENV=dev"
done
holds test ! -e terraform.applied

it "applies no plan twice, even if it was killed while it applied it"
release_tools 3 0 3
# shellcheck disable=SC2016 # it is the stand-in that expands it
sed -i.bak 's/^  apply) .*/  apply) kill -KILL "$PPID"; exit 1 ;;/' bin/terraform
runs make plan ENV=dev
refuses make apply ENV=dev
refuses make apply ENV=dev
says "error: there is no saved plan for dev"

it "names the whole plan that a rollback refused, to be typed"
release_tools 4 0 4
printf '3\n' >target
printf '%s' '{"effect": "destroy", "address": "aws_sqs_queue.x"}' >changes
refuses make rollback ENV=dev
says "make plan apply ENV=dev PLAN_VARS='release={\"version\":\"3\"}'"
refuses make apply ENV=dev
says "the saved plan is one of make rollback"

it "prunes with the outputs of the stack"
release_tools 4 0 4
runs make prune ENV=dev KEEP=3
holds grep -q "objectledger.ops.release.PruneCommand $sandbox/.build/dev/stack.json.*KEEP=3" java.log

it "says who holds the state's lock and what to type"
release_tools 3 0 3
sed -i.bak 's/^    printf .Plan: 1.*/    echo "Error: Error acquiring the state lock"; exit 1/' bin/terraform
refuses make plan ENV=dev
says "error: the state of dev is locked"
says "make unlock ENV=dev"

it "takes a lock away only by its id"
printf 'bucket = "state"\nkey    = "the.tfstate"\n' >envs/dev/backend.hcl
printf '{"ID":"4711","Operation":"OperationTypeApply","Who":"me@here","Created":"today"}' >running
refuses make unlock ENV=dev
says "me@here"
says "today"
says "make unlock ENV=dev LOCK=4711"
refuses make unlock ENV=dev LOCK=4712
holds test -z "$(grep force-unlock terraform.log 2>/dev/null || true)"
runs make unlock ENV=dev LOCK=4711
holds grep -q 'force-unlock -force 4711' terraform.log

it "says that nobody holds the lock"
printf 'bucket = "state"\nkey    = "the.tfstate"\n' >envs/dev/backend.hcl
stub aws 'echo "fatal error: An error occurred (404) when calling HeadObject: Not Found" >&2; exit 1'
runs make unlock ENV=dev
says "nobody holds the lock of dev"
stub aws 'echo "An error occurred (403) when calling HeadObject: Forbidden" >&2; exit 1'
refuses make unlock ENV=dev
says "s3://state/the.tfstate.tflock could not be read"

# shellcheck shell=bash disable=SC2016,SC2154 # the harness sets sandbox, out and status
# Failures, redrive, backfill, cost.

# A JDK whose java notes its arguments and settings, and tools that look as if they were built.
tools() {
  printf '{"ledger_bucket": {"value": "x"}, "live": {"value": {"arn": "a"}}}\n' >stack.json
  # shellcheck disable=SC2016 # it is the stand-in that expands them
  printf '#!/bin/sh\n%s\n' 'echo "$@" "PREFIX=${PREFIX-} DRY_RUN=${DRY_RUN-}" >>java.log
[ "${*#*BackfillJobCommand}" = "$*" ] || echo job-1' >jdk-21/bin/java
  chmod +x jdk-21/bin/java
  runs make package
}

it "lists failures with the outputs of the stack"
tools
runs make failures ENV=dev
holds grep -q "tools.jar:a.jar:b.jar objectledger.ops.failures.FailuresCommand $sandbox/.build/dev/stack.json" java.log

it "needs an environment that is applied"
refuses make failures
says "type: make failures ENV=dev"
refuses make redrive
says "type: make redrive ENV=dev"
printf '{}\n' >stack.json
refuses make failures ENV=dev
says "nothing is applied in dev"

it "says that a stack is applied in part only"
tools
printf '{"ledger_bucket": {"value": "x"}}\n' >stack.json
for target in failures smoke redrive; do
  refuses make "$target" ENV=dev
  says "the stack of dev is applied in part only"
  says "type: make plan apply ENV=dev"
done
holds test ! -e java.log

it "finds an object or a request, and asks for which"
tools
refuses make find ENV=dev
says "KEY is missing: which object?"
says "type: make find ENV=dev KEY="
says "make find ENV=dev REQUEST_ID="
refuses make find ENV=dev KEY=
says "KEY is missing"
runs make find ENV=dev 'KEY=a b/$c.csv'
runs make find ENV=dev REQUEST_ID=702D27ECDE65F4BD
holds test "$(grep -c 'objectledger.ops.find.FindCommand ' java.log)" -eq 2

it "looks at the status without anything that is initialised"
tools
printf 'key = "k.tfstate"\n' >>envs/dev/backend.hcl
rm -f terraform.log
runs make status ENV=dev
holds grep -q "objectledger.ops.status.StatusCommand $sandbox/.build/dev/stack.json state k.tfstate eu-west-1" java.log
holds test ! -e .build/dev/terraform
refuses make status ENV=dev WATCH=often
says "WATCH is 'often', which is no number of seconds"
says "type: make status ENV=dev WATCH=5"
refuses make status ENV=dev JSON=yes
says "write JSON=1"

it "prints what the functions say"
tools
runs make logs ENV=dev FOLLOW=1 LEVEL=WARN
holds grep -q 'objectledger.ops.logs.LogsCommand ' java.log
refuses make logs ENV=dev FOLLOW=yes
says "write FOLLOW=1"

it "flies an object, an item or an event, and not two of them"
tools
runs make flight ENV=dev
runs make flight ENV=dev SOURCE=orders
runs make flight ENV=dev EVENT=event.json
holds test "$(grep -c 'objectledger.ops.flight.FlightCommand ' java.log)" -eq 3
runs make flight ENV=dev CHANGES=orders
holds grep -q 'objectledger.ops.changes.FlightCommand ' java.log
rm java.log
refuses make flight ENV=dev CHANGES=orders SOURCE=orders
says "SOURCE and CHANGES are two flights"
refuses make flight ENV=dev EVENT=event.json SOURCE=orders
says "EVENT invokes the function itself: it has no SOURCE"
says "type: make flight ENV=dev EVENT=event.json"
holds test ! -e java.log

# Installed packages, of which only the list is looked at.
installed() {
  mkdir -p .build/npm/node_modules
  cp .make/develop/npm/package-lock.json .build/npm/
}

it "makes a report with the chart library of the lock file, and says what to type without npm"
tools
installed
runs make report ENV=dev SOURCE=landing FROM=2026-11-01
holds grep -q "objectledger.ops.report.ReportCommand $sandbox/.build/dev/stack.json $sandbox/.build/npm/node_modules" java.log
rm -r .build/npm java.log
stub npm 'exit 1'
refuses make report ENV=dev
says "the tools of .make/develop/npm could not be installed"
holds test ! -e java.log -a ! -e .build/npm/node_modules
stub npm '[[ $* == *--ignore-scripts* ]] && mkdir "${@: -1}/node_modules"'
runs make report ENV=dev
holds grep -q 'ReportCommand' java.log

it "stops every target where the account is a placeholder"
tools
printf 'account_id = "111111111111"\n' >>envs/dev/terraform.tfvars
mkdir -p .build/dev
cp stack.json .build/dev/
for target in $(.make/lib/settings targets); do
  case $target in up | down | demo) continue ;; esac
  .make/lib/settings of "$target" all | grep -q '^ENV=' || continue
  refuses make "$target" ENV=dev
  says "account_id 111111111111 is a placeholder"
done
holds test ! -e java.log

it "redrives, and only lists where that is asked for"
tools
runs make redrive ENV=dev
holds grep -q 'objectledger.ops.failures.RedriveCommand' java.log
rm java.log
runs make redrive ENV=dev DRY_RUN=1
holds grep -q 'objectledger.ops.failures.FailuresCommand.*DRY_RUN=1' java.log
holds test "$(wc -l <java.log)" -eq 1

it "asks which objects to backfill, and takes all where the prefix is empty"
tools
refuses make backfill ENV=dev
says "PREFIX is missing"
says "make backfill ENV=dev PREFIX="
runs make backfill ENV=dev PREFIX=
holds grep -q 'objectledger.ops.backfill.BackfillCommand .*PREFIX= ' java.log
runs make backfill ENV=dev PREFIX=2026/
holds grep -q 'PREFIX=2026/' java.log

it "makes a job of S3 and says how to follow it"
tools
printf 'account_id = "123456789012"\n' >>envs/dev/terraform.tfvars
runs make backfill ENV=dev PREFIX=a JOB=1
holds grep -q 'objectledger.ops.backfill.BackfillJobCommand' java.log
says "S3 has taken the job job-1"
says "describe-job --account-id 123456789012 --job-id job-1"

it "makes a job of what a query has found, and of nothing else"
tools
printf 'account_id = "123456789012"\n' >>envs/dev/terraform.tfvars
runs make backfill ENV=dev JOB=1 MANIFEST=s3://results/missing/
holds grep -q 'objectledger.ops.backfill.BackfillJobCommand' java.log
holds grep -q "$(printf 'MANIFEST=s3://results/missing/\0' | od -An -v -tx1 | tr -d ' \n')" java.log
rm java.log
refuses make backfill ENV=dev PREFIX=a MANIFEST=s3://results/missing/
says "MANIFEST is for a job of S3 Batch Operations"
says "make backfill ENV=dev PREFIX=a MANIFEST=s3://results/missing/ JOB=1"
holds test ! -e java.log

it "passes on which source is meant"
tools
for target in failures redrive find flight backfill; do
  rm -f java.log
  runs env KEY=a PREFIX= make "$target" ENV=dev SOURCE=orders-eu
  # The settings are in hex.
  holds grep -q "$(printf 'SOURCE=orders-eu\0' | od -An -tx1 | tr -d ' \n')" java.log
done

it "looks for the source before it runs smoke tests of one"
tools
printf '#!/bin/sh\necho "Tests run: 1"\necho "$SOURCE" >smoked\n' >handler/mvnw
runs make smoke ENV=dev
holds test ! -s java.log
rm -f handler/smoked
runs make smoke ENV=dev SOURCE=orders
holds grep -q 'objectledger.ops.SourceCommand ' java.log
holds test "$(cat handler/smoked)" = orders
rm -f handler/smoked
printf '#!/bin/sh\necho "error: the stack has no source" >&2\nexit 1\n' >jdk-21/bin/java
refuses make smoke ENV=dev SOURCE=oders
says "error: the stack has no source"
holds test ! -e handler/smoked

it "asks for how many objects to compute the cost"
refuses make cost
says "type: make cost OBJECTS_PER_MONTH=1000000"

it "posts nothing where the limits of a form are given without PRESIGN=1"
for limit in EXPIRES=5 MAX_MB=10; do
  rm -f java.log
  refuses make post ENV=dev TABLE=orders BODY=1 "$limit"
  says "PRESIGN=1"
  holds test ! -s java.log
done

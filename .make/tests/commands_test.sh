# shellcheck shell=bash disable=SC2016,SC2154 # sandbox, out and status are the harness's
# What each command of make says in situations that are not the usual one. It is written to
# docs/commands.md: UPDATE=1 .make/tests/run commands. A situation more is a section more.
document=$(mktemp)

# section TITLE TEXT: begins a table, with what its rows have in common.
section() {
  printf '\n## %s\n\n%s\n\n| Command | Exit code | What it says |\n| --- | --- | --- |\n' "$1" "$2"
} >>"$document"

# cells COMMAND STATUS OUTPUT: a row of what was said: the error with what to type, or the last line;
# without what differs between two runs, and as Markdown takes it literally.
cells() {
  python3 - "$sandbox/" "$@" <<'CODE'
import os
import re
import sys

sandbox, command, status, output = (
    os.fsencode(text).decode("utf-8", "backslashreplace") for text in sys.argv[1:]
)
lines = output.replace(sandbox, "").split("\n")
lines = [re.sub(r"^Makefile:\d+: \*\*\* (.*?) +Stop\.", r"\1", line) for line in lines]
lines = [line for line in lines if line.strip() and not line.startswith("make: ")]
errors = [number for number, line in enumerate(lines) if "error:" in line]
said = lines[errors[0] :] if errors else lines[-1:] or ["nothing"]


def code(text):
    text = re.sub(r"… \d+ s\b", "…", re.sub(r"\d+ bytes  sha256 \w+", "… bytes  sha256 …", text))
    return "`%s`" % text.strip().replace("|", r"\|").replace("`", "'")


print("|", code(command), "|", status, "|", " · ".join(map(code, said)), "|")
CODE
}

# row [NAME=VALUE...] make TARGET...: runs it, and writes what it said.
row() {
  status=0
  if [[ $1 == alone ]]; then
    out=$("$@" 2>&1 </dev/null) || status=$?
    shift
  else
    out=$(env "$@" 2>&1 </dev/null) || status=$?
  fi
  cells "$*" "$status" "$out" >>"$document"
}

# targets_of NAME: every target that knows the setting NAME.
targets_of() {
  local target
  for target in $(.make/lib/settings targets); do
    ! .make/lib/settings of "$target" all | grep -q "^$1=" || printf '%s\n' "$target"
  done
}

# deployed: dev is applied, and can be applied again; what is typed reaches a java that takes anything.
deployed() {
  printf '{"ledger_bucket": {"value": "x"}, "live": {"value": {"arn": "a", "function_name": "f"}}}\n' >stack.json
  printf 'account_id = "123456789012"\nname = "object-ledger"\n' >>envs/dev/terraform.tfvars
  printf 'key = "object-ledger.tfstate"\n' >>envs/dev/backend.hcl
  runs make package
  running handler/target/object-ledger.zip
  # Its tools say which they are, and what they are given.
  sed -i.bak 's/^\[\[ \$\* == \*PlanCommand.*/[[ $* == *PlanCommand* ]] || {\
  all=$*\
  all=${all##* objectledger.}\
  all=${all%% *}\
  echo "${all##*.} runs${PREFIX:+ with PREFIX=$PREFIX}"\
  exit\
}/' jdk-21/bin/java
  runs env ENV=dev .make/deploy/init
}

it "says which environment is missing"
section "No environment" "The environment is never guessed. What is local needs none."
for target in $(targets_of ENV); do
  case $target in
    up | down | demo) ;;
    backfill) row PREFIX= make "$target" ;;
    *) row make "$target" ;;
  esac
done

it "says which environment is not one, and expands no value"
section 'A value of `$(…)`, `#`, spaces, odd bytes' \
  $'Nothing of a value is run or expanded. What reaches a program reaches it byte by byte, as another\ntest shows for every setting.'
odd=$'$(touch ran) # \xff'
for target in $(targets_of ENV); do row make "$target" "ENV=$odd"; done
deployed
printf '{"ID": "4711", "Who": "me@here", "Created": "today", "Operation": "Apply"}' >running
for pair in backfill:PREFIX plan:PLAN_VARS plan:DIGEST plan:PACKAGE release:WEIGHT release:BAKE \
  destroy:CONFIRM unlock:LOCK bench:ROUNDS; do
  setting=(ENV=dev)
  [[ $pair != bench:* ]] || setting=()
  row make "${pair%:*}" ${setting[@]+"${setting[@]}"} "${pair#*:}=$odd"
done
holds test ! -e ran

it "does the same in every locale"
section 'With `LC_ALL=C`' "The same as in every other locale."
deployed
row LC_ALL=C make backfill ENV=dev PREFIX=Köln/
row LC_ALL=C make plan ENV=dev
row LC_ALL=C make failures ENV=dev
row LC_ALL=C make package
row LC_ALL=C make env ENV=dev

it "does the same with a proxy"
section "With a proxy" \
  $'What is local is never sent to it; what fetches packages is. In an account, AWS is asked through it.'
deployed
mkdir -p .build/local/emulator
printf 'http://127.0.0.1:5000\n' >.build/local/emulator/endpoint
printf '#!/bin/sh\n' >.make/lib/python
row HTTP_PROXY=http://127.0.0.1:9 make plan ENV=dev
row HTTP_PROXY=http://127.0.0.1:9 NO_PROXY=.corp.example make env ENV=local
row https_proxy=http://127.0.0.1:9 'no_proxy=*' make env ENV=local
row JAVA_TOOL_OPTIONS=-Dhttp.proxyHost=127.0.0.1 make failures ENV=dev

it "refuses a setting that it does not know, and does nothing"
section "A misspelled setting" "It stops before anything is done, with the nearest known name."
deployed
rm -f java.log terraform.log
for target in $(make_targets); do
  known=$(.make/lib/settings of "$target" all | tail -n 1)
  known=${known%%=*}
  [[ -n $known ]] || known=EVN
  row make "$target" "${known/[A-Z]/Q}=1"
  ((status == 2)) || fail "make $target accepted it"
done
holds test ! -e java.log
holds test ! -e terraform.log

it "refuses a value whose name no variable has, and does nothing"
section "A misspelled value" "It stops before anything is planned, with the nearest known name of each."
deployed
touch envs/dev/bootstrap.tfvars
rm -f terraform.log
row make plan ENV=dev 'PLAN_VARS=function={"memory":512} latst={}'
printf 'queue = { batchsize = 10 }\n' >>envs/dev/terraform.tfvars
printf 'state_noncurent_days = 30\n' >>envs/dev/bootstrap.tfvars
for target in plan bootstrap; do
  row make "$target" ENV=dev
  ((status == 2)) || fail "make $target accepted it"
done
holds test ! -e terraform.log

it "says what comes before, where that was not done"
section "Wrong order" "Each says what to type first."
row make apply ENV=dev
printf '{}\n' >stack.json
for target in smoke failures redrive prune; do row make "$target" ENV=dev; done
row make backfill ENV=dev PREFIX=
row make post ENV=dev
row make post ENV=dev TABLE=orders
row make release ENV=dev
row make rollback ENV=dev
row make env ENV=local
row make plan ENV=local
row make destroy ENV=dev
printf 'account_id = "111111111111" # a placeholder\n' >>envs/dev/terraform.tfvars
touch envs/dev/bootstrap.tfvars
for target in plan apply bootstrap smoke failures find release rollback unlock; do row make "$target" ENV=dev; done

it "says that nothing is to be done"
section "Nothing to do" \
  $'What is as it should be is a success, and says so. What was to do something and found nothing is\nnone: so does `make backfill` fail below a prefix with which no key begins.'
row make down
deployed
row make package
row make package
stub aws 'echo "fatal error: An error occurred (404) when calling HeadObject: Not Found" >&2; exit 1'
row make unlock ENV=dev
cp "$here/aws" bin/aws
printf '#!/bin/sh\ncase $* in
  *ReleaseStateCommand*) echo 3 0 3 ;;
  *RollbackTargetCommand*) echo 3 ;;
  *PlanCommand*) cat >/dev/null ;;
esac\n' >jdk-21/bin/java
row make release ENV=dev
row make rollback ENV=dev
mkdir -p .build/local/emulator
printf 'http://127.0.0.1:5000\n' >.build/local/emulator/endpoint
printf '#!/bin/sh\n' >.make/lib/python
runs make up
row make up
rm -r .build
row make clean

it "ends in order after Ctrl-C, and says how to go on"
section "Ctrl-C" \
  $'Terraform stops in order and gives its lock back; what reads from it waits. What was just being made\nis taken into the state. A second Ctrl-C ends Terraform at once, which leaves the lock: the next\ncommand then says so, and `make unlock` takes it away.'
deployed
printf '123456789012\n' >running
cp bin/terraform terraform.kept
printf '#!/bin/sh\ncase $* in
  *ReleaseStateCommand*) echo 3 2 3 ;;
  *RollbackTargetCommand*) echo 2 ;;
  *PlanCommand*) cat >/dev/null; all=$*; folder=${all#*PlanCommand }; folder=${folder%%%% *}
    touch "$folder/plan.destroys" "$folder/plan.notifications" "$folder/plan.creates"
    echo "{\\"changes\\": []}" >"$folder/plan.json" ;;
esac\n' >jdk-21/bin/java
# ctrl_c SUBCOMMAND TARGET [NAME=VALUE...]: Ctrl-C when the target has come to that of Terraform.
ctrl_c() {
  cp terraform.kept bin/terraform
  rm -rf .build/dev/terraform
  [[ $2 != apply ]] || runs make plan ENV=dev "PLAN_VARS=$tried"
  interrupted_at "$1"
  row alone make "${@:2:1}" ENV=dev "${@:3}"
  ((status == 130)) || fail "make $2 ended with $status"
  says "to go on, type: make "
}
ctrl_c init plan
ctrl_c plan plan "PLAN_VARS=$tried"
ctrl_c apply apply
ctrl_c plan release
ctrl_c apply release WEIGHT=0.2
ctrl_c apply rollback TO=2
ctrl_c destroy destroy CONFIRM=dev
cp terraform.kept bin/terraform

it "is described in docs/commands.md as it is"
{
  printf '# What the commands say when something is not as usual\n\n'
  printf 'Written by a test: `UPDATE=1 .make/tests/run commands`. The tools that the commands start\n'
  printf 'are stand-ins there, so that the last line of a success may be shorter than in an account.\n'
  cat "$document"
} >commands.md
rm -f "$document"
[[ -z ${UPDATE:-} ]] || cp commands.md "$top/docs/commands.md"
out=$(diff "$top/docs/commands.md" commands.md) ||
  fail "docs/commands.md is not what the commands say: UPDATE=1 .make/tests/run commands"

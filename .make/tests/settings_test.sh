# shellcheck shell=bash disable=SC2016,SC2154 # sandbox, out and status are the harness's
# What is given to make, and how it reaches the programs.

# applied_tools: a stack that is applied, and a java that notes how it was called.
applied_tools() {
  printf '{"ledger_bucket": {"value": "x"}, "live": {"value": {"arn": "a"}}}\n' >stack.json
  printf '#!/usr/bin/env bash\nprintf "%%s\\n" "$*" >java.log\nprintf "%%s" "${PREFIX-}" >prefix\n' \
    >jdk-21/bin/java
  runs make package
}

# arrived NAME: the bytes of a setting as Java was given them.
arrived() {
  python3 - "$1" <<'CODE'
import re, sys
hexed = re.search(r"-Dobjectledger\.settings=([0-9a-f]*)", open("java.log").read())[1]
given = dict(item.split(b"=", 1) for item in bytes.fromhex(hexed).split(b"\0")[:-1])
sys.stdout.buffer.write(given[sys.argv[1].encode()] + b".")
CODE
}

values=('$(shell touch ran)' '$(touch ran)' '`touch ran`' '$d' '$$' '$RECYCLE.BIN/' '${HOME}' '#1' 'a # b'
  'two  words ' "it's" '"quoted"' "back\\slash\\" 'a=b' 'a:=b' '%' '*' '~' '(' ')' ',' 'Köln/' $'tab\there'
  $'\x01' $'\xff\xfe' $'two\nlines')

# Those that a locale could change.
locale_values=('Köln/' $'\x01' $'\xff\xfe' $'two\nlines')

for given in 'on the command line' 'in the environment'; do
  for locale in C C.UTF-8; do
    it "gives a value to the program byte by byte: $given, LC_ALL=$locale"
    applied_tools
    some=("${values[@]}")
    [[ $locale == C ]] || some=("${locale_values[@]}")
    for value in "${some[@]}"; do
      rm -f java.log prefix
      if [[ $given == on* ]]; then
        runs env LC_ALL=$locale make backfill ENV=dev "PREFIX=$value"
      else
        runs env LC_ALL=$locale PREFIX="$value" make backfill ENV=dev
      fi
      holds test "$(arrived PREFIX)" = "$value."
      holds cmp prefix <(printf '%s' "$value")
      holds test ! -e ran
    done
  done
done

it "gives secrets to the program in its environment, and shows them in no list of processes"
applied_tools
for name in TOKEN PASSWORD API_KEY; do
  printf '#!/usr/bin/env bash\nprintf "%%s\\n" "$*" >java.log\nprintf "%%s" "${%s-}" >secret\n' "$name" \
    >jdk-21/bin/java
  runs make post ENV=dev TABLE=orders BODY=1 "$name=Köln \$d"
  holds test "$(cat secret)" = 'Köln $d'
  holds test "$(arrived BODY)" = 1.
  holds test -z "$(
    python3 - "$name" <<'CODE'
import sys
print("shown" if sys.argv[1].encode().hex() in open("java.log").read() else "", end="")
CODE
  )"
done

it "runs nothing that a value says, whatever the target"
for target in $(make_targets); do
  refuses make "$target" 'X=$(shell touch ran)'
  while IFS='=' read -r name _; do
    runs make -n "$target" "$name=\$(shell touch ran)"
  done < <(.make/lib/settings of "$target")
  [[ ! -e ran ]] || fail "make $target ran it"
done

it "refuses a value that begins with a blank, which make would take away"
applied_tools
if [[ -r /proc/self/cmdline ]]; then
  rm -f java.log
  for value in ' ' ' a' $'\ta'; do
    refuses make backfill ENV=dev "PREFIX=$value"
    says "the value of PREFIX begins with a blank"
  done
  holds test ! -e java.log
fi
runs env PREFIX=' a' make backfill ENV=dev
holds test "$(cat prefix)" = ' a'

# misspelled TARGET SETTING WANTED: refused, with what was meant, and nothing is done.
misspelled() {
  rm -f java.log
  refuses make "$1" ENV=dev "$2"
  says "error: ${2%%=*} is no setting of make $1"
  says "did you mean: make $1 $3"
  says "nothing was done"
  holds test ! -e java.log
}

it "refuses a target that there is not, with the nearest known one"
refuses make Up
says "make has no target Up"
says "did you mean: make up"
refuses make plan aply ENV=dev
says "did you mean: make apply"
refuses make xyzzyq
holds test -z "$(grep 'did you mean' <<<"$out")"

it "refuses a setting that the target does not know, with the nearest known name"
applied_tools
misspelled redrive SORCE=orders SOURCE=
misspelled redrive DRYRUN=1 DRY_RUN=1
misspelled redrive DRY-RUN=1 DRY_RUN=1
misspelled redrive dry_run=1 DRY_RUN=1
misspelled prune KEPT=1 KEEP=
misspelled backfill PREFXI=a/ PREFIX=
misspelled plan PLANVARS=x=y PLAN_VARS=
misspelled release WIEGHT=0.2 WEIGHT=
misspelled unlock LOKC=1 LOCK=
misspelled destroy CONFRIM=dev CONFIRM=
refuses make cost OBJECTS_A_MONTH=5
says "did you mean: make cost OBJECTS_PER_MONTH="

it "refuses a setting of another target, which would do nothing here"
applied_tools
rm -f java.log
refuses make apply ENV=dev "PLAN_VARS=$tried"
says "error: PLAN_VARS is no setting of make apply"
says "leave it out: it is a setting of make plan preflight release rollback up"
refuses make failures ENV=dev DRY_RUN=1
says "its settings are: ENV="
holds test ! -e java.log
runs make -n plan apply ENV=dev "PLAN_VARS=$tried"

it "refuses a misspelled setting of the environment, too, and no other variable"
applied_tools
rm -f java.log
refuses env DRYRUN=1 make redrive ENV=dev
says "did you mean: make redrive DRY_RUN=1"
holds test ! -e java.log
runs env RUN=1 DRY=1 LOCKS=1 PATHS=1 make redrive ENV=dev

it "passes on what is meant for the tools"
applied_tools
runs make failures ENV=dev AWS_PROFILE=dev HTTPS_PROXY=http://127.0.0.1:9 JAVA_HOME="$sandbox/jdk-21"

it "takes a flag that is 0 for no 1"
applied_tools
for value in 0 no false yes; do
  rm -f java.log
  for pair in backfill:JOB backfill:RESTART backfill:ALL post:PRESIGN redrive:DRY_RUN redrive:ALL prune:DRY_RUN \
    failures:ALL; do
    refuses env PREFIX= TABLE=t make "${pair%:*}" ENV=dev "${pair#*:}=$value"
    says "${pair#*:} is '$value': write ${pair#*:}=1, or leave it out"
  done
  holds test ! -e java.log
done

it "has every setting of a program in its list, and lists them in the help"
runs make help ALL=1
while IFS= read -r name; do says "$name="; done < <(.make/lib/settings names)
for name in PLAN_VARS DIGEST DESTROY CONFIRM PACKAGE LOCK; do says "$name="; done
holds test -z "$(grep -o UNLOCK <<<"$out")"
while IFS= read -r name; do
  .make/lib/settings names | grep -qx "$name" || [[ $name == VERSION ]] || fail "$name is not in the list"
done < <(grep -rhoE 'Command\.(setting|isSet|number)\("[A-Z_]+' "$top/handler/src/ops" | sed 's/.*"//' | sort -u)
for target in $(.make/lib/settings targets); do
  grep -q "^$target:" Makefile || fail "there is no target $target"
done

it "gives the make of a scenario no setting of the make that runs the tests"
printf '. "${0%%/*}/../lib/stage.sh"\nmake help\n' >.make/develop/nested
printf 'nested:\n\t@bash .make/develop/nested\n' >outer.mk
runs make -f outer.mk SUITE=long nested
says "make plan"

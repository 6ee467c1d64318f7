# shellcheck shell=bash
# What the scripts share that touch an environment. It is sourced, and stands on lib.sh.
# shellcheck source=.make/lib/lib.sh
. "${BASH_SOURCE[0]%/*}/lib.sh"
# shellcheck source=.make/lib/nearest.sh
. "${BASH_SOURCE[0]%/*}/nearest.sh"

# The packages to deploy: those that are built here, or those given as PACKAGE and CHANGES_PACKAGE.
export ZIP=handler/target/object-ledger.zip CHANGES_ZIP=handler/target/object-ledger-changes.zip

# What is typed again after Ctrl-C: the same, where a script names nothing else.
resume_with=${0##*/}

# register_command: notes that this command is at work in ENV, and what it does after Ctrl-C. Scripts
# start each other; only the one that the person typed does this.
register_command() {
  export first_script=${first_script:-$$}
  trap interrupted INT
  [[ $first_script == "$$" ]] || return 0
  # A step writes into a file; what the person has to see at once goes here.
  exec 3>&2
  mkdir -p "$build/running/$ENV"
  # Each process has a file of its own, which is there before it looks for those of others.
  touch "$build/running/$ENV/${0##*/}.$$"
  # A terminal that is closed must not end Terraform: it would leave its lock, and half of a change.
  # Programs that are started inherit that the signal is ignored.
  case ${0##*/} in
    up | demo | adopt | plan | apply | release | rollback | destroy)
      trap '' HUP
      refuse_while_at_work up demo down adopt plan apply release rollback destroy
      ;;
    bootstrap)
      trap '' HUP
      refuse_while_at_work bootstrap down
      ;;
  esac
}

# commands_at_work TARGET...: which of these targets are at work in ENV, with their processes, without
# this one.
commands_at_work() {
  local file target pid
  for file in "$build/running/$ENV"/*.*; do
    target=${file##*/} pid=${file##*.}
    target=${target%.*}
    # A number alone could by now be another process's.
    if [[ ! $(ps -o args= -p "$pid" 2>/dev/null) =~ \.make/(deploy|develop|local|operate)/$target($|[[:space:]]) ]]; then
      rm -f "$file"
    elif [[ $pid != "$first_script" && " $* " == *" $target "* ]]; then
      printf 'make %s (process %s)\n' "$target" "$pid"
    fi
  done
}

# refuse_while_at_work TARGET...: ends where one of these is at work in ENV: both would write the same saved plan.
refuse_while_at_work() {
  local busy
  busy=$(commands_at_work "$@" | head -n 1)
  [[ -z $busy ]] || {
    rm -f "$build/running/$ENV/${0##*/}.$$"
    die "$busy is at work in $(environment_in_words)" "wait until it has ended, or end it with Ctrl-C where it runs" \
      "if its terminal is closed, type: kill -INT -\$(ps -o pgid= -p ${busy//[!0-9]/} | tr -d ' ')"
  }
}

# The environment in words.
environment_in_words() { if [[ $ENV == local ]]; then printf 'the local environment'; else printf '%s' "$ENV"; fi; }

# What neither a list of processes nor a terminal may show.
secrets=' API_KEY PASSWORD TOKEN '

# command_line TARGETS [EXCEPT]: the command that does this with the settings that are set, but for one,
# and for secrets.
command_line() {
  local target name line="make $1"
  for target in $1; do
    for name in $(.make/lib/settings of "$target" all | cut -d = -f 1); do
      [[ $name == "${2:-}" || $secrets == *" $name "* || -z ${!name+set} || $line == *" $name="* ]] ||
        line+=$(printf ' %s=%q' "$name" "${!name}")
    done
  done
  printf '%s' "$line"
}

# after_interrupt: what a script has to do after Ctrl-C, before it ends.
after_interrupt() { :; }

# interrupted: how a script ends after Ctrl-C, which reaches every process of the terminal. bash comes
# here when the program in front has ended, so that Terraform has stopped in order by then.
interrupted() {
  trap '' INT
  after_interrupt
  [[ $first_script == "$$" ]] || exit 130
  {
    printf '\n'
    [[ -z $step_log ]] || printf '==> what it said until then is in %s\n' "${step_log#"$root"/}"
    printf 'error: make %s was interrupted\n  to go on, type: %s\n' "${0##*/}" \
      "$(command_line "$resume_with")"
  } >&3
  exit 130
}

# Checks ENV. Every target that may touch any environment begins with it.
require_environment() {
  local names
  names=$(environments)
  [[ -n ${ENV:-} ]] ||
    die "ENV is missing: which environment?" "one of: $names" \
      "type: $(retyped "$(usable)")"
  [[ " $names " == *" $ENV "* && $ENV != *' '* ]] ||
    die "there is no environment '$ENV'" "one of: $names" \
      "type: $(retyped "$(nearest_environment "$names")")"
  export ENV work=$build/$ENV
  require_account
  register_command
}

# retyped NAME: what was typed, for the environment of that name.
retyped() { ENV=$1 && command_line "${0##*/}"; }

# nearest_environment NAMES: which of them a misspelled ENV means, or the first one that is somebody's.
nearest_environment() {
  local near
  near=$(tr ' ' '\n' <<<"$1" | LC_ALL=C name=$ENV awk "$nearest"'
    { known[$0] } END { print nearest(ENVIRON["name"], known) }')
  printf '%s' "${near:-$(usable)}"
}

# The first environment that is somebody's.
usable() {
  for ENV in $(environments); do
    if ! (has_placeholder) 2>/dev/null; then
      printf '%s' "$ENV"
      return
    fi
  done
}

# What takes away again what `make env ENV=local` has a shell set.
export unset_local='unset AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN'

# The targets that are for the local environment begin with this one.
require_local() {
  [[ ${ENV:-local} == local ]] ||
    die "make ${0##*/} is for the local environment, not for '$ENV'" \
      "type: make ${0##*/} ENV=local" "or:   make plan apply ENV=$ENV"
  export ENV=local work=$build/local
  register_command
}

# value PATH [FILE]: a value of the environment's terraform.tfvars, as in function.pinned_version, or of
# another of its files; nothing where it is null or not there.
value() { .make/lib/value "envs/$ENV/${2:-terraform.tfvars}" "values.$1"; }

# required PATH [FILE]: the same for a value without which nothing can be done.
required() {
  local found
  found=$(value "$@") || exit 1
  [[ -n $found ]] || die "envs/$ENV/${2:-terraform.tfvars} has no value $1" "write: $1 = \"…\""
  printf '%s' "$found"
}

# Whether the environment's account is one that nobody has.
has_placeholder() {
  local account
  account=$(value account_id) || exit 1
  [[ $account =~ ^(0+|1+|2+|3+|4+|5+|6+|7+|8+|9+)$ ]]
}

# Refuses an account that nobody has, before anything asks that account. A script that another one
# starts need not ask again.
require_account() {
  local account bucket see
  [[ ${account_known_of:-} != "$ENV" ]] || return 0
  account=$(value account_id) || exit 1
  see="to see it, type: aws sts get-caller-identity --query Account"
  [[ ! $account =~ ^(0+|1+|2+|3+|4+|5+|6+|7+|8+|9+)$ ]] ||
    die "account_id $account is a placeholder: put your account's number in its place" \
      "in envs/$ENV/terraform.tfvars and envs/$ENV/backend.hcl" "$see"
  [[ -z $account || $account =~ ^[0-9]{12}$ ]] ||
    die "account_id '$account' is no account's number, which has 12 digits" \
      "write it in envs/$ENV/terraform.tfvars" "$see"
  # Where the file is missing, what needs it says so.
  bucket=''
  [[ ! -f envs/$ENV/backend.hcl ]] || bucket=$(value bucket backend.hcl) || exit 1
  [[ ! $bucket =~ (0{12}|1{12}|2{12}|3{12}|4{12}|5{12}|6{12}|7{12}|8{12}|9{12}) ]] ||
    die "the bucket $bucket has a placeholder in its name: put your account's number in its place" \
      "in envs/$ENV/backend.hcl" "$see"
  export account_known_of=$ENV
}

# Drops what the shell has set for another account: a profile, keys, endpoints.
forget_aws() {
  local name
  for name in $(compgen -e | grep '^AWS_'); do unset "$name"; done
}

# Drops AWS's variables that are set to nothing: the tools' SDK takes an empty endpoint for an address.
forget_empty_aws() {
  local name
  for name in $(compgen -e | grep '^AWS_'); do
    [[ -n ${!name} ]] || unset "$name"
  done
}

# Points this process, and what it starts, at the environment's AWS and at no other.
use_environment() {
  local lines
  forget_empty_aws
  lines=$(.make/local/env) || exit 1
  [[ $ENV != local ]] || forget_aws
  eval "$lines"
}

# emulator COMMAND...: the local AWS, whose files are all below the environment's folder.
emulator() (
  command=$1
  shift
  forget_aws
  PYTHONPATH=envs/local .make/lib/python -m emulator "$command" --dir "$build/local/emulator" "$@"
)

# kill_one FUNCTION: kills a process of it that is at work in the local AWS, and waits a minute for one.
kill_one() {
  curl -fsS -X POST -H 'Content-Type: application/json' "$AWS_ENDPOINT_URL/_emulator/kill" \
    -d "{\"function\": \"$1\", \"seconds\": 60}" >"$work/killed.json"
  (($(.make/lib/value "$work/killed.json" values.killed) > 0)) || die "no process of $1 was at work for a minute"
}

# The root module that tf and init work on.
export MODULE=${MODULE:-terraform}

start_emulator() {
  local java
  java=$(.make/lib/java-home)
  step "starting the local AWS" emulator start \
    --runtime-client handler/target/runtime-client --java "$java"
}

# Terraform, with what init left for the environment: neither environments nor root modules mix.
tf() { TF_DATA_DIR="$work/${MODULE//\//-}" .make/lib/terraform "-chdir=$MODULE" "$@"; }

use_package() {
  if [[ -z ${PACKAGE:-} || -z ${CHANGES_PACKAGE:-} ]]; then
    .make/develop/package
  fi
  [[ -z ${PACKAGE:-} ]] || ZIP=$(given_package PACKAGE) || exit 1
  [[ -z ${CHANGES_PACKAGE:-} ]] || CHANGES_ZIP=$(given_package CHANGES_PACKAGE) || exit 1
}

# given_package SETTING: the whole path of the file that the setting names.
given_package() {
  [[ -f ${!1} ]] || die "$1 names no file: ${!1}"
  printf '%s/%s' "$(cd "$(dirname "${!1}")" && pwd)" "$(basename "${!1}")"
}

# changes_wanted VALUE...: whether ENV has a changes function, with these <name>=<value> tried over its values.
# What has none is planned without the package of it, so that nothing depends on that.
changes_wanted() {
  local tried wanted
  wanted=$(value changes) || exit 1
  for tried in "$@"; do
    [[ $tried != changes=* ]] || wanted=${tried#changes=}
  done
  [[ -n $wanted && $wanted != null ]]
}

# Sees to it that the outputs of what is applied in ENV are in $work/stack.json.
use_stack() {
  local stack=$work/stack.json
  if [[ ! -f $stack ]]; then
    .make/deploy/init
    tf output -json >"$stack"
  fi
  [[ -n $(output ledger_bucket) ]] || {
    rm -f "$stack"
    die "nothing is applied in $ENV" "type: make plan apply ENV=$ENV"
  }
  [[ -n $(output live .arn) ]] || {
    rm -f "$stack"
    die "the stack of $ENV is applied in part only: its apply was stopped, or failed" \
      "type: make plan apply ENV=$ENV"
  }
}

# output NAME [PATH]: an output of what is applied in ENV, or a part of it, as in `output queue .url`.
# Terraform's own command would fetch the state for it.
output() { .make/lib/value "$work/stack.json" "values.$1.value${2:-}"; }

# source_output PATH: a part of the source SOURCE of what is applied in ENV, or of the first one. Whether there
# is such a source, a tool has said before.
source_output() {
  local source='values(values.sources.value)[0]'
  [[ -z ${SOURCE:-} ]] || source="values.sources.value[\"$SOURCE\"]"
  .make/lib/value "$work/stack.json" "$source$1"
}

# read_lock BUCKET KEY: fetches the lock of that state; fails, and says why, where there is none.
read_lock() {
  mkdir -p "$work"
  .make/lib/aws s3 cp "s3://$1/$2.tflock" - >"$work/lock.json"
}

# lock_detail NAME: what the lock says of itself.
lock_detail() { .make/lib/value "$work/lock.json" "values.$1"; }

# What makes a plan and applies it by itself says so, with its process: planned_by="release 123".
export planned_by=${planned_by:-}

# sources: a digest of all that a plan of ENV is made of, but for the package.
sources() {
  {
    cat .terraform-version "envs/$ENV/terraform.tfvars" "envs/$ENV/backend.hcl"
    find terraform -type f ! -path '*/.terraform/*' ! -path '*/tests/*' ! -path '*/bootstrap/*' \
      ! -name '*.md' | contents
  } | sha256
}

# What changes an environment waits this long for who is changing it. As TF_CLI_ARGS_plan it would not
# reach an apply.
export wait_for_lock=-lock-timeout=5m

# explain_lock LOG: what to type, where Terraform's output says that the state is locked.
explain_lock() {
  ! grep -q 'Error acquiring the state lock' "$1" ||
    die "the state of $ENV is locked: somebody is at work, or was killed at it" \
      "to see who, and to take the lock away if nobody is: make unlock ENV=$ENV"
}

# explain_credentials LOG: what to type, where Terraform's output says that AWS knows nobody.
explain_credentials() {
  ! grep -qE "$no_credentials" "$1" || die_without_credentials
}
die_without_credentials() {
  die "AWS accepts no credentials of yours" \
    "type: aws sso login (version 2 of the AWS CLI), or: export AWS_PROFILE=…"
}
no_credentials='No valid credential sources|failed to get shared config profile|ExpiredToken'
no_credentials+='|Unable to locate credentials|config profile .* could not be found|InvalidClientTokenId|UnrecognizedClientException|security token .* (invalid|expired)'

# explain_bucket LOG: what to type, where Terraform's output says that the existing source bucket is not
# there, or not to be read.
explain_bucket() {
  local found='s/.*reading S3 Bucket (\([^)]*\)): ' bucket label write
  label=$(plain_text <"$1" | sed -n 's/.*with .*aws_s3_bucket\.[a-z_]*\["\([a-z0-9-]*\)"\].*/\1/p' | head -n 1)
  label=sources.${label:-<label>}.bucket
  write="write its name as $label.name, or $label = { create = true }"
  bucket=$(sed -n "${found}couldn't find resource.*/\1/p" "$1" | head -n 1)
  [[ -z $bucket ]] ||
    die "$label.create is false, but there is no bucket $bucket" \
      "$write, in envs/$ENV/terraform.tfvars" \
      "to see the account's buckets: eval \"\$(make -s env ENV=$ENV)\" && aws s3 ls"
  bucket=$(sed -n "${found}.*StatusCode: 403.*/\1/p" "$1" | head -n 1)
  [[ -z $bucket ]] ||
    die "the bucket $bucket may not be read: it is another account's, or its policy refuses it" \
      "$write, in envs/$ENV/terraform.tfvars" \
      "if it is ours, allow s3:ListBucket on it to who plans: make bootstrap ENV=$ENV"
}

# The settings that are set, as bytes in hex: Java decodes the environment by the locale, and loses what
# that cannot say. Secrets stay in the environment: everybody on the machine can read these.
given_settings() {
  local name
  for name in $(.make/lib/settings names); do
    [[ -z ${!name+set} || $secrets == *" $name "* ]] || printf '%s=%s\0' "$name" "${!name}"
  done | od -An -v -tx1 | tr -d ' \n'
}

# tools_classpath: where Java finds the tools, the smoke scenarios and what they need. Jars alone, because
# Java archives no classes of folders.
tools_classpath() { printf 'handler/target/tools.jar:%s' "$(cat handler/target/smoke.classpath)"; }

# How the tools are started: they live for seconds, and load their classes out of an archive that the build
# made. One of another JDK is left alone, without a word.
tools_options=(--enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable)
tools_archive=handler/target/tools.jsa

# java_class CLASS [ARGUMENT...]: runs a class of the tools, or of the smoke scenarios.
java_class() {
  "$(.make/lib/java-home)/bin/java" "${tools_options[@]}" "-XX:SharedArchiveFile=$tools_archive" \
    -cp "$(tools_classpath)" "$@"
}

# java_tool CLASS [ARGUMENT...]: runs a tool of the handler's sources, in place of this script; on the
# stack of ENV where it is given nothing else.
java_tool() {
  local class=$1 java settings
  shift
  (($# > 0)) || set -- "$work/stack.json"
  .make/develop/package >/dev/null
  java=$(.make/lib/java-home)/bin/java
  settings=$(given_settings)
  # Java decodes names of files by the locale, too.
  export LC_ALL=C.UTF-8
  exec "$java" "${tools_options[@]}" "-XX:SharedArchiveFile=$tools_archive" \
    "-Dobjectledger.settings=$settings" -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
    -cp "$(tools_classpath)" "objectledger.ops.$class" "$@"
}

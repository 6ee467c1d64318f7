# shellcheck shell=bash
# What the scripts share that touch an environment. It is sourced, and stands on lib.sh.
# shellcheck source=.make/lib/lib.sh
. "${BASH_SOURCE[0]%/*}/lib.sh"
# shellcheck source=.make/lib/nearest.sh
. "${BASH_SOURCE[0]%/*}/nearest.sh"
# shellcheck source=.make/lib/running.sh
. "${BASH_SOURCE[0]%/*}/running.sh"

# The packages to deploy: those that are built here, or those given as PACKAGE and CHANGES_PACKAGE.
export ZIP=handler/target/object-ledger.zip CHANGES_ZIP=handler/target/object-ledger-changes.zip

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

# The root module that tf and init work on.
export MODULE=${MODULE:-terraform}

# Terraform, with what init left for the environment: neither environments nor root modules mix.
tf() { TF_DATA_DIR="$work/${MODULE//\//-}" .make/lib/terraform "-chdir=$MODULE" "$@"; }

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

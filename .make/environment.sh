# shellcheck shell=bash
# What the scripts share that touch an environment. It is sourced, and stands on lib.sh.
# shellcheck source=.make/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# The package to deploy: the one that is built here, or the one given as PACKAGE.
export ZIP=handler/target/object-ledger.zip

# Checks ENV. Every target that may touch any environment begins with it.
require_environment() {
  local target=${0##*/} names
  names=$(environments)
  [[ -n ${ENV:-} ]] ||
    die "ENV is missing: which environment?" "one of: $names" "type: make $target ENV=${names%% *}"
  [[ " $names " == *" $ENV "* ]] ||
    die "there is no environment '$ENV'" "one of: $names" "type: make $target ENV=${names%% *}"
  export ENV work=$build/$ENV
}

# The targets that are for the local environment begin with this one.
require_local() {
  [[ ${ENV:-local} == local ]] ||
    die "make ${0##*/} is for the local environment, not for '$ENV'" \
      "type: make ${0##*/} ENV=local" "or:   make plan apply ENV=$ENV"
  export ENV=local work=$build/local
}

# value NAME: a plain value of the environment's terraform.tfvars.
value() {
  sed -n "s/^ *$1 *= *\"\{0,1\}\([^\"# ]*\).*/\1/p" "envs/$ENV/terraform.tfvars" | head -n 1
}

# Drops what the shell has set for another account: a profile, keys, endpoints.
forget_aws() {
  local name
  for name in $(compgen -e | grep '^AWS_'); do unset "$name"; done
}

# Points this process, and what it starts, at the environment's AWS and at no other.
use_environment() {
  local lines
  lines=$(.make/env) || exit 1
  [[ $ENV != local ]] || forget_aws
  eval "$lines"
}

# emulator COMMAND...: the local AWS, whose files are all below the environment's folder.
emulator() (
  command=$1
  shift
  forget_aws
  PYTHONPATH=envs/local .make/python -m emulator "$command" --dir "$build/local/emulator" "$@"
)

# Terraform, with what init left for the environment: environments never mix.
tf() { TF_DATA_DIR="$work/terraform" .make/terraform -chdir=terraform "$@"; }

use_package() {
  if [[ -z ${PACKAGE:-} ]]; then
    .make/package
    return
  fi
  [[ -f $PACKAGE ]] || die "PACKAGE names no file: $PACKAGE"
  ZIP=$(cd "$(dirname "$PACKAGE")" && pwd)/$(basename "$PACKAGE")
}

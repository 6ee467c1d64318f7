# shellcheck shell=bash
# What release and rollback share. It is sourced, and stands on environment.sh.
# shellcheck source=.make/lib/environment.sh
. "${BASH_SOURCE[0]%/*}/environment.sh"
# shellcheck source=.make/lib/deployment.sh
. "${BASH_SOURCE[0]%/*}/deployment.sh"
# shellcheck source=.make/lib/tools.sh
. "${BASH_SOURCE[0]%/*}/tools.sh"

# Refuses an environment whose own values say on which version live is.
refuse_pin() {
  local pinned
  pinned=$(value function.pinned_version) || exit 1
  [[ -z $pinned ]] ||
    die "function.pinned_version holds live of $ENV on version $pinned" \
      "write pinned_version = null in envs/$ENV/terraform.tfvars" \
      "or, for another version, write that one, and type: make plan apply ENV=$ENV"
}

# Sets live, canary (0: none) and newest to the versions that the account has now.
read_versions() {
  local state
  state=$(java_tool release.ReleaseStateCommand) || exit 1
  # shellcheck disable=SC2034 # who sources this file uses them
  read -r live canary newest <<<"$state"
}

# plan_on VERSION [CANARY WEIGHT]: plans the environment's values with live on that version.
plan_on() {
  local release='{"version":"'$1'"}'
  (($# == 1)) || release='{"version":"'$1'","canary":{"version":"'$2'","weight":'$3'}}'
  PLAN_VARS="${PLAN_VARS:+$PLAN_VARS }release=$release" .make/deploy/plan
}

# put_on VERSION [CANARY WEIGHT]: plans and applies that.
put_on() { plan_on "$@" && .make/deploy/apply; }

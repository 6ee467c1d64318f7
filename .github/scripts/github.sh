# shellcheck shell=bash
# What the scripts share that speak with GitHub. It is sourced, and stands on lib.sh.
# shellcheck source=.make/lib/lib.sh
. "${BASH_SOURCE[0]%/*}/../../.make/lib/lib.sh"

export api=repos/$GITHUB_REPOSITORY

# ours FIELD MARKER: of a list, the field of the first thing that a workflow wrote with that marker.
# Anybody may write a marker; nobody else may be the bot.
ours() {
  jq -rs --arg field "$1" --arg marker "$2" '
    [.[][] | select(.user.login == "github-actions[bot]" and .pull_request == null)
      | select((.body // "") | startswith($marker))][0][$field] // empty'
}

# text FILE INTRODUCTION...: a body of these lines and the file, as a JSON string.
text() {
  local file=$1
  shift
  printf '%s\n' "$@" "" | cat - "$file" | jq -Rs .
}

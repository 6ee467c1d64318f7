# shellcheck shell=bash
# What the scripts share that start, use and disturb the local AWS. It is sourced after environment.sh.
# shellcheck disable=SC2154 # the variables of environment.sh

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

start_emulator() {
  local java
  java=$(.make/lib/java-home)
  step "starting the local AWS" emulator start \
    --runtime-client handler/target/runtime-client --java "$java"
}

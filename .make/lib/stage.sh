# shellcheck shell=bash
# What the stages of tests share that run on a local environment of their own, which leaves a developer's
# undisturbed. It is sourced, and stands on lib.sh.
# shellcheck source=.make/lib/lib.sh
. "${BASH_SOURCE[0]%/*}/lib.sh"

# A scenario types make as a person does: without the settings of the make that runs the tests.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL

# own_environment NAME: an environment in a folder of that name. Its local AWS is not started yet.
own_environment() {
  build=$tools/$1
  export BUILD_DIR=$build ENV=local EMULATOR_FAULTS=1
  export EMULATOR_RETRY_DELAYS=${EMULATOR_RETRY_DELAYS:-0.2,0.2}
  # Six minutes of a queue's visibility are seven seconds here, and a minute of an alarm is three.
  export EMULATOR_VISIBILITY_SCALE=${EMULATOR_VISIBILITY_SCALE:-0.02}
  export EMULATOR_ALARM_PERIOD_SCALE=${EMULATOR_ALARM_PERIOD_SCALE:-0.05}
  unset PACKAGE CHANGES_PACKAGE PLAN_VARS SOURCE TABLE CHANGES TOKEN USERNAME PASSWORD API_KEY
  .make/local/down
  trap finish EXIT
}

# Whatever happens, nothing keeps running; what the local AWS said is kept with the other logs.
finish() {
  cp -R "$build"/local/emulator/{emulator.log,functions} "$build"/local/database/data/log \
    "$build/logs" 2>/dev/null || true
  .make/local/down
}

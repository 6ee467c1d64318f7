# shellcheck shell=bash
# The commands that are at work in an environment: which may not run beside each other, and how one ends after
# Ctrl-C. It is sourced by environment.sh.
# shellcheck disable=SC2154 # the variables of lib.sh

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

# shellcheck shell=bash
# What the scripts of .make/ share. It is sourced, and leaves the caller in the top folder.
set -euo pipefail
cd "${BASH_SOURCE[0]%/*}/../.."
root=$PWD

# Tools are shared. The rest may be elsewhere, so that tests run beside a developer's environment.
tools=${TOOLS_DIR:-$root/.build}
build=${BUILD_DIR:-$root/.build}
[[ $build == /* ]] || build=$root/$build
export BUILD_DIR=$build TOOLS_DIR=$tools

# Set where no person reads along, so that no colours are wanted.
export plain=
[[ -t 1 ]] || plain=yes

# The local AWS is at a loopback address, where no proxy finds it. What fetches packages uses the proxy
# that is given: of its exceptions, every spelling gets the loopback besides, and stays as it is otherwise.
bypass_proxy_for_loopback() {
  local name value option hosts=localhost,127.0.0.1,::1 given=${NO_PROXY:-${no_proxy:-}}
  if [[ -n ${http_proxy:-}${HTTP_PROXY:-}${https_proxy:-}${HTTPS_PROXY:-}${all_proxy:-}${ALL_PROXY:-} ]]; then
    for name in NO_PROXY no_proxy; do
      value=${!name:-$given}
      # To some programs the asterisk means every host only where it stands alone.
      [[ $value =~ ^[[:space:]]*\*[[:space:]]*$ || ,$value, == *",$hosts,"* ]] ||
        value+=${value:+,}$hosts
      export "$name=$value"
    done
  fi
  # AWS's SDK heeds Java's properties, but not the exceptions that Java itself makes of them.
  hosts='localhost|127.*|[::1]'
  for name in JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS MAVEN_ARGS; do
    value=${!name:-}
    for option in http.nonProxyHosts socksNonProxyHosts; do
      [[ $value =~ ^(.*-D$option=[^[:space:]]*)(.*)$ && ${BASH_REMATCH[1]} != *"|$hosts" ]] || continue
      value=${BASH_REMATCH[1]}\|$hosts${BASH_REMATCH[2]}
      export "$name=$value"
    done
  done
  value=${JAVA_TOOL_OPTIONS:-}${JDK_JAVA_OPTIONS:-}${_JAVA_OPTIONS:-}${MAVEN_ARGS:-}
  if [[ $value == *proxyHost=* && $value != *http.nonProxyHosts=* ]]; then
    export JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS:+$JAVA_TOOL_OPTIONS }-Dhttp.nonProxyHosts=$hosts"
  fi
}
bypass_proxy_for_loopback

# A terminal that was closed meanwhile takes no more text, which is no reason to end.
say() { printf '==> %s\n' "$*" >&2 || true; }

# die MESSAGE [CURE...]: what is wrong, then on lines of their own what to type.
die() {
  printf 'error: %s\n' "$1" >&2
  shift
  (($# == 0)) || printf '  %s\n' "$@" >&2
  exit 1
}

# flag NAME: whether a setting that is 1 or nothing is 1. Who writes 0 does not mean 1.
flag() {
  [[ -z ${!1:-} || ${!1} == 1 ]] || die "$1 is '${!1}': write $1=1, or leave it out"
  [[ -n ${!1:-} ]]
}

# step WHAT COMMAND...: says what it does and how long it took; shows the end of a failure's output, in CI all.
export step_log=
step() {
  local what=$1 start=$SECONDS status=0 log
  shift
  log=$build/logs/$(printf '%s' "$what" | tr -cs 'a-zA-Z0-9' '-').log
  mkdir -p "$build/logs"
  step_log=$log
  printf '==> %s … ' "$what" >&2 || true
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if ((status == 0)); then
    printf '%d s\n' $((SECONDS - start)) >&2 || true
  else
    printf 'failed after %d s:\n' $((SECONDS - start)) >&2
    if [[ -n ${CI:-} ]]; then cat "$log" >&2; else tail -n 100 "$log" >&2; fi
    printf '(the whole output is kept in %s)\n' "${log#"$root"/}" >&2
  fi
  step_log=
  return "$status"
}

# show_and_keep LOG: passes on what Terraform says, and keeps it. Ctrl-C must not end what reads from Terraform:
# Terraform would not live to give its lock back. A step shows nothing, so the person is told beside it,
# on descriptor 3.
show_and_keep() {
  local line
  trap '' INT
  tee "$1" | while IFS= read -r line || [[ -n $line ]]; do
    printf '%s\n' "$line" || true
    if [[ $line == *'Interrupt received'* ]]; then
      { printf '\n==> Terraform stops in order: a second Ctrl-C would leave its lock\n' >&3; } 2>/dev/null || true
    fi
  done
}

# eventually WHAT COMMAND...: repeats the command until it succeeds, for three minutes at most. PAUSE
# is for a command that is much work: the seconds in between (0.3).
eventually() {
  local what=$1 deadline=$((SECONDS + 180))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || die "waited three minutes in vain for $what"
    sleep "${PAUSE:-0.3}"
  done
}

# within SECONDS COMMAND...: ends a program that runs longer: in order first, then at once.
within() {
  local deadline=$((SECONDS + $1)) status=0 pid signal
  shift
  "$@" &
  pid=$!
  for signal in TERM TERM KILL; do
    while ((SECONDS < deadline)) && kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
    kill "-$signal" "$pid" 2>/dev/null || break
    deadline=$((SECONDS + 5))
  done
  wait "$pid" || status=$?
  return "$status"
}

# The input without the colours of a terminal.
plain_text() { LC_ALL=C sed $'s/\x1b\\[[0-9;]*m//g'; }

# The SHA-256 of the input, in hex.
sha256() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-64
}

# contents: what is in the files whose names are the input, a line each, in the order of their names.
contents() { sort | tr '\n' '\0' | xargs -0 cat; }

# The shell scripts of the repository.
scripts() {
  find .make .ci .github/scripts -type f ! -path '.make/develop/npm/*' ! -name '*.md' | sort
}

# The folders of envs/ that hold values.
environments() {
  local file names=
  for file in envs/*/terraform.tfvars; do
    [[ -f $file ]] || continue
    file=${file%/*}
    names+="${file##*/} "
  done
  printf '%s' "${names% }"
}

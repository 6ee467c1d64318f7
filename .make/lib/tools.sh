# shellcheck shell=bash
# How the scripts start the tools, which are Java. It is sourced after environment.sh.
# shellcheck disable=SC2154 # the variables of environment.sh

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

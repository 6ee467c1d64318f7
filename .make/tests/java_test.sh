# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# Which JDK.

it "prefers JAVA_HOME when that is a new enough JDK"
jdk 25
runs env JAVA_HOME="$sandbox/jdk-21" .make/lib/java-home
holds test "$out" = "$sandbox/jdk-21"

it "takes the newest JDK when JAVA_HOME is too old"
jdk 17
jdk 25
runs env JAVA_HOME="$sandbox/jdk-17" .make/lib/java-home
holds test "$out" = "$sandbox/jdk-25"

it "reads the version where the JDK has written it, and starts no JVM"
jdk 21
printf 'IMPLEMENTOR="Somebody"\nJAVA_VERSION="25.0.3"\n' >jdk-21/release
printf '#!/bin/sh\ntouch %s/started\n' "$sandbox" >jdk-21/bin/javac
runs env JAVA_HOME="$sandbox/jdk-21" .make/lib/java-home
holds test "$out" = "$sandbox/jdk-21"
holds test ! -e started

it "takes no JRE for a JDK"
mkdir -p jdk-26/bin
runs .make/lib/java-home
holds test "$out" = "$sandbox/jdk-21"

it "finds the JDK of the java on PATH"
stub java "echo '    java.home = $sandbox/elsewhere'"
jdk 30
mv jdk-30 elsewhere
runs .make/lib/java-home
holds test "$out" = "$sandbox/elsewhere"

it "says what it found and what to install when no JDK is new enough"
rm -r jdk-21
jdk 17
refuses env JAVA_HOME="$sandbox/none" make package
says "a JDK of version 21 or newer is needed"
says "JAVA_HOME=$sandbox/none (no JDK)"
says "$sandbox/jdk-17 (17)"
says "apt-get install openjdk-21-jdk"
says "brew install openjdk@21"
says "sdk install java"

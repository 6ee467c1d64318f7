# shellcheck shell=bash disable=SC2154 # the harness sets sandbox, out and status
# The benchmark.

# Tools that note how they are called, and a zip and a runtime client with what is read of them.
bench() {
  mkdir -p docs handler/src/bench/node handler/target/{bench/baselines/hello,runtime-client}
  mkdir -p handler/target/test-classes/objectledger
  touch handler/target/test-classes/objectledger/MetricsPair.class
  printf '<project><properties><aws.sdk.version>2.0.0</aws.sdk.version>%s</properties></project>' \
    '<aws.lambda.runtime.client.version>1</aws.lambda.runtime.client.version>' >handler/pom.xml
  touch docs/performance.md handler/src/bench/node/package-lock.json
  printf '{"dependencies": {"@aws-sdk/client-s3": "3.0.0"}}' >handler/src/bench/node/package.json
  touch handler/target/runtime-client/aws-lambda-java-runtime-interface-client-1.jar
  printf 'a.jar' >handler/target/smoke.classpath
  # shellcheck disable=SC2016 # it is the stand-in that expands it
  printf '#!/bin/sh\necho "$@" >>"%s"\n' "$sandbox/java.log" >jdk-21/bin/java
  printf '#!/bin/sh\n' >jdk-21/bin/jar
  # The key store that it is told to make.
  # shellcheck disable=SC2016 # as above
  printf '#!/bin/sh\ntouch "%s"\n' "$sandbox/.build/bench/stub.p12" >jdk-21/bin/keytool
  mkdir -p jdk-21/lib/security && touch jdk-21/lib/security/cacerts
  chmod +x jdk-21/bin/*
  stub unzip 'echo native'
  stub uname 'echo Linux'
  # shellcheck disable=SC2016 # as above
  stub npm 'exit "${NPM_STATUS:-0}"'
  stub node 'echo v20.0.0'
}

it "keeps the figures of nine rounds, and of fewer only apart"
bench
runs make bench
holds grep -q "objectledger.Bench 9 .* docs$" java.log
holds grep -q "objectledger.Performance docs$" java.log
holds grep -q "objectledger.MetricsCost 9 .* docs$" java.log
holds grep -q "objectledger.Connections 600 .* $sandbox/docs$" java.log
holds grep -q "objectledger.changes.ChangesBench 5 1$" java.log
holds grep -q "objectledger.changes.ChangesLag 5 20$" java.log
holds grep -q "objectledger.documents.DocumentsBench 15 16$" java.log
rm java.log
runs make bench ROUNDS=1
holds grep -q "objectledger.Bench 1 .* $sandbox/.build/bench$" java.log
holds grep -q "objectledger.Performance $sandbox/.build/bench$" java.log
refuses grep -q "objectledger.Connections" java.log
holds grep -q "objectledger.changes.ChangesBench 1 10$" java.log
holds grep -q "objectledger.changes.ChangesLag 1 2$" java.log
holds grep -q "objectledger.documents.DocumentsBench 1 1$" java.log

it "refuses a number of rounds that is none"
refuses make bench ROUNDS=many
says "type: make bench ROUNDS=9"

it "says that it needs Linux"
stub uname 'echo Darwin'
refuses make bench
says "this is Darwin"

it "leaves the baseline for Node.js out where its libraries cannot be fetched"
bench
runs env NPM_STATUS=1 make bench
says "the baseline for Node.js is left out"
holds test ! -d .build/bench/variants/node
holds grep -q "objectledger.Bench" java.log

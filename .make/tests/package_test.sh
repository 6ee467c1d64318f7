# shellcheck shell=bash
# The package that is deployed.

it "builds the package once, and again when a source changes"
runs make package
says "handler/target/object-ledger.zip"
runs make package
holds test "$(wc -l <maven.log)" -eq 1
sleep 1
printf 'class A {}' >handler/src/A.java
runs make package
holds test "$(wc -l <maven.log)" -eq 2

it "prints the size and the hash of the package"
printf 'five' >handler/pom.xml
runs make package
says "handler/target/object-ledger.zip  4 bytes  sha256 222b0bd51fcef7e65c2e62db2ed65457013bab56be6fafeb19ee11d453153c80"
says "handler/target/object-ledger-changes.zip  11 bytes  sha256 $(printf 'fivechanges' | sha256sum | cut -c 1-64)"

it "builds again where one of the two packages is gone"
runs make package
rm handler/target/object-ledger-changes.zip
runs make package
holds test "$(wc -l <maven.log)" -eq 2

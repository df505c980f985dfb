#!/usr/bin/env bash
# The long form of Faults.Tests: 2,000 commands in each scenario. Writes its table into docs/faults.md.  tests/faults.sh [seed]
set -euo pipefail
cd "$(dirname "$0")/.."
table=$(mktemp)
dotnet build tests/Faults.Tests/Faults.Tests.csproj --nologo --verbosity quiet
status=0
FAULTS=long FAULTS_SEED=${1:-} FAULTS_TABLE=$table tests/Faults.Tests/bin/Debug/net10.0/Faults.Tests --no-progress || status=$?
if [ -s "$table" ]; then
  page=docs/faults.md
  {
    sed '/^| long form/,$d' "$page"
    echo '| long form | commands | acked | refused | unknown at first | retried | longest outage seen by a command | result |'
    echo '| --- | --- | --- | --- | --- | --- | --- | --- |'
    cat "$table"
  } >"$page.new"
  mv "$page.new" "$page"
fi
rm -f "$table"
exit "$status"

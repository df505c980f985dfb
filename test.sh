#!/usr/bin/env bash
# Installs what the tests need when it is missing (Debian packages, npm packages), builds, and runs every test.
set -euo pipefail
cd "$(dirname "$0")"

install_missing() {
  local missing=()
  command -v redis-server >/dev/null || missing+=(redis-server)
  [ -x /usr/sbin/rabbitmq-server ] || missing+=(rabbitmq-server)
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  command -v faketime >/dev/null || missing+=(faketime)
  command -v chromium >/dev/null || missing+=(chromium)
  if [ "${#missing[@]}" -gt 0 ]; then
    echo "Installing ${missing[*]}"
    local as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq "${missing[@]}" >/dev/null
  fi
}

install_missing
(cd tests/Grpc.Tests/node && { [ -d node_modules ] || npm ci --silent; })
(cd tests/Deploy.Tests/node && { [ -d node_modules ] || npm ci --silent --ignore-scripts; })

dotnet build PeerPlatform.sln --configuration Debug --nologo --verbosity quiet

passed=0
failed=0
skipped=0
broken=0

# run TITLE command...: processes of tests, counted from their summaries.
run() {
  local title=$1 report started=$SECONDS status=0
  shift
  report=$(mktemp)
  "$@" >"$report" 2>&1 || status=$?
  count() { awk -v word="$1:" '$1 == word { sum += $2 } END { print sum + 0 }' "$report"; }
  local ok bad left
  ok=$(count succeeded); bad=$(count failed); left=$(count skipped)
  passed=$((passed + $ok))
  failed=$((failed + $bad))
  skipped=$((skipped + $left))
  echo "$title: $ok passed, $bad failed, $left skipped in $((SECONDS - started)) s"
  if [ "$status" -ne 0 ]; then
    broken=1
    cat "$report"
  fi
  rm -f "$report"
}

built() { echo "tests/$1/bin/Debug/net10.0/$1"; }

# Faults.Tests in its short form; tests/faults.sh runs the long one.
for project in tests/*.Tests; do
  name=$(basename "$project")
  run "$name" "$(built "$name")" --no-progress
done

# The same tests of the services on PostgreSQL; those that look into a database file are left out there.
for name in Assessment.Tests Recruitment.Tests Reporting.Tests Training.Tests; do
  PEERPLATFORM_TESTS_ON=postgres run "$name on PostgreSQL" "$(built "$name")" --no-progress
done

run "Journeys in the production topology" tests/production.sh

echo "$passed passed, $failed failed, $skipped skipped"
[ "$broken" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ]

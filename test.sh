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

# run TITLE PROJECT [argument...]: one process of tests, counted from its summary.
run() {
  local title=$1 name=$2 report started=$SECONDS status=0
  shift 2
  report=$(mktemp)
  "tests/$name/bin/Debug/net10.0/$name" --no-progress "$@" >"$report" 2>&1 || status=$?
  count() { sed -nE "s/^ *$1: ([0-9]+).*/\1/p" "$report" | tail -n 1; }
  local ok bad left
  ok=$(count succeeded); bad=$(count failed); left=$(count skipped)
  passed=$((passed + ${ok:-0}))
  failed=$((failed + ${bad:-0}))
  skipped=$((skipped + ${left:-0}))
  echo "$title: ${ok:-0} passed, ${bad:-0} failed, ${left:-0} skipped in $((SECONDS - started)) s"
  if [ "$status" -ne 0 ]; then
    broken=1
    cat "$report"
  fi
  rm -f "$report"
}

# Faults.Tests has a script of its own: tests/faults.sh.
for project in tests/*.Tests; do
  name=$(basename "$project")
  [ "$name" = Faults.Tests ] || run "$name" "$name"
done

# The same tests of the services on PostgreSQL; those that look into a database file are left out there.
for name in Assessment.Tests Reporting.Tests; do
  PEERPLATFORM_TESTS_ON=postgres run "$name on PostgreSQL" "$name"
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$broken" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ]

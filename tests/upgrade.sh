#!/usr/bin/env bash
# An upgrade under load, and back: starts the local production as REV built it, expands its databases with this checkout, and
# replaces one replica after the other, while agencies work; no request may fail.  tests/upgrade.sh REV
# After a build of this checkout. The row of docs/faults.md is printed.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$#" = 1 ] || { echo "upgrade.sh REV" >&2; exit 2; }
folder=$(mktemp -d)
chmod o+x "$folder"
end_it() {
  deploy/local/down.sh --data "$folder/data" >/dev/null 2>&1 || true
  git worktree remove --force "$folder/before" || true
  rm -rf "$folder"
}
trap end_it EXIT
git worktree add --quiet --detach "$folder/before" "$1"
settings=(--set Messaging__RetrySeconds=0.2,0.5,1)
for limit in Address SignIn SignInName Account Client Upload Collect; do
  settings+=(--set "Gateway__Limits__${limit}__Permits=10000000")
done
"$folder/before/deploy/local/up.sh" --data "$folder/data" --port $((20000 + RANDOM % 10000)) "${settings[@]}"
FAULTS=long FAULTS_DATA=$folder/data FAULTS_BEFORE=$folder/before FAULTS_TABLE=$folder/table \
  tests/Faults.Tests/bin/Debug/net10.0/Faults.Tests --no-progress
cat "$folder/table"

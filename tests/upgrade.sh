#!/usr/bin/env bash
# An upgrade under load, and back: builds REV beside this checkout, which must be built, and runs the scenario of Faults.Tests that
# starts the local production as REV built it, expands its databases, and replaces one replica after the other while agencies
# work; no request may fail. Prints its row for docs/faults.md. REV must have the same services: ports of the local production go by
# their order, and a new one has no settings in what REV started.  tests/upgrade.sh REV
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$#" = 1 ] || { echo "upgrade.sh REV" >&2; exit 2; }
folder=$(mktemp -d)
end_it() {
  git worktree remove --force "$folder/before" || true
  rm -rf "$folder"
}
trap end_it EXIT
git worktree add --quiet --detach "$folder/before" "$1"
[ "$(grep '^services=' deploy/local/settings.sh)" = "$(grep '^services=' "$folder/before/deploy/local/settings.sh")" ] \
  || { echo "$1 has other services than this checkout: choose a later commit." >&2; exit 2; }
dotnet build "$folder/before/PeerPlatform.sln" --nologo --verbosity quiet
FAULTS=long FAULTS_BEFORE=$folder/before FAULTS_TABLE=$folder/table tests/Faults.Tests/bin/Debug/net10.0/Faults.Tests --no-progress
cat "$folder/table"

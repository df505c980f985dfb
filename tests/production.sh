#!/usr/bin/env bash
# The same journeys, over the API and in the browser, through the production topology: PostgreSQL, RabbitMQ, Redis, two replicas
# of every service. The browser first: it needs the demonstration as it comes. After ./test.sh, which builds; ends what it started.
set -euo pipefail
cd "$(dirname "$0")/.."
production=$(mktemp -d)
chmod o+x "$production"
end_production() {
  deploy/local/down.sh --data "$production" >/dev/null 2>&1 || true
  rm -rf "$production"
}
trap end_production EXIT
limits=()
for limit in Address SignIn SignInName Account Collect; do
  limits+=(--set "Gateway__Limits__${limit}__Permits=10000000")
done
deploy/local/up.sh --data "$production" --port $((20000 + RANDOM % 10000)) --no-build "${limits[@]}"
for name in Browser.Tests EndToEnd.Tests; do
  PEERPLATFORM_TESTS_AT=$production "tests/$name/bin/Debug/net10.0/$name" --no-progress --filter-class "*JourneyTests"
done

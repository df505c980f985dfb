#!/usr/bin/env bash
# Ends the processes that up.sh started with this data folder, and no others. The data stays.  down.sh [--data DIR]
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
if [ "${1:-}" = --data ]; then
  data=$2
  shift 2
fi
[ "$#" = 0 ] || fail "down.sh [--data DIR]"
[ -f "$data/addresses.env" ] || fail "There is no local production in $data."
data=$(cd "$data" && pwd)
source "$data/addresses.env"
end() {
  "$root/deploy/local/process.sh" --data "$data" go "$1"
  "$root/deploy/local/process.sh" --data "$data" stop "$1"
}
end gateway
for service in "${services[@]}"; do
  end "$service-1" &
  end "$service-2" &
done
wait
end rabbitmq
end redis
end postgres
ERL_EPMD_PORT=$EPMD_PORT epmd -kill >/dev/null 2>&1 || true
echo "Ended. The data is in $data"

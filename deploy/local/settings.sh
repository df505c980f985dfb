# Read by the scripts beside it: where things are, and the small functions that they share. All of it is loopback.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
data=$root/data/local
port=8080
demo=case
build=1
configuration=${CONFIGURATION:-Debug}

services=(tenancy assessment recruitment training reporting portal)
with_database=(tenancy assessment recruitment training reporting)

fail() {
  echo "$1" >&2
  exit 1
}

# Everything that runs as the user postgres when we are root: PostgreSQL refuses to be root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
  else
    "$@"
  fi
}

postgres_bin() {
  local folder
  folder=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$folder" ] || fail "PostgreSQL is not installed: apt-get install postgresql"
  echo "$folder"
}

# The two ports of a replica: HTTP/1.1, then HTTP/2 without TLS.
port_of() {
  local service=$1 replica=$2 place=0
  for name in "${services[@]}"; do
    [ "$name" = "$service" ] && break
    place=$((place + 1))
  done
  echo $((port + 10 + place * 4 + (replica - 1) * 2))
}

# What is started for a service or the gateway: as built here, or as published into $PUBLISHED/<name>.
program_of() {
  local folder=$root/services/$1/${1^}.Host/bin/$configuration/net10.0
  [ "$1" = gateway ] && folder=$root/gateway/Gateway.Host/bin/$configuration/net10.0
  [ -n "${PUBLISHED:-}" ] && folder=$PUBLISHED/$1
  echo "$folder/PeerPlatform.${1^}.Host.dll"
}

# All addresses of a service, separated by commas. $2 is 0 for HTTP/1.1, 1 for HTTP/2.
addresses_of() {
  echo "http://127.0.0.1:$(($(port_of "$1" 1) + $2)),http://127.0.0.1:$(($(port_of "$1" 2) + $2))"
}

is_running() {
  [ -s "$data/run/$1.pid" ] && kill -0 "$(cat "$data/run/$1.pid")" 2>/dev/null
}

# Waits until the command after the two first arguments succeeds. $1 says in words what for, $2 is the name whose log tells why not.
wait_for() {
  local what=$1 name=$2 tries=600
  shift 2
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" = 0 ] || ! is_running "$name"; then
      tail -n 20 "$data/log/$name.log" >&2 || true
      fail "$what did not come up. Its log: $data/log/$name.log"
    fi
    sleep 0.1
  done
}

names() {
  echo postgres rabbitmq redis
  for service in "${services[@]}"; do
    echo "$service-1 $service-2"
  done
  echo gateway
}

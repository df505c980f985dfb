#!/usr/bin/env bash
# One process of the local production: process.sh [--data DIR] start|stop|kill|hang|go|migrate NAME
# stop waits until it has ended; kill is kill -9; hang and go are SIGSTOP and SIGCONT; migrate is the migration job of the
# service that NAME is a replica of, as the owner of its database.
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
if [ "${1:-}" = --data ]; then
  data=$2
  shift 2
fi
[ "$#" = 2 ] || fail "Usage: process.sh [--data DIR] start|stop|kill|hang|go|migrate NAME"
[ -d "$data/env" ] || fail "There is no local production in $data: start it with deploy/local/up.sh"
data=$(cd "$data" && pwd)
action=$1
name=$2
names | tr ' \n' '\n\n' | grep -qx -- "$name" || fail "There is no process '$name'. There are: $(names | tr '\n' ' ')"
source "$data/addresses.env"

# Starts the command in the background, in a session of its own, with the environment of DIR/env/NAME.
run() {
  local environment=()
  [ -f "$data/env/$name" ] && mapfile -t environment <"$data/env/$name"
  (cd "$data/work/$name" && exec setsid env -i PATH="$PATH" HOME="$data/work/$name" LANG=C.UTF-8 DOTNET_ROOT="${DOTNET_ROOT:-}" \
    "${environment[@]}" "$@" >>"$data/log/$name.log" 2>&1 </dev/null) &
  echo $! >"$data/run/$name.pid"
}

http_ready() { curl -fsS --max-time 2 "http://127.0.0.1:$1/health/ready"; }

start_it() {
  is_running "$name" && return
  mkdir -p "$data/work/$name"
  case $name in
    postgres)
      local user=()
      [ "$(id -u)" = 0 ] && user=(setpriv --reuid=postgres --regid=postgres --clear-groups)
      run ${user[@]+"${user[@]}"} "$(postgres_bin)/postgres" -D "$data/postgres/data" -p "$POSTGRES_PORT" -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories= -c max_connections=300 -c track_commit_timestamp=off
      wait_for PostgreSQL postgres "$(postgres_bin)/pg_isready" -q -h 127.0.0.1 -p "$POSTGRES_PORT"
      ;;
    rabbitmq)
      run /usr/lib/rabbitmq/bin/rabbitmq-server
      wait_for RabbitMQ rabbitmq bash -c "exec 3<>/dev/tcp/127.0.0.1/$RABBITMQ_PORT"
      ;;
    redis)
      run redis-server --port "$REDIS_PORT" --bind 127.0.0.1 --save '' --appendonly no --dir "$data/work/redis"
      wait_for Redis redis redis-cli -p "$REDIS_PORT" ping
      ;;
    gateway)
      run dotnet "$(program_of gateway)"
      wait_for "The gateway" gateway curl -fsS --max-time 2 "http://127.0.0.1:${PORTAL##*:}/health/live"
      ;;
    *)
      local service=${name%-*}
      port=$BASE_PORT
      run dotnet "$(program_of "$service")"
      wait_for "$name" "$name" http_ready "$(port_of "$service" "${name#*-}")"
      ;;
  esac
}

# The process itself; RabbitMQ's are a shell and the Erlang machine below it.
signal_it() {
  is_running "$name" || return 0
  local pid
  pid=$(cat "$data/run/$name.pid")
  case $name in
    rabbitmq) kill "-$1" -- "-$pid" ;;
    postgres)
      # Smart shutdown would wait for clients for ever; fast ends them. The workers are children of the first process.
      if [ "$1" = TERM ]; then
        kill -INT "$pid"
      elif [ "$1" = KILL ]; then
        kill -KILL "$pid" $(pgrep -P "$pid") 2>/dev/null || true
      else
        kill "-$1" "$pid" $(pgrep -P "$pid") 2>/dev/null || true
      fi
      ;;
    *) kill "-$1" "$pid" ;;
  esac
}

until_ended() {
  while is_running "$name"; do sleep 0.05; done
  rm -f "$data/run/$name.pid"
}

case $action in
  start) start_it ;;
  stop)
    signal_it TERM
    until_ended
    ;;
  kill)
    signal_it KILL
    until_ended
    ;;
  hang) signal_it STOP ;;
  go) signal_it CONT ;;
  migrate)
    service=${name%-*}
    mapfile -t environment <"$data/env/$name"
    env "${environment[@]}" \
      "ConnectionStrings__$service-owner=Host=127.0.0.1;Port=$POSTGRES_PORT;Database=$service;Username=${service}_owner;Password=$(cat "$data/secrets/$service-owner")" \
      dotnet "$(program_of "$service")" migrate >"$data/log/migrate-$service.log" 2>&1 \
      || { cat "$data/log/migrate-$service.log" >&2; fail "The migration job of $service failed."; }
    ;;
  *) fail "It can start, stop, kill, hang, go and migrate, not '$action'." ;;
esac

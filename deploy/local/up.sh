#!/usr/bin/env bash
# The production topology on one machine: real PostgreSQL, RabbitMQ and Redis, two replicas of every service, the gateway,
# each a process of its own on loopback.  up.sh [--data DIR] [--port N] [--demo case|none] [--no-build] [--published DIR]
# [--set Key__Part=value]...  down.sh ends them. --set adds a setting for every process; --published starts what was published
# into DIR/<service> and DIR/gateway, as the Dockerfile does it, instead of a build.
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
more=()
published=
while [ "$#" -gt 0 ]; do
  case $1 in
    --data) data=$2; shift 2 ;;
    --port) port=$2; shift 2 ;;
    --demo) demo=$2; shift 2 ;;
    --no-build) build=0; shift ;;
    --published) published=$(cd "$2" && pwd); build=0; shift 2 ;;
    --set) more+=("$2"); shift 2 ;;
    *) fail "up.sh [--data DIR] [--port N] [--demo case|none] [--no-build] [--published DIR] [--set Key__Part=value]..." ;;
  esac
done
[[ $demo =~ ^(case|none)$ ]] || fail "--demo is case or none."
[[ $port =~ ^[0-9]+$ ]] && [ "$port" -ge 1024 ] && [ "$port" -le 65000 ] || fail "--port takes a number from 1024 to 65000."
command -v rabbitmq-server >/dev/null || fail "RabbitMQ is not installed: apt-get install rabbitmq-server"
command -v redis-server >/dev/null || fail "Redis is not installed: apt-get install redis-server"
bin=$(postgres_bin)

mkdir -p "$data"
umask 077
mkdir -p "$data"/{run,log,env,work,secrets,postgres,rabbitmq}
data=$(cd "$data" && pwd)
if [ -f "$data/addresses.env" ]; then
  source "$data/addresses.env"
  port=$BASE_PORT
fi
for name in $(names); do
  is_running "$name" && fail "It runs already ($name). End it with deploy/local/down.sh --data $data"
done
if [ "$build" = 1 ]; then
  dotnet build "$root/PeerPlatform.sln" --configuration "$configuration" --nologo --verbosity quiet
fi

cat >"$data/addresses.env" <<END
BASE_PORT=$port
PORTAL=http://localhost:$port
COLLECT=http://127.0.0.1:$((port + 1))
POSTGRES_PORT=$((port + 2))
RABBITMQ_PORT=$((port + 3))
REDIS_PORT=$((port + 4))
EPMD_PORT=$((port + 5))
RABBITMQ_DIST_PORT=$((port + 6))
PUBLISHED=$published
END
source "$data/addresses.env"

secret() {
  [ -s "$data/secrets/$1" ] || head -c 32 /dev/urandom | base64 -w 0 >"$data/secrets/$1"
  cat "$data/secrets/$1"
}
word() {
  [ -s "$data/secrets/$1" ] || head -c 18 /dev/urandom | base64 -w 0 | tr '+/' '-_' >"$data/secrets/$1"
  cat "$data/secrets/$1"
}
process() { "$root/deploy/local/process.sh" --data "$data" "$@"; }

# PostgreSQL: for each service a database, a role that owns it and runs migrations, and a role that owns nothing and serves.
chmod o+x "$data" "$data/postgres"
if [ ! -f "$data/postgres/data/PG_VERSION" ]; then
  [ "$(id -u)" = 0 ] && chown postgres "$data/postgres"
  as_postgres sh -c "test -x '$data/postgres'" || fail "The user postgres can't reach $data. Choose a folder that it can enter with --data."
  as_postgres env -C / "$bin/initdb" -D "$data/postgres/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-instructions >/dev/null
fi
process start postgres
psql=("$bin/psql" -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$POSTGRES_PORT" -U postgres)
for service in "${with_database[@]}"; do
  if [ -z "$("${psql[@]}" -tAc "SELECT 1 FROM pg_database WHERE datname = '$service'")" ]; then
    "${psql[@]}" <<END
CREATE ROLE ${service}_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '$(word "$service-owner")';
CREATE ROLE ${service}_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '$(word "$service-app")';
CREATE DATABASE $service OWNER ${service}_owner;
END
  fi
done

# RabbitMQ: a node of its own with everything in the data folder.
mkdir -p "$data"/rabbitmq/{mnesia,log}
printf '[].\n' >"$data/rabbitmq/enabled_plugins"
cat >"$data/rabbitmq/rabbitmq.conf" <<END
listeners.tcp.1 = 127.0.0.1:$RABBITMQ_PORT
default_user = peerplatform
default_pass = $(word rabbitmq)
vm_memory_high_watermark.relative = 0.2
END
cat >"$data/env/rabbitmq" <<END
RABBITMQ_NODENAME=peerplatform-$port@localhost
RABBITMQ_BASE=$data/rabbitmq
RABBITMQ_MNESIA_BASE=$data/rabbitmq/mnesia
RABBITMQ_LOG_BASE=$data/rabbitmq/log
RABBITMQ_CONFIG_FILE=$data/rabbitmq/rabbitmq
RABBITMQ_ENABLED_PLUGINS_FILE=$data/rabbitmq/enabled_plugins
RABBITMQ_DIST_PORT=$RABBITMQ_DIST_PORT
RABBITMQ_CTL_DIST_PORT_MIN=$((port + 7))
RABBITMQ_CTL_DIST_PORT_MAX=$((port + 9))
ERL_EPMD_PORT=$EPMD_PORT
ERL_EPMD_ADDRESS=127.0.0.1
END
process start redis
process start rabbitmq

# What every service is told; the same names as in the chart, and the runtime's settings of the Dockerfile.
runtime=(DOTNET_GCgen0size=400000 DOTNET_GCConserveMemory=7 DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0)
common=(
  "${runtime[@]}"
  "ASPNETCORE_ENVIRONMENT=Production"
  "Database__Provider=postgres"
  "Messaging__Transport=rabbitmq"
  "Messaging__RabbitMq=amqp://peerplatform:$(word rabbitmq)@127.0.0.1:$RABBITMQ_PORT/"
  "Redis__Connection=127.0.0.1:$REDIS_PORT,abortConnect=false"
  "Identity__Keys=http://127.0.0.1:$port/.well-known/jwks.json"
  "Identity__ServiceKey=$(secret service-key)"
  "Portal__CollectAddress=$COLLECT"
  "Portal__SessionKeys__0=$(secret session-key)"
  "Shutdown__DrainSeconds=5"
  ${more[@]+"${more[@]}"}
)
for service in "${services[@]}"; do
  common+=("Services__${service}__Http=$(addresses_of "$service" 0)" "Services__${service}__Grpc=$(addresses_of "$service" 1)")
done
demonstration=()
if [ "$demo" = case ]; then
  file=$root/tests/data/network-case.csv
  agencies=$(tail -n +2 "$file" | cut -d, -f1 | sort -u | paste -sd,)
  demonstration=(
    "Tenancy__Start__Demonstration=$file"
    "Tenancy__Start__DemonstrationPassword=quiet-harbor-lantern"
    "Assessment__Start__DemonstrationAgencies=$agencies"
    "Training__Start__DemonstrationAgencies=$agencies"
    "Recruitment__Start__DemonstrationAgencies=$agencies"
  )
fi
for service in "${services[@]}"; do
  for replica in 1 2; do
    http=$(port_of "$service" "$replica")
    {
      printf '%s\n' "${common[@]}" ${demonstration[@]+"${demonstration[@]}"}
      echo "Database__Folder=$data/work/$service-$replica"
      echo "Kestrel__Endpoints__Http__Url=http://127.0.0.1:$http"
      echo "Kestrel__Endpoints__Http__Protocols=Http1"
      echo "Kestrel__Endpoints__Grpc__Url=http://127.0.0.1:$((http + 1))"
      echo "Kestrel__Endpoints__Grpc__Protocols=Http2"
      [ "$service" = portal ] || echo "ConnectionStrings__$service=Host=127.0.0.1;Port=$POSTGRES_PORT;Database=$service;Username=${service}_app;Password=$(word "$service-app");Maximum Pool Size=25"
    } >"$data/env/$service-$replica"
  done
done
{
  printf '%s\n' "${runtime[@]}"
  echo "ASPNETCORE_ENVIRONMENT=Production"
  echo "Gateway__Address=127.0.0.1"
  echo "Gateway__Port=$port"
  echo "Gateway__CollectPort=$((port + 1))"
  echo "Gateway__Limits__Key=$(secret limit-key)"
  echo "Redis__Connection=127.0.0.1:$REDIS_PORT,abortConnect=false"
  echo "Identity__Keys=http://127.0.0.1:$(port_of tenancy 1)/.well-known/jwks.json"
  for service in "${services[@]}"; do
    echo "ReverseProxy__Clusters__${service}__Destinations__one__Address=http://127.0.0.1:$(($(port_of "$service" 1) + 1))"
    echo "ReverseProxy__Clusters__${service}__Destinations__two__Address=http://127.0.0.1:$(($(port_of "$service" 2) + 1))"
  done
  printf '%s\n' "Shutdown__DrainSeconds=5" ${more[@]+"${more[@]}"}
} >"$data/env/gateway"

# The migration jobs; a service waits for its own.
for service in "${with_database[@]}"; do process migrate "$service-1"; done

# Tenancy first, one after the other: the first start makes the signing key and the demonstration.
process start tenancy-1
process start gateway
for name in tenancy-2 assessment-1 assessment-2 recruitment-1 recruitment-2 training-1 training-2 reporting-1 reporting-2 portal-1 portal-2; do process start "$name" & done
for job in $(jobs -p); do wait "$job"; done
wait_for "The platform" gateway curl -fsS --max-time 5 "http://127.0.0.1:$port/health/services"

cat <<END

PeerPlatform runs in $(names | wc -w) processes.
  Portal and API    $PORTAL
  Collecting side   $COLLECT
  PostgreSQL        127.0.0.1:$POSTGRES_PORT   RabbitMQ  127.0.0.1:$RABBITMQ_PORT   Redis  127.0.0.1:$REDIS_PORT
  Data, logs        $data
END
if [ "$demo" = case ]; then
  cat <<END

  Demonstration sign-ins, all with the password  quiet-harbor-lantern
    nora@network.example   casey.coordinator@massup.example   morgan.member@massup.example
END
else
  # Each replica that starts makes the link anew, so it is asked for after the last one has. There is none once somebody can sign in.
  mapfile -t environment <"$data/env/tenancy-1"
  said=$(cd "$data/work/tenancy-1" && env "${environment[@]}" dotnet "$(program_of tenancy)" first-set-up-link 2>&1) || true
  if first=$(grep '^/set-up/' <<<"$said"); then
    printf '\n  Nobody can sign in yet. This link sets up the first network coordinator, once:\n    %s%s\n' "$PORTAL" "$first"
  else
    printf '\n%s\n' "$said"
  fi
fi
printf '\nEnd it with  deploy/local/down.sh --data %s\n' "$data"

#!/usr/bin/env bash
# Makes the secrets that a trial installation refers to, with random passwords, where they are not there yet.
# Usage: deploy/helm/trial-secrets.sh NAMESPACE RELEASE
set -euo pipefail
namespace=${1:?"Name the namespace first."}
release=${2:?"Name the release second."}
services="tenancy assessment recruitment training reporting"

kubectl get namespace "$namespace" >/dev/null 2>&1 || kubectl create namespace "$namespace"

random() { openssl rand -hex 16; }

secret() {
  local name=$1
  shift
  if kubectl --namespace "$namespace" get secret "$name" >/dev/null 2>&1; then
    echo "$name is there already."
  else
    kubectl --namespace "$namespace" create secret generic "$name" "$@"
  fi
}

if kubectl --namespace "$namespace" get secret peer-platform-trial >/dev/null 2>&1; then
  echo "The trial's passwords are there already; they are not changed."
  exit 0
fi

trial=("--from-literal=postgres=$(random)")
app=()
owner=()
for service in $services; do
  app_password=$(random)
  owner_password=$(random)
  trial+=("--from-literal=$service-app=$app_password" "--from-literal=$service-owner=$owner_password")
  app+=("--from-literal=$service=Host=$release-postgres;Database=$service;Username=${service}_app;Password=$app_password")
  owner+=("--from-literal=$service=Host=$release-postgres;Database=$service;Username=${service}_owner;Password=$owner_password")
done
broker_password=$(random)
redis_password=$(random)
trial+=("--from-literal=rabbitmq=$broker_password" "--from-literal=redis=$redis_password")
broker=()
for service in $services; do
  broker+=("--from-literal=$service=amqp://peer:$broker_password@$release-rabbitmq:5672/")
done
redis=()
for service in $services portal gateway; do
  redis+=("--from-literal=$service=$release-redis:6379,password=$redis_password,abortConnect=false")
done

secret peer-platform-postgres "${app[@]}"
secret peer-platform-postgres-owner "${owner[@]}"
secret peer-platform-rabbitmq "${broker[@]}"
secret peer-platform-redis "${redis[@]}"
secret peer-platform-identity "--from-literal=service-key=$(openssl rand -base64 32)"
secret peer-platform-portal "--from-literal=session-key=$(openssl rand -base64 32)"
secret peer-platform-gateway "--from-literal=limits-key=$(openssl rand -base64 32)"
secret peer-platform-trial "${trial[@]}"

#!/usr/bin/env bash
# Asks a running BudgetWatch what a reader would, and fails where an answer is not what it must be: smoke.sh https://ADDRESS
# SMOKE_BEFORE_FIRST_RELEASE=true: there may be no release yet. SMOKE_PATIENCE: seconds to wait for the first answer (120).
set -euo pipefail
address=${1:?address}
address=${address%/}
patience=${SMOKE_PATIENCE:-120}
before=${SMOKE_BEFORE_FIRST_RELEASE:-false}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Status to standard output, body and headers beside.
ask() {
  curl --silent --show-error --max-time 60 --output "$scratch/body" --dump-header "$scratch/headers" --write-out '%{http_code}' "$@" || true
}
fail() {
  echo "FAILED: $1" >&2
  head -c 2000 "$scratch/body" >&2 2>/dev/null || true
  exit 1
}
expect() {
  local wanted=$1 path=$2
  shift 2
  local status
  status=$(ask "$@" "$address$path")
  [[ " $wanted " == *" $status "* ]] || fail "$path answered $status, not $wanted"
  echo "$status $path"
}
has() { jq -e "$1" "$scratch/body" >/dev/null || fail "$2"; }

# An instance may have to start, and the platform to notice that there is a new package.
deadline=$((SECONDS + patience))
until status=$(ask "$address/api/v1/openapi.json") && [ "$status" = 200 ]; do
  [ "$SECONDS" -lt "$deadline" ] || fail "no answer within $patience seconds (the last was $status)"
  sleep 2
done
has '.openapi | startswith("3.1")' "the contract is not OpenAPI 3.1"

if [ "$before" = true ]; then
  expect "200 503" /api/v1/health
else
  expect 200 /api/v1/health
fi
has '.status == "healthy" or .status == "degraded" or .status == "unhealthy"' "health has no status"
if [ "$(jq -r .status "$scratch/body")" = unhealthy ]; then
  jq -e '.reasons | any(startswith("no release has been published yet"))' "$scratch/body" >/dev/null || fail "unhealthy, and not for want of a first release"
  echo "There is no release yet; what needs one was not asked."
else
  jq -r '"health: \(.status)", (.reasons[]? | "  \(.)")' "$scratch/body"
  expect 200 /api/v1/releases/live
  expect 200 /api/v1/summary
  has '.release.id | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}$")' "the summary names no release"
  grep -qi '^etag:' "$scratch/headers" || fail "an answer has no ETag"
  expect 304 /api/v1/summary --header "If-None-Match: $(grep -i '^etag:' "$scratch/headers" | tr -d '\r' | cut -d' ' -f2-)"
  expect 200 "/api/v1/cuts?format=csv"
  expect 200 /
  grep -qi '^content-type: text/html' "$scratch/headers" || fail "/ is no page: is AzureWebJobsDisableHomepage set?"
  grep -qF "BudgetWatch" "$scratch/body" || fail "/ is another's page: is AzureWebJobsDisableHomepage set?"
fi
expect 200 /api/v1/sources
expect 404 /api/v1/nothing-of-this-name
expect 401 /api/v1/admin/ingestions --request POST
echo "PASSED"

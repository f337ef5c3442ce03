#!/usr/bin/env bash
# The three pipelines on this machine, one after the other: the action's program, as a job would run it, on a bare repository that
# stands for the hosted one, and a real server.
#
#   play.sh pull-request | main | rollback
#
# Needs bash, git, a JDK, and a build: mvn -q -Dquick package. Works in target/play beside this file, or where PLAY says.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
place=${PLAY:-$here/target/play}
server_pid=
trap '[ -z "$server_pid" ] || kill "$server_pid"' EXIT

for jar in server/target/refgate.jar github-action/target/refgate-action.jar; do
  [ -f "$root/$jar" ] || { echo "$jar is not there (expected a build: mvn -q -Dquick package)" >&2; exit 64; }
done

git() { command git -c user.name=Ada -c user.email=ada@example.com "$@"; }

# action INPUT=VALUE…: one step with the action; prints the summary, as the job's page would show it.
action() {
  local each variables=()
  for each in "$@"; do
    local name=${each%%=*}
    name=${name^^}
    variables+=("INPUT_${name//-/_}=${each#*=}")
  done
  printf '\n--- with: %s\n\n' "$*"
  : >"$place/summary.md"
  local code=0
  (cd "$place/checkout" && env GITHUB_SERVER_URL="file://$place/server" GITHUB_REPOSITORY=example/workflows GITHUB_ACTOR=ada \
    GITHUB_EVENT_NAME="$event" GITHUB_EVENT_PATH="$place/event.json" GITHUB_OUTPUT="$place/output" \
    GITHUB_STEP_SUMMARY="$place/summary.md" RUNNER_TEMP="$place/temp" "${variables[@]}" \
    java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$root/github-action/target/refgate-action.jar" >"$place/log.txt") || code=$?
  cat "$place/summary.md"
  [ "$code" -eq 0 ] || { cat "$place/log.txt"; echo "the step ended with $code"; exit "$code"; }
}

start_server() {
  : >"$place/server.log"
  java -XX:TieredStopAtLevel=1 -jar "$root/server/target/refgate.jar" serve --repository "$place/server/example/workflows" --no-auth \
    --port 0 >"$place/server.log" 2>&1 &
  server_pid=$!
  server=
  while [ -z "$server" ]; do
    kill -0 "$server_pid" 2>/dev/null || { cat "$place/server.log"; exit 1; }
    server=$(grep -o -m1 'http://127\.0\.0\.1:[0-9]*' "$place/server.log") || sleep 0.1
  done
}

# A repository with one workflow, and a pull request that changes what urgent tickets are.
pull_request() {
  rm -rf "$place"
  mkdir -p "$place/temp"
  git init --quiet --bare -b main "$place/server/example/workflows"
  git init --quiet -b main "$place/checkout"
  cd "$place/checkout"
  cp -R "$root/examples/github-pipeline/repository/." .
  git add . && git commit --quiet -m "Greet"
  git remote add origin "$place/server/example/workflows" && git push --quiet origin main
  local base
  base=$(git rev-parse HEAD)
  git switch --quiet --create polite
  sed -i.bak 's/Hello, /Good day, /' workflows/greeting/workflow.yml workflows/greeting/tests/greeting.yml
  rm workflows/greeting/*.bak workflows/greeting/tests/*.bak
  git commit --quiet -a -m "Greet politely"
  git push --quiet origin polite
  printf '{"pull_request":{"number":1,"head":{"sha":"%s","repo":{"full_name":"example/workflows"}},"base":{"sha":"%s","ref":"main"}}}' \
    "$(git rev-parse HEAD)" "$base" >"$place/event.json"
  event=pull_request
  git switch --quiet --detach main && git merge --quiet --no-ff -m "Merge" polite
  action command=validate
  action command=test
  action command=diff
}

main() {
  event=push
  echo '{}' >"$place/event.json"
  cd "$place/checkout"
  action command=promote to=staging reason="The first one"
  git push --quiet origin HEAD:main
  start_server
  action command=promote to=staging reason="Greet politely" wait="$server"
  action command=smoke environment=staging server="$server"
  action command=promote to=production reason="Greet politely" server="$server" wait="$server"
  action command=smoke environment=production server="$server"
}

rollback() {
  event=workflow_dispatch
  action command=promote to=staging reason="Nothing is new"
  action command=rollback environment=staging reason="Too polite"
  action command=status
}

[ $# -eq 1 ] || { echo "usage: play.sh pull-request | main | rollback" >&2; exit 64; }
case $1 in
  pull-request) pull_request ;;
  main | rollback)
    [ -d "$place/checkout" ] || { echo "nothing is played yet (expected before: play.sh pull-request)" >&2; exit 64; }
    "$1"
    ;;
  *) echo "$1 (expected one of: pull-request, main, rollback)" >&2; exit 64 ;;
esac

#!/usr/bin/env bash
# One change to a workflow, from the first edit to production, and what is done when it goes wrong. Two people, each with a
# clone, and a bare repository between them that stands for the hosted one. After each step plain git says what happened.
#
#   examples/walkthrough/run.sh [--keep]
#
# Needs bash, git, curl, a JDK, and refgate.jar: server/target/refgate.jar of this checkout, or what REFGATE_JAR names. Works in a
# temporary folder, which --keep leaves there to look around in. Ends with 0 when everything was as it is said here.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
jar=$(realpath "${REFGATE_JAR:-$here/../../server/target/refgate.jar}")
readonly jar
[ -f "$jar" ] || { echo "refgate.jar: $jar is not there (expected a built one: mvn -Dquick package)" >&2; exit 64; }
keep=false
[ "${1:-}" != --keep ] || keep=true

place=$(mktemp -d "${TMPDIR:-/tmp}/refgate-walkthrough.XXXXXX")
readonly place
server_pid=
clean_up() {
  [ -z "$server_pid" ] || { kill "$server_pid" && wait "$server_pid"; } 2>/dev/null || true
  if $keep; then echo "left in $place"; else rm -rf "$place"; fi
}
trap clean_up EXIT

# --- telling, doing, and checking ------------------------------------------------------------------------------------

step() { printf '\n%s\n%s\n' "$*" "${*//?/-}"; }

# The commands as somebody types them: shown, then done.
refgate() {
  printf '$ refgate' >&2
  printf ' %q' "$@" >&2
  printf '\n' >&2
  java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" "$@"
}

fail() { printf 'NOT AS EXPECTED: %s\n' "$*" >&2; exit 1; }
# same WHAT ACTUAL EXPECTED
same() { [ "$2" = "$3" ] || fail "$1: $2 (expected $3)"; printf '  ok: %s: %s\n' "$1" "${3:-nothing}"; }
# has WHAT TEXT PART
has() { case $2 in *"$3"*) printf '  ok: %s: %s\n' "$1" "$3" ;; *) fail "$1: $2 (expected in it: $3)" ;; esac; }
# ends CODE COMMAND…: the command ends with this exit code; what it printed is in $printed.
ends() {
  local expected=$1 code=0
  shift
  printed=$("$@" 2>"$place/err") || code=$?
  cat "$place/err" >&2
  printf '%s\n' "$printed"
  printed+=$'\n'$(grep -v '^\$ ' "$place/err" || true)
  same "exit code" "$code" "$expected"
}

as() { # as NAME: the next commands are this person's, in this person's clone.
  export GIT_AUTHOR_NAME=$1 GIT_AUTHOR_EMAIL="${1,,}@example.com" GIT_COMMITTER_NAME=$1 GIT_COMMITTER_EMAIL="${1,,}@example.com"
  cd "$place/${1,,}"
}

commit() { git add -A && git commit -q -m "$1" && git push -q origin HEAD:main; }
# What the remote's branch has: a tree's id or a commit's.
remote() { git -C "$place/remote.git" rev-parse --verify --quiet "$1"; }
execute() { # execute ENVIRONMENT: the answer of the running server for an invoice question.
  curl -fsS "$server/v2/workflows/support-triage/execute?environment=$1" -H 'Content-Type: application/json' \
    -d '{"inputs": {"ticket_id": "TKT-77", "subject": "A wrong invoice", "body": "It has last month on it.", "customer_email": "kim@example.com"}}'
}
# live_at ENVIRONMENT COMMIT: the server runs what a pointer says as soon as it has moved; it looks at most once a second.
live_at() {
  for _ in $(seq 50); do
    execute "$1" >"$place/answer.json"
    grep -q "\"revision_id\":\"$2\"" "$place/answer.json" && { printf '  ok: %s runs %.12s\n' "$1" "$2"; return; }
    sleep 0.1
  done
  fail "$1 does not run $2: $(cat "$place/answer.json")"
}

# Nothing of this machine's own git settings.
export HOME=$place/home GIT_CONFIG_NOSYSTEM=1
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE XDG_CONFIG_HOME REFGATE_REMOTE
mkdir "$HOME"
git config --global init.defaultBranch main
git config --global advice.detachedHead false

# --- the story -------------------------------------------------------------------------------------------------------

step "A repository, its first deployment, and a server"
git init -q --bare "$place/remote.git"
git clone -q "$place/remote.git" "$place/ada" 2>"$place/err" || { cat "$place/err" >&2; exit 1; }
as Ada
cp -R "$here/../support-triage/." .
commit "Add support triage"
ends 0 refgate promote --remote origin --to staging
ends 0 refgate promote --remote origin --to production --reason "The first version"
same "commits of production" "$(git -C "$place/remote.git" log --first-parent --format=%s env/production)" \
  "$(printf 'Promote support-triage to production\nThe beginning of an environment')"
git clone -q "$place/remote.git" "$place/bob"

java -XX:TieredStopAtLevel=1 -jar "$jar" serve --repository "$place/remote.git" --port 0 --no-auth >"$place/server.log" 2>&1 &
server_pid=$!
for _ in $(seq 300); do
  server=$(grep -o 'http://127\.0\.0\.1:[0-9]*' "$place/server.log" | head -n 1) && break
  kill -0 "$server_pid" 2>/dev/null || fail "the server ended: $(cat "$place/server.log")"
  sleep 0.1
done
[ -n "$server" ] || fail "the server does not start: $(cat "$place/server.log")"
live_at production "$(remote env/production)"
has "the answer" "$(cat "$place/answer.json")" '"routed_to":"billing-support"'

step "1. Build and test a change in development"
as Bob
git switch -q -c answer-times
sed -i.orig 's/^  status: processed$/  status: processed\n  answer_within_hours: "{{ 1 if decision.output.urgency == '"'high'"' else 8 }}"/' \
  workflows/support-triage/workflow.yml
rm workflows/support-triage/workflow.yml.orig
ends 0 refgate validate .
ends 0 refgate diff main worktree support-triage
has "the diff" "$printed" answer_within_hours
git commit -q -a -m "Say within how many hours a ticket is answered"
git switch -q main
git merge -q --no-ff -m "Merge answer-times" answer-times
git push -q origin main
live_at development "$(remote main)"
has "development answers" "$(cat "$place/answer.json")" '"answer_within_hours":8'

step "2. Name the revision and note what changed"
ends 0 refgate history support-triage --remote origin
has "the history" "$printed" "r2"
ends 0 refgate name support-triage r2 "Answer times" -d "Tickets say within how many hours they are answered." --remote origin
tag=$(git -C "$place/remote.git" for-each-ref --format='%(objecttype) %(*objectname)' 'refs/tags/revisions')
same "the tag on the remote" "$tag" "tag $(remote main)"

step "3. Promote to staging"
before=$(remote env/production)
ends 0 refgate promote --remote origin --to staging
same "staging has main's workflows" "$(remote env/staging:workflows)" "$(remote main:workflows)"
same "production stays" "$(remote env/production)" "$before"
has "what git reads in the message" \
  "$(git -C "$place/remote.git" log -1 --format=%B env/staging | git interpret-trailers --parse)" "Environment: staging"

step "4. Try staging with realistic inputs"
live_at staging "$(remote env/staging)"
has "staging answers" "$(cat "$place/answer.json")" '"answer_within_hours":8'
live_at production "$before"

step "5. Look at the difference before production"
ends 2 refgate diff production staging --remote origin --exit-code
has "the blocks view" "$printed" answer_within_hours
git -C "$place/remote.git" diff --stat env/production env/staging
ends 0 refgate plan --remote origin --to production
plan=$(grep -o 'plan-[0-9a-f]\{16\}' <<<"$printed" | head -n 1)

step "6. Promote to production"
as Ada
ends 0 refgate promote --remote origin --to production --plan "$plan" --reason "Staging answers as it should"
same "difference of staging and production" "$(git -C "$place/remote.git" diff env/staging env/production)" ""
live_at production "$(remote env/production)"
has "production answers" "$(cat "$place/answer.json")" '"answer_within_hours":8'
good=$(remote env/production:workflows)
ends 0 refgate promote --remote origin --to production
has "a second time" "$printed" "Nothing to move"

step "7. Break it"
as Bob
git pull -q origin main
sed -i.orig 's/value: billing-support/value: biling-support/' workflows/support-triage/workflow.yml
rm workflows/support-triage/workflow.yml.orig
commit "Tidy the queues"
ends 0 refgate promote --remote origin --to staging
ends 0 refgate promote --remote origin --to production
live_at production "$(remote env/production)"
has "nobody reads this queue" "$(cat "$place/answer.json")" '"routed_to":"biling-support"'
bad=$(remote env/production:workflows/support-triage)

step "8. Roll back"
as Ada
ends 0 refgate rollback production --remote origin --reason "Billing tickets go to a queue that nobody reads"
same "production has what it had" "$(remote env/production:workflows)" "$good"
live_at production "$(remote env/production)"
has "production answers" "$(cat "$place/answer.json")" '"routed_to":"billing-support"'
ends 0 refgate deployments production --remote origin
has "the ledger" "$printed" "rollback"

step "9. What was rolled back from is on hold"
as Bob
ends 3 refgate promote --remote origin --to production --workflow support-triage
has "the refusal" "$printed" "--release-hold"
same "production stays" "$(remote env/production:workflows)" "$good"

step "10. Fix forward"
sed -i.orig 's/value: biling-support/value: billing-support/; s/in text.output or '"'refund'"'/in text.output or '"'receipt'"' in text.output or '"'refund'"'/' \
  workflows/support-triage/workflow.yml
rm workflows/support-triage/workflow.yml.orig
commit "Send tickets about receipts to billing, whose name is spelled right again"
ends 0 refgate promote --remote origin --to staging
ends 0 refgate promote --remote origin --to production --reason "The queue has its name again"
live_at production "$(remote env/production)"
has "production answers" "$(cat "$place/answer.json")" '"routed_to":"billing-support"'
ends 0 refgate drift production --remote origin

step "What plain git has to say"
same "the deployments" "$(git -C "$place/remote.git" log --first-parent --format='%an: %s' env/production)" \
  "$(printf '%s\n' 'Bob: Promote support-triage to production' 'Ada: Roll back support-triage in production' \
    'Bob: Promote support-triage to production' 'Ada: Promote support-triage to production' \
    'Ada: Promote support-triage to production' 'Refgate: The beginning of an environment')"
same "merges in production" "$(git -C "$place/remote.git" rev-list --merges --count env/production)" 0
has "why it was rolled back" \
  "$(git -C "$place/remote.git" log -1 --format='%(trailers:key=Reason,valueonly)' env/production~1)" "a queue that nobody reads"
same "the bad content is still there to look at" "$(git -C "$place/remote.git" cat-file -t "$bad")" tree
git -C "$place/remote.git" fsck --strict --no-progress --no-dangling
same "the clones' branches" "$(git -C "$place/bob" branch --format='%(refname:short)' --list 'env/*')" ""

printf '\nAll of it was as it should be.\n'

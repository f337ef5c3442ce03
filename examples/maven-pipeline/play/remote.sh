#!/bin/sh
# Plays the hosted repository, target/remote.git: puts the workflows of this folder on its main, as the merge of a pull request
# would. With "broken" they come with a change that reads a setting which nobody has given to staging.
set -eu
remote=target/remote.git
work=target/merge

[ -d "$remote" ] || git init --quiet --bare --initial-branch=main "$remote"
rm -rf "$work"
git clone --quiet "$remote" "$work" 2>/dev/null
rm -rf "$work/workflows"
cp -R refgate.yml workflows "$work"
cd "$work"
message="Route tickets"
if [ "${1:-}" = broken ]; then
  file=workflows/ticket-routing/workflow.yml
  sed 's/value: billing-support/value: "{{ _env.BILLING_QUEUE }}"/' "$file" >"$file.new"
  mv "$file.new" "$file"
  message="Take the name of the billing queue from a setting"
fi
git checkout --quiet -B main
git add --all
git diff --cached --quiet 2>/dev/null ||
  git -c user.name=Ada -c user.email=ada@example.com commit --quiet --message "$message"
git push --quiet origin HEAD:main

# Makes a repository that belongs to root, then becomes a user who may only read it and knows no more than it must.
set -euo pipefail

export GIT_CONFIG_NOSYSTEM=1 HOME=/nowhere
export GIT_AUTHOR_NAME=Root GIT_AUTHOR_EMAIL=root@example.com
export GIT_COMMITTER_NAME=Root GIT_COMMITTER_EMAIL=root@example.com
cd /repository
git init --quiet --initial-branch=main .
cp -r /example/support-triage/. .
git add --all
git commit --quiet --message='Triage support tickets'
git branch env/production
git branch env/staging
echo '# checked' >> workflows/support-triage/workflow.yml
git commit --quiet --all --message='Check it'
git branch --force env/staging main

exec setpriv --reuid=10001 --regid=10001 --clear-groups --inh-caps=-all \
  env --ignore-environment PATH=/usr/bin:/bin GIT_DIR=/nowhere/.git GIT_CONFIG_GLOBAL=/etc/gitconfig \
  java -Xmx256m -jar /opt/refgate.jar serve --repository /repository --port 8080 --no-auth

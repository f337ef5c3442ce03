# Makes the keys, a repository, and starts both servers. Everything is new in each container.
set -euo pipefail

printf 'x-access-token:%s\n' "$GIT_TOKEN" > /etc/lighttpd/users
ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
mkdir -p /keys /home/git/.ssh /srv/git
ssh-keygen -q -t ed25519 -N '' -C right -f /keys/right
ssh-keygen -q -t ed25519 -N "$KEY_PASSPHRASE" -C locked -f /keys/locked
ssh-keygen -q -t ed25519 -N '' -C wrong -f /keys/wrong
cat /keys/right.pub /keys/locked.pub > /home/git/.ssh/authorized_keys
chown -R git:git /home/git/.ssh /srv/git
chmod 700 /home/git/.ssh
chmod 600 /home/git/.ssh/authorized_keys

setpriv --reuid=git --regid=git --init-groups bash -euo pipefail <<'MAKE'
export HOME=/home/git
git init --quiet --bare --initial-branch=main /srv/git/workflows.git
git init --quiet --initial-branch=main /tmp/seed
cd /tmp/seed
git config user.name Ada
git config user.email ada@example.com
mkdir -p workflows/hello
cat > refgate.yml <<'YAML'
version: 1
source: main
environments:
  development: { ref: refs/heads/main }
  staging: { ref: refs/heads/env/staging, from: development }
  production: { ref: refs/tags/production, from: staging }
YAML
cat > workflows/hello/workflow.yml <<'YAML'
version: 1
blocks:
  - { id: answer, type: text, value: Hello }
YAML
git add --all
git commit --quiet --message='Say Hello'
git push --quiet /srv/git/workflows.git main
MAKE

# An agent whose socket is in a folder of the tests, for their user: an agent talks to no other.
setpriv --reuid="$AGENT_USER" --regid="$AGENT_USER" --clear-groups ssh-agent -a /agent/socket > /dev/null
install --owner="$AGENT_USER" --mode=600 /keys/right /tmp/right
SSH_AUTH_SOCK=/agent/socket ssh-add -q /tmp/right

/usr/sbin/sshd -o PasswordAuthentication=no -o AllowUsers=git
exec lighttpd -D -f /etc/lighttpd/refgate.conf

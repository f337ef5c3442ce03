# Makes a repository, then becomes a user who may write to /data, if anybody may.
set -euo pipefail

export GIT_CONFIG_NOSYSTEM=1 HOME=/nowhere
export GIT_AUTHOR_NAME=Root GIT_AUTHOR_EMAIL=root@example.com
export GIT_COMMITTER_NAME=Root GIT_COMMITTER_EMAIL=root@example.com
cd /repository
git init --quiet --initial-branch=main .
mkdir -p workflows/hello workflows/wait
cat > refgate.yml <<'END'
version: 1
source: main
environments:
  development: { ref: refs/heads/main }
END
cat > workflows/hello/workflow.yml <<'END'
version: 1
inputs: { name: { type: string } }
blocks: [ { id: greeting, type: text, value: "Hello {{ inputs.name }}" } ]
outputs: { answer: "{{ greeting.output }}" }
END
cat > workflows/wait/workflow.yml <<'END'
version: 1
blocks: [ { id: wait, type: delay, for: 1ms }, { id: done, type: text, value: done } ]
END
git add --all
git commit --quiet --message='Greet, and wait'

exec setpriv --reuid=10001 --regid=10001 --clear-groups --inh-caps=-all \
  env --ignore-environment PATH=/usr/bin:/bin REFGATE_ADMIN_KEY="$ADMIN_KEY" \
  java -Xmx256m -jar /opt/refgate.jar serve --repository /repository --host 0.0.0.0 --port 8080 --data /data

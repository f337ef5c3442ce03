# Makes the database cluster and serves it to everybody who has the password.
set -euo pipefail
PATH=/usr/lib/postgresql/15/bin:$PATH
data=/var/lib/postgresql/data

initdb --pgdata="$data" --username=refgate --pwfile=<(printf '%s' "$DATABASE_PASSWORD") --auth=scram-sha-256 \
  --encoding=UTF8 --locale=C.UTF-8 --no-sync > /dev/null
# No test ends the machine, so nothing has to wait for its disk.
echo 'fsync = off' >> "$data/postgresql.conf"
echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
pg_ctl --pgdata="$data" --options="-c listen_addresses=* -c unix_socket_directories=/tmp" --wait start
PGPASSWORD="$DATABASE_PASSWORD" createdb --host=/tmp --username=refgate refgate
# The tests stop and start the server, so the container must not end with it.
exec sleep infinity

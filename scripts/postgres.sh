# SPDX-License-Identifier: EUPL-1.2
# A private PostgreSQL in a temporary folder, gone when the script ends. Sourced, never run.

postgres_folder=
postgres_url=

# PostgreSQL refuses to run as root, so there it runs as the account that Debian's package made.
as_postgres() {
  if [[ $(id -u) -eq 0 ]]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

# Starts the cluster on a free port of 127.0.0.1 and sets postgres_url. Returns 1, having said why, if it cannot.
start_postgres() {
  local binaries port options try
  binaries=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  if [[ ! -x $binaries/initdb ]]; then
    echo "No PostgreSQL server under /usr/lib/postgresql: is Debian's package postgresql installed?" >&2
    return 1
  fi
  postgres_folder=$(mktemp -d -t clausier-pg.XXXXXX)
  trap stop_postgres EXIT
  [[ $(id -u) -ne 0 ]] || chown postgres: "$postgres_folder"
  # Byte order, as SQLite sorts: one text of SQL must give one order on both engines.
  as_postgres "$binaries/initdb" -D "$postgres_folder/data" -U clausier -A trust -E UTF8 --locale=C.UTF-8 \
    --no-sync >"$postgres_folder/initdb.log" 2>&1 || { cat "$postgres_folder/initdb.log" >&2 && return 1; }
  # A port can be taken between the moment it is found free and the start.
  for try in 1 2 3; do
    port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    options="-h 127.0.0.1 -p $port -k $postgres_folder -c max_connections=1000"
    options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    if as_postgres "$binaries/pg_ctl" start -w -t 60 -D "$postgres_folder/data" -l "$postgres_folder/data/log" \
      -o "$options" >/dev/null; then
      postgres_url=postgres://clausier@127.0.0.1:$port/clausier
      as_postgres "$binaries/createdb" -h 127.0.0.1 -p "$port" -U clausier clausier || return 1
      return 0
    fi
  done
  cat "$postgres_folder/data/log" >&2
  return 1
}

stop_postgres() {
  [[ -n $postgres_folder ]] || return 0
  local binaries
  binaries=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  as_postgres "$binaries/pg_ctl" stop -m immediate -D "$postgres_folder/data" >/dev/null 2>&1 || true
  rm -rf "$postgres_folder"
  postgres_folder=
}

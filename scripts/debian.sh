# SPDX-License-Identifier: EUPL-1.2
# Shared by ./start and ./test: Debian packages and the Swift toolchain. Sourced, never run.

# What the product needs to be built and run; the binary links the first eight libraries.
build_packages=(
  libsqlite3-dev libpq-dev libsodium-dev libsimdjson-dev libexpat1-dev libminizip-dev libxlsxwriter-dev libcurl4-openssl-dev
  fonts-inter
  pkg-config g++ libc6-dev git ca-certificates
)

# Prints those of the given packages that are not installed. Asks dpkg only: no network, no root.
missing_packages() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
  done
}

# Installs the given packages, as root or through sudo. Returns 1 when neither is possible.
install_packages() {
  local root=()
  if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || return 1
    root=(sudo)
  fi
  "${root[@]}" apt-get update -qq </dev/null
  # APT's own words go to a log that is shown on failure only: forty lines of them hide what matters.
  local log
  log=$(mktemp)
  if ! "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "$@" </dev/null >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# Puts swift in the PATH when it lies in one of the usual places. Returns 1 when there is none.
find_swift() {
  command -v swift >/dev/null && return 0
  local place
  for place in /opt/swift/usr/bin /usr/local/swift/usr/bin "$HOME/.local/share/swiftly/bin"; do
    if [[ -x $place/swift ]]; then
      PATH=$place:$PATH
      return 0
    fi
  done
  return 1
}

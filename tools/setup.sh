# Sourced by ./run and ./test: says what happens, installs what is missing, builds program and pages.
# Nothing is fetched except Debian packages and npm packages, by the clients as this machine has them set up.

packages_to_build=(g++ cmake ninja-build pkg-config git ca-certificates python3
  libboost1.81-dev libssl-dev libsodium-dev libsqlite3-dev libpq-dev libpqxx-dev nlohmann-json3-dev
  libyaml-cpp-dev libcli11-dev libfmt-dev libicu-dev libxml2-dev libqpdf-dev
  libcurl4-openssl-dev libzip-dev libexpat1-dev libpugixml-dev poppler-utils zlib1g-dev libgtest-dev libgmock-dev
  librapidcheck-dev libbenchmark-dev tao-pegtl-dev)
packages_to_test=(postgresql-15 libreoffice-writer-nogui libreoffice-calc-nogui curl python3-jsonschema python3-yaml chromium fonts-noto-cjk procps wrk clang clang-format clang-tidy)
node_release=22.23.3 # of the npm package that carries Node's own binary; used where the machine's is older than 20.19

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
logs="$root/build/logs"
mkdir -p "$logs"

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
fail() { printf '\033[31m%s\033[0m\n' "$*" >&2; exit 1; }

# Ctrl+C and SIGTERM end what a step started too, with all its children. Packages alone are installed to the end:
# half of one would be in the way of the next start, which waits for them.
step_pid=""
end_tree() {
  local child
  for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do
    end_tree "$child"
  done
  kill -TERM "$1" 2>/dev/null || true
}
trap '[ -z "$step_pid" ] || end_tree "$step_pid"; exit 130' INT TERM

log_of() { printf '%s' "$logs/$(printf '%s' "$1" | tr -c 'a-zA-Z0-9\n' '-').log"; }

# step NAME COMMAND…: shows that it runs and for how long; on failure the end of its output and where the rest is.
step() {
  local name=$1 log start pid status=0 last told=0
  shift
  log=$(log_of "$name")
  start=$SECONDS
  "$@" >"$log" 2>&1 &
  pid=$!
  [ "$1" = as_root ] || step_pid=$pid
  while kill -0 "$pid" 2>/dev/null; do
    if [ -t 2 ]; then
      last=$(tail -n 1 "$log" 2>/dev/null | tr -d '\r' | cut -c 1-90)
      printf '\r\033[K… %s (%d s) %s' "$name" $((SECONDS - start)) "$last" >&2
    elif [ $((SECONDS - start)) -ge $((told + 30)) ]; then
      told=$((SECONDS - start))
      printf '… %s (%d s)\n' "$name" "$told" >&2
    fi
    sleep 0.2
  done
  wait "$pid" || status=$?
  step_pid=""
  [ -t 2 ] && printf '\r\033[K' >&2
  if [ $status -ne 0 ]; then
    tail -n 40 "$log" >&2
    printf '\033[31m✗ %s failed (%d s). All of its output: %s\033[0m\n' "$name" $((SECONDS - start)) "$log" >&2
    return $status
  fi
  printf '✓ %s (%d s)\n' "$name" $((SECONDS - start)) >&2
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  elif command -v sudo >/dev/null; then
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  else
    echo "packages must be installed as root: run this as root, or install sudo" >&2
    return 1
  fi
}

need_packages() {
  local missing=() name
  local installed
  installed=$(dpkg-query -W -f='${db:Status-Abbrev}${Package}\n' 2>/dev/null | sed -n 's/^ii //p')
  for name in "$@"; do
    grep -qxF "$name" <<<"$installed" || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "Installing Debian packages: ${missing[*]}"
  step "reading the list of packages" as_root apt-get update -qq ||
    fail "apt-get update failed. Check the network and /etc/apt/sources.list, then start again."
  step "installing ${#missing[@]} packages" as_root apt-get install -y -o DPkg::Lock::Timeout=600 --no-install-recommends "${missing[@]}" ||
    fail "Some packages could not be installed. This program is built for Debian 12; the log names the one that failed."
}

node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

fetch_node() {
  local arch
  case $(uname -m) in
    x86_64) arch=x64 ;;
    aarch64) arch=arm64 ;;
    *) echo "no Node for $(uname -m): install Node 20.19 or later" >&2; return 1 ;;
  esac
  mkdir -p "$root/build/node" && cd "$root/build/node" &&
    npm pack --silent "node-linux-$arch@$node_release" >/dev/null && tar xzf "node-linux-$arch-$node_release.tgz" && rm ./*.tgz
}

need_node() {
  [ -x "$root/build/node/package/bin/node" ] && export PATH="$root/build/node/package/bin:$PATH"
  node_is_new_enough && return 0
  command -v npm >/dev/null || need_packages npm
  node_is_new_enough && return 0
  step "fetching Node $node_release" fetch_node || fail "Node could not be fetched from the npm registry. Check npm's settings, or install Node 20.19 or later."
  export PATH="$root/build/node/package/bin:$PATH"
}

build_program() { # TARGET…
  [ -f "$root/build/release/build.ninja" ] || step "configuring" cmake --preset release -S "$root" ||
    fail "CMake could not configure the build; the log names what is missing."
  step "building ${*:-everything}" cmake --build "$root/build/release" --target "${@:-all}" || fail "The build failed."
}

pages_changed() { # of what is written by hand: not what a build makes of it
  local now
  now=$(cd "$root" && find api web \( -path web/node_modules -o -path web/dist -o -path web/src/api/schema.d.ts \) -prune -o -type f -print0 |
    sort -z | xargs -0 sha256sum | sha256sum)
  [ -f "$root/web/dist/index.html" ] && [ "$(cat "$root/build/pages.stamp" 2>/dev/null)" = "$now" ] && return 1
  pages_stamp=$now
}

install_web() {
  [ "$root/web/node_modules/.package-lock.json" -nt "$root/web/package-lock.json" ] && return 0
  step "installing the pages' packages" npm --prefix "$root/web" ci --ignore-scripts --no-audit --no-fund ||
    fail "npm could not install the pages' packages. Check the network and npm's settings, then start again."
}

build_pages() {
  pages_changed || return 0
  need_node
  install_web
  step "building the pages" npm --prefix "$root/web" run build || fail "The pages could not be built."
  printf '%s' "$pages_stamp" >"$root/build/pages.stamp"
}

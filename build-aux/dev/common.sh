# common.sh: what the scripts of ./dev share.  Sourced, never run.
# Words about progress go to standard error: standard output belongs to the program that `./dev exec` runs.

if ((EUID == 0)); then CACHE=/var/cache/luwte; else CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/luwte; fi

say() { echo "dev: $*" >&2; }
die() { echo "dev: $*" >&2; exit 1; }

# The baseline.  Where the system's own libraries are new enough, everything runs plainly on it.
# SQLCipher 4.6 gives the version of its SQLite, 3.46, to pkg-config.
baseline='gtk4 >= 4.18 libadwaita-1 >= 1.7 glib-2.0 >= 2.84 sqlcipher >= 3.46 libsoup-3.0 >= 3.6 json-glib-1.0 >= 1.10 libsodium >= 1.0.18'
# shellcheck disable=SC2086
native() { pkg-config --exists $baseline 2>/dev/null && command -v meson ninja cc Xvfb dbus-run-session >/dev/null; }

# Sets ROOT: the Debian 13 folder, or empty where none is needed.  LUWTE_NATIVE=0 or 1 overrules.
find_root() {
  ROOT=
  case ${LUWTE_NATIVE:-} in 1) return 0 ;; 0) ;; *) if native; then return 0; fi ;; esac
  ROOT=$(bash "$DEV/root.sh") || exit 1
}

# What every command in the environment finds: our programs first, a locale that exists, one compiler cache for all
# checkouts of this machine.  Search paths for the host's own compilers would mislead those of the folder.
set_environment() {
  PATH=$BUILD/src/app:$BUILD/src/ctl:$BUILD/src/practice:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:$PATH
  if [[ ! ${LC_ALL:-${LANG:-}} =~ ^(C|POSIX|C\.UTF-8|(nl_NL|fr_FR|de_DE)\.UTF-8)$ ]]; then
    LANG=C.UTF-8; unset LC_ALL
  fi
  export PATH LANG LUWTE_TREE=$TREE
  # Programs that are not installed find their words here.
  export LUWTE_LOCALE_DIR=$BUILD/po
  export CCACHE_DIR=${CCACHE_DIR:-$CACHE/ccache} CCACHE_BASEDIR=$TREE CCACHE_NOHASHDIR=1
  unset LIBRARY_PATH CPATH C_INCLUDE_PATH LD_LIBRARY_PATH PKG_CONFIG_PATH
}

# inside [--proc] CMD…: becomes CMD in the environment.  With --proc in a PID namespace, whose every process ends
# when this one does.
inside() {
  local pid=() proc=() who=()
  if ((EUID != 0)); then who=(--user --map-current-user --keep-caps); fi
  if [[ $1 = --proc ]]; then
    shift; pid=(--pid --fork --kill-child)
    if [[ $ROOT ]]; then proc=(--proc)
    elif unshare "${who[@]}" "${pid[@]}" --mount-proc true 2>/dev/null; then exec unshare "${who[@]}" "${pid[@]}" --mount-proc "$@"
    fi
  fi
  if [[ ! $ROOT ]]; then exec "$@"; fi
  exec unshare "${who[@]}" "${pid[@]}" --mount --propagation private bash "$DEV/enter.sh" "$ROOT" "${proc[@]}" "$@"
}

# contained CMD…: runs CMD in a PID namespace with a temporary folder of its own, and waits.  A signal to us ends all
# of it; nothing is left.
contained() {
  local status=0
  SCRATCH=$(mktemp -d /tmp/luwte-dev.XXXXXX)
  (export TMPDIR=$SCRATCH; inside --proc "$@") <&0 &
  CONTAINED=$!
  trap 'end_contained; exit 143' TERM HUP
  trap 'end_contained; exit 130' INT
  wait "$CONTAINED" || status=$?
  trap - TERM HUP INT
  rm -rf "$SCRATCH"
  return "$status"
}
end_contained() {
  kill -KILL "$CONTAINED" 2>/dev/null || :
  wait "$CONTAINED" 2>/dev/null || :
  rm -rf "$SCRATCH"
}

# configure FOLDER OPTIONS…: meson setup, once, and again where the options have changed.
configure() {
  local dir=$1; shift
  local said="$* $ROOT"
  if [[ -e $dir/build.ninja && $(cat "$dir/.options" 2>/dev/null) = "$said" ]]; then return 0; fi
  say "preparing ${dir#"$TREE"/}"
  rm -rf "$dir"; mkdir -p "$dir"
  (inside meson setup "$dir" "$TREE" "$@") >"$dir/setup.log" 2>&1 </dev/null || {
    tail -30 "$dir/setup.log" >&2; die "meson setup failed: ${dir#"$TREE"/}/setup.log"; }
  echo "$said" >"$dir/.options"
}

# Whether anything was touched since the last whole build.  This replaces asking ninja: 0.01 s instead of 0.4.
# Folders are looked at too, so that a deleted file is noticed.
stale() {
  [[ ! -e $1/.built ]] || [[ $(cat "$1/.options" 2>/dev/null) != *" $ROOT" ]] ||
    [[ $(find "$TREE"/{src,data,po,tests,build-aux,meson.build,meson.options} -newer "$1/.built" ! -name '*.pyc' ! -name __pycache__ -print -quit 2>/dev/null) ]]
}

# compile FOLDER OPTIONS…: an up-to-date build, or the end, of all or of what $WHAT names.  Two at once wait for one
# another.
compile() {
  local dir=$1 lock status=0; shift
  stale "$dir" || return 0
  mkdir -p "$TREE/_build" "$CACHE/ccache"
  exec {lock}>"$dir.lock"
  flock -n "$lock" || { say "waiting for another build of ${dir#"$TREE"/}"; flock "$lock"; }
  if stale "$dir"; then
    configure "$dir" "$@"
    say "building ${dir#"$TREE"/}"
    touch "$dir/.started"
    if [[ -t 2 ]]; then (inside ninja -C "$dir" ${WHAT:-}) >&2 </dev/null || status=$?
    else
      # Without a terminal only what is amiss is news.
      (inside ninja -C "$dir" ${WHAT:-}) >"$dir/build.log" 2>&1 </dev/null || status=$?
      if ((status)) && ! grep -q '^FAILED: [^b]' "$dir/build.log"; then grep -A5 ERROR "$dir/build.log" >&2 || tail -30 "$dir/build.log" >&2
      elif ((status)); then sed -n '/^FAILED:/,$p' "$dir/build.log" | grep -vE '^(ccache |cc |gcc |clang |\[[0-9]+/)' | head -60 >&2
      else grep -A5 -E 'warning:|WARNING:' "$dir/build.log" >&2 || :; fi
    fi
    ((status == 0)) || die "the build failed"
    mv "$dir/.started" "$dir/.built"
  fi
  exec {lock}>&-
}

build_plain() { compile "$BUILD" --buildtype=debugoptimized; }
build_asan() { compile "$ASAN" --buildtype=debugoptimized -Db_sanitize=address,undefined; }

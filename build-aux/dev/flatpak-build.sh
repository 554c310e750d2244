#!/bin/bash
# flatpak-build.sh: makes the runtimes, builds and installs the app.  Runs inside the Debian 13 folder.
set -euo pipefail
cd "$(dirname "$0")"
. ./common.sh
arch=$(uname -m)
runtime=org.debian.Gnome branch=trixie id=org.luwte.Luwte
export FLATPAK_USER_DIR=$STATE/user HOME=$STATE/home XDG_CACHE_HOME=$STATE/home/.cache XDG_DATA_HOME=$STATE/home/.local/share
mkdir -p "$HOME"
# Not the folder's own: a system-wide flatpak would ask for a bus.
unset DBUS_SESSION_BUS_ADDRESS

# commit ROOT NAME: an ostree commit of a Debian folder as the runtime NAME.  Flatpak mounts its "files" at /usr and
# makes /etc out of files/etc; everything else is left out.  Nothing is copied: overlays put the tree together.
commit() {
  local root=$1 name=$2 t=$STATE/overlay tree=$STATE/tree
  rm -rf "$t" "$tree"; mkdir -p "$tree/files"; mkdir -p "$t"/files/{etc/ld.so.conf.d,cache,lib/debug,share/{fonts,runtime/locale}}
  printf '/app/lib\n/app/lib/%s-linux-gnu\n' "$arch" >"$t/files/etc/ld.so.conf.d/00-app.conf"
  cat >"$tree/metadata" <<META
[Runtime]
name=$name
runtime=$runtime.Platform/$arch/$branch
sdk=$runtime.Sdk/$arch/$branch

[Environment]
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
META
  # Left out: what Flatpak itself gives the sandbox or what tells about the machine; setuid programs and special
  # files, which this kind of repository refuses; the browser; and the libraries that the modules must provide.
  { (cd "$root/usr" && find . \( -perm /7000 -o -type b -o -type c -o -type p -o -type s \) ! -type d -printf '/files/%P\n')
    (cd "$root/usr" && find . \( -name '*sqlcipher*' -o -name '*sodium*' -o -name '*zxcvbn*' -o -name '*qrencode*' \) ! -type d -printf '/files/%P\n')
    (cd "$root/etc" && find passwd* group* shadow* gshadow* machine-id resolv.conf hostname hosts localtime mtab fstab \
       apt cron* init.d rc?.d ssl/private default .pwd.lock -maxdepth 0 -printf '/files/etc/%p\n' 2>/dev/null || :)
    if [[ -e $root/usr/lib/chromium ]]; then echo /files/lib/chromium; fi
  } >"$STATE/skip"
  local who=(); if ((EUID != 0)); then who=(--user --map-root-user); fi
  unshare "${who[@]}" --mount bash -euc '
    mount -t overlay overlay -o "lowerdir=$1/files:$2/usr" "$3/files"
    mount -t overlay overlay -o "lowerdir=$1/files/etc:$2/etc" "$3/files/etc"
    exec "${@:4}"' - "$t" "$root" "$tree" \
    ostree --repo="$STATE/repo" commit --branch="runtime/$name/$arch/$branch" --subject="$name from Debian" \
    --owner-uid=0 --owner-gid=0 --no-xattrs --canonical-permissions --skip-list="$STATE/skip" \
    --add-metadata-string=xa.metadata="$(cat "$tree/metadata")"$'\n' \
    --add-metadata-string=xa.ref="runtime/$name/$arch/$branch" --tree=dir="$tree" >/dev/null
}

made=$(basename "$SDK") made+=" $(basename "$PLATFORM")"
if [[ $(cat "$STATE/made" 2>/dev/null) != "$made" ]]; then
  rm -rf "$STATE"/{repo,user,made}
  # The same kind of repository as flatpak --user uses, so that installing is by hard links.
  mkdir -p "$STATE/repo"
  ostree --repo="$STATE/repo" init --mode=bare-user-only
  say "making the Platform runtime"; commit "$PLATFORM" $runtime.Platform
  say "making the Sdk runtime"; commit "$SDK" $runtime.Sdk
  flatpak build-update-repo "$STATE/repo" >/dev/null
  flatpak --user remote-add --if-not-exists --no-gpg-verify local "file://$STATE/repo"
  say "installing the runtimes"
  flatpak --user install -y --noninteractive --or-update local $runtime.Platform//$branch $runtime.Sdk//$branch >&2
  echo "$made" >"$STATE/made"
fi

# The modules' archives: from Debian's source packages of the same versions, which for SQLCipher and libsodium are
# upstream's files bit by bit (the manifest's checksum is checked).
if ! [[ -e $STATE/sources/.done-qrencode ]]; then
  say "fetching the sources of the modules"
  mkdir -p "$STATE/sources" "$STATE/lists/partial"
  apt=(apt-get -qq -o "Dir::State::Lists=$STATE/lists" -o APT::Sandbox::User=root)
  "${apt[@]}" update >&2
  (cd "$STATE/sources" && "${apt[@]}" source --download-only --tar-only --only-source sqlcipher libsodium tcl8.6 qrencode >&2)
  # Not every mirror has it; flatpak-manifest.py then takes what Debian built.
  (cd "$STATE/sources" && "${apt[@]}" source --download-only --tar-only --only-source zxcvbn-c >&2) ||
    say "the mirror has no source of zxcvbn-c"
  touch "$STATE/sources/.done-qrencode"
fi
python3 ./flatpak-manifest.py "$LUWTE_TREE/flatpak/$id.json" "$STATE" "$runtime" "$branch" "$LUWTE_TREE" >"$STATE/$id.json"

say "building the app and its modules"
flatpak-builder --user --force-clean --disable-rofiles-fuse --ccache --state-dir="$STATE/state" --repo="$STATE/repo" \
  --default-branch=master "$STATE/out" "$STATE/$id.json" >"$STATE/build.log" 2>&1 || { tail -40 "$STATE/build.log" >&2; exit 1; }
say "installing the app"
flatpak --user install -y --noninteractive --reinstall local $id//master >&2
flatpak --user info --show-permissions $id >&2

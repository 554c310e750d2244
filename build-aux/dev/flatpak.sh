# flatpak.sh: ./dev flatpak.  Sourced by ./dev.
#
# The whole Flatpak road with no Flathub: two runtimes are made out of Debian 13 folders, flatpak-builder builds the
# real manifest with only the runtime's name swapped, the app is installed and started in its sandbox.  All tools run
# inside the Debian 13 folder, also on a system that needs none to build.
ROOT=$(bash "$DEV/root.sh") || exit 1
PLATFORM=$(bash "$DEV/root.sh" packages-platform) || exit 1
export SDK=$ROOT PLATFORM STATE=$CACHE/flatpak
mkdir -p "$STATE" "$CACHE/pictures"
exec {flatpak_lock}>"$STATE/lock"
flock -n "$flatpak_lock" || { say "waiting for another ./dev flatpak"; flock "$flatpak_lock"; }
contained bash "$DEV/flatpak-build.sh" </dev/null || die "building the Flatpak failed"
contained bash "$DEV/headless.sh" bash "$DEV/flatpak-run.sh" "$CACHE/pictures/flatpak-$$.png" </dev/null

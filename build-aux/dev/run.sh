# run.sh: ./dev run [ARG…].  Sourced by ./dev.

# Whether a window can open here: a variable alone may be a left-over, so a local display must have its socket.
has_display() {
  local w=${WAYLAND_DISPLAY:-} x=${DISPLAY:-}
  if [[ $w && -S ${w/#[!\/]*/${XDG_RUNTIME_DIR:-}/$w} ]]; then return 0; fi
  if [[ $x = :* ]]; then x=${x#:}; [[ -S /tmp/.X11-unix/X${x%%.*} ]]; else [[ $x ]]; fi
}

build_plain
if has_display; then
  say "starting Luwte; what you do is kept"
  inside luwte "$@"
fi

say "no display here: starting Luwte on a virtual one, with a throw-away practice vault"
mkdir -p "$CACHE/pictures"
find "$CACHE/pictures" -name '*.png' -mtime +1 -delete
contained bash "$DEV/headless.sh" bash "$DEV/picture.sh" "$CACHE/pictures/window-$$.png" luwte --practice "$@" </dev/null

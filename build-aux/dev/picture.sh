#!/bin/bash
# picture.sh FILE CMD…: starts CMD, takes a picture when its window shows something and has come to rest, prints the
# picture's path as the last word of a line, and goes on until CMD ends.
set -u
file=$1; shift
"$@" &
app=$!
trap 'kill -TERM $app 2>/dev/null; wait $app; exit 143' TERM INT

settled=
for ((i = 0; i < 120; i++)); do
  sleep 0.5
  kill -0 $app 2>/dev/null || { wait $app; echo "dev: the program ended before its window showed (status $?)" >&2; exit 1; }
  window=$(xdotool search --onlyvisible --name . 2>/dev/null | sed 1q)
  [[ $window ]] || continue
  # Practice visitors arrive within the first seconds; then two equal pictures in a row are a window at rest.
  ((i >= 12)) || continue
  import -window "$window" "$file" 2>/dev/null || continue
  now=$(sha256sum <"$file")
  if [[ $now = "$settled" ]]; then break; fi
  settled=$now
done
[[ $settled ]] || { echo "dev: no window within a minute" >&2; kill $app; exit 1; }
echo "Luwte is running; a picture of its window: $file"
wait $app

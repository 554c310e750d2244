#!/bin/bash
# pot.sh OUT: the translatable strings of the tree's POTFILES.  The style suite and `./dev po` both use it, so that
# what one writes the other accepts.
set -euo pipefail
cd "$(dirname "$0")/../.."
xgettext --from-code=UTF-8 --package-name=luwte --files-from=po/POTFILES --output="$1" --add-comments=Translators \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=ngettext:1,2 --keyword=g_dngettext:2,3 \
  --flag=g_strdup_printf:1:c-format --flag=g_string_append_printf:2:c-format --no-location 2>/dev/null
# No string at all gives no file.
[[ -e $1 ]] || printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n' >"$1"
sed -i 's/charset=CHARSET/charset=UTF-8/' "$1"

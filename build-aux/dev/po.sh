# po.sh: ./dev po.  Sourced by ./dev.  Brings po/POTFILES and po/nl.po up to the sources and shows
# what has no Dutch yet.
cd "$TREE"
merge_words() {
  local pot=$1
  python3 "$DEV/potfiles.py" --write
  bash "$DEV/pot.sh" "$pot"
  # Sorted, unwrapped and without line numbers: two people's new words then seldom touch the same lines.
  msguniq --use-first -o "$pot.unique" po/nl.po
  msgmerge --quiet --no-fuzzy-matching --no-wrap --no-location -o "$pot.merged" "$pot.unique" "$pot"
  msgattrib --no-obsolete --no-wrap --sort-output -o po/nl.po "$pot.merged" 2>/dev/null
  sed -i '/^"POT-Creation-Date:/d; /^"Report-Msgid-Bugs-To:/d' po/nl.po
  msgattrib --untranslated --no-wrap po/nl.po
  msgfmt --statistics --check-format -o /dev/null po/nl.po
}
export -f merge_words
export DEV
scratch=$(mktemp -d)
(inside bash -euc 'merge_words "$0"' "$scratch/luwte.pot") </dev/null || :
rm -rf "$scratch"

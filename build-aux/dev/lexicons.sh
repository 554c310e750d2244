# lexicons.sh: ./dev lexicons [--check].  Sourced by ./dev.
#
# Makes data/deident/lexicon.bin and its manifest from the word lists of Debian packages and data/deident/words.txt.
# The packages are fetched at the versions and checksums that build-aux/dev/lexicons.py names, into the cache; they are
# not installed.  --check builds again and compares byte for byte; it fetches nothing, and says what it lacks: a package
# may lie in the cache or be installed at that version.
check=
case ${1:-} in
  '') ;;
  --check) check=1 ;;
  *) die "lexicons: unknown option $1" ;;
esac
store=$CACHE/lexicons
mkdir -p "$store/apt/lists/partial" "$store/apt/archives/partial"
exec {lock}>"$store/.lock"
flock "$lock"
apt=(-qq -o "Dir::State::lists=$store/apt/lists" -o "Dir::Cache=$store/apt" -o APT::Sandbox::User=root
     -o Acquire::Languages=none)
mapfile -t wanted < <(python3 "$DEV/lexicons.py" --missing "$store")
if [[ $check ]] && ((${#wanted[@]})); then
  python3 "$TREE/tests/deident/manifest.py" "$TREE/data/deident" >/dev/null ||
    die "lexicon.bin or words.txt is not what lexicon.json says"
  say "lexicon.bin and words.txt have the checksums that lexicon.json gives"
  die "not made again, since these are neither in $store nor installed: ${wanted[*]} (./dev lexicons fetches them)"
fi
if ((${#wanted[@]})); then
  say "fetching ${wanted[*]}"
  (cd "$store"
   inside bash -c 'cd "$1"; shift; split=0; for a; do if [ "$a" = -- ]; then break; fi; split=$((split + 1)); done
     apt-get "${@:1:split}" update && apt-get "${@:1:split}" download "${@:split + 2}"' \
     fetch "$store" "${apt[@]}" -- "${wanted[@]}") >&2 || die "fetching failed"
fi
out=$TREE/data/deident
if [[ $check ]]; then out=$(mktemp -d "$store/check.XXXXXX"); fi
python3 "$DEV/lexicons.py" "$store" "$TREE/data/deident/words.txt" "$out" || die "the lexicon could not be made"
if [[ $check ]]; then
  same=0
  for f in lexicon.bin lexicon.json; do
    cmp "$TREE/data/deident/$f" "$out/$f" || same=1
  done
  rm -rf "$out"
  ((same == 0)) || die "data/deident/ is not what ./dev lexicons makes"
  say "data/deident/ is what ./dev lexicons makes, byte for byte"
fi

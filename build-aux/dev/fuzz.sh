# fuzz.sh: ./dev fuzz NAME [SECONDS].  Sourced by ./dev.  What libFuzzer finds is kept in _build/fuzz/found-NAME.
FUZZ=$TREE/_build/fuzz
target=${1:?which target? they are in tests/fuzz} seconds=${2:-60}
[[ -e $TREE/tests/fuzz/fuzz-$target.c ]] || die "no such target: they are the fuzz-NAME.c of tests/fuzz"
export CC=clang
# The targets alone: the programs would not link, nor are they wanted.
WHAT=fuzz-targets
compile "$FUZZ" --buildtype=debugoptimized -Dui=false -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false -Dc_args=-fsanitize=fuzzer-no-link
mkdir -p "$FUZZ/found-$target"
contained "$FUZZ/tests/fuzz/fuzz-$target" -max_total_time="$seconds" -timeout=10 -artifact_prefix="$FUZZ/found-$target/crash-" \
  "$FUZZ/found-$target" "$TREE/tests/fuzz/corpus/$target"

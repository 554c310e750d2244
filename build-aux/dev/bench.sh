# bench.sh: ./dev bench [--long] [--json] [NAME…].  Sourced by ./dev.
#
# A benchmark is a program tests/bench/bench-*; each prints JSON objects {name, value, unit, peer, ratio, target,
# holds}, one a line.  Ratios to a peer measured in the same run say more than times on a shared machine.
json= long=() names=()
for a in "$@"; do
  case $a in
    --json) json=--json ;;
    --long) long=(--long) ;;
    -*) die "bench: unknown option $a" ;;
    *) names+=("$a") ;;
  esac
done
build_plain
programs=()
for p in "$BUILD"/tests/bench/bench-*; do
  [[ -f $p && -x $p ]] || continue
  if ((${#names[@]})); then
    for n in "${names[@]}"; do if [[ ${p##*/} = *"$n"* ]]; then programs+=("$p"); break; fi; done
  else programs+=("$p"); fi
done
((${#programs[@]})) || die "no benchmark of that name"
export LUWTE_BUILD_DIR=$BUILD LUWTE_PLAIN_BUILD_DIR=$BUILD LUWTE_TREE=$TREE
contained bash "$DEV/headless.sh" python3 "$DEV/bench.py" $json "${long[@]}" "${programs[@]}" </dev/null

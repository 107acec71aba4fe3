#!/bin/sh
# Pins what each family of models needs, in NAME.txt, and all of it in requirements-families.txt; `make lock` calls it.
#
# With hashes, but for what rests on PyTorch: of that, one version comes in several builds, from PyPI with CUDA and from
# PyTorch's own index for the processor or for other devices, and a hash would choose for you. What only the build with
# CUDA brings stands in cuda.txt, as constraints: it is pinned where it is wanted and not installed where it is not.
set -eu
cd "$(dirname "$0")"

pin() {
  uv pip compile -q --universal --python-version 3.11 --no-header --no-annotate -c ../requirements.txt "$@"
}
IS_CUDA='^(cuda-|nvidia-|triton==)'

pin "$@" *.in > all.new
grep -E "$IS_CUDA" all.new > cuda.txt
for family in *.in; do
  if grep -q '^torch' "$family"; then
    { echo "-c cuda.txt"; pin -c all.new "$family" | grep -vE "$IS_CUDA"; } > "${family%.in}.txt"
  else
    pin --generate-hashes -c all.new "$family" > "${family%.in}.txt"
  fi
done
{
  echo "# Every family of models whose library the program does not bring, some four gigabytes."
  echo "-c requirements-families/cuda.txt"
  grep -vE "$IS_CUDA" all.new
} > ../requirements-families.txt
rm all.new

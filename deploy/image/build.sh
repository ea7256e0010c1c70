#!/usr/bin/env bash
# Builds an image from this clone as it stands.
# Usage: deploy/image/build.sh NAME [option of the engine ...]
set -euo pipefail
cd "$(dirname "$0")/../.."
name=$1
shift

read -ra engine <<<"$(deploy/image/engine.sh docker podman buildah)"
case ${engine[0]##*/} in
docker) build=(buildx build --load) ;;
# Docker's own format, for the other one has no place for a health check.
*) build=(build --format docker) ;;
esac
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)
"${engine[@]}" "${build[@]}" --file deploy/image/Dockerfile --tag "$name" \
    --build-arg VERSION="$version" --build-arg REVISION="$revision" "$@" .

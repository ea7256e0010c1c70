#!/usr/bin/env bash
# Start `accord serve` or `accord mock` and the frontend; when one of them ends, or on Ctrl-C, the other ends too.
set -euo pipefail
accord=$(realpath "$ACCORD")
page=http://localhost:3000
export ENVIRONMENT=development FRONTEND_URL=$page CORS_ORIGINS=$page PORT=${PORT:-8000}

"$accord" "$1" &
(cd "$(dirname "$0")" && VITE_ACCORD_ORIGIN=http://127.0.0.1:$PORT exec node_modules/.bin/vite) &
trap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT
wait -n

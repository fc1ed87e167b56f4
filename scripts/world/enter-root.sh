#!/bin/bash
# enter-root.sh ROOT COMMAND…: runs a command of another Debian suite. Its files are those of the folder ROOT; /proc, /sys, /dev,
# /tmp and /run are this machine's, so that sockets are found and mounts below /tmp are seen. Needs root.
set -euo pipefail
if [ "${1:-}" != inside ]; then
  # Slave: what is mounted later below /tmp is seen in there, and what the engine mounts stays in there.
  exec unshare --mount --propagation slave bash "$0" inside "$@"
fi
root=$2
shift 2
mount --rbind "$root" "$root"
cd "$root"
for folder in proc sys dev tmp run; do
  mkdir -p "$folder"
  mount --rbind "/$folder" "$folder"
done
mkdir -p .before
pivot_root . .before
umount --lazy /.before
exec env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"

#!/bin/sh
# Edit the greeting, apply again, and watch hansa:logs: the plan shows the changed digest.
greeting="Hello from Hansa"

trap 'echo "Good-bye"; exit 0' TERM
while true; do
    echo "$(date -u +%H:%M:%S) ${greeting}, ${WHO:-world}"
    sleep 5 &
    wait $!
done

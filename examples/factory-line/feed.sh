#!/usr/bin/env bash
# The gateway of a milling machine: once a second it reads temperature and vibration (here: makes them
# up) and sends them to ANALYSE_URL. It needs bash and nothing else: no curl, no netcat; bash itself
# opens the connection (/dev/tcp).
#
#   ANALYSE_URL   where readings go, http://host:port       (given by the link in application.yaml)
#   MACHINE       whose readings they are                   (default mill-7)
#   PERIOD        seconds between two readings              (default 1)
#
# A reading that cannot be sent is kept and sent again, oldest first; of more than 100 kept ones the
# oldest are dropped, and it says so.
set -u
: "${ANALYSE_URL:?set ANALYSE_URL to http://host:port}"
machine=${MACHINE:-mill-7}
period=${PERIOD:-1}
address=${ANALYSE_URL#http://}
address=${address%%/*}
host=${address%%:*}
port=${address##*:}
kept=()
away=no
trap 'echo "feed: stopped"; exit 0' TERM INT

# A slow wave with noise, and every 90 readings a fault that shakes the machine for 10.
reading() {
    local n=$1 shake=0
    if ((n % 90 >= 80)); then shake=600; fi
    local celsius=$((6000 + (n % 60 < 30 ? n % 60 : 60 - n % 60) * 20 + RANDOM % 50))
    local vibration=$((180 + shake + RANDOM % 40))
    printf '{"machine":"%s","seq":%d,"at":"%s","celsius":%d.%02d,"vibration":%d.%02d}' "$machine" "$n" \
        "$(date -u +%Y-%m-%dT%H:%M:%SZ)" $((celsius / 100)) $((celsius % 100)) \
        $((vibration / 100)) $((vibration % 100))
}

# Sends one reading; fails unless the answer is a 2xx.
send() {
    local body=$1 status=""
    exec 3<> "/dev/tcp/$host/$port" || return 1
    printf 'POST /readings HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
        "$address" ${#body} "$body" >&3 || { exec 3>&-; return 1; }
    IFS= read -r -t 5 status <&3
    exec 3>&-
    [[ $status == "HTTP/1.1 2"* ]]
}

echo "feed: readings of $machine go to $host:$port every $period s"
for ((seq = 1; ; seq++)); do
    kept+=("$(reading "$seq")")
    if ((${#kept[@]} > 100)); then
        echo "feed: dropped the oldest reading"
        kept=("${kept[@]:1}")
    fi
    while ((${#kept[@]} > 0)); do
        # In a subshell: bash ends a script whose exec cannot open its file.
        if (send "${kept[0]}") 2> /dev/null; then
            kept=("${kept[@]:1}")
            if [[ $away == yes ]]; then echo "feed: analyse answers again, ${#kept[@]} to go"; fi
            away=no
        else
            if [[ $away == no ]]; then echo "feed: analyse does not answer, keeping readings"; fi
            away=yes
            break
        fi
    done
    sleep "$period" &
    wait $!
done

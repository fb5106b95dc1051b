# ---- forwards

forwards=$root/forwarder
main=org.hansa.drivers.process.forwarder.Forwarder

line_of() {
  [ ! -f "$forwards/table" ] || awk -v uid="$1" '$2 == uid' "$forwards/table"
}
forward_state() {
  home=$forwards
  {
    echo =
    if alive && [ -f "$forwards/says-$run_pid" ]; then sed 1d "$forwards/says-$run_pid"; fi
    echo =
    if [ -n "$1" ]; then line_of "$1"; elif [ -f "$forwards/table" ]; then cat "$forwards/table"; fi
  } | awk '
    $0 == "=" { part++; next }
    part == 1 { port = $1; sub(/^[0-9]+ /, ""); says[port] = $0; next }
    { print "forward " $2 " " $1 " " ($3 == "" ? "-" : $3)
      print "says " (says[$1] == "" ? "nothing" : says[$1]) }'
}

# Brings the forwarder back if it is gone, or replaces one of older code; 9 is held.
forwarder_up() {
  home=$forwards old=
  read -r digest endpoint java <"$forwards/start" || return 1
  if alive; then
    [ "$run_name" != "$digest" ] || return 0
    old=$run_pid
  fi
  rm -f "$forwards"/drain-* "$forwards"/says-*
  name=$digest stamp=$(date +%s)
  (
    read -r pid rest </proc/self/stat
    look "$pid" || exit
    printf '%s %s %s %s %s\n' "$pid" "$st_start" "$boot" "$name" "$stamp" >"$forwards/run.new" &&
      mv -f "$forwards/run.new" "$forwards/run" || exit
    cd "$forwards" || exit
    exec 9>&- 8>&- 7>&- 6<&- </dev/null >"$forwards/log" 2>&1
    exec setsid env -i LANG=C.UTF-8 "HANSA_UID=$installation:forwarder:$endpoint" \
      "HANSA_RUN=$digest" "HANSA_FOLDER=$forwards" "$java/bin/java" -Xmx32m -Xss256k \
      -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError \
      -Xshare:auto -cp "code-$digest.jar" "$main" watch ${old:+take-over}
  ) </dev/null >/dev/null 2>&1 &
  [ -n "$old" ] || return 0
  # It shares the ports with the older one until that is told to stop listening.
  tries=0
  until run && [ "$run_pid" != "$old" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || return 1
    nap
  done
  told_forwarder 1000 && : >"$forwards/drain-$old"
}
# True when the forwarder has read the table as it is now.
told_forwarder() {
  now
  tell_end=$((now + $1)) number=$now.$$.$asked pause=1
  echo "$number" >"$forwards/wanted.new" && mv -f "$forwards/wanted.new" "$forwards/wanted"
  while :; do
    home=$forwards
    if alive && [ -f "$forwards/says-$run_pid" ] &&
      read -r said <"$forwards/says-$run_pid" && [ "$said" = "$number" ]; then
      return 0
    fi
    now
    [ "$now" -lt "$tell_end" ] || return 1
    doze
  done
}

forward() {
  uid=$1 port=$2 targets=$3 digest=$4 endpoint=$5
  take "$root/locks/forwarder" "$6" || fail UNAVAILABLE "another forward is being changed"
  in_time
  java=$(java_home)
  [ -n "$java" ] ||
    fail NOT_FOUND "there is no Java on this machine, which forwards need: install one, or name it by the option 'java'"
  mkdir -p "$forwards"
  if [ ! -f "$forwards/code-$digest.jar" ]; then
    echo "missing code"
    end
  fi
  [ "$targets" != - ] || targets=
  [ -f "$forwards/table" ] || : >"$forwards/table"
  other=$(awk -v port="$port" -v uid="$uid" '$1 == port && $2 != uid { print $2; exit }' \
    "$forwards/table")
  [ -z "$other" ] || fail CONFLICT "port $port is used by the forward $other"
  if [ "$(line_of "$uid")" != "$port $uid $targets" ]; then
    {
      awk -v uid="$uid" '$2 != uid' "$forwards/table"
      echo "$port $uid $targets"
    } >"$forwards/table.new" && mv -f "$forwards/table.new" "$forwards/table"
  fi
  echo "$digest $endpoint $java" >"$forwards/start.new" &&
    mv -f "$forwards/start.new" "$forwards/start"
  keeper
  forwarder_up
  told_forwarder "$6" || fail UNAVAILABLE "the forwarder does not answer; see $forwards/log"
  for file in "$forwards"/code-*.jar; do
    case $file in *"/code-$digest.jar") ;; *) rm -f "$file" ;; esac
  done
  forward_state "$uid"
  end
}
unforward() {
  take "$root/locks/forwarder" "$2" || fail UNAVAILABLE "another forward is being changed"
  in_time
  [ -d "$forwards" ] || end
  touch "$forwards/table"
  awk -v uid="$1" '$2 != uid' "$forwards/table" >"$forwards/table.new" &&
    mv -f "$forwards/table.new" "$forwards/table"
  home=$forwards
  if [ -s "$forwards/table" ]; then
    ! alive || told_forwarder "$2" || fail UNAVAILABLE "the forwarder does not answer"
  elif alive && told_forwarder $(($2 / 2)); then
    # It listens nowhere any more, and waits a while for the next.
    keeper
  else
    forwarder_down
  fi
  end
}
# Ends a forwarder without a line; 9 is held.
forwarder_down() {
  home=$forwards
  read -r digest endpoint java <"$forwards/start" || endpoint=
  mark=$installation:forwarder:$endpoint
  # The table goes first: a crash from here on leaves a process without forwards.
  rm -f "$forwards/table"
  run
  stop 200
  rm -rf "$forwards"
}

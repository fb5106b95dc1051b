# ---- the machine

java_home() {
  found=$JAVA
  [ -n "$found" ] || found=$(command -v java 2>/dev/null)
  [ -n "$found" ] || [ ! -x "${JAVA_HOME:-}/bin/java" ] || found=$JAVA_HOME/bin/java
  [ -n "$found" ] || for one in /usr/lib/jvm/*/bin/java /opt/*/bin/java; do
    if [ -x "$one" ]; then found=$one; fi
  done
  [ -z "$found" ] || found=$(readlink -f "$found")
  [ ! -x "$found" ] || echo "${found%/bin/java}"
}
host() {
  read -r name </proc/sys/kernel/hostname
  echo "name $name"
  echo "cpu $(nproc)"
  awk '$1 == "MemTotal:" { printf "memory %.0f\n", $2 * 1024 }' /proc/meminfo
  df -Pk "$root" | awk 'NR == 2 { printf "storage %.0f\n", $2 * 1024 }'
  echo "arch $(uname -m)"
  echo "kernel $(uname -r)"
  if [ -r /etc/machine-id ] && read -r id </etc/machine-id && [ -n "$id" ]; then
    echo "machine $id"
  else
    echo "machine $boot"
  fi
  sed -n 's/^model name[^:]*: */model /p' /proc/cpuinfo | head -n 1
  java=$(java_home)
  if [ -n "$java" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$java/release" 2>/dev/null)
    echo "java ${version:-unknown}"
  fi
  listening | awk -v first="$1" -v last="$2" '$1 >= first && $1 <= last { print "taken " $1 }'
  for folder in "$root"/workloads/*; do
    [ -f "$folder/spec" ] || continue
    head_of "$folder/spec"
    for port in $sp_ports; do echo "ours $port"; done
  done
  [ ! -f "$root/forwarder/table" ] || awk '{ print "ours " $1 }' "$root/forwarder/table"
  end
}

# ---- the keeper: one process that cuts logs and keeps the forwarder, while anything is there

# Begun each time: to ask whether there is one takes its lock for a moment, and can keep it away.
# It tries more than once: one that has just found nothing to keep has the lock until it ends.
keeper() {
  setsid sh "$self" "$root" "$installation" 0 _keep "${1:-3}" \
    </dev/null >/dev/null 2>&1 9>&- 8>&- 6<&- &
}
keep() {
  mkdir -p "$root/locks"
  exec 7>>"$root/locks/keeper"
  tries=0
  until flock -n 7; do
    tries=$((tries + 1))
    [ "$tries" -lt "$1" ] || exit
    sleep 1 7>&-
  done
  idle=0
  while [ -f "$self" ] && { [ -d "$root/workloads" ] || [ -d "$forwards" ]; }; do
    for file in $(find "$root"/workloads/*/log -name out.log -size +20480 2>/dev/null); do
      if take "$root/locks/logs" 200; then
        cut_log "$file"
        exec 9>&-
      fi
    done
    if [ -s "$forwards/table" ]; then
      idle=0
      home=$forwards
      if ! alive && take "$root/locks/forwarder" 0; then
        forwarder_up
        exec 9>&-
      fi
    elif [ ! -d "$forwards" ]; then
      # The next one is given its time anew: its code may be on the way.
      idle=0
    elif idle=$((idle + 1)) && [ "$idle" -gt 3 ]; then
      if take "$root/locks/forwarder" 0; then
        [ -s "$forwards/table" ] || { forwarder_down && idle=0; }
        exec 9>&-
      fi
    fi
    sleep 2 7>&-
  done
}

# ---- what is asked

dispatch() {
  case $verb in _*) ;; *) now && echo "hansa 1 $now $boot" ;; esac
  taken= JAVA=
  [ -d "$root" ] || mkdir -p "$root"
  [ ! -f "$root/java" ] || read -r JAVA <"$root/java"
  case $verb in
    hello)
      echo "$1" >"$root/java.new" && mv -f "$root/java.new" "$root/java"
      # Who keeps by another script ends when that is gone, and not at once.
      for file in "$root"/bin/*.sh; do [ "$file" = "$self" ] || rm -f "$file"; done
      find "$root" -maxdepth 1 -name 'incoming.*' -mmin +60 -exec rm -f {} \; 2>/dev/null
      [ ! -d "$root/workloads" ] && [ ! -d "$forwards" ] || keeper 10
      end
      ;;
    observe) at "$1" && state && end ;;
    apply) apply "$@" ;;
    remove) remove "$@" ;;
    names) names ;;
    list) list "$@" ;;
    logs) logs "$@" ;;
    follow) follow "$@" ;;
    meter) meter "$@" ;;
    host) host "$@" ;;
    forward) forward "$@" ;;
    unforward) unforward "$@" ;;
    forwards) forward_state "${1:-}" && end ;;
    _start) begin "$@" ;;
    _remove) clear "$@" ;;
    _keep) keep "$@" ;;
    *) fail INTERNAL "the verb $verb is not known" ;;
  esac
}

asked=0
exec 6<&0 </dev/null
if [ "$verb" != serve ]; then
  dispatch "$@"
  exit
fi
while IFS= read -r line <&6; do
  # To whom it was deleted meanwhile it is as if it had never been there.
  [ -f "$self" ] || exit 97
  asked=${line%% *}
  echo "hansa-answer $asked"
  (
    eval "set -- ${line#* }"
    latest=$1 verb=$2
    shift 2
    dispatch "$@"
  ) || exit
  echo "hansa-answer $asked"
done

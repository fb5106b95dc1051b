# ---- workloads

# The head of a spec.
head_of() {
  sp_digest= sp_grace=1000 sp_ports= sp_probe= sp_limits=
  [ -f "$1" ] || return 0
  while IFS= read -r line; do
    case $line in
      launch) break ;;
      "digest "*) sp_digest=${line#* } ;;
      "grace "*) sp_grace=${line#* } ;;
      "ports "*) sp_ports=${line#* } ;;
      "probe "*) sp_probe=${line#* } ;;
      "limits "*) sp_limits=${line#* } ;;
    esac
  done <"$1"
}
artifacts_of() { [ ! -f "$1" ] || sed -n '/^launch$/q;s/^artifact //p' "$1"; }

state() {
  if ! alive; then
    # A process without its note: the folder was lost, and it is ours all the same.
    [ -f "$home/run" ] || for pid in $(tagged "$mark"); do
      look "$pid" && run_pid=$pid run_start=$st_start run_boot=$boot run_name=lost run_at=0 && break
    done
    [ -n "$run_pid" ] || [ -d "$home" ] || return 0
  fi
  head_of "$home/spec"
  echo "workload $uid"
  if [ -n "$run_pid" ] && [ "$run_boot" = "$boot" ] && look "$run_pid" &&
    [ "$st_start" = "$run_start" ]; then
    echo "running $run_pid"
    [ -z "$sp_probe" ] || if listens "${sp_probe%% *}"; then echo "listens"; fi
  else
    echo exited
    if [ -f "$home/exit" ] && read -r name code <"$home/exit" && [ "$name" = "$run_name" ]; then
      echo "exit $code"
    fi
  fi
  [ "${run_at:-0}" = 0 ] || echo "at $run_at"
  [ -z "$sp_digest" ] || echo "digest $sp_digest"
  [ -z "$sp_probe" ] || echo "probe $sp_probe"
  [ -z "$sp_limits" ] || echo "limits $sp_limits"
  ! held "$lock" || echo moving
}

# Looked up once a call.
listens() {
  [ -n "$taken" ] || taken=" $(listening | tr '\n' ' ')"
  case $taken in *" $1 "*) return 0 ;; esac
  return 1
}
need_free() {
  taken=
  for port in $1; do
    if listens "$port"; then
      echo "CONFLICT port $port is taken by something else on this machine; free it"
      return
    fi
  done
}

# What goes on by itself when the call has long ended.
worker() {
  setsid sh "$self" "$root" "$installation" 0 "$1" "$uid" \
    </dev/null >/dev/null 2>>"$root/log" 6<&- &
  exec 9>&-
}

apply() {
  at "$1"
  # What is not read of the spec stays in front of the next verb: then nothing goes on here.
  incoming=$(mktemp "$root/incoming.XXXXXX") || exit 1
  trap 'rm -f "$incoming"' EXIT
  head -c "$2" <&6 >"$incoming" || exit 1
  [ "$(wc -c <"$incoming")" -eq "$2" ] || exit 1
  take "$lock" "$3" || { state && end; }
  in_time
  head_of "$home/spec"
  before=$sp_ports was=$sp_digest
  head_of "$incoming"
  if alive && [ "$was" = "$sp_digest" ]; then
    for pid in $(tagged "$mark"); do
      has "$pid" "HANSA_RUN=$run_name" || kill -KILL "$pid" 2>/dev/null
    done
    exec 9>&-
    state
    end
  fi
  ports=$sp_ports
  if [ -n "$ports" ] && [ -n "$before" ] && [ -n "$(members)" ]; then
    # What still runs of it gives these back first.
    for port in $before; do
      ports=$(for one in $ports; do [ "$one" = "$port" ] || echo "$one"; done)
    done
  fi
  why=$(need_free "$ports")
  [ -z "$why" ] || fail "${why%% *}" "${why#* }"
  missing=$(artifacts_of "$incoming" | while read -r hex rest; do
    [ -f "$root/artifacts/$hex" ] || echo "missing $hex"
  done | sort -u)
  if [ -n "$missing" ]; then
    mkdir -p "$root/artifacts"
    echo "$missing"
    end
  fi
  mkdir -p "$home/work" "$home/tmp" "$home/log"
  mv -f "$incoming" "$home/next"
  rm -f "$home/fault"
  keeper
  worker _start
  settle "$lock" "$3"
  told
}
told() {
  if ! held "$lock" && [ -f "$home/fault" ]; then
    read -r reason text <"$home/fault"
    fail "$reason" "$text"
  fi
  state
  end
}

fault() {
  printf '%s %s\n' "$1" "$2" >"$home/fault.new" && mv -f "$home/fault.new" "$home/fault"
}

# First what is wanted, then the files, and only then a process: a crash at any point is harmless.
begin() {
  at "$1"
  head_of "$home/spec"
  stop "$sp_grace"
  head_of "$home/next"
  why=$(need_free "$sp_ports")
  if [ -n "$why" ]; then fault "${why%% *}" "${why#* }" && exit; fi
  artifacts_of "$home/spec" | while read -r hex mode path; do
    if way "$path" look; then [ -d "$way" ] || rm -f "$way"; fi
  done
  rm -f "$home/run" "$home/exit"
  mv -f "$home/next" "$home/spec"
  artifacts_of "$home/spec" | while read -r hex mode path; do
    if way "$path" make && { [ -h "$way" ] || [ ! -d "$way" ]; } &&
      cp "$root/artifacts/$hex" "$home/stage" && chmod "$mode" "$home/stage"; then
      [ ! -h "$way" ] || rm -f "$way"
      mv -f "$home/stage" "$way"
    else
      rm -f "$home/stage"
      fault CONFLICT "the artifact $path cannot be laid: a link, a folder or a full disk is in the way"
      break
    fi
  done
  [ ! -f "$home/fault" ] || exit
  sed '1,/^launch$/d' "$home/spec" >"$home/launch"
  now
  stamp=$(date +%s) name=$stamp.$now
  (
    (child) &
    exec 9>&-
    wait $!
    printf '%s %s\n' "$name" $? >"$home/exit.new" && mv -f "$home/exit.new" "$home/exit"
  ) 2>/dev/null &
}

# Where an artifact is to lie, in $way; false if a link or a file is on the way.
way() {
  way=$home/work rest=$1
  while :; do
    case $rest in
      */*) way=$way/${rest%%/*} rest=${rest#*/} ;;
      *) break ;;
    esac
    [ ! -h "$way" ] || return 1
    [ -d "$way" ] || { [ "$2" = make ] && mkdir "$way" 2>/dev/null; } || return 1
  done
  way=$way/$rest
}

# Notes itself before it becomes the program: nothing of ours runs that no note names. Until then
# it holds the lock, also when who began it has ended.
child() {
  work=$home/work tmp=$home/tmp
  java_home=$(java_home)
  read -r pid rest </proc/self/stat
  cd "$work" || exit 126
  # It is read twice: here to find the program, and by a shell without an environment that becomes
  # it. So values stand in a file of ours, and on no command line, which everybody may read.
  set -- '' "$work" "$tmp" "$java_home" "$name" "$home" "$(command -v env)"
  . "$home/launch"
  shift
  exec setsid env -i sh "$home/launch" "$program" "$@"
}
# Called by what is launched, with the program's word and the path.
resolve() {
  program=
  case $1 in
    */*)
      case $1 in /*) program=$1 ;; *) program=$work/$1 ;; esac
      [ -f "$program" ] && [ -x "$program" ] || {
        fault NOT_FOUND "the program $1 is not there or not executable"
        exit 127
      }
      ;;
    *)
      IFS=:
      for folder in $2; do
        case $folder in /*) ;; *) continue ;; esac
        if [ -f "$folder/$1" ] && [ -x "$folder/$1" ]; then program=$folder/$1 && break; fi
      done
      unset IFS
      [ -n "$program" ] || [ "$1" != java ] || [ -z "$java_home" ] || program=$java_home/bin/java
      [ -n "$program" ] || {
        fault NOT_FOUND "the program '$1' is in none of $2"
        exit 127
      }
      ;;
  esac
  case $program in
    *=*)
      fault INVALID "the path of the program, $program, contains '='"
      exit 127
      ;;
  esac
  look "$pid" || exit 126
  printf '%s %s %s %s %s\n' "$pid" "$st_start" "$boot" "$name" "$stamp" >"$home/run.new" &&
    mv -f "$home/run.new" "$home/run" || exit 126
  exec 9>&- 7>&- </dev/null >>"$home/log/out.log" 2>&1
}

remove() {
  at "$1"
  take "$lock" "$2" || { state && end; }
  in_time
  if [ ! -d "$home" ] && [ -z "$(tagged "$mark")" ]; then
    rm -f "$lock"
    end
  fi
  rm -f "$home/fault"
  worker _remove
  settle "$lock" "$2"
  told
}
clear() {
  at "$1"
  run
  head_of "$home/spec"
  stop "$sp_grace"
  tries=0
  # A process that ends may write a last file just when its folder is emptied.
  until rm -rf "$home" 2>/dev/null && [ ! -e "$home" ]; do
    # A workload can shut a folder of its own against its owner.
    chmod -R u+rwx "$home" 2>/dev/null
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || { fault UNAVAILABLE "$home cannot be deleted" && exit; }
    nap
  done
  rmdir "$root/workloads" 2>/dev/null
  # One with a dot in its name is being uploaded, or was when a connection broke an hour ago.
  find "$root/artifacts" -name '*.*' -mmin +60 -exec rm -f {} + 2>/dev/null
  for file in "$root"/artifacts/*; do
    case ${file##*/} in *.*) continue ;; esac
    [ -f "$file" ] || continue
    cat "$root"/workloads/*/spec "$root"/workloads/*/next 2>/dev/null |
      grep -q "^artifact ${file##*/} " || rm -f "$file"
  done
  rmdir "$root/artifacts" 2>/dev/null
  rm -f "$lock"
}

# All that are here.
names() {
  {
    for folder in "$root"/workloads/*; do [ ! -d "$folder" ] || echo "${folder##*/}"; done
    set -- $(grep -lF "HANSA_FOLDER=$root/workloads/" /proc/[0-9]*/environ 2>/dev/null)
    [ $# -eq 0 ] || cat "$@" 2>/dev/null | tr '\0' '\n' |
      sed -n "s/^HANSA_UID=$installation:\([A-Za-z0-9][-A-Za-z0-9_.]*\)\$/\1/p"
  } | sort -u | sed 's/^/name /'
  end
}
# The states of these.
list() {
  for one; do
    at "$one"
    state
  done
  end
}

logs() {
  at "$1"
  [ -d "$home" ] || fail NOT_FOUND "there is no workload $1 here"
  for file in "$home/log/out.log.2" "$home/log/out.log.1" "$home/log/out.log"; do
    [ ! -f "$file" ] || tail -c 4194304 "$file"
  done | tail -c 4194304 | tail -n "$2" | awk '{ print "log " $0 }'
  end
}

# Places in a log are counted from the first byte that was ever written. In "cuts" stands which log it
# is, where out.log.2 ends, where out.log.1 ends and out.log begins, and of both ends whether bytes
# may be missing behind them. To be called with the lock of the logs.
size_of() { if [ -f "$1" ]; then wc -c <"$1"; else echo 0; fi; }
cuts_of() {
  lg=$1
  if ! { read -r lg_id lg_former lg_cut lg_former_torn lg_torn <"$lg/cuts"; } 2>/dev/null; then
    now
    lg_former=$(($(size_of "$lg/out.log.2"))) lg_former_torn=0 lg_torn=0
    lg_cut=$((lg_former + $(size_of "$lg/out.log.1"))) lg_id=${boot%%-*}$now
    keep_cuts
  fi
}
keep_cuts() {
  echo "$lg_id $lg_former $lg_cut $lg_former_torn $lg_torn" >"$lg/cuts.new" &&
    mv -f "$lg/cuts.new" "$lg/cuts"
}
# Its writer has it open: it is copied and emptied. Only its end is kept. If it cannot be copied, all
# stays where it is.
cut_log() {
  cuts_of "${1%/*}"
  cut_at=$(($(size_of "$1") - 10485760))
  [ "$cut_at" -ge 0 ] || cut_at=0
  cut_size=$(($(size_of "$1") - cut_at))
  if ! tail -c "+$((cut_at + 1))" "$1" >"$1.new"; then
    rm -f "$1.new"
    return 0
  fi
  cut_kept=$(($(size_of "$1.new")))
  [ ! -f "$1.1" ] || mv -f "$1.1" "$1.2"
  mv -f "$1.new" "$1.1" || return 0
  cut_now=$(($(size_of "$1") - cut_at))
  : >"$1"
  lg_former=$lg_cut lg_former_torn=$lg_torn lg_torn=0
  # It was written to meanwhile: perhaps also between the copy and now.
  if [ "$cut_kept" -gt "$cut_size" ] || [ "$cut_now" -gt "$cut_kept" ]; then lg_torn=1; fi
  lg_cut=$((lg_cut + cut_at + cut_kept))
  keep_cuts
}

# What stands in a log from one place to another.
between() {
  bt_at=$1
  for bt_piece in "2 $((lg_former - lg_2))" "1 $((lg_cut - lg_1))" "0 $lg_cut"; do
    bt_from=${bt_piece#* } bt_file=$lg/out.log.${bt_piece% *}
    bt_size=$(eval echo "\$lg_${bt_piece% *}")
    [ "${bt_piece% *}" != 0 ] || bt_file=$lg/out.log
    [ "$bt_at" -ge "$bt_from" ] || bt_at=$bt_from
    if [ "$bt_at" -lt "$2" ] && [ "$bt_at" -lt $((bt_from + bt_size)) ]; then
      bt_to=$((bt_from + bt_size))
      [ "$bt_to" -le "$2" ] || bt_to=$2
      tail -c "+$((bt_at - bt_from + 1))" "$bt_file" | head -c $((bt_to - bt_at))
      bt_at=$bt_to
    fi
  done
}

# Lines with an end that follow a cursor, or the last ones if that is "-". What is read gets a word at
# its end, so that of a last line without an end is seen that it has none.
follow() {
  at "$1"
  [ -d "$home" ] || fail NOT_FOUND "there is no workload $1 here"
  take "$root/locks/logs" 200 || fail UNAVAILABLE "a log is being cut"
  cuts_of "$home/log"
  lg_2=$(($(size_of "$lg/out.log.2"))) lg_1=$(($(size_of "$lg/out.log.1")))
  lg_0=$(($(size_of "$lg/out.log")))
  lg_end=$((lg_cut + lg_0))
  lg_first=$((lg_cut - lg_1))
  [ "$lg_2" -eq 0 ] || lg_first=$((lg_former - lg_2))
  if [ "$3" = - ]; then
    from=$((lg_end - 524288))
    [ "$from" -ge "$lg_first" ] || from=$lg_first
    { between "$from" "$lg_end"; printf x; } | tr '\000' '?' | tail -n "$(($2 + 1))" |
      awk -v most="$2" -v id="$lg_id" -v end="$lg_end" '
        { line[NR] = $0 }
        END {
          for (i = 1; i < NR; i++) {
            sub(/\r$/, "", line[i])
            for (at = 1; at == 1 || at <= length(line[i]); at += 262144) part[++parts] = substr(line[i], at, 262144)
          }
          for (i = parts - most < 1 ? 1 : parts - most + 1; i <= parts; i++) print "log " part[i]
          printf "next %s-%.0f\n", id, end - (length(line[NR]) - 1)
        }'
    end
  fi
  place=${3#*-} gap=0
  if [ "${3%%-*}" != "$lg_id" ] || [ "$place" -lt "$lg_first" ] || [ "$place" -gt "$lg_end" ]; then
    place=$lg_first gap=1
  fi
  begin_1=$((lg_cut - lg_1))
  [ "$lg_former" -ge "$begin_1" ] || lg_former_torn=1
  if [ "$place" -ge "$lg_former" ] && [ "$place" -lt "$begin_1" ]; then place=$begin_1 gap=1; fi
  if [ "$place" -eq "$lg_former" ] && [ "$lg_former_torn" = 1 ] && [ "$lg_2" -gt 0 ]; then gap=1; fi
  if [ "$place" -eq "$lg_cut" ] && [ "$lg_torn" = 1 ]; then gap=1; fi
  # Behind an end where bytes may be missing no line goes on.
  stop=$lg_end seam=0
  if [ "$lg_torn" = 1 ] && [ "$place" -lt "$lg_cut" ]; then stop=$lg_cut seam=1; fi
  if [ "$lg_former_torn" = 1 ] && [ "$place" -lt "$lg_former" ]; then stop=$lg_former seam=1; fi
  if [ $((stop - place)) -gt 262144 ]; then stop=$((place + 262144)) seam=0; fi
  { between "$place" "$stop"; printf x; } | tr '\000' '?' |
    awk -v most="$2" -v id="$lg_id" -v at="$place" -v seam="$seam" -v gap="$gap" -v asked="$3" '
      function say(text) { bytes += length(text); sub(/\r$/, "", text); print "log " text }
      NR > 1 && NR <= most + 1 { say(before); bytes++ }
      { before = $0 }
      END {
        rest = length(before) - 1
        if (NR <= most && rest > 0 && (seam || (bytes == 0 && rest >= 262144))) say(substr(before, 1, rest))
        if (bytes > 0 && gap) print "gap"
        if (bytes > 0 || !gap) printf "next %s-%.0f\n", id, at + bytes; else print "next " asked
      }'
  end
}

meter() {
  at "$1"
  alive || end
  echo "run $run_pid@$run_start"
  echo "since $run_at"
  echo "at $(date +%s)"
  all=$(members)
  for pid in $all; do cat "/proc/$pid/stat" 2>/dev/null; done | awk '
    { sub(/^.*\) /, ""); used += $12 + $13 + $14 + $15 } END { if (NR) print "ticks " used }'
  for pid in $all; do cat "/proc/$pid/io" 2>/dev/null; done | awk '
    $1 == "read_bytes:" { read += $2; n++ } $1 == "write_bytes:" { written += $2 }
    END { if (n) printf "read %.0f\nwritten %.0f\n", read, written }'
  for pid in $all; do
    grep -s '^Pss:' "/proc/$pid/smaps_rollup" || grep -s '^VmRSS:' "/proc/$pid/status"
  done | awk '{ sum += $2 } END { if (NR) printf "memory %.0f\n", sum * 1024 }'
  # A figure that costs too much is left out.
  timeout 3 du -sk "$home" 2>/dev/null | awk '{ printf "storage %.0f\n", $1 * 1024 }'
  end
}

# Hansa's hand on a machine. It is called by SSH, does a thing, and says what it saw: first
# "hansa 1 UPTIME BOOT", last ".", between them lines of a word and its value. All it knows lies in
# the folder and in /proc. Needs a POSIX sh, awk, grep, sed, find, coreutils, setsid and flock.
#
#   sh hansa.sh FOLDER INSTALLATION LATEST VERB ...
#   sh hansa.sh FOLDER INSTALLATION 0 serve
#
# The second does one thing after another: each is told by a line, NUMBER LATEST VERB ... as a shell
# reads it, and what it says stands between two lines "hansa-answer NUMBER". What fails ends it. What
# a verb reads stands at 6; one that has not read it all must fail, since lines that follow are verbs.
# LATEST: hundredths of a second of uptime after which nothing may be changed any more; 0: never.
# A lock is a file that its holder has open as 9: it ends with its holder, whatever ends that.
set -u
umask 077
LC_ALL=C
export LC_ALL
self=$0 root=$1 installation=$2 latest=$3 verb=$4
shift 4
case $root in /*) ;; *) root=$PWD/$root ;; esac
case $self in /*) ;; *) self=$PWD/$self ;; esac

now() {
  read -r now_up now_rest </proc/uptime
  now=$((${now_up%.*} * 100 + 1${now_up#*.} - 100))
}
read -r boot </proc/sys/kernel/random/boot_id

end() {
  echo .
  exit 0
}
fail() {
  printf 'fail %s %s\n' "$1" "$2"
  end
}
# What was said before a connection broke can arrive when nobody wants it any more.
in_time() {
  now
  [ "$latest" -eq 0 ] || [ "$now" -le "$latest" ] || fail UNAVAILABLE "it came too late to be done"
}
nap() { sleep 0.1 2>/dev/null || sleep 1; }
# Each pause longer than the one before: most of what is waited for comes at once. Set pause to 1.
doze() {
  sleep "0.0$pause" 2>/dev/null || sleep 1
  [ "$pause" -ge 8 ] || pause=$((pause * 2))
}

at() {
  uid=$1 home=$root/workloads/$1 mark=$installation:$1 lock=$root/locks/w.$1
}

# ---- processes

# Sets st_session and st_start; false if there is no such process or it is dead.
look() {
  st_all=
  { while IFS= read -r st_line; do st_all="$st_all $st_line"; done <"/proc/$1/stat"; } 2>/dev/null ||
    return 1
  case $st_all in *") "*) ;; *) return 1 ;; esac
  set -- ${st_all##*) }
  [ $# -ge 20 ] || return 1
  case $1 in Z | X) return 1 ;; esac
  st_session=$4 st_start=${20}
}

# The run that is noted in $home.
run() {
  run_pid= run_start= run_boot= run_name= run_at=
  [ -f "$home/run" ] && read -r run_pid run_start run_boot run_name run_at <"$home/run" &&
    [ -n "$run_at" ]
}
alive() {
  run && [ "$run_boot" = "$boot" ] && look "$run_pid" && [ "$st_start" = "$run_start" ]
}

# True if a process has exactly this variable.
has() { tr '\0' '\n' 2>/dev/null <"/proc/$1/environ" | grep -qxF -- "$2"; }

# Processes that carry the mark, whatever became of the note.
tagged() {
  for file in $(grep -lF -- "HANSA_UID=$1" /proc/[0-9]*/environ 2>/dev/null); do
    pid=${file#/proc/} pid=${pid%/environ}
    has "$pid" "HANSA_UID=$1" && look "$pid" && echo "$pid"
  done
}

# All of a workload: what carries its mark, its main process, and the session that this leads. A
# session is one of ours only while a process that is known to be ours is in it.
members() {
  all=$(tagged "$mark") ours=
  if alive; then all="$all $run_pid" ours=1; fi
  for pid in $all; do
    look "$pid" && [ "$st_session" = "$run_pid" ] && ours=1
  done
  {
    for pid in $all; do echo "$pid"; done
    [ -z "$ours" ] || [ -z "$run_pid" ] || cat /proc/[0-9]*/stat 2>/dev/null |
      awk -v session="$run_pid" '{ pid = $1; sub(/^.*\) /, "")
        if ($4 == session && $1 != "Z" && $1 != "X") print pid }'
  } | sort -un
}

# Ends all members: first they are asked, and after the grace made to.
stop() {
  now
  stop_end=$((now + $1)) known=
  while :; do
    found=$(members)
    for pid in $found; do
      look "$pid" || continue
      case " $known " in
        *" $pid@$st_start "*) ;;
        *) known="$known $pid@$st_start" && kill -TERM "$pid" 2>/dev/null ;;
      esac
    done
    # To find all is dear, to look at those known is not.
    pause=1
    while :; do
      now
      left=
      for one in $known; do
        if look "${one%@*}" && [ "$st_start" = "${one#*@}" ]; then
          left="$left $one"
          [ "$now" -lt "$stop_end" ] || kill -KILL "${one%@*}" 2>/dev/null
        fi
      done
      known=$left
      [ -n "$known" ] && [ "$pause" -lt 8 ] || break
      doze
    done
    [ -n "$found$known" ] || break
    [ -z "$known" ] || nap
  done
}

# All ports that something listens on.
listening() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '
    $4 == "0A" { n = split($2, part, ":"); port = 0
      for (i = 1; i <= 4; i++)
        port = port * 16 + index("0123456789ABCDEF", substr(part[n], i, 1)) - 1
      if (!seen[port]++) print port }'
}

# ---- locks

# True when it is ours, for as long as 9 is open; false after so many hundredths.
take() {
  now
  take_end=$((now + $2))
  [ -d "$root/locks" ] || mkdir -p "$root/locks"
  pause=1
  while :; do
    exec 9>>"$1"
    # Who removes an object takes its lock away; that file is then another.
    if flock -n 9 && [ "$1" -ef /proc/self/fd/9 ]; then return 0; fi
    exec 9>&-
    now
    [ "$now" -lt "$take_end" ] || return 1
    doze
  done
}
# True while a worker has it.
held() {
  [ -f "$1" ] || return 1
  { if flock -n -s 8 8<"$1"; then return 1; fi; } 2>/dev/null
  [ -f "$1" ]
}
# Waits for a worker's end: at its lock, and by looking where no part of a second can be waited for.
settle() {
  now
  settle_end=$((now + $2)) part=$(($2 % 100 + 100))
  # To timeout no time is all time.
  [ "$2" -le 0 ] || timeout "$(($2 / 100)).${part#1}" flock -s 8 >/dev/null 2>&1 8<"$1"
  pause=1
  while held "$1" && [ "$now" -lt "$settle_end" ]; do
    doze
    now
  done
}

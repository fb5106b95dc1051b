package org.hansa.drivers.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.workload.WorkloadSpec;

/**
 * What is handed to the kernel.
 *
 * @param command the program, resolved, and its arguments
 * @param env the whole environment
 */
record Launch(List<String> command, Map<String, String> env) {

  /** The mark by which a process is found again: {@code <installation>:<uid>}. */
  static final String UID = "HANSA_UID";

  /** Names the start: all processes of one run carry the same. */
  static final String RUN = "HANSA_RUN";

  /** The folder of the object, so that two endpoints on one machine stay apart. */
  static final String FOLDER = "HANSA_FOLDER";

  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  /**
   * Enters the groups before the program starts, so that no child of it can be outside; and stays
   * to write how the program ended, for whoever looks when we did not see it. Whole or not at all:
   * it is moved to its name. It is asked to end as its program is, and must outlive that; what it
   * would say of a program that was killed does not belong in the log.
   */
  private static final String WRAP =
      "n=$1; shift; while [ $n -gt 0 ]; do echo 0 2>/dev/null >\"$1\"; shift; n=$((n-1)); done;"
          + " f=$1; r=$2; shift 2; trap : HUP INT TERM; exec 3>&2 2>/dev/null;"
          + " \"$@\" 2>&3 3>&-; c=$?;"
          + " echo \"$r $c\" >\"$f.new\" && /bin/mv -f \"$f.new\" \"$f\"; exit $c";

  static Launch of(
      WorkloadSpec spec,
      Home home,
      Map<String, String> marks,
      ProcessOptions options,
      Path javaHome) {
    Map<String, String> env = new TreeMap<>(options.base());
    env.put("PATH", options.searchPath());
    env.put("JAVA_HOME", javaHome.toString());
    env.put("LANG", "C.UTF-8");
    env.put("HOME", home.work().toString());
    env.put("TMPDIR", home.temp().toString());
    env.putAll(spec.env());
    spec.ports().forEach((name, port) -> env.put(WorkloadSpec.portVariable(name), port.toString()));
    env.putAll(marks);
    List<String> command = new ArrayList<>();
    spec.command().forEach(word -> command.add(filled(word, env)));
    command.set(0, program(command.get(0), env.get("PATH"), home.work(), javaHome).toString());
    return new Launch(List.copyOf(command), Map.copyOf(env));
  }

  /** In a session of its own, so that no signal to ours reaches it, and in the groups. */
  List<String> argv(Home home, Collection<Path> groups, Optional<RunAs> user) {
    List<String> argv = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      argv.add(SETSID.toString());
    }
    argv.addAll(List.of("/bin/sh", "-c", WRAP, "sh", Integer.toString(groups.size())));
    groups.forEach(group -> argv.add(group.resolve("cgroup.procs").toString()));
    argv.addAll(List.of(home.exit().toString(), env.get(RUN)));
    // Last: who is in a group already needs no right to enter it.
    user.ifPresent(u -> argv.addAll(u.argv()));
    argv.addAll(command);
    return argv;
  }

  private static String filled(String word, Map<String, String> env) {
    return VARIABLE
        .matcher(word)
        .replaceAll(
            match -> {
              String value = env.get(match.group(1));
              if (value == null) {
                throw Fault.invalid(
                    "the command uses ${" + match.group(1) + "}, which is not in its environment");
              }
              return Matcher.quoteReplacement(value);
            });
  }

  private static Path program(String word, String path, Path work, Path javaHome) {
    if (word.contains("/")) {
      Path program = work.resolve(word).normalize();
      if (Files.isRegularFile(program) && Files.isExecutable(program)) {
        return program;
      }
      throw missing("the program " + word + " is not there or not executable");
    }
    for (String folder : path.split(":", -1)) {
      // An empty part means the working folder, by an old habit that surprises: it is skipped.
      Path program = Path.of(folder).resolve(word);
      if (program.isAbsolute() && Files.isRegularFile(program) && Files.isExecutable(program)) {
        return program;
      }
    }
    Path ours = javaHome.resolve("bin").resolve(word);
    if (word.equals("java") && Files.isExecutable(ours)) {
      return ours;
    }
    throw missing("the program '" + word + "' is in none of " + path);
  }

  private static DriverException missing(String message) {
    return new DriverException(DriverException.Reason.NOT_FOUND, message);
  }
}

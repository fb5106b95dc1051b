package org.hansa.drivers.sshhost;

import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.ssh.Sh;

/**
 * What the script is told of a workload: a head that it reads by itself, and below it the words
 * that become the process. What only the other machine knows stands in these as a parameter, by
 * number: the script and the shell that becomes the process give the same.
 */
final class Launch {

  static final Duration GRACE = Duration.ofSeconds(10);

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  /** Names of which shells make what they want: a value of these is told to another program. */
  private static final Pattern SHELLS =
      Pattern.compile(
          "_|PWD|OLDPWD|SHLVL|PPID|UID|EUID|GROUPS|IFS|OPT(IND|ARG|ERR)|LINENO|S?RANDOM|SECONDS"
              + "|EPOCH.*|DIRSTACK|FUNCNAME|PIPESTATUS|HIST.*|SHELLOPTS|BASH.*|COMP_.*|PS[0-9]"
              + "|POSIXLY_CORRECT|LANG|LANGUAGE|LC_.*");

  private final WorkloadSpec spec;

  /** By name, each as a shell is told it. */
  private final Map<String, String> env = new TreeMap<>();

  private Launch(WorkloadSpec spec, SshHostOptions options, String mark) {
    this.spec = spec;
    options.variables().forEach((name, value) -> env.put(name, Sh.quote(value)));
    env.put("PATH", Sh.quote(options.searchPath()));
    env.put("JAVA_HOME", "\"$4\"");
    env.put("LANG", "C.UTF-8");
    env.put("HOME", "\"$2\"");
    env.put("TMPDIR", "\"$3\"");
    spec.env().forEach((name, value) -> env.put(name, Sh.quote(value)));
    spec.ports().forEach((name, port) -> env.put(WorkloadSpec.portVariable(name), port.toString()));
    env.put("HANSA_UID", Sh.quote(mark));
    env.put("HANSA_RUN", "\"$5\"");
    env.put("HANSA_FOLDER", "\"$6\"");
  }

  static String text(WorkloadSpec spec, SshHostOptions options, String mark) {
    Launch launch = new Launch(spec, options, mark);
    return launch.head() + "launch\n" + launch.words();
  }

  private String head() {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add("digest " + spec.digest());
    lines.add("grace " + spec.grace().orElse(GRACE).toMillis() / 10);
    if (!spec.ports().isEmpty()) {
      StringJoiner ports = new StringJoiner(" ", "ports ", "");
      spec.ports().values().stream().sorted().forEach(p -> ports.add(p.toString()));
      lines.add(ports.toString());
    }
    spec.ready()
        .ifPresent(
            p ->
                lines.add(
                    ("probe " + spec.ports().get(p.port()) + " " + p.path().orElse("")).strip()));
    if (!Specs.limited(spec).isEmpty()) {
      lines.add("limits " + String.join(" ", Specs.limited(spec)));
    }
    for (WorkloadSpec.Artifact artifact : spec.artifacts()) {
      lines.add(
          "artifact "
              + artifact.digest().substring("sha256:".length())
              + (artifact.executable() ? " 755 " : " 644 ")
              + artifact.path());
    }
    return lines.toString();
  }

  private String words() {
    StringBuilder text = new StringBuilder("[ -n \"$1\" ] || { resolve ");
    text.append(filled(spec.command().get(0))).append(' ').append(env.get("PATH"));
    text.append("; return 0; }\n");
    StringBuilder told = new StringBuilder();
    env.forEach(
        (name, value) -> {
          if (SHELLS.matcher(name).matches()) {
            told.append(" \\\n  ").append(name).append('=').append(value);
          } else {
            text.append("export ").append(name).append('=').append(value).append('\n');
          }
        });
    text.append("exec \"$7\" -u PWD -u OLDPWD -u SHLVL -u _").append(told);
    text.append(" \\\n  \"$1\"");
    spec.command().stream().skip(1).forEach(w -> text.append(" \\\n  ").append(filled(w)));
    return text.append('\n').toString();
  }

  private String filled(String word) {
    StringBuilder text = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(word);
    int end = 0;
    while (matcher.find()) {
      String value = env.get(matcher.group(1));
      if (value == null) {
        throw Fault.invalid(
            "the command uses ${" + matcher.group(1) + "}, which is not in its environment");
      }
      literal(text, word.substring(end, matcher.start()));
      text.append(value);
      end = matcher.end();
    }
    literal(text, word.substring(end));
    return text.isEmpty() ? "''" : text.toString();
  }

  private static void literal(StringBuilder text, String part) {
    if (!part.isEmpty()) {
      text.append(Sh.quote(part));
    }
  }
}

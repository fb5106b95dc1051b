package org.hansa.drivers.simulator.workload;

import static org.hansa.drivers.simulator.world.Words.require;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.drivers.simulator.world.Words;

/** What must hold of workloads and forwards, though nothing here would run into trouble by it. */
final class Specs {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern STEP = Pattern.compile("(?!\\.{1,2}(/|$))[^/\\x00]{1,255}");
  private static final Pattern TARGET =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,60}]|[A-Za-z0-9][-A-Za-z0-9.]{0,252}):([0-9]{1,5})");
  private static final int LAST = 65_535;
  private static final int MOST = 1_000;
  private static final int LONGEST = 100_000;

  private Specs() {}

  static void check(WorkloadSpec spec, List<String> runtimes) {
    Words.name(spec.name());
    require(
        runtimes.contains(spec.runtime()),
        "the runtime '" + spec.runtime() + "' is not known here; use one of " + runtimes);
    require(
        !spec.command().isEmpty() && !spec.command().get(0).isEmpty(),
        "the command is empty; name a program");
    require(
        spec.command().size() <= MOST && spec.env().size() <= MOST && spec.ports().size() <= MOST,
        "there are more than " + MOST + " arguments, variables or ports");
    spec.command().forEach(word -> text("an argument", word));
    spec.env()
        .forEach(
            (name, value) -> {
              require(VARIABLE.matcher(name).matches(), "'" + name + "' is no name of a variable");
              require(!name.startsWith("HANSA_"), "the variable " + name + " is ours");
              text("the variable " + name, value);
            });
    require(
        spec.cpu().filter(c -> c.signum() <= 0).isEmpty()
            && spec.memory().filter(m -> m <= 0).isEmpty(),
        "cpu and memory must be more than nothing, or not said");
    require(
        spec.grace().filter(g -> g.isNegative()).isEmpty(),
        "grace is negative: " + spec.grace().map(Object::toString).orElse(""));
    ports(spec);
    artifacts(spec);
  }

  private static void ports(WorkloadSpec spec) {
    Set<Integer> seen = new HashSet<>();
    spec.ports()
        .forEach(
            (name, port) ->
                require(
                    VARIABLE.matcher("PORT_" + name.replace('-', '_')).matches()
                        && isPort(port)
                        && seen.add(port),
                    "port '" + name + "' is " + port + ": misnamed, not a port, or used twice"));
    spec.ready()
        .ifPresent(
            probe -> {
              require(
                  spec.ports().containsKey(probe.port()),
                  "the probe's port '" + probe.port() + "' is none of " + spec.ports().keySet());
              require(
                  probe.path().filter(p -> !p.matches("/[!-~]{0,1000}")).isEmpty(),
                  "the probe's path '" + probe.path().orElse("") + "' is no path");
            });
  }

  private static void artifacts(WorkloadSpec spec) {
    require(spec.artifacts().size() <= MOST, "there are more than " + MOST + " artifacts");
    Set<String> seen = new HashSet<>();
    for (WorkloadSpec.Artifact artifact : spec.artifacts()) {
      String path = artifact.path();
      for (String step : path.split("/", -1)) {
        require(STEP.matcher(step).matches(), "the artifact '" + path + "' is not in the folder");
      }
      require(
          DIGEST.matcher(artifact.digest()).matches(),
          "'" + artifact.digest() + "' is not sha256: and 64 hex digits");
      require(seen.add(path), "the artifact " + path + " is there twice");
    }
    for (String path : seen) {
      for (int i = path.indexOf('/'); i > 0; i = path.indexOf('/', i + 1)) {
        require(
            !seen.contains(path.substring(0, i)),
            "the artifact " + path.substring(0, i) + " cannot be a file and hold " + path);
      }
    }
  }

  static void check(ForwardSpec spec) {
    require(isPort(spec.port()), spec.port() + " is no port");
    require(spec.targets().size() <= MOST, "a forward has at most " + MOST + " targets");
    for (String target : spec.targets()) {
      Matcher match = TARGET.matcher(target);
      require(
          match.matches() && isPort(Integer.parseInt(match.group(2))),
          "the target '" + target + "' is not host:port");
    }
  }

  private static boolean isPort(int port) {
    return port >= 1 && port <= LAST;
  }

  private static void text(String what, String value) {
    require(
        value.length() <= LONGEST && value.indexOf('\0') < 0,
        what + " is longer than " + LONGEST + " characters or contains NUL");
  }
}

package org.hansa.drivers.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hansa.core.driver.workload.WorkloadSpec;

/** What must hold of a spec, and its digest. */
final class Specs {

  static final String RUNTIME = "process";

  private static final Pattern UID = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.]{0,127}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /** The kernel refuses a single argument or variable of 128 KiB. */
  private static final int LONGEST = 100_000;

  private static final int MOST = 1_000;

  private Specs() {}

  /** A uid names a folder and tags a process, so it must be a plain word. */
  static String uid(String uid) {
    if (!isUid(uid)) {
      throw Fault.invalid(
          "the uid '" + uid + "' is not 1 to 128 letters, digits, '-', '_' and '.'");
    }
    return uid;
  }

  static boolean isUid(String text) {
    return text != null && UID.matcher(text).matches();
  }

  /** Lists here have one page, which says no cursor. */
  static void checkCursor(Optional<String> cursor) {
    if (cursor.isPresent()) {
      throw Fault.invalid("no page of this list has said the cursor '" + cursor.get() + "'");
    }
  }

  static void check(WorkloadSpec spec) {
    if (!RUNTIME.equals(spec.runtime())) {
      throw Fault.invalid("the runtime '" + spec.runtime() + "' is not known here; use 'process'");
    }
    if (spec.command().isEmpty() || spec.command().get(0).isEmpty()) {
      throw Fault.invalid("the command is empty; name a program");
    }
    if (spec.command().size() > MOST || spec.env().size() > MOST || spec.ports().size() > MOST) {
      throw Fault.invalid("there are more than " + MOST + " arguments, variables or ports");
    }
    spec.command().forEach(word -> checkText("argument", word));
    spec.env().forEach(Specs::checkVariable);
    checkPorts(spec);
    checkArtifacts(spec);
    if (spec.cpu().filter(c -> c.signum() <= 0).isPresent()
        || spec.memory().filter(m -> m <= 0).isPresent()) {
      throw Fault.invalid("cpu and memory must be more than nothing, or not said");
    }
    if (spec.grace().filter(g -> g.isNegative()).isPresent()) {
      throw Fault.invalid("grace is negative: " + spec.grace().get());
    }
  }

  static void checkVariable(String name, String value) {
    if (!VARIABLE.matcher(name).matches()) {
      throw Fault.invalid("'" + name + "' cannot be the name of a variable");
    }
    if (name.startsWith("HANSA_")) {
      throw Fault.invalid("the variable " + name + " is ours; choose a name without HANSA_");
    }
    checkText("variable " + name, value);
  }

  private static void checkText(String what, String value) {
    if (value.length() > LONGEST || value.indexOf('\0') >= 0) {
      throw Fault.invalid(what + " is longer than " + LONGEST + " characters or contains NUL");
    }
  }

  private static void checkPorts(WorkloadSpec spec) {
    Set<Integer> seen = new HashSet<>();
    spec.ports()
        .forEach(
            (name, port) -> {
              if (port < 1 || port > 65_535 || !seen.add(port)) {
                throw Fault.invalid("port " + name + " is " + port + ": not a port, or used twice");
              }
              checkVariable(Launch.portVariable(name), "");
            });
    spec.ready()
        .ifPresent(
            probe -> {
              if (!spec.ports().containsKey(probe.port())) {
                throw Fault.invalid(
                    "the probe's port '" + probe.port() + "' is none of " + spec.ports().keySet());
              }
              if (probe.path().filter(p -> !p.matches("/[!-~]{0,1000}")).isPresent()) {
                throw Fault.invalid("the probe's path '" + probe.path().get() + "' is no path");
              }
            });
  }

  private static void checkArtifacts(WorkloadSpec spec) {
    Set<Path> seen = new HashSet<>();
    for (WorkloadSpec.Artifact artifact : spec.artifacts()) {
      Path path = Artifacts.inside(artifact.path());
      if (!DIGEST.matcher(artifact.digest()).matches()) {
        throw Fault.invalid("'" + artifact.digest() + "' is not sha256: and 64 hex digits");
      }
      if (!seen.add(path)) {
        throw Fault.invalid("the artifact " + path + " is there twice");
      }
    }
    for (Path path : seen) {
      for (Path up = path.getParent(); up != null; up = up.getParent()) {
        if (seen.contains(up)) {
          throw Fault.invalid("the artifact " + up + " cannot be a file and hold " + path);
        }
      }
    }
  }

  /** Equal for equal specs, whatever the order of maps, on every machine and version. */
  static String digest(WorkloadSpec spec) {
    StringBuilder text = new StringBuilder();
    add(text, spec.name(), spec.runtime());
    for (WorkloadSpec.Artifact a : spec.artifacts()) {
      add(text, "artifact", a.path(), a.digest(), Boolean.toString(a.executable()));
    }
    spec.command().forEach(word -> add(text, "word", word));
    new TreeMap<>(spec.env()).forEach((k, v) -> add(text, "env", k, v));
    for (Map.Entry<String, Integer> port : new TreeMap<>(spec.ports()).entrySet()) {
      add(text, "port", port.getKey(), port.getValue().toString());
    }
    spec.cpu().ifPresent(c -> add(text, "cpu", c.stripTrailingZeros().toPlainString()));
    spec.memory().ifPresent(m -> add(text, "memory", m.toString()));
    spec.ready().ifPresent(r -> add(text, "ready", r.port(), r.path().orElse("")));
    spec.grace().ifPresent(g -> add(text, "grace", Long.toString(g.toMillis())));
    return "sha256:" + sha256(text.toString());
  }

  static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** With its length before each, so that no two lists of words give one text. */
  private static void add(StringBuilder text, String... words) {
    for (String word : words) {
      String safe = word == null ? "" : word;
      text.append(safe.length()).append(':').append(safe);
    }
  }
}

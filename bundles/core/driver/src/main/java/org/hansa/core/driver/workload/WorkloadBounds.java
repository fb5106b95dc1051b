package org.hansa.core.driver.workload;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.workload.WorkloadSpec.Artifact;

/** What must hold of a workload, wherever it runs. */
final class WorkloadBounds {

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,253}");
  private static final Pattern HOST = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern PART = Pattern.compile("(?!\\.{1,2}$)[^/\\p{Cntrl}]{1,255}");
  private static final Pattern IMAGE =
      Pattern.compile(
          "([A-Za-z0-9]([-A-Za-z0-9.]{0,251}[A-Za-z0-9])?(:[0-9]{1,5})?/)?"
              + "[a-z0-9]+(([.]|__?|-+)[a-z0-9]+){0,40}(/[a-z0-9]+(([.]|__?|-+)[a-z0-9]+){0,40}){0,20}"
              + "(:[A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?(@sha256:[0-9a-f]{64})?");
  private static final Pattern REQUEST = Pattern.compile("/[!-~]{0,1000}");
  private static final Duration LONGEST_GRACE = Duration.ofDays(1);

  /** A kernel refuses a single argument or variable of 128 KiB. */
  private static final int LONGEST = 100_000;

  private static final int LONGEST_PATH = 1_000;
  private static final int LONGEST_IMAGE = 500;
  private static final int MOST = 1_000;
  private static final int LAST = 65_535;

  private WorkloadBounds() {}

  static void check(WorkloadSpec spec) {
    require(NAME, "the name", spec.name(), "1 to 253 characters, none of which is for control");
    require(
        NAME, "the runtime", spec.runtime(), "1 to 253 characters, none of which is for control");
    checkImage(spec);
    spec.host()
        .ifPresent(
            host ->
                require(
                    HOST, "the host", host, "lower-case letters, digits, '-' and '.', 1 to 253"));
    checkCommand(spec);
    most("variables", spec.env());
    spec.env().forEach(WorkloadBounds::checkVariable);
    checkPorts(spec);
    spec.ready().ifPresent(probe -> checkProbe(spec, probe));
    checkArtifacts(spec);
    checkAmounts(spec);
  }

  private static void checkImage(WorkloadSpec spec) {
    boolean container = spec.runtime().equals(WorkloadSpec.CONTAINER);
    if (container && spec.image().isEmpty()) {
      throw invalid("a container has no image; name one, for instance registry.example/shop/web:1");
    }
    spec.image()
        .ifPresent(
            image -> {
              if (!container) {
                throw invalid(
                    "the runtime '"
                        + spec.runtime()
                        + "' runs no image '"
                        + image
                        + "'; use the runtime container, or leave the image out");
              }
              if (image.length() > LONGEST_IMAGE) {
                throw invalid(
                    "the image has "
                        + image.length()
                        + " characters; at most "
                        + LONGEST_IMAGE
                        + " pass");
              }
              require(
                  IMAGE,
                  "the image",
                  image,
                  "a registry's reference: names in lower case, then :TAG or @sha256: and a digest");
            });
  }

  private static void checkCommand(WorkloadSpec spec) {
    boolean none = spec.command().isEmpty();
    if (none ? spec.image().isEmpty() : spec.command().get(0).isEmpty()) {
      throw invalid("the command is empty; name a program");
    }
    most("arguments", spec.command());
    spec.command().forEach(word -> checkText("an argument", word));
  }

  static void checkVariable(String name, String value) {
    require(VARIABLE, "the variable", name, "1 to 128 letters, digits and '_', no digit first");
    if (name.startsWith("HANSA_")) {
      throw invalid("the variable " + name + " is set here; choose a name without HANSA_");
    }
    checkText("the variable " + name, value);
  }

  /** What it says may be secret, so it is not shown. */
  private static void checkText(String what, String value) {
    if (value.length() > LONGEST) {
      throw invalid(what + " has " + value.length() + " characters; at most " + LONGEST + " pass");
    }
    if (value.indexOf('\0') >= 0) {
      throw invalid(what + " contains NUL; leave it out");
    }
  }

  private static void checkPorts(WorkloadSpec spec) {
    most("ports", spec.ports());
    Set<Integer> numbers = new HashSet<>();
    Set<String> variables = new HashSet<>();
    spec.ports()
        .forEach(
            (name, port) -> {
              require(port, "port " + name + " is ");
              checkVariable(portVariable(name), "");
              if (!numbers.add(port) || !variables.add(portVariable(name))) {
                throw invalid(
                    "port "
                        + name
                        + " has the number "
                        + port
                        + " or the variable "
                        + portVariable(name)
                        + " of another; give each its own");
              }
            });
  }

  static String portVariable(String port) {
    return "PORT_" + port.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  private static void checkProbe(WorkloadSpec spec, WorkloadSpec.Probe probe) {
    if (!spec.ports().containsKey(probe.port())) {
      throw invalid("the probe's port '" + probe.port() + "' is none of " + spec.ports().keySet());
    }
    probe
        .path()
        .ifPresent(
            path ->
                require(REQUEST, "the probe's path", path, "'/' and what may follow in a request"));
  }

  private static void checkArtifacts(WorkloadSpec spec) {
    most("artifacts", spec.artifacts());
    Set<String> paths = new HashSet<>();
    for (Artifact artifact : spec.artifacts()) {
      checkPath(artifact.path());
      require(DIGEST, "the digest", artifact.digest(), "sha256: and 64 hexadecimal digits");
      if (!paths.add(artifact.path())) {
        throw invalid("the artifact " + artifact.path() + " is there twice; leave one out");
      }
    }
    for (String path : paths) {
      for (int i = path.indexOf('/'); i > 0; i = path.indexOf('/', i + 1)) {
        if (paths.contains(path.substring(0, i))) {
          throw invalid(
              "the artifact " + path.substring(0, i) + " cannot be a file and hold " + path);
        }
      }
    }
  }

  private static void checkPath(String path) {
    boolean plain = path.length() <= LONGEST_PATH && path.equals(path.strip());
    for (String part : path.split("/", -1)) {
      plain &= PART.matcher(part).matches();
    }
    if (!plain) {
      throw invalid(
          "the artifact's path '"
              + path
              + "' must lead down from the working folder: names between '/', none of them '.' or"
              + " '..', without blanks around and of at most "
              + LONGEST_PATH
              + " characters");
    }
  }

  private static void checkAmounts(WorkloadSpec spec) {
    spec.cpu().ifPresent(cpu -> positive("cpu", cpu.signum(), cpu));
    spec.memory().ifPresent(memory -> positive("memory", Long.signum(memory), memory));
    spec.grace()
        .filter(grace -> grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0)
        .ifPresent(
            grace -> {
              throw invalid("grace is " + grace + "; it must be between nothing and a day");
            });
  }

  private static void positive(String what, int sign, Number amount) {
    if (sign <= 0) {
      throw invalid(what + " is " + amount + "; it must be more than nothing, or not said");
    }
  }

  private static void most(String what, Map<?, ?> of) {
    most(what, of.keySet());
  }

  private static void most(String what, Collection<?> of) {
    if (of.size() > MOST) {
      throw invalid("there are " + of.size() + " " + what + "; at most " + MOST + " pass");
    }
  }

  static void require(int port, String what) {
    if (port < 1 || port > LAST) {
      throw invalid(what + port + "; it must be 1 to " + LAST);
    }
  }

  private static void require(Pattern pattern, String what, String value, String rule) {
    if (!pattern.matcher(value).matches()) {
      throw invalid(what + " '" + value + "' must be " + rule);
    }
  }

  private static DriverException invalid(String message) {
    return DriverException.invalid(message);
  }
}

package org.hansa.drivers.sshhost;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.ssh.SshServer;

/**
 * The options of an endpoint.
 *
 * @param host name or address of the machine, as this Hansa reaches it
 * @param port of its SSH server; 22 if not said
 * @param user as whom all runs there
 * @param knownHosts lines of a {@code known_hosts} file, one at least of this host
 * @param folder on the machine, absolute or from the user's home; {@code .hansa} if not said
 * @param firstPort the first port that workloads and forwards may be given; 20000 if not said
 * @param lastPort the last; 29999 if not said
 * @param reserveCpu cores that the machine keeps for itself; 0 if not said
 * @param reserveMemoryMi mebibytes that the machine keeps for itself; 512 if not said
 * @param path the PATH of workloads
 * @param environment variables that every workload gets, unless its spec says otherwise
 * @param address by which workloads of this machine are reached from others; the host if not said
 * @param java the program there that runs forwards, and workloads that say java; found by itself if
 *     not said; {@code none} if there is none: then there are no forwards
 */
public record SshHostOptions(
    String host,
    Optional<Integer> port,
    String user,
    List<String> knownHosts,
    Optional<String> folder,
    Optional<Integer> firstPort,
    Optional<Integer> lastPort,
    Optional<BigDecimal> reserveCpu,
    Optional<Long> reserveMemoryMi,
    Optional<String> path,
    Optional<Map<String, String>> environment,
    Optional<String> address,
    Optional<String> java) {

  static final String NO_JAVA = "none";

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9.:]{0,252}");
  private static final Pattern USER = Pattern.compile("[A-Za-z_][-A-Za-z0-9_.@]{0,63}");
  private static final Pattern FOLDER = Pattern.compile("/?[A-Za-z0-9_.][-A-Za-z0-9_./]{0,200}");
  private static final Pattern PROGRAM = Pattern.compile("/[-A-Za-z0-9_./+]{1,200}");
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int SSH = 22;
  private static final int FIRST = 20_000;
  private static final int LAST = 29_999;
  private static final int MOST_PORT = 65_535;
  private static final long RESERVE_MI = 512;

  public SshHostOptions {
    knownHosts = knownHosts == null ? List.of() : List.copyOf(knownHosts);
  }

  SshServer server() {
    return new SshServer(host, port.orElse(SSH), user, knownHosts);
  }

  String base() {
    return folder.orElse(".hansa");
  }

  int first() {
    return firstPort.orElse(FIRST);
  }

  int last() {
    return lastPort.orElse(LAST);
  }

  BigDecimal cpuReserve() {
    return reserveCpu.orElse(BigDecimal.ZERO);
  }

  long memoryReserveMi() {
    return reserveMemoryMi.orElse(RESERVE_MI);
  }

  String searchPath() {
    return path.orElse(PATH);
  }

  Map<String, String> variables() {
    return environment.orElse(Map.of());
  }

  String outside() {
    return address.orElse(host);
  }

  boolean forwards() {
    return java.filter(NO_JAVA::equals).isEmpty();
  }

  /** Refuses what can never be used. */
  SshHostOptions checked() {
    plain("host", host, HOST);
    plain("user", user, USER);
    plain("folder", base(), FOLDER);
    plain("address", outside(), HOST);
    java.filter(j -> !j.equals(NO_JAVA)).ifPresent(j -> plain("java", j, PROGRAM));
    if (port.orElse(SSH) < 1 || port.orElse(SSH) > MOST_PORT) {
      throw Fault.invalid("the port " + port.get() + " is not between 1 and 65535");
    }
    if (first() < 1 || last() > MOST_PORT || first() > last()) {
      throw Fault.invalid(
          "the ports "
              + first()
              + " to "
              + last()
              + " are no range between 1 and 65535; set firstPort and lastPort");
    }
    if (cpuReserve().signum() < 0 || memoryReserveMi() < 0) {
      throw Fault.invalid("reserveCpu and reserveMemoryMi must not be negative");
    }
    variables().forEach(WorkloadSpec::checkVariable);
    WorkloadSpec.checkVariable("PATH", searchPath());
    return this;
  }

  private static void plain(String what, String value, Pattern pattern) {
    if (value == null || !pattern.matcher(value).matches() || value.contains("..")) {
      throw Fault.invalid("the option " + what + ", '" + value + "', is not one that can be used");
    }
  }
}

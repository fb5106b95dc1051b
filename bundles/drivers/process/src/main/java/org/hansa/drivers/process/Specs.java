package org.hansa.drivers.process;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.hansa.core.driver.workload.WorkloadSpec;

/** What must hold of what is asked for, and digests. */
final class Specs {

  static final String RUNTIME = "process";
  static final List<String> RUNTIMES = List.of(RUNTIME);

  private static final Pattern UID = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.]{0,127}");

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

  /** Refuses a spec that cannot be run here, as INVALID. */
  static void check(WorkloadSpec spec) {
    spec.checked(RUNTIMES);
    // What this machine's file system cannot name.
    spec.artifacts().forEach(artifact -> Artifacts.inside(artifact.path()));
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
}

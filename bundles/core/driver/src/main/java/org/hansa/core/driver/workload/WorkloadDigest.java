package org.hansa.core.driver.workload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** The digest of a workload's spec. What is written here stands: else all would start anew. */
final class WorkloadDigest {

  private final StringBuilder text = new StringBuilder();

  private WorkloadDigest() {}

  static String of(WorkloadSpec spec) {
    WorkloadDigest digest = new WorkloadDigest();
    digest.add(spec);
    return "sha256:" + sha256(digest.text.toString());
  }

  private void add(WorkloadSpec spec) {
    words(spec.name(), spec.runtime());
    for (WorkloadSpec.Artifact a : spec.artifacts()) {
      words("artifact", a.path(), a.digest(), Boolean.toString(a.executable()));
    }
    spec.command().forEach(word -> words("word", word));
    new TreeMap<>(spec.env()).forEach((name, value) -> words("env", name, value));
    new TreeMap<>(spec.ports()).forEach((name, port) -> words("port", name, port.toString()));
    spec.cpu().ifPresent(c -> words("cpu", c.stripTrailingZeros().toPlainString()));
    spec.memory().ifPresent(m -> words("memory", m.toString()));
    spec.ready().ifPresent(r -> words("ready", r.port(), r.path().orElse("")));
    spec.grace().ifPresent(g -> words("grace", Long.toString(g.toMillis())));
    spec.image().ifPresent(i -> words("image", i));
    spec.host().ifPresent(h -> words("host", h));
  }

  /** With its length before each, so that no two lists of words give one text. */
  private void words(String... words) {
    for (String word : words) {
      String safe = word == null ? "" : word;
      text.append(safe.length()).append(':').append(safe);
    }
  }

  private static String sha256(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package org.hansa.itests.bench;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.hansa.core.api.Doc;

/** Applications as people write them, near 1 kB. */
final class Samples {

  /** The same width for every number, so that all are of one length. */
  private static final byte[] TEMPLATE =
      Doc.parse(written(0)).toString().getBytes(StandardCharsets.UTF_8);

  private static final int AT = new String(TEMPLATE, StandardCharsets.UTF_8).indexOf("00000000000");

  private Samples() {}

  private static String written(int first) {
    StringJoiner components = new StringJoiner(",", "{\"components\":[", "]}");
    for (int i = first; i < first + 5; i++) {
      components.add(
          """
          {"name":"part-%d","runtime":"process","command":["bin/serve","--port","$PORT"],
           "env":{"VERSION":"00000000000","ROLE":"frontend"},"replicas":1,
           "requires":{"cpu":0.25,"memory":"128Mi"}}"""
              .formatted(i));
    }
    return components.toString();
  }

  /** One whose first part says these two numbers: different from any other, made at no cost. */
  static Doc application(int caller, long round) {
    byte[] bytes = TEMPLATE.clone();
    long digits = caller * 1_000_000_000L + round;
    for (int i = AT + 10; i >= AT; i--) {
      bytes[i] = (byte) ('0' + digits % 10);
      digits /= 10;
    }
    return Doc.ofCanonical(bytes);
  }
}

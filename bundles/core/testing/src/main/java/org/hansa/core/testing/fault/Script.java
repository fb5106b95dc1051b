package org.hansa.core.testing.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Rules, and what was asked so far. The same seed and the same requests have the same fates. */
final class Script {

  private final long seed;
  private final List<Rule> rules;
  private final Map<String, Long> asked = new HashMap<>();

  Script(long seed, List<Rule> rules) {
    this.seed = seed;
    this.rules = List.copyOf(rules);
  }

  synchronized Fate next(String method, String path) {
    boolean handshake = method.equals(Rule.HANDSHAKE);
    String what = method + " " + path;
    long nth = asked.merge(what, 1L, Long::sum);
    List<Fault> faults = new ArrayList<>();
    Duration late = Duration.ZERO;
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (handshake == rule.isOfHandshakes() && rule.fits(method, path, nth)) {
        SplittableRandom random = random(what, nth, i);
        if (random.nextDouble() < rule.chance()) {
          faults.add(rule.fault());
          late = late.plus(drawn(rule.fault(), random));
        }
      }
    }
    return new Fate(faults, late);
  }

  private SplittableRandom random(String what, long nth, int rule) {
    SplittableRandom base = new SplittableRandom(seed);
    return new SplittableRandom(
        base.nextLong() ^ what.hashCode() * 0x9E3779B97F4A7C15L ^ nth * 0xC2B2AE3D27D4EB4FL ^ rule);
  }

  private static Duration drawn(Fault fault, SplittableRandom random) {
    if (fault instanceof Fault.Late late) {
      long span = late.most().minus(late.least()).toNanos();
      return late.least().plusNanos(span == 0 ? 0 : random.nextLong(span + 1));
    }
    return Duration.ZERO;
  }
}

package org.hansa.itests.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What people, machines and clocks do in a run, as its seed says. */
final class Script {

  /** One sort of event, and how often it comes compared with others. */
  enum What {
    PUT(9),
    DELETE(3),
    HOLD(3),
    RETRY(2),
    PLAN(3),
    APPLY(4),
    MEDDLE(2),
    READ(2),
    FILE(3),
    BACK_UP(2),
    ACCEPT(3),
    DIE(2),
    END(2),
    SET_CLOCK(1),
    COMPACT(2),
    PAUSE(3),
    CUT(2),
    RESTORE(1),
    PASS_TIME(4);

    private final int weight;

    What(int weight) {
      this.weight = weight;
    }

    /** Else somebody asks a node for something. */
    boolean isTrouble() {
      return compareTo(DIE) >= 0;
    }
  }

  /**
   * One event.
   *
   * @param app which application it is about, if about one
   * @param version of that
   * @param pick a number below 1,000, for whatever is to be chosen
   */
  record Event(What what, int app, int version, int pick, boolean flag) {}

  private static final List<What> URN = urn();
  private static final int VERSIONS = 6;
  private static final int MOST_BETWEEN = 40;

  private final Random random;
  private final int apps;

  Script(long seed, int apps) {
    random = new Random(seed ^ 0x5DEECE66DL);
    this.apps = apps;
  }

  private static List<What> urn() {
    List<What> all = new ArrayList<>();
    for (What what : What.values()) {
      for (int i = 0; i < what.weight; i++) {
        all.add(what);
      }
    }
    return all;
  }

  /** After how many steps the next comes. */
  int pause() {
    return 1 + random.nextInt(MOST_BETWEEN);
  }

  Event next() {
    return new Event(
        URN.get(random.nextInt(URN.size())),
        random.nextInt(apps),
        random.nextInt(VERSIONS),
        random.nextInt(1000),
        random.nextBoolean());
  }
}

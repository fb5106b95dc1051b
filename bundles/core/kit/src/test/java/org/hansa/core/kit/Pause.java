package org.hansa.core.kit;

import java.time.Duration;

/** A slow other side. */
final class Pause {

  private Pause() {}

  static void of(Duration time) {
    boolean waited = new Waiting(time).forAWhile(time);
    if (!waited) {
      throw new IllegalStateException("no time was given");
    }
  }
}

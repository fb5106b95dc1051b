package org.hansa.core.kit;

import java.util.List;

/** That the timer, which is all endpoints', is held up by none; seen on the way. */
final class TimerRules {

  static final String SHORT = "timer-tasks-short";
  static final String THROWS = "timer-tasks-go-on";
  static final String ALONE = "timer-left-alone";

  private TimerRules() {}

  static List<Rule> all() {
    return List.of(
        WatchRules.seen(SHORT, "No task of the timer takes longer than a second."),
        WatchRules.seen(THROWS, "No periodic task of the timer ends by throwing."),
        WatchRules.seen(ALONE, "The timer, which is others' too, is not shut down."));
  }
}

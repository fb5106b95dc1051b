package org.hansa.core.kit;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Inventory;
import org.hansa.core.driver.Page;

/** That a session is nothing but a way to what is outside. */
final class SessionRules {

  static final String CLOSES = "close-twice";

  private static final Duration AFTERMATH = Duration.ofSeconds(5);
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration COLLECTING = Duration.ofMillis(500);
  private static final int SESSIONS = 3;

  private SessionRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.each(
            "sessions-forget-nothing",
            "What one session made, the next sees as it was.",
            SessionRules::forgetNothing),
        Rule.each("close-keeps", "Closing a session removes nothing.", SessionRules::keeps),
        Rule.of(CLOSES, "Closing a session, also twice, does not fail.", SessionRules::twice),
        Rule.of("close-ends-threads", "A closed session leaves no thread.", SessionRules::threads),
        Rule.each(
            "close-empties-timer",
            "A closed session leaves nothing in the timer.",
            SessionRules::timer));
  }

  private static <S extends Record, O extends Record> void forgetNothing(Tried<S, O> tried) {
    String uid = tried.made(tried.trial().spec());
    O before = tried.quiet(uid);
    O now = tried.reopened().quiet(uid);
    Optional<String> other = Agreement.otherObject(before, now);
    Broken.unless(other.isEmpty(), "it is another object: " + other.orElse(""));
    Agreement.require(before, now, "it changed: ");
  }

  private static <S extends Record, O extends Record> void keeps(Tried<S, O> tried) {
    String uid = tried.made(tried.trial().spec());
    Set<String> before = tried.listed().keySet();
    Tried<S, O> next = tried.reopened();
    Broken.unless(next.listed().keySet().equals(before), "the list is another after it");
    Broken.unless(!next.absent(uid), "the object is gone after it");
  }

  private static void twice(Stage stage) {
    Opened session = stage.another();
    try {
      stage.close(session);
      session.session().close();
    } catch (DriverException e) {
      throw new Broken("close failed as " + Words.thrown(e), e);
    }
  }

  /** What the driver shares by all sessions may stand; what each leaves behind grows with them. */
  private static void threads(Stage stage) {
    used(stage);
    Set<Thread> before = threads(stage.ground());
    for (int i = 0; i < SESSIONS; i++) {
      used(stage);
    }
    boolean gone =
        within(
            stage,
            COLLECTING,
            () -> {
              boolean few = left(stage, before).size() < SESSIONS;
              if (!few) {
                // A thread of the JDK's HTTP client ends when nobody holds the client any more.
                System.gc();
              }
              return few;
            });
    Broken.unless(
        gone,
        "after "
            + SESSIONS
            + " sessions there are "
            + left(stage, before).stream().map(Thread::getName).sorted().toList());
  }

  private static void used(Stage stage) {
    Opened session = stage.another();
    for (Facet<?, ?> facet : session.all(Facet.class)) {
      facet.list(Optional.empty(), Page.MOST, stage.ground().soon());
    }
    for (Inventory<?> inventory : session.all(Inventory.class)) {
      inventory.all(stage.ground().soon());
    }
    stage.close(session);
    session.timer().end();
  }

  private static Set<Thread> left(Stage stage, Set<Thread> before) {
    Set<Thread> now = new HashSet<>(threads(stage.ground()));
    now.removeAll(before);
    return now;
  }

  /** Those that the driver started, from whatever thread of the kit. */
  private static Set<Thread> threads(Ground ground) {
    ThreadGroup group = ground.calls().group();
    Thread[] all = new Thread[group.activeCount() * 2 + 64];
    int n = group.enumerate(all);
    return Arrays.stream(all, 0, n)
        .filter(t -> !t.getName().startsWith(Calls.THREAD))
        .collect(Collectors.toSet());
  }

  private static <S extends Record, O extends Record> void timer(Tried<S, O> tried) {
    Opened session = tried.stage().ours();
    tried.made(tried.trial().spec());
    tried.stage().close(session);
    Broken.unless(
        within(tried.stage(), STEP, session.timer()::idle),
        "there are " + session.timer().getQueue().size() + " tasks");
  }

  private static boolean within(Stage stage, Duration step, BooleanSupplier holds) {
    Waiting waiting = new Waiting(stage.ground().settings().patience(AFTERMATH));
    while (!holds.getAsBoolean()) {
      if (!waiting.forAWhile(step)) {
        return false;
      }
    }
    return true;
  }
}

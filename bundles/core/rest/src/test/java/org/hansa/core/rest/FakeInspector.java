package org.hansa.core.rest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Inspector;

/** Notes who asks it, and ends when it is told to. */
final class FakeInspector implements Inspector {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  final List<String> by = new ArrayList<>();
  private Optional<Report> running = Optional.empty();
  private Optional<Report> last = Optional.empty();

  void ends(List<Found> found, Optional<String> failure) {
    String who = running.map(Report::by).orElse(ITSELF);
    running = Optional.empty();
    last = Optional.of(new Report(who, NOON, Optional.of(NOON.plusSeconds(9)), found, failure));
  }

  @Override
  public List<Found> inspect(String actor, String cause, Consumer<String> progress) {
    throw new AssertionError("no request waits for it");
  }

  @Override
  public Report begin(String actor, String cause) {
    if (running.isPresent()) {
      throw Problem.conflict("an inspection is under way", "See how far it is.");
    }
    by.add(actor + " " + cause.replaceFirst(":.*", ""));
    Found some = new Found("resources", 12, Optional.empty());
    Report begun = new Report(actor, NOON, Optional.empty(), List.of(some), Optional.empty());
    running = Optional.of(begun);
    return begun;
  }

  @Override
  public Reports reports() {
    return new Reports(running, last);
  }
}

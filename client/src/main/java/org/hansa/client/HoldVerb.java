package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.SortedSet;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sets a hold, or takes it back. */
abstract class HoldVerb extends OfResource {

  @Option(names = "--reason", paramLabel = "REASON", description = "Why; manual if not said")
  private String reason = "manual";

  private final String deed;

  HoldVerb(Surroundings around, String deed) {
    super(around);
    this.deed = deed;
  }

  @Override
  void run(Terminal screen) {
    Remote remote = remote();
    Ref ref = named(remote);
    JsonNode now = remote.post(remote.path(ref) + "/" + deed, Json.tree(Map.of("reason", reason)));
    if (json) {
      screen.json(now);
      return;
    }
    SortedSet<String> holds = Remote.resource(now).holds();
    screen.line(
        holds.isEmpty() ? ref + " is not held." : ref + " is held: " + String.join(", ", holds));
  }

  /** Keep a resource from being touched outside. */
  @Command(
      name = "hold",
      description = "Keep a resource from being touched outside until it is released.",
      footer = {
        "While a hold is open, nothing outside is made, changed or removed for the resource.",
        "",
        "  hansa hold --reason maintenance application factory-line"
      })
  static final class Hold extends HoldVerb {
    Hold(Surroundings around) {
      super(around, "hold");
    }
  }

  /** Take back a hold. */
  @Command(
      name = "release",
      description = "Take back a hold.",
      footer = {"  hansa release --reason maintenance application factory-line"})
  static final class Release extends HoldVerb {
    Release(Surroundings around) {
      super(around, "release");
    }
  }
}

package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import org.hansa.core.api.Ref;
import picocli.CommandLine.Command;

/** Try again what failed, without waiting. */
@Command(
    name = "retry",
    description = "Try again what failed, without waiting.",
    footer = {
      "What waits after failures waits no longer, and what was refused for good is asked anew:",
      "for the resource and for all that was made for it.",
      "",
      "  hansa retry application factory-line"
    })
final class RetryVerb extends OfResource {

  RetryVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) {
    Remote remote = remote();
    Ref ref = named(remote);
    JsonNode now = remote.door().send(Ask.of("POST", remote.path(ref) + "/retry")).json();
    if (json) {
      screen.json(now);
    } else {
      screen.line(ref + " is tried again.");
    }
  }
}

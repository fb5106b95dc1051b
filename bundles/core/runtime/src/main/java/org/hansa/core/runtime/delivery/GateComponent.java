package org.hansa.core.runtime.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Gate;

/**
 * {@code hansa-gate:release?hold=...}, {@code hansa-gate:hold?hold=...}, {@code hansa-gate:get}:
 * what a bundle's routes ask of the gate, as {@code route:BUNDLE}. One for each Camel context.
 */
final class GateComponent extends DefaultComponent {

  static final String SCHEME = "hansa-gate";

  private static final String HOLD = "hold";

  /** What is asked. */
  enum Verb {
    GET,
    HOLD,
    RELEASE
  }

  private final Gate gate;
  private final String bundle;

  GateComponent(Gate gate, String bundle) {
    this.gate = gate;
    this.bundle = bundle;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String what, Map<String, Object> parameters) {
    List<String> words = List.of("get", "hold", "release");
    if (!words.contains(what)) {
      throw Problem.invalid(
          "hansa-gate:", what, "one of " + String.join(", ", words), near(what, words));
    }
    Verb verb = Verb.valueOf(what.toUpperCase(java.util.Locale.ROOT));
    Optional<String> hold = Optional.ofNullable(parameters.remove(HOLD)).map(String::valueOf);
    if (!parameters.isEmpty()) {
      String option = parameters.keySet().iterator().next();
      throw Problem.invalid("option", option, "one of " + HOLD, near(option, List.of(HOLD)));
    }
    if (verb != Verb.GET && hold.filter(h -> !h.isBlank()).isEmpty()) {
      throw Problem.invalid(
          "hold",
          hold.orElse(""),
          "the name of a hold",
          "Write hansa-gate:" + what + "?hold=NAME.");
    }
    return new GateEndpoint(uri, this, verb, hold.orElse(""));
  }

  private static String near(String word, List<String> known) {
    return Nearest.to(word, known).map(n -> "Maybe '" + n + "' was meant.").orElse("Change it.");
  }

  private final class GateEndpoint extends DefaultEndpoint {

    private final Verb verb;
    private final String hold;

    GateEndpoint(String uri, GateComponent component, Verb verb, String hold) {
      super(uri, component);
      this.verb = verb;
      this.hold = hold;
    }

    @Override
    public Producer createProducer() {
      return new GateProducer(this, gate, gate.route(bundle), verb, hold);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException(
          "hansa-gate is asked; changes come from hansa-follow");
    }
  }
}

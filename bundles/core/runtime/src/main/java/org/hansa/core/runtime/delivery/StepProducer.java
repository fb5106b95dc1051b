package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;

/**
 * Steps the resource that the exchange names. An absent controller is no failure: the exchange says
 * so and the key is parked.
 */
final class StepProducer extends DefaultProducer {

  private final String controller;
  private final Stepper stepper;

  StepProducer(Endpoint endpoint, String controller, Stepper stepper) {
    super(endpoint);
    this.controller = controller;
    this.stepper = stepper;
  }

  @Override
  public void process(Exchange exchange) {
    if (isAbsent()) {
      exchange.setProperty(ChangesConsumer.ABSENT, controller);
      return;
    }
    try {
      stepper.step(controller, key(exchange)).ifPresent(after -> again(exchange, after));
    } catch (RuntimeException | LinkageError failure) {
      if (!isAbsent()) {
        throw failure;
      }
      // Its bundle went while it ran: what it threw says no more than that.
      exchange.setProperty(ChangesConsumer.ABSENT, controller);
    }
  }

  private boolean isAbsent() {
    return stepper.kindOf(controller).isEmpty();
  }

  /** A route may step several controllers: the soonest counts. */
  private static void again(Exchange exchange, Duration after) {
    Optional<Duration> before =
        Optional.ofNullable(exchange.getProperty(ChangesConsumer.AGAIN, Duration.class));
    exchange.setProperty(
        ChangesConsumer.AGAIN, before.filter(b -> b.compareTo(after) <= 0).orElse(after));
  }

  private static Ref key(Exchange exchange) {
    Object header = exchange.getMessage().getHeader(ChangesConsumer.REF);
    if (header instanceof Ref ref) {
      return ref;
    }
    throw Problem.invalid(
        "header " + ChangesConsumer.REF, header, "a Ref", "Leave it as hansa-changes set it.");
  }
}

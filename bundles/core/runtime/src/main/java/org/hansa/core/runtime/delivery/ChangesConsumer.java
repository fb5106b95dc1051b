package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.hansa.core.api.Ref;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the route once for each key that its queue gives, on a thread of the shared pool. */
final class ChangesConsumer extends DefaultConsumer {

  /** Header: the Ref of the resource; the body is the same. */
  static final String REF = "HansaRef";

  /** Property: the controller's name. */
  static final String CONTROLLER = "HansaController";

  /** Property, set on the way: the Duration after which to look again. */
  static final String AGAIN = "HansaAgain";

  /** Property, set on the way: the name of a controller that is not there. */
  static final String ABSENT = "HansaAbsent";

  private static final Logger LOG = LoggerFactory.getLogger(ChangesConsumer.class);

  private final ChangesComponent component;
  private final ChangesOptions options;
  private Optional<Line> line = Optional.empty();

  ChangesConsumer(
      ChangesEndpoint endpoint,
      Processor processor,
      ChangesComponent component,
      ChangesOptions options) {
    super(endpoint, processor);
    this.component = component;
    this.options = options;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    Line next = component.line(getRouteId(), options, this::run);
    line = Optional.of(next);
    component.open(next);
  }

  /** Waits for the keys in work; what was queued is listed again by the next start. */
  @Override
  protected void doStop() throws Exception {
    line.ifPresent(this::end);
    line = Optional.empty();
    super.doStop();
  }

  private void end(Line former) {
    if (!ChangesComponent.await(former.queue().shut(), component.patience())) {
      LOG.warn("Route {} stops while steps of {} go on.", getRouteId(), former.controller());
    }
    component.close(former);
  }

  private Work.Outcome run(Ref key) throws Exception {
    Exchange exchange = createExchange(false);
    try {
      exchange.getIn().setHeader(REF, key);
      exchange.getIn().setBody(key);
      exchange.setProperty(CONTROLLER, options.controller());
      getProcessor().process(exchange);
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
      return new Work.Outcome(
          Optional.ofNullable(exchange.getProperty(AGAIN, Duration.class)),
          Optional.ofNullable(exchange.getProperty(ABSENT, String.class)));
    } finally {
      releaseExchange(exchange, false);
    }
  }
}

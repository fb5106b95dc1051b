package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the route for one parcel after the other; it may go on asynchronously. */
final class FollowConsumer extends DefaultConsumer {

  /** Header: the follower's name. */
  static final String FOLLOWER = "HansaFollower";

  private static final Logger LOG = LoggerFactory.getLogger(FollowConsumer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final FollowComponent component;
  private final FollowOptions options;
  private Optional<Following> following = Optional.empty();

  FollowConsumer(
      Endpoint endpoint, Processor processor, FollowComponent component, FollowOptions options) {
    super(endpoint, processor);
    this.component = component;
    this.options = options;
  }

  @Override
  protected void doStart() throws Exception {
    Following next = component.following(options, this::give);
    super.doStart();
    following = Optional.of(next);
    component.open(next);
  }

  /** Waits for what the route has in hand; what it has not ended is given again. */
  @Override
  protected void doStop() throws Exception {
    following.ifPresent(this::end);
    following = Optional.empty();
    super.doStop();
  }

  private void end(Following former) {
    if (!ChangesComponent.await(former.stop(), PATIENCE)) {
      LOG.warn("Route {} stops while follower {} is in hand.", getRouteId(), former.name());
      former.abandon();
    }
    component.close(former);
  }

  private void give(Parcel parcel, Consumer<Optional<Throwable>> done) {
    Exchange exchange = createExchange(false);
    exchange.getIn().setHeaders(new java.util.HashMap<>(parcel.headers()));
    exchange.getIn().setHeader(FOLLOWER, options.name());
    exchange.getIn().setBody(parcel.body());
    getAsyncProcessor()
        .process(
            exchange,
            synchronously -> {
              Optional<Throwable> failure = Optional.ofNullable(exchange.getException());
              releaseExchange(exchange, false);
              done.accept(failure);
            });
  }
}

package org.hansa.core.runtime.delivery;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.hansa.core.api.Follower;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Store;

/** {@code hansa-follow:NAME?kinds=...} or {@code ?stream=...}: one for each Camel context. */
final class FollowComponent extends DefaultComponent {

  static final String SCHEME = "hansa-follow";

  private final Followings followings;
  private final Engine engine;
  private final Store store;
  private final Gate gate;
  private final Cursors cursors;
  private final String bundle;

  FollowComponent(
      Followings followings, Engine engine, Store store, Outlets outlets, String bundle) {
    this.followings = followings;
    this.engine = engine;
    this.store = store;
    this.gate = outlets.gate();
    this.cursors = outlets.cursors();
    this.bundle = bundle;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    Map<String, String> options = new TreeMap<>();
    parameters.forEach((option, value) -> options.put(option, String.valueOf(value)));
    parameters.clear();
    return new FollowEndpoint(uri, this, FollowOptions.parse(name, options));
  }

  /**
   * A follower for a route that starts.
   *
   * @throws Problem CONFLICT if another bundle's route has the name
   */
  Following following(FollowOptions options, Following.Sink sink) {
    Optional<Resource> former = cursors.find(options.name());
    Optional<String> owner = former.map(f -> f.spec().as(Follower.Spec.class).bundle());
    owner
        .filter(o -> !o.equals(bundle))
        .ifPresent(
            o -> {
              throw Problem.conflict(
                  former.get().ref() + " is of bundle " + o,
                  "Choose another name, or delete it if that bundle is gone.");
            });
    Principal principal = gate.route(bundle);
    Trail trail =
        options.stream()
            .<Trail>map(stream -> new EntryTrail(store, gate, principal, stream))
            .orElseGet(() -> new ChangeTrail(store, gate, principal, options.kinds()));
    return new Following(options, bundle, trail, cursors, engine, sink);
  }

  void open(Following following) {
    followings.open(following);
  }

  void close(Following following) {
    followings.close(following);
  }

  private static final class FollowEndpoint extends DefaultEndpoint {

    private final FollowComponent component;
    private final FollowOptions options;

    FollowEndpoint(String uri, FollowComponent component, FollowOptions options) {
      super(uri, component);
      this.component = component;
      this.options = options;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new FollowConsumer(this, processor, component, options);
    }

    @Override
    public Producer createProducer() {
      throw new UnsupportedOperationException(
          "hansa-follow is where a route begins; a change is made through the gate");
    }
  }
}

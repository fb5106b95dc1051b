package org.hansa.core.runtime.delivery;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Where a route to a controller begins. */
final class ChangesEndpoint extends DefaultEndpoint {

  private final ChangesComponent component;
  private final ChangesOptions options;

  ChangesEndpoint(String uri, ChangesComponent component, ChangesOptions options) {
    super(uri, component);
    this.component = component;
    this.options = options;
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return new ChangesConsumer(this, processor, component, options);
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "hansa-changes is where a route begins; a change is made through the gate");
  }
}

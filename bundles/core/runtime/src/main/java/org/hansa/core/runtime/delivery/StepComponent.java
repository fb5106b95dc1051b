package org.hansa.core.runtime.delivery;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/** {@code hansa-step:<controller>}: runs one step. */
final class StepComponent extends DefaultComponent {

  static final String SCHEME = "hansa-step";

  private final Stepper stepper;

  StepComponent(Stepper stepper) {
    this.stepper = stepper;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String controller, Map<String, Object> parameters) {
    return new StepEndpoint(uri, this, controller);
  }

  private final class StepEndpoint extends DefaultEndpoint {

    private final String controller;

    StepEndpoint(String uri, StepComponent component, String controller) {
      super(uri, component);
      this.controller = controller;
    }

    @Override
    public Producer createProducer() {
      return new StepProducer(this, controller, stepper);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException("hansa-step is where a route ends");
    }
  }
}

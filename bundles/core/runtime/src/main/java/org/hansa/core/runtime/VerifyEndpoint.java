package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.hansa.core.api.About;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Action;
import org.hansa.core.driver.DriverException;

/** Tries an endpoint by the rules of the driver contract. */
final class VerifyEndpoint implements Action {

  /**
   * What is to be tried.
   *
   * @param rules all, if none is named
   */
  record Arguments(
      @About("Ids of the rules; all, if none is named") List<String> rules,
      @About("True if what it makes is to stay, to be looked at") Optional<Boolean> keep) {

    Arguments {
      rules = rules == null ? List.of() : List.copyOf(rules);
    }
  }

  private final Verifications verifications;

  VerifyEndpoint(Verifications verifications) {
    this.verifications = verifications;
  }

  @Override
  public String kind() {
    return Endpoint.KIND;
  }

  @Override
  public String verb() {
    return "verify";
  }

  @Override
  public String about() {
    return "Tries it by the rules of the driver contract, beside what works there";
  }

  @Override
  public Class<? extends Record> arguments() {
    return Arguments.class;
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public Optional<String> waits(Snapshot now, Resource endpoint) {
    return verifications
        .of(endpoint.ref())
        .filter(other -> !other.ended())
        .map(other -> "waits: it is being verified for " + other.by())
        .or(
            () ->
                verifications
                    .elsewhere(endpoint, now.now())
                    .map(other -> "waits: it is being verified on " + other.node()));
  }

  @Override
  public Doc perform(Resource endpoint, Doc arguments, Run run) {
    Arguments said = arguments.as(Arguments.class);
    Drivers.Wanted wanted = new Drivers.Wanted(Set.copyOf(said.rules()), said.keep().orElse(false));
    AtomicReference<Drivers.Verification> last = new AtomicReference<>();
    try {
      Drivers.Verification unused =
          verifications.begin(
              endpoint.ref(),
              wanted,
              run.by(),
              run.cause(),
              Runnable::run,
              far -> {
                last.set(far);
                run.at(far.done(), far.total(), line(far));
              });
    } catch (DriverException e) {
      throw Functions.problem(e);
    }
    Drivers.Verification ended = last.get();
    return ended.outcome().map(VerifyEndpoint::written).orElseThrow(() -> broken(ended));
  }

  private static String line(Drivers.Verification far) {
    return far.rule().map(rule -> "trying " + rule).orElse(far.done() + " rules tried");
  }

  /** Without the table and JUnit's form of the same report. */
  private static Doc written(Drivers.Outcome outcome) {
    ObjectNode all = (ObjectNode) Json.tree(outcome);
    all.remove(List.of("table", "junit"));
    return Doc.of(all);
  }

  private static Problem broken(Drivers.Verification ended) {
    return new Problem(
        Problem.Reason.UNAVAILABLE,
        ended.trouble().orElse("it came to no end"),
        "Look at the endpoint, and ask for another.");
  }
}

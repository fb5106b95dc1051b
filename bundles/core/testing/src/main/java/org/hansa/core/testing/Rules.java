package org.hansa.core.testing;

import java.util.Optional;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.store.Entry;

/** What every step must obey, whatever it decides. */
final class Rules {

  private Rules() {}

  static void check(Controller controller, Resource stepped, Step step) {
    for (Change change : step.changes()) {
      Optional<String> broken = broken(controller, change);
      broken.ifPresent(
          b -> {
            throw new AssertionError(controller.name() + " on " + stepped.ref() + " " + b);
          });
    }
  }

  private static Optional<String> broken(Controller controller, Change change) {
    if (change instanceof Change.Put put) {
      return writes(controller, put.draft().ref());
    }
    if (change instanceof Change.Delete delete) {
      return writes(controller, delete.ref());
    }
    if (change instanceof Change.Status status) {
      return status.ref().kind().equals(controller.kind())
          ? Optional.empty()
          : writes(controller, status.ref());
    }
    if (change instanceof Change.Finalizer finalizer) {
      return finalizer.name().equals(controller.name())
          ? Optional.empty()
          : Optional.of("names another's finaliser: " + finalizer);
    }
    if (change instanceof Change.Append append) {
      return append.entry().stream().equals(Entry.AUDIT)
          ? Optional.of("writes the audit: " + append)
          : Optional.empty();
    }
    return Optional.of("may not want " + change);
  }

  private static Optional<String> writes(Controller controller, Ref ref) {
    return controller.writes().contains(ref.kind())
        ? Optional.empty()
        : Optional.of("writes " + ref + ", a kind that it does not declare");
  }
}

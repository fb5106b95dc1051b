package org.hansa.core.kit;

import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;

/** What holds wherever the last lines of something can be asked for. */
final class Lines {

  private static final int MOST = 10_000;

  /** Asks for lines. */
  @FunctionalInterface
  interface Source {
    List<String> last(String uid, int most);
  }

  private Lines() {}

  static void bounds(Source source, String uid) {
    for (int most : List.of(0, -1, MOST + 1)) {
      refused(source, uid, most, Reason.INVALID);
    }
  }

  static void unknown(Source source, String uid) {
    refused(source, uid, 1, Reason.NOT_FOUND);
  }

  private static void refused(Source source, String uid, int most, Reason reason) {
    Optional<Reason> refusal = Tried.refusal(() -> source.last(uid, most));
    Broken.unless(
        refusal.equals(Optional.of(reason)),
        "asking for " + most + " lines " + Words.came(refusal) + "; right is " + reason);
  }

  static void most(Source source, String uid) {
    for (int most : List.of(1, 2, MOST)) {
      int given = source.last(uid, most).size();
      Broken.unless(given <= most, "of " + most + " lines " + given + " came");
    }
  }
}

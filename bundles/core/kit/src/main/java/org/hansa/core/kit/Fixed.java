package org.hansa.core.kit;

import java.util.Optional;
import java.util.Set;
import org.hansa.core.driver.DriverException.Reason;

/** What holds of a change that cannot be made of what is there. */
final class Fixed {

  private Fixed() {}

  static <S extends Record, O extends Record> void refuses(
      Tried<S, O> tried, S first, S other, Set<Reason> right) {
    String uid = tried.made(first);
    O before = tried.quiet(uid);
    Optional<Reason> refusal = Tried.refusal(() -> tried.settle(uid, other));
    Broken.unless(
        refusal.filter(right::contains).isPresent(),
        "the change " + Words.came(refusal) + "; right is " + right);
    O now = tried.quiet(uid);
    Agreement.require(before, now, "it was refused and made: ");
  }
}

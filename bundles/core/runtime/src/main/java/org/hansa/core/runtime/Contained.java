package org.hansa.core.runtime;

import java.util.function.Supplier;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * What drivers throw that nobody expects of them is a failure of the call: the thread that made it
 * goes on, and so does all that it would have done next.
 */
final class Contained {

  private Contained() {}

  /**
   * Runs a driver's code.
   *
   * @throws DriverException INTERNAL instead of any error
   */
  static <T> T call(Supplier<T> code) {
    try {
      return code.get();
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /** As it is, if whoever calls drivers knows it, or if it is the machine's trouble. */
  static RuntimeException failure(Throwable thrown) {
    if (thrown instanceof RuntimeException known) {
      return known;
    }
    if (thrown instanceof VirtualMachineError machine && !(thrown instanceof StackOverflowError)) {
      throw machine;
    }
    return new DriverException(Reason.INTERNAL, "the driver failed: " + thrown, thrown);
  }
}

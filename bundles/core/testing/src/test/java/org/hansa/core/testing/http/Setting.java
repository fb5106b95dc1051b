package org.hansa.core.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.HttpSettings;
import org.hansa.core.driver.http.Limits;
import org.hansa.core.testing.fault.FaultProxy;

/** A vendor, a door to it through which things go wrong, callers, and a clock that a test sets. */
final class Setting implements AutoCloseable {

  static final Duration LONG = Duration.ofSeconds(30);
  static final Duration SHORT = Duration.ofMillis(400);

  /** Waits that a test need not wait for. */
  static final Limits QUICK = Limits.DEFAULT.waits(Duration.ofMillis(5), Duration.ofMillis(20));

  final Vendor vendor = Vendor.plain();
  final FaultProxy proxy = FaultProxy.http(vendor.address(), 7);
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
  private final Deque<HttpCaller> callers = new ArrayDeque<>();

  Setting() throws IOException {}

  HttpCaller caller() {
    return caller(settings -> settings);
  }

  /** Through the door. */
  HttpCaller caller(UnaryOperator<HttpSettings> with) {
    return caller(URI.create("http://127.0.0.1:" + proxy.port()), with);
  }

  HttpCaller caller(URI base, UnaryOperator<HttpSettings> with) {
    return caller(with.apply(HttpSettings.to(base).limits(QUICK)));
  }

  HttpCaller caller(HttpSettings settings) {
    HttpCaller made = HttpCaller.open(settings, now::get, () -> 0.5);
    callers.push(made);
    return made;
  }

  void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  static Deadline soon() {
    return in(SHORT);
  }

  static Deadline late() {
    return in(LONG);
  }

  static Deadline in(Duration time) {
    return Deadline.in(time, System::nanoTime);
  }

  static DriverException failure(ThrowingCallable call) {
    DriverException failure = catchThrowableOfType(DriverException.class, call);
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }

  static DriverException failure(DriverException.Reason reason, ThrowingCallable call) {
    DriverException failure = failure(call);
    if (failure.reason() != reason) {
      throw new AssertionError("not " + reason + " but " + failure.reason(), failure);
    }
    return failure;
  }

  @Override
  public void close() {
    callers.forEach(HttpCaller::close);
    proxy.close();
    vendor.close();
  }
}

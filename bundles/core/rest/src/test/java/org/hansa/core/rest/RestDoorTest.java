package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.servlet.Servlet;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Readiness;
import org.junit.jupiter.api.Test;
import org.osgi.service.http.HttpContext;
import org.osgi.service.http.HttpService;

/** The component: it opens whatever stands behind it, and says what is missing. */
class RestDoorTest {

  private static final Policy POLICY =
      new Policy(
          new Watchers.Limits(10, 5),
          new Sessions(
              new Sessions.Limits(Duration.ofMinutes(1), Duration.ofHours(1)),
              new SecureRandom(),
              System::nanoTime),
          new Hosts(Set.of()),
          new Rates(new Rates.Limits(0, 1), System::nanoTime),
          Optional.empty());

  private static final class Http implements HttpService {

    private final Map<String, Servlet> served = new HashMap<>();

    @Override
    public void registerServlet(
        String alias, Servlet servlet, Dictionary<?, ?> parameters, HttpContext context) {
      served.put(alias, servlet);
    }

    @Override
    public void registerResources(String alias, String name, HttpContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void unregister(String alias) {
      if (served.remove(alias) == null) {
        throw new IllegalArgumentException(alias);
      }
    }

    @Override
    public HttpContext createDefaultHttpContext() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void withNothingBehindItIsOpenAndSaysWhatIsMissing() throws Exception {
    Http http = new Http();
    RestDoor door = new RestDoor(http, POLICY, Optional.empty());
    assertThat(http.served).containsOnlyKeys("/");
    assertThat(door.parts()).extracting(Readiness::part).contains("gate", "planner", "store");
    assertThat(door.parts()).allSatisfy(part -> assertThat(part.trouble()).isPresent());
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(door::gate)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Problem.Reason.UNAVAILABLE));
    door.close();
    assertThat(http.served).isEmpty();
  }

  @Test
  void itClosesThoughTheHttpServiceWentFirst() throws Exception {
    Http http = new Http();
    RestDoor door = new RestDoor(http, POLICY, Optional.empty());
    http.unregister("/");
    door.close();
    RestDoor next = new RestDoor(http, POLICY, Optional.empty());
    assertThat(http.served).containsKey("/");
    next.close();
  }
}

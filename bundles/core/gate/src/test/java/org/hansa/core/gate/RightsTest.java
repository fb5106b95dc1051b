package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.Role;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.testing.Snapshots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks every role, kind and verb against a table that a person can read. */
class RightsTest {

  private static final Map<String, String> VERBS =
      Map.of("r", "read", "w", "write", "d", "delete", "p", "apply", "h", "hold", "a", "logs");

  private static final Set<String> OFFERED = Set.of("Site", "Host", "Kind", "EnergySeries");

  private final Authority authority =
      new Authority(
          Roles.builtIn(),
          new Controllers(),
          new Grants(
              () -> {
                throw new AssertionError("no route is asked for");
              }),
          () -> Snapshots.empty(Instant.EPOCH));

  static Stream<Arguments> cells() throws IOException {
    try (InputStream in = RightsTest.class.getResourceAsStream("expected-rights.txt")) {
      List<String[]> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.trim().split("\\s*\\|\\s*"))
              .toList();
      String[] roles = lines.get(0);
      return lines.stream()
          .skip(1)
          .flatMap(
              line ->
                  Stream.iterate(1, i -> i < line.length, i -> i + 1)
                      .map(i -> Arguments.of(roles[i], line[0], line[i])));
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @MethodSource("cells")
  void holdsInTheOwnTenantAndNoOther(String role, String kind, String cell) {
    VERBS.forEach(
        (letter, verb) -> {
          boolean expected = cell.contains(letter);
          assertThat(may(role, "demo", verb, kind, "demo")).as("%s own", verb).isEqualTo(expected);
          assertThat(may(role, "system", verb, kind, "demo"))
              .as("%s by the operator", verb)
              .isEqualTo(expected);
          assertThat(may(role, "demo", verb, kind, "demo.line"))
              .as("%s below", verb)
              .isEqualTo(expected);
          assertThat(may(role, "demo.line", verb, kind, "demo")).as("%s above", verb).isFalse();
          assertThat(may(role, "demo", verb, kind, "demos")).as("%s foreign", verb).isFalse();
          assertThat(may(role, "demo", verb, kind, "system"))
              .as("%s of the provider", verb)
              .isEqualTo(expected && verb.equals("read") && OFFERED.contains(kind));
        });
  }

  private boolean may(String role, String home, String verb, String kind, String tenant) {
    return authority.may(new Principal("user:x", home, Set.of(role)), verb, kind, tenant);
  }

  @Test
  void theTableSpeaksOfEveryRole() throws IOException {
    assertThat(cells().map(a -> a.get()[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(Role.BUILT_IN);
    assertThat(cells()).hasSizeGreaterThan(80);
  }

  @Test
  void nobodyMayWithoutARoleAndRolesAddUp() {
    assertThat(Arrays.stream(new String[] {"read", "write"}))
        .noneMatch(
            verb -> authority.may(new Principal("user:x", "demo", Set.of()), verb, "Site", "demo"));
    Principal both =
        new Principal("user:x", "demo", Set.of("auditor", "infrastructure-administrator"));
    assertThat(authority.may(both, "write", "Site", "demo")).isTrue();
    assertThat(authority.may(both, "read", "Ledger", "demo")).isTrue();
  }
}

package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hansa.core.gate.House.ADA;
import static org.hansa.core.gate.House.ADMIN;
import static org.hansa.core.gate.House.OPERATOR;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesTest {

  private static final Ref SECRET = Ref.parse("Secret/demo/s");
  private static final String VALUE = "correct-horse-battery-staple";

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = new House(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static Change.Values values(String... pairs) {
    Map<String, String> values = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return new Change.Values(SECRET, values);
  }

  @Test
  void valuesComeBackOnlyToTheRuntimeAndSurviveARestart() {
    house.as(ADA, House.put(SECRET.toString(), "{}"), values("user", "u", "pass", VALUE));
    assertThat(house.get(SECRET).status().toString()).contains("[\"pass\",\"user\"]");
    assertThat(house.gate.reveal(SECRET)).containsEntry("pass", VALUE).hasSize(2);
    house.reopen();
    assertThat(house.gate.trouble()).isEmpty();
    assertThat(house.gate.reveal(SECRET)).containsEntry("pass", VALUE);
    long before = house.get(SECRET).revision();
    house.as(ADA, values("pass", "another"));
    assertThat(house.gate.reveal(SECRET)).containsOnly(Map.entry("pass", "another"));
    assertThat(house.get(SECRET).revision()).isGreaterThan(before);
  }

  @Test
  void aSecretOfTheSameNameKnowsNothingOfTheFormer() {
    house.as(ADA, House.put(SECRET.toString(), "{}"), values("pass", VALUE));
    house.as(ADA, Change.Delete.of(SECRET));
    house.as(ADA, House.put(SECRET.toString(), "{}"));
    assertThat(house.gate.reveal(SECRET)).isEmpty();
    assertThat(house.store.sealed(SECRET)).isEmpty();
  }

  @Test
  void noValueIsEverWrittenInTheOpen() throws IOException {
    house.as(ADA, House.put(SECRET.toString(), "{}"), values("pass", VALUE));
    house.as(ADMIN, House.account("demo/bob", "use-case-user"));
    Ref bob = Ref.parse("Account/demo/bob");
    house.as(
        ADMIN, new Change.Values(bob, Map.of("password", VALUE + "-1", "token", VALUE + "-2")));
    Problem wrong =
        house.refused(ADA, House.put("Secret/demo/t", "{\"password\":\"" + VALUE + "\"}"));
    Problem key = house.refused(ADA, values("no key", VALUE));
    Problem denied =
        house.refused(
            new org.hansa.core.api.gate.Principal(
                "user:eve", "other", java.util.Set.of("use-case-administrator")),
            values("pass", VALUE));
    for (Problem problem : List.of(wrong, key, denied)) {
      assertThat(problem.line()).doesNotContain(VALUE);
    }
    assertThat(values("pass", VALUE)).hasToString("Values[" + SECRET + "]");
    for (String stream : List.of(Entry.AUDIT, Entry.EVENT)) {
      assertThat(house.entries(stream)).isNotEmpty();
      assertThat(house.entries(stream).toString()).doesNotContain(VALUE);
    }
    house.gate.decide(
        house.store.snapshot(), Request.of(ADA, "test", "", List.of(values("pass", VALUE))));
    house.store.close();
    int files = 0;
    try (var all = Files.walk(house.state())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files++;
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(VALUE);
      }
    }
    assertThat(files).isGreaterThan(1);
    house.open();
  }

  @Test
  void theRootKeyIsTheOwnersAlone() throws IOException {
    Path key = house.state().resolve("root.key");
    assertThat(Files.size(key)).isEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void withoutTheRightKeyNothingOpensAndItSaysWhy() throws IOException {
    house.as(ADA, House.put(SECRET.toString(), "{}"), values("pass", VALUE));
    Path key = house.state().resolve("root.key");
    byte[] right = Files.readAllBytes(key);
    Files.delete(key);
    DefaultGate missing = house.gate();
    assertThat(missing.trouble().orElseThrow()).contains("is missing");
    assertThat(key).doesNotExist();
    assertThat(
            catchThrowableOfType(
                    Problem.class,
                    () -> missing.submit(Request.of(ADA, "test", "", List.of(House.app("shop")))))
                .reason())
        .isEqualTo(Problem.Reason.UNAVAILABLE);
    Files.write(key, new byte[32]);
    DefaultGate wrong = house.gate();
    assertThat(wrong.trouble().orElseThrow()).contains("does not open");
    assertThat(catchThrowableOfType(Problem.class, () -> wrong.reveal(SECRET)).reason())
        .isEqualTo(Problem.Reason.UNAVAILABLE);
    Files.write(key, right);
    DefaultGate good = house.gate();
    assertThat(good.trouble()).isEmpty();
    assertThat(good.reveal(SECRET)).containsEntry("pass", VALUE);
  }

  @Test
  void nobodyHandsOutWhatTheyLack() {
    assertThat(house.refused(OPERATOR, House.account("system/x", "auditor")).reason())
        .isEqualTo(Problem.Reason.FORBIDDEN);
    house.as(OPERATOR, House.account("system/x", "infrastructure-administrator"));
    house.as(OPERATOR, House.account("demo/ada", "use-case-administrator"));
    house.as(ADMIN, House.account("system/root", "auditor"));
    // Whoever sets a password can log in with it.
    assertThat(
            house
                .refused(
                    OPERATOR,
                    new Change.Values(
                        Ref.parse("Account/system/root"), Map.of("password", "12345678")))
                .reason())
        .isEqualTo(Problem.Reason.FORBIDDEN);
  }
}

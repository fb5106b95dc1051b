package org.hansa.core.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.store.Store;
import org.hansa.core.testing.store.StoreContract;
import org.hansa.itests.real.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule on an empty database, with two nodes. */
class PostgresContractTest {

  static final Limits LIMITS =
      new Limits(300, 4096, Duration.ofSeconds(5), Blobs.MAX_BYTES, 1L << 30);

  private static PostgresServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = new PostgresServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  static List<StoreContract.Rule> rules() {
    return StoreContract.rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(StoreContract.Rule rule) throws Exception {
    try (Subject subject = new Subject(server.database())) {
      rule.check().on(subject);
    }
  }

  private final class Subject implements StoreContract.Subject {

    private final String url;
    private PostgresStore first;
    private final PostgresStore second;

    Subject(String url) {
      this.url = url;
      first = open("first");
      second = open("second");
    }

    private PostgresStore open(String name) {
      try {
        return PostgresStore.open(
            Files.createDirectories(folder.resolve(name)),
            new PostgresStore.Access(url, "hansa", ""),
            InstantSource.system(),
            LIMITS,
            () -> {});
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public Store store() {
      return first;
    }

    @Override
    public Store reopen() {
      first.close();
      first = open("first");
      return first;
    }

    @Override
    public Optional<Store> another() {
      return Optional.of(second);
    }

    @Override
    public int retained() {
      return LIMITS.retained();
    }

    @Override
    public void close() {
      first.close();
      second.close();
    }
  }
}

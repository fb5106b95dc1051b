package org.hansa.core.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.store.Store;
import org.hansa.core.testing.store.StoreContract;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqliteContractTest {

  private static final Limits LIMITS =
      new Limits(300, 4096, Duration.ofSeconds(5), Blobs.MAX_BYTES, 1L << 30);

  @TempDir Path folder;

  static List<StoreContract.Rule> rules() {
    return StoreContract.rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(StoreContract.Rule rule) throws Exception {
    try (Subject subject = new Subject()) {
      rule.check().on(subject);
    }
  }

  private final class Subject implements StoreContract.Subject {

    private SqliteStore open = SqliteStore.open(folder, InstantSource.system(), LIMITS);

    @Override
    public Store store() {
      return open;
    }

    @Override
    public Store reopen() {
      open.close();
      open = SqliteStore.open(folder, InstantSource.system(), LIMITS);
      return open;
    }

    @Override
    public Optional<Store> another() {
      return Optional.empty();
    }

    @Override
    public int retained() {
      return LIMITS.retained();
    }

    @Override
    public void close() {
      open.close();
    }
  }
}

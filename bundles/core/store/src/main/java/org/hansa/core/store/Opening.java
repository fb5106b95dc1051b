package org.hansa.core.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;

/** How the store is opened, and its state replaced, as the operator's configuration says. */
final class Opening {

  private final Optional<String> state;
  private final StoreComponent.Config config;
  private final Limits limits;
  private final InstantSource clock = InstantSource.system();

  /**
   * @param state what names the folder that holds the state; null or blank if nothing does
   */
  Opening(String state, StoreComponent.Config config) {
    this.state = Optional.ofNullable(state).filter(name -> !name.isBlank());
    this.config = config;
    this.limits =
        new Limits(
            Math.max(1000, config.retainedChanges()),
            Math.max(1, config.waitingWrites()),
            Limits.DEFAULT.busy(),
            Limits.DEFAULT.blobBytes(),
            Math.max(1, Math.min(config.blobQuotaMi(), 1L << 40)) << 20);
  }

  /** Empty if none is named, which {@link #open} says. */
  Optional<Path> folder() {
    return state.map(Path::of);
  }

  private Path required() {
    return folder()
        .orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.INVALID,
                    StoreComponent.STATE + " does not name the folder that holds the state",
                    "Set it in etc/system.properties."));
  }

  /**
   * @param outrun called if the store must be opened anew, for this node was away too long
   * @param progress as {@link Database#start}
   * @throws Problem as the store that it opens; INVALID without a folder; UNAVAILABLE if the
   *     password cannot be read
   */
  DatabaseStore open(Runnable outrun, Consumer<String> progress) {
    return isLone()
        ? SqliteStore.open(required(), clock, limits, progress)
        : PostgresStore.open(required(), access(), clock, limits, outrun, progress);
  }

  /** While the store is closed. */
  void replace(SavedState saved, Restored restored, Consumer<String> progress) {
    if (isLone()) {
      SqliteRestore.run(required(), limits, clock, saved, restored, progress);
    } else {
      PostgresRestore.run(required(), access(), limits, clock, saved, restored, progress);
    }
  }

  /** Whether it has a database of its own. */
  boolean isLone() {
    return config.url().isBlank();
  }

  private PostgresStore.Access access() {
    return PostgresStore.Access.of(config.url(), config.user(), config.passwordFile());
  }
}

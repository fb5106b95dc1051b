package org.hansa.core.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes, at the start and once a day, the blobs that no resource names: neither in what is wanted
 * nor in its status; plans are resources too. Content comes before the document that names it, so
 * it has an hour. A name is seen wherever it stands in a document, whatever the kind.
 */
final class BlobSweep implements AutoCloseable {

  static final Duration UPLOAD = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(BlobSweep.class);
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /** Blobs looked up in one reading of the state: this bounds the memory. */
  private static final int AT_ONCE = 10_000;

  private final Sweepable blobs;
  private final Supplier<Snapshot> state;
  private final Consumer<Consumer<String>> filed;
  private final InstantSource clock;
  private final int atOnce;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(BlobSweep::thread);
  private volatile boolean closed;

  /**
   * @param filed gives the text of each resource of the catalogue
   */
  BlobSweep(
      Sweepable blobs,
      Supplier<Snapshot> state,
      Consumer<Consumer<String>> filed,
      InstantSource clock) {
    this(blobs, state, filed, clock, AT_ONCE);
  }

  BlobSweep(
      Sweepable blobs,
      Supplier<Snapshot> state,
      Consumer<Consumer<String>> filed,
      InstantSource clock,
      int atOnce) {
    this.blobs = blobs;
    this.state = state;
    this.filed = filed;
    this.clock = clock;
    this.atOnce = atOnce;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hansa-store-blobs");
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            this::attempt, 0, Duration.ofDays(1).toHours(), TimeUnit.HOURS);
  }

  /** A task that throws is never run again, so nothing may escape from here. */
  private void attempt() {
    try {
      int gone = pass();
      if (gone > 0) {
        LOG.info("{} blobs that nothing used were removed", gone);
      }
    } catch (IOException | RuntimeException | Error e) {
      LOG.warn("Blobs that nothing uses could not all be removed; the next try is tomorrow", e);
    }
  }

  /** How many were removed. */
  int pass() throws IOException {
    Instant since = clock.instant().minus(UPLOAD);
    Set<String> unused = new HashSet<>();
    int[] gone = new int[1];
    blobs.unused(
        since,
        hex -> {
          unused.add(hex);
          if (unused.size() >= atOnce) {
            gone[0] += remove(unused, since);
          }
        });
    return gone[0] + remove(unused, since);
  }

  private int remove(Set<String> unused, Instant since) {
    Snapshot snapshot = state.get();
    for (String kind : unused.isEmpty() ? List.<String>of() : snapshot.kinds()) {
      snapshot.list(kind).forEach(resource -> keep(unused, resource));
    }
    if (!unused.isEmpty()) {
      filed.accept(text -> named(text, unused::remove));
    }
    int gone = 0;
    for (String hex : unused) {
      gone += !closed && blobs.remove(hex, since) ? 1 : 0;
    }
    unused.clear();
    return gone;
  }

  private static void keep(Set<String> unused, Resource resource) {
    named(resource, unused::remove);
  }

  /** Calls the sink with all that may be the hex digest of a blob which the resource names. */
  static void named(Resource resource, Consumer<String> sink) {
    named(resource.spec(), sink);
    named(resource.status(), sink);
  }

  private static void named(Doc doc, Consumer<String> sink) {
    named(new String(doc.utf8(), StandardCharsets.ISO_8859_1), sink);
  }

  private static void named(String text, Consumer<String> sink) {
    Matcher names = HEX.matcher(text);
    while (names.find()) {
      sink.accept(names.group());
    }
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdown();
    Uninterrupted.run(
        () -> {
          if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
            LOG.warn("The sweep of blobs does not end");
          }
        });
  }
}

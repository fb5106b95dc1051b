package org.hansa.itests.archive;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * {@link WatchLoad}'s counterpart for etcd by gRPC: watchers share one connection, as gRPC means
 * it, each with a stream of its own. The writer is {@link GrpcLoad}.
 */
final class GrpcWatchLoad implements Orders.Watching, AutoCloseable {

  private static final int DIGITS = 12;

  private final List<Watcher> watchers = new ArrayList<>();
  private Optional<Client> client = Optional.empty();
  private Optional<Throwable> ended = Optional.empty();
  private long events;
  private long gaps;

  public static void main(String[] arguments) throws IOException {
    try (GrpcWatchLoad load = new GrpcWatchLoad()) {
      Orders.watch(load);
    }
  }

  private final class Watcher {
    private long last = -1;
    private boolean begun;

    private void saw(WatchResponse response) {
      synchronized (GrpcWatchLoad.this) {
        begun = true;
        for (WatchEvent event : response.getEvents()) {
          byte[] value = event.getKeyValue().getValue().getBytes();
          long number = Long.parseLong(new String(value, 0, DIGITS, StandardCharsets.US_ASCII));
          gaps += last >= 0 && number != last + 1 ? 1 : 0;
          last = number;
          events++;
        }
      }
    }
  }

  private synchronized void end(Throwable failure) {
    ended = Optional.of(failure);
  }

  @Override
  public void open(Orders.Order order) throws IOException {
    Client opened = Client.builder().endpoints("http://127.0.0.1:" + order.port()).build();
    client = Optional.of(opened);
    ByteSequence key = ByteSequence.from(Ask.name(0, 0), StandardCharsets.US_ASCII);
    WatchOption told = WatchOption.builder().withCreateNotify(true).build();
    IOException letGo = new IOException("a watcher was let go");
    for (int i = 0; i < order.connections(); i++) {
      Watcher watcher = new Watcher();
      watchers.add(watcher);
      opened.getWatchClient().watch(key, told, watcher::saw, this::end, () -> end(letGo));
    }
    await(-1);
  }

  @Override
  public String until(long number) throws IOException {
    await(number);
    synchronized (this) {
      long least = watchers.stream().mapToLong(w -> w.last).min().orElse(-1);
      return events + " " + least + " " + gaps;
    }
  }

  private void await(long number) throws IOException {
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(20))
          .pollDelay(Duration.ZERO)
          .until(() -> isOver(number));
    } catch (ConditionTimeoutException e) {
      return; // what there is by then is the answer
    }
    synchronized (this) {
      if (ended.isPresent()) {
        throw new IOException("etcd ended a watch", ended.get());
      }
    }
  }

  private synchronized boolean isOver(long number) {
    return ended.isPresent() || watchers.stream().allMatch(w -> w.begun && w.last >= number);
  }

  @Override
  public void close() {
    client.ifPresent(Client::close);
  }
}

package org.hansa.itests.archive;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.Txn;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.PutOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * {@link Load}'s counterpart for etcd by gRPC: a process of its own, in which callers share one
 * connection, as gRPC means it, each with one request at a time. Kinds are {@code grpc-put} and
 * {@code grpc-txn}; keys and sizes of values are those that etcd's JSON gateway is given.
 */
final class GrpcLoad {

  private static final String FILL = "x".repeat(Ask.ETCD_BYTES - 12);

  private final Object lock = new Object();
  private long[] took = new long[1 << 16];
  private int count;
  private long number = System.currentTimeMillis() * 1000;

  private GrpcLoad() {}

  public static void main(String[] arguments) throws IOException {
    Orders.take(new GrpcLoad()::run);
  }

  private String run(Orders.Order order) throws IOException {
    count = 0;
    String endpoint = "http://127.0.0.1:" + order.port();
    try (Client client = Client.builder().endpoints(endpoint).build()) {
      KV kv = client.getKVClient();
      kv.get(bytes(Ask.name(0, 0))).join(); // connects, which is not what is measured
      long began = System.nanoTime();
      CompletableFuture<?>[] callers = new CompletableFuture<?>[order.connections()];
      for (int i = 0; i < callers.length; i++) {
        callers[i] = new CompletableFuture<Void>();
        next(kv, order, i, began + order.millis() * 1_000_000, callers[i]);
      }
      CompletableFuture.allOf(callers).join();
      return Orders.answer(took, count, System.nanoTime() - began, number - 1);
    } catch (CompletionException e) {
      throw new IOException("etcd refused: " + e.getCause(), e);
    }
  }

  /** One request of a caller, and when it is answered the one after it, until the time is over. */
  private void next(KV kv, Orders.Order order, int caller, long end, CompletableFuture<?> done) {
    long mine;
    synchronized (lock) {
      mine = number++;
    }
    long asked = System.nanoTime();
    var unused =
        ask(kv, order, caller, mine)
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null) {
                    done.completeExceptionally(failure);
                    return;
                  }
                  long now = System.nanoTime();
                  note(now - asked);
                  if (now < end) {
                    next(kv, order, caller, end, done);
                  } else {
                    done.complete(null);
                  }
                });
  }

  private static CompletableFuture<?> ask(KV kv, Orders.Order order, int caller, long number) {
    ByteSequence value =
        bytes(String.format(Locale.ROOT, "%012d", Ask.digits(number)).concat(FILL));
    if (order.kind().equals("grpc-put")) {
      return kv.put(bytes(Ask.name(caller, 0)), value);
    }
    Op[] puts = new Op[order.size()];
    for (int i = 0; i < puts.length; i++) {
      puts[i] = Op.put(bytes(Ask.name(caller, i)), value, PutOption.DEFAULT);
    }
    Txn txn = kv.txn();
    return txn.Then(puts).commit();
  }

  private void note(long nanos) {
    synchronized (lock) {
      took = count == took.length ? Arrays.copyOf(took, 2 * count) : took;
      took[count++] = nanos;
    }
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.from(text, StandardCharsets.US_ASCII);
  }
}

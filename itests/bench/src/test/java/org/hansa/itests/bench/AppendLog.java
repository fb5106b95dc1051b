package org.hansa.itests.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * The least that a durable write can cost: records appended to a file, as many as wait at once
 * sharing one flush of the disk. It checks, indexes and answers nothing.
 */
final class AppendLog implements AutoCloseable {

  private static final Entry END = new Entry(ByteBuffer.allocate(0), new CompletableFuture<>());
  private static final int MOST_BYTES = 4 << 20;

  private record Entry(ByteBuffer bytes, CompletableFuture<Void> durable) {}

  private final FileChannel file;
  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(4096);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(MOST_BYTES);
  private final Thread writer = new Thread(this::write, "append-log");

  AppendLog(Path path) throws IOException {
    file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    writer.start();
  }

  /** Returns when it is durable. */
  void append(byte[] bytes) throws InterruptedException {
    Entry entry = new Entry(ByteBuffer.wrap(bytes), new CompletableFuture<>());
    waiting.put(entry);
    entry.durable().join();
  }

  private void write() {
    List<Entry> taken = new ArrayList<>();
    try {
      while (true) {
        taken.clear();
        taken.add(waiting.take());
        waiting.drainTo(taken, MOST_BYTES / 8192);
        boolean ends = taken.remove(END);
        buffer.clear();
        taken.forEach(entry -> buffer.putInt(entry.bytes().remaining()).put(entry.bytes()));
        buffer.flip();
        while (buffer.hasRemaining()) {
          file.write(buffer);
        }
        file.force(false);
        taken.forEach(entry -> entry.durable().complete(null));
        if (ends) {
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      taken.forEach(entry -> entry.durable().completeExceptionally(e));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      waiting.put(END);
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    file.close();
  }
}

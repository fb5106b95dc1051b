package org.hansa.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.Problem;

/**
 * Blobs in the database, so that each node has them, in pieces; those that were used here are kept
 * in a folder too. Thread-safe.
 */
final class SharedBlobs implements Blobs, Sweepable {

  private static final int CHUNK = 1 << 20;

  /** Milliseconds since 1970, by the database's clock. */
  private static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

  private final PostgresDatabase database;
  private final Readers readers;
  private final BlobFolder near;
  private final long quota;
  private final Optional<Connection> within;

  SharedBlobs(PostgresDatabase database, Readers readers, BlobFolder near, long quota) {
    this(database, readers, near, quota, Optional.empty());
  }

  private SharedBlobs(
      PostgresDatabase database,
      Readers readers,
      BlobFolder near,
      long quota,
      Optional<Connection> within) {
    this.database = database;
    this.readers = readers;
    this.near = near;
    this.quota = quota;
    this.within = within;
  }

  /** The same in a transaction of the caller's, which a refusal spoils. */
  SharedBlobs within(Connection connection) {
    return new SharedBlobs(database, readers, near, quota, Optional.of(connection));
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Connection connection) throws SQLException, IOException;
  }

  @Override
  public String put(InputStream content) throws IOException {
    String digest = near.put(content);
    if (!has(digest)) {
      String hex = BlobFolder.hex(digest);
      long size = near.size(hex);
      transacted(connection -> upload(connection, hex, size));
    }
    return digest;
  }

  private Void upload(Connection connection, String hex, long size)
      throws SQLException, IOException {
    try (PreparedStatement sum = connection.prepareStatement("SELECT sum(size) FROM blob");
        ResultSet found = sum.executeQuery()) {
      if (found.next() && found.getLong(1) + size > quota) {
        throw BlobFolder.overQuota(quota);
      }
    }
    try (PreparedStatement head =
            connection.prepareStatement(
                "INSERT INTO blob VALUES (?, ?, " + NOW + ") ON CONFLICT (hex) DO NOTHING");
        PreparedStatement chunk =
            connection.prepareStatement("INSERT INTO blob_chunk VALUES (?, ?, ?)");
        InputStream from = near.open("sha256:" + hex)) {
      head.setString(1, hex);
      head.setLong(2, size);
      if (head.executeUpdate() == 1) {
        byte[] next = from.readNBytes(CHUNK);
        for (int number = 0; next.length > 0; number++, next = from.readNBytes(CHUNK)) {
          chunk.setString(1, hex);
          chunk.setInt(2, number);
          chunk.setBytes(3, next);
          chunk.executeUpdate();
        }
      }
      return null;
    }
  }

  @Override
  public boolean has(String digest) {
    String hex = BlobFolder.hex(digest);
    return transacted(
        connection -> {
          try (PreparedStatement touch =
              connection.prepareStatement("UPDATE blob SET at = " + NOW + " WHERE hex = ?")) {
            touch.setString(1, hex);
            return touch.executeUpdate() == 1;
          }
        });
  }

  @Override
  public InputStream open(String digest) throws IOException {
    String hex = BlobFolder.hex(digest);
    if (!near.has(digest) && chunk(hex, 0).isPresent()) {
      try (InputStream far = new Chunks(hex)) {
        String fetched = near.put(far);
        if (!fetched.equals(digest)) {
          throw new Problem(
              Problem.Reason.INTERNAL,
              "the blob " + digest + " in the database has the digest " + fetched,
              "Restore a backup, or upload the content again under another name.");
        }
      }
    }
    return near.open(digest);
  }

  private Optional<byte[]> chunk(String hex, int number) {
    return readers.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT bytes FROM blob_chunk WHERE hex = ? AND number = ?")) {
            select.setString(1, hex);
            select.setInt(2, number);
            try (ResultSet found = select.executeQuery()) {
              return found.next() ? Optional.of(found.getBytes(1)) : Optional.empty();
            }
          }
        });
  }

  /** One piece after the other; no connection is kept meanwhile. */
  private final class Chunks extends InputStream {

    private final String hex;
    private byte[] current = {};
    private int at;
    private int next;

    Chunks(String hex) {
      this.hex = hex;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (at == current.length) {
        current = chunk(hex, next++).orElse(new byte[0]);
        at = 0;
      }
      int n = Math.min(length, current.length - at);
      System.arraycopy(current, at, into, offset, n);
      at += n;
      return n == 0 && length > 0 ? -1 : n;
    }
  }

  @Override
  public void unused(Instant since, Consumer<String> sink) {
    List<String> found =
        transacted(
            connection -> {
              List<String> hexes = new ArrayList<>();
              try (PreparedStatement select =
                  connection.prepareStatement("SELECT hex FROM blob WHERE at < ?")) {
                select.setLong(1, since.toEpochMilli());
                try (ResultSet rows = select.executeQuery()) {
                  while (rows.next()) {
                    hexes.add(rows.getString(1));
                  }
                }
              }
              return hexes;
            });
    found.forEach(sink);
  }

  @Override
  public boolean remove(String hex, Instant since) {
    return transacted(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM blob WHERE hex = ? AND at < ?")) {
            delete.setString(1, hex);
            delete.setLong(2, since.toEpochMilli());
            return delete.executeUpdate() == 1;
          }
        });
  }

  private <T> T transacted(Work<T> work) {
    try {
      return within.isPresent() ? work.on(within.get()) : alone(work);
    } catch (SQLException | IOException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the blobs cannot be reached: " + e.getMessage(),
          database.cure(),
          List.of(),
          e);
    }
  }

  private <T> T alone(Work<T> work) throws SQLException, IOException {
    try (Connection connection = database.writer()) {
      connection.setAutoCommit(false);
      T answer = work.on(connection);
      connection.commit();
      return answer;
    }
  }
}

package org.hansa.core.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.hansa.core.api.Ref;

/**
 * Who is logged in from a browser: in memory, of this process alone. A session ends when it was not
 * used for a while, after a time whatever its use, when somebody logs out, and with the process. It
 * has two parts, both needed: an id, which the browser keeps in a cookie, and a key, which only the
 * pages of the same origin know. Thread-safe; bounded.
 */
final class Sessions {

  /**
   * @param idle after so long without use it ends
   * @param life after so long it ends
   * @param each that an account may have; with one more, the one unused longest ends
   * @param most in all, likewise
   */
  record Limits(Duration idle, Duration life, int each, int most) {
    Limits(Duration idle, Duration life) {
      this(idle, life, 20, 1000);
    }
  }

  /**
   * Whose it is.
   *
   * @param name as the gate knows the account by
   * @param uid of the account
   * @param revision of the account when it logged in: changed, it is to prove itself anew
   */
  record Login(String name, Ref account, String uid, long revision) {}

  /** What the browser is given, once. */
  record Given(String id, String key) {}

  private static final int BYTES = 32;

  private static final class Session {
    private final Login login;
    private final String key;
    private final long begun;
    private long used;

    Session(Login login, String key, long now) {
      this.login = login;
      this.key = key;
      this.begun = now;
      this.used = now;
    }
  }

  private final Limits limits;
  private final SecureRandom random;
  private final LongSupplier nanos;

  /** By the digest of the id, so that how long the search takes says nothing of an id. */
  private final Map<String, Session> open = new HashMap<>();

  /**
   * @param nanos a clock that nobody can set
   */
  Sessions(Limits limits, SecureRandom random, LongSupplier nanos) {
    this.limits = limits;
    this.random = random;
    this.nanos = nanos;
  }

  Limits limits() {
    return limits;
  }

  Given open(Login login) {
    Given given = new Given(secret(), secret());
    synchronized (this) {
      long now = nanos.getAsLong();
      open.values().removeIf(session -> isOver(session, now));
      if (count(login) >= limits.each()) {
        drop(Optional.of(login.account()));
      }
      if (open.size() >= limits.most()) {
        drop(Optional.empty());
      }
      open.put(digest(given.id()), new Session(login, digest(given.key()), now));
    }
    return given;
  }

  private long count(Login login) {
    return open.values().stream().filter(s -> s.login.account().equals(login.account())).count();
  }

  private void drop(Optional<Ref> account) {
    open.entrySet().stream()
        .filter(e -> account.isEmpty() || e.getValue().login.account().equals(account.get()))
        .min(Comparator.comparingLong(e -> e.getValue().used - nanos.getAsLong()))
        .map(Map.Entry::getKey)
        .ifPresent(open::remove);
  }

  /**
   * Who it is; empty if there is no such session any more, or the key is not its.
   *
   * @param uses false for what a page does while nobody is at it
   */
  synchronized Optional<Login> find(String id, String key, boolean uses) {
    long now = nanos.getAsLong();
    Session session = open.get(digest(id));
    if (session == null || !isSame(session.key, digest(key))) {
      return Optional.empty();
    }
    if (isOver(session, now)) {
      open.remove(digest(id));
      return Optional.empty();
    }
    if (uses) {
      session.used = now;
    }
    return Optional.of(session.login);
  }

  synchronized void end(String id) {
    open.remove(digest(id));
  }

  private boolean isOver(Session session, long now) {
    return now - session.used >= limits.idle().toNanos()
        || now - session.begun >= limits.life().toNanos();
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private String secret() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

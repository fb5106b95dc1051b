package org.hansa.core.gate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hansa.core.api.Account;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Store;

/**
 * Who is it. Names are {@code ada} (of tenant system) or {@code ada@demo}. Thread-safe.
 *
 * <p>A password that was just verified is remembered for a while, under a key of this process and
 * together with the hash it fitted, so that a door which sends it with each request pays once; a
 * changed password is another hash and so is not remembered.
 */
final class Accounts {

  static final String PASSWORD = "password";
  static final String TOKEN = "token";

  private static final String PREFIX = "user:";

  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int MOST_REMEMBERED = 1_000;

  private static final int LONGEST_NAME = 100;

  /** Hashing at once: more would only starve everything else. */
  private static final int AT_ONCE = 2;

  /** Hashes by key, as they stood at a revision of the account. */
  record Kept(String uid, long revision, Map<String, String> hashes) {}

  private final Store store;
  private final Vault vault;
  private final Passwords passwords;
  private final InstantSource clock;
  private final Throttle throttle = new Throttle();
  private final Semaphore hashing = new Semaphore(AT_ONCE, true);
  private final Map<Ref, Kept> kept = new ConcurrentHashMap<>();
  private final Map<String, Ref> tokens = new ConcurrentHashMap<>();
  private final Map<String, Instant> remembered = new LinkedHashMap<>();
  private final Set<String> met = ConcurrentHashMap.newKeySet();
  private final SecretKeySpec own;

  Accounts(
      Store store, Vault vault, Passwords passwords, SecureRandom random, InstantSource clock) {
    this.store = store;
    this.vault = vault;
    this.passwords = passwords;
    this.clock = clock;
    byte[] key = new byte[32];
    random.nextBytes(key);
    this.own = new SecretKeySpec(key, "HmacSHA256");
  }

  Principal login(String name, char[] password) {
    // One that is shut counts as unknown, remembered or not.
    Optional<Resource> account = find(name).filter(Accounts::isOpen);
    String hash = account.map(this::kept).map(k -> k.hashes().get(PASSWORD)).orElse("");
    Instant now = clock.instant();
    String mark = mark(name, hash, password);
    if (!hash.isEmpty() && isRemembered(mark, now)) {
      return principal(account.orElseThrow());
    }
    boolean known = account.isPresent();
    String who = account.map(a -> a.ref().toString()).orElseGet(() -> stranger(name));
    throttle.delay(who, known, now).ifPresent(Accounts::tooMany);
    hashing();
    try {
      verify(who, known, password, hash, mark);
    } finally {
      hashing.release();
    }
    return principal(account.orElseThrow());
  }

  /** Again who may try: while this waited for its turn others failed, or the same got in. */
  private void verify(String who, boolean known, char[] password, String hash, String mark) {
    Instant now = clock.instant();
    if (!hash.isEmpty() && isRemembered(mark, now)) {
      return;
    }
    throttle.enter(who, known, now).ifPresent(Accounts::tooMany);
    boolean fits = passwords.fits(password, hash.isEmpty() ? passwords.decoy() : hash);
    if (!fits || hash.isEmpty()) {
      throttle.failed(who, now);
      throw unauthenticated();
    }
    throttle.succeeded(who);
    remember(mark, now);
  }

  /** Cut, since it may be of any length; never what an account is called. */
  private static String stranger(String name) {
    return "?" + name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  private static void tooMany(Duration wait) {
    throw new Problem(
        Problem.Reason.EXHAUSTED,
        "too many failed logins",
        "Wait " + wait.plusMillis(999).toSeconds() + " s and try again, or use a token.");
  }

  private void hashing() {
    try {
      if (!hashing.tryAcquire(10, TimeUnit.SECONDS)) {
        throw new Problem(
            Problem.Reason.EXHAUSTED, "too many logins at once", "Try again in a moment.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(Problem.Reason.UNAVAILABLE, "the login was broken off", "Try again.");
    }
  }

  Principal bearer(String token) {
    String hash = Passwords.token(token);
    return byToken(hash)
        .or(
            () -> {
              index();
              return byToken(hash);
            })
        .map(this::principal)
        .orElseThrow(Accounts::unauthenticated);
  }

  private Optional<Resource> byToken(String hash) {
    return Optional.ofNullable(tokens.get(hash))
        .flatMap(ref -> store.snapshot().get(ref))
        .filter(account -> tokens(kept(account).hashes()).contains(hash))
        .filter(Accounts::isOpen);
  }

  /**
   * Learns what changed since: accounts whose revision is known are not read again. One at a time,
   * as {@link #learn}: between what two write of one account a third would miss it.
   */
  private synchronized void index() {
    Set<Ref> there = ConcurrentHashMap.newKeySet();
    store
        .snapshot()
        .list(Account.KIND)
        .forEach(
            account -> {
              there.add(account.ref());
              kept(account);
            });
    kept.keySet().retainAll(there);
    tokens.values().retainAll(there);
  }

  Principal account(String name) {
    return find(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name)
        .filter(Accounts::isOpen)
        .map(this::principal)
        .orElseThrow(Accounts::unauthenticated);
  }

  /** The hashes of the account as it stands in the store. */
  Kept kept(Resource account) {
    Kept known = kept.get(account.ref());
    if (known != null
        && known.uid().equals(account.uid())
        && known.revision() == account.revision()) {
      return known;
    }
    return learn(account);
  }

  private synchronized Kept learn(Resource account) {
    Map<String, String> hashes =
        store
            .sealed(account.ref())
            .flatMap(bytes -> vault.unseal(account.ref(), account.uid(), bytes))
            .map(Map::<String, String>copyOf)
            .orElse(Map.of());
    Kept fresh = new Kept(account.uid(), account.revision(), hashes);
    Set<String> now = tokens(hashes);
    // Before it is known: whoever finds that finds this.
    now.forEach(token -> tokens.put(token, account.ref()));
    Kept former = kept.put(account.ref(), fresh);
    if (former != null) {
      Set<String> gone = tokens(former.hashes());
      gone.removeAll(now);
      gone.forEach(old -> tokens.remove(old, account.ref()));
    }
    return fresh;
  }

  /** The hashes of all tokens, whatever they are called. */
  private static Set<String> tokens(Map<String, String> hashes) {
    Set<String> all = new HashSet<>();
    hashes.forEach(
        (key, hash) -> {
          if (isToken(key)) {
            all.add(hash);
          }
        });
    return all;
  }

  /** The one of a program, {@code token}, or one of many, each for a place: {@code token.PLACE}. */
  static boolean isToken(String key) {
    return key.equals(TOKEN) || key.startsWith(TOKEN + ".");
  }

  private Optional<Resource> find(String name) {
    return ref(name).flatMap(ref -> store.snapshot().get(ref));
  }

  private static Optional<Ref> ref(String name) {
    int at = name.indexOf('@');
    try {
      return Optional.of(
          at < 0
              ? new Ref(Account.KIND, Principal.SYSTEM_TENANT, name)
              : new Ref(Account.KIND, name.substring(at + 1), name.substring(0, at)));
    } catch (Problem notAName) {
      return Optional.empty();
    }
  }

  /** Where a user's account stands, if it has one; of other principals none. */
  static Optional<Ref> ref(Principal principal) {
    return principal.name().startsWith(PREFIX)
        ? ref(principal.name().substring(PREFIX.length()))
        : Optional.empty();
  }

  /** True if one of this name has come in by its account since this process began. */
  boolean hasMet(Principal principal) {
    return met.contains(principal.name());
  }

  static boolean isOpen(Resource account) {
    return !account.isDeleting() && !account.spec().as(Account.Spec.class).disabled().orElse(false);
  }

  static String principalName(Ref account) {
    return PREFIX
        + account.name()
        + (account.tenant().equals(Principal.SYSTEM_TENANT) ? "" : "@" + account.tenant());
  }

  private Principal principal(Resource account) {
    Tenants.suspended(store.snapshot(), account.ref().tenant())
        .ifPresent(
            tenant -> {
              throw Tenants.suspended(tenant);
            });
    Principal principal = as(account);
    met.add(principal.name());
    return principal;
  }

  /** Whoever gets in by the account. */
  static Principal as(Resource account) {
    return new Principal(
        principalName(account.ref()),
        account.ref().tenant(),
        Set.copyOf(account.spec().as(Account.Spec.class).roles()));
  }

  private static Problem unauthenticated() {
    return new Problem(
        Problem.Reason.UNAUTHENTICATED,
        "the name, password or token is not right",
        "Check them, or ask an administrator for a new password.");
  }

  private String mark(String name, String hash, char[] password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(own);
      mac.update((name + "\n" + hash + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of()
          .formatHex(mac.doFinal(new String(password).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  private boolean isRemembered(String mark, Instant now) {
    synchronized (remembered) {
      Instant until = remembered.get(mark);
      return until != null && now.isBefore(until);
    }
  }

  private void remember(String mark, Instant now) {
    synchronized (remembered) {
      remembered.values().removeIf(until -> !now.isBefore(until));
      if (remembered.size() >= MOST_REMEMBERED) {
        remembered.remove(remembered.keySet().iterator().next());
      }
      remembered.put(mark, now.plus(REMEMBERED));
    }
  }
}

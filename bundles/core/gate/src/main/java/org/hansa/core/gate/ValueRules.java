package org.hansa.core.gate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hansa.core.api.Account;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Secret;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;

/**
 * Setting what is kept apart. The values given to a secret replace all it had. Of an account's, a
 * password or token given replaces that one, and an empty text takes it away. Beside {@code token}
 * an account has one for each place where it is logged in, {@code token.PLACE}, so that one can be
 * taken away and the others go on.
 */
final class ValueRules {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final int MOST_KEYS = 100;
  private static final int LONGEST = 65_536;
  private static final int MOST_TOKENS = 32;
  private static final Set<String> CREDENTIALS = Set.of(Accounts.PASSWORD, Accounts.TOKEN);
  private static final Pattern CREDENTIAL =
      Pattern.compile("password|token(\\.[a-z0-9][a-z0-9-]{0,62})?");

  private final Authority authority;
  private final Handing handing;

  ValueRules(Authority authority, Handing handing) {
    this.authority = authority;
    this.handing = handing;
  }

  void admit(Principal principal, Change.Values change) {
    Ref ref = change.secret();
    boolean account = ref.kind().equals(Account.KIND);
    if (!account && !ref.kind().equals(Secret.KIND)) {
      throw Problem.invalid("kind", ref.kind(), "one that has values", "Name a Secret.");
    }
    if (!isOwn(principal, ref)) {
      authority.require(principal, "write", ref);
    }
    if (change.values().size() > MOST_KEYS) {
      throw Problem.invalid(
          "number of values", change.values().size(), "at most " + MOST_KEYS, "Split the secret.");
    }
    for (Map.Entry<String, String> entry : change.values().entrySet()) {
      key(account, entry.getKey());
      if (entry.getValue().length() > LONGEST) {
        throw new Problem(
            Problem.Reason.TOO_LARGE,
            "the value of " + entry.getKey() + " is longer than " + LONGEST + " characters",
            "Keep large content elsewhere.");
      }
    }
  }

  private static void key(boolean account, String key) {
    if (account && !CREDENTIAL.matcher(key).matches()) {
      throw Problem.invalid(
          "key",
          key,
          "password, token or token.PLACE",
          Nearest.to(key, CREDENTIALS)
              .map(n -> "Maybe '" + n + "' was meant.")
              .orElse("Name one; a place has letters, digits and '-'."));
    }
    if (!KEY.matcher(key).matches()) {
      throw Problem.invalid(
          "key", key, "1 to 100 letters, digits, '.', '_' or '-'", "Choose another key.");
    }
  }

  void set(Work work, Principal principal, Change.Values change, Means means) {
    Resource resource = work.existing(change.secret());
    if (resource.isDeleting()) {
      throw Problem.conflict(resource.ref() + " is being deleted", "Wait until it is gone.");
    }
    if (resource.ref().kind().equals(Account.KIND) && !isOwn(principal, resource.ref())) {
      // Who may set a password may log in with it.
      handing.requireHeld(
          principal, resource.ref(), resource.spec().as(Account.Spec.class).roles(), work.state());
    }
    CoreKinds.Kept former = resource.status().as(CoreKinds.Kept.class);
    List<String> keys = keys(change, former);
    requireFewTokens(resource.ref(), keys);
    CoreKinds.Kept next =
        new CoreKinds.Kept(
            keys, Optional.of(work.base().now()), Optional.of(former.times().orElse(0L) + 1));
    long revision = work.committed(resource.ref()).map(Resource::revision).orElse(0L);
    means.seal(change, resource, revision).ifPresent(bytes -> work.seal(resource.ref(), bytes));
    work.put(resource.withStatus(Doc.of(next)));
  }

  private static List<String> keys(Change.Values change, CoreKinds.Kept former) {
    Map<String, String> after = new TreeMap<>(change.values());
    if (change.secret().kind().equals(Account.KIND)) {
      former.keys().forEach(key -> after.putIfAbsent(key, key));
      after.values().removeIf(String::isEmpty);
    }
    return List.copyOf(after.keySet());
  }

  private static void requireFewTokens(Ref ref, List<String> keys) {
    if (keys.stream().filter(Accounts::isToken).count() > MOST_TOKENS) {
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          ref + " has " + MOST_TOKENS + " tokens",
          "Take those away that are not used any more; its status names them.");
    }
  }

  private static boolean isOwn(Principal principal, Ref ref) {
    return ref.kind().equals(Account.KIND) && Accounts.principalName(ref).equals(principal.name());
  }

  /** The hashes that an account would keep, made before the transaction, for they take long. */
  static Map<String, String> hashes(
      Change.Values change, Map<String, String> former, Passwords passwords) {
    Map<String, String> next = new TreeMap<>(former);
    change
        .values()
        .forEach(
            (key, value) -> {
              if (value.isEmpty()) {
                next.remove(key);
              } else if (key.equals(Accounts.PASSWORD)) {
                next.put(key, passwords.hash(value));
              } else {
                next.put(key, Passwords.newToken(value));
              }
            });
    return next;
  }
}

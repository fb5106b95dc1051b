package org.hansa.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Account;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Role;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;

/**
 * The first administrator, and tenants to begin with, from a file that only its writer could read.
 * The file is used once, and only while nobody may log in. It is taken away when its account is
 * durable, or when it makes none: because there are accounts, or because others could read it or it
 * says nothing of use.
 */
final class Bootstrap {

  static final String FILE = "bootstrap.json";

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private record Wanted(
      String name,
      Optional<String> password,
      Optional<String> token,
      Optional<List<String>> tenants) {}

  private Bootstrap() {}

  /**
   * @return what makes the administrator; empty if there is no file
   * @throws Problem if the file cannot be used
   */
  static List<Change> read(Path state) {
    Path file = state.resolve(FILE);
    try {
      return Files.exists(file) ? changes(file) : List.of();
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /** Takes the file away: after the account is durable, for a crash between must not lose both. */
  static void discard(Path state) {
    Path file = state.resolve(FILE);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static Problem unusable(Path file, IOException e) {
    return new Problem(
        Problem.Reason.UNAVAILABLE,
        file + " cannot be read and taken away: " + e,
        "See to it that the process may do both.",
        List.of(),
        e);
  }

  private static List<Change> changes(Path file) throws IOException {
    if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
      throw new Problem(
          Problem.Reason.INVALID,
          file + " could be read or written by others, so it was not used",
          "Write it again with mode 0600 and other credentials, and start again.");
    }
    Wanted wanted;
    try (InputStream in = Files.newInputStream(file)) {
      JsonNode tree = Json.read(in);
      wanted = Json.view(tree, Wanted.class);
    } catch (Problem e) {
      // What the parser says may repeat what it could not read: a password.
      throw new Problem(
          Problem.Reason.INVALID,
          file + " is not {\"name\", \"password\", \"token\", \"tenants\"}",
          "Write it again, and start again.");
    }
    Map<String, String> values = new HashMap<>();
    wanted.password().ifPresent(password -> values.put(Accounts.PASSWORD, password));
    wanted.token().ifPresent(token -> values.put(Accounts.TOKEN, token));
    if (wanted.name() == null || values.isEmpty()) {
      throw new Problem(
          Problem.Reason.INVALID,
          file + " has no name, or neither password nor token",
          "Write it again, and start again.");
    }
    Ref ref = new Ref(Account.KIND, Principal.SYSTEM_TENANT, wanted.name());
    Doc spec = Doc.of(new Account.Spec(Role.BUILT_IN, Optional.empty()));
    List<Change> changes = new ArrayList<>();
    wanted
        .tenants()
        .orElse(List.of())
        .forEach(t -> changes.add(Change.Put.of(Draft.of(Tenant.ref(t), Doc.EMPTY))));
    changes.add(Change.Put.of(Draft.of(ref, spec)));
    changes.add(new Change.Values(ref, values));
    return changes;
  }
}
